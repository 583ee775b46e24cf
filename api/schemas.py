"""What goes out over HTTP, for the OpenAPI document; tests hold real responses against it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of a response: every key is known."""

    model_config = ConfigDict(extra="forbid")


class Open(BaseModel):
    """A part of a response that may carry more keys."""

    model_config = ConfigDict(extra="allow")


class Reason(Shape):
    """A list that found a passage, and its rank there from 1 on."""

    list: str
    rank: int
    path: str | None


class SearchHit(Shape):
    """A passage that a search found."""

    paper_id: str
    passage_id: str
    archive_id: str
    title: str
    text: str
    score: float
    reasons: list[Reason]


class SearchHits(Shape):
    """A page of passages, best first."""

    query: str
    hits: list[SearchHit]
    lists: list[str]
    truncated: bool
    next: int | None = Field(description="The cursor of the next page.")


class Rows(Shape):
    """Rows of a query."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool
    elapsed_ms: float


class Passage(Shape):
    """Consecutive sentences of a paper."""

    id: str
    text: str
    section: str
    position: int
    char_start: int
    char_end: int


class Paper(Open):
    """A paper's properties, passages and entities."""

    id: str
    archive_id: str
    title: str
    passages: list[Passage]


class GraphNode(Shape):
    """A node with its properties."""

    id: str
    labels: list[str]
    name: str
    properties: dict[str, Any]


class Relationship(Shape):
    """A relationship between two nodes, by their ids."""

    id: str | None
    type: str
    from_: str = Field(alias="from")
    to: str
    properties: dict[str, Any]


class Neighbourhood(Shape):
    """What is around a node."""

    center: str
    nodes: list[GraphNode]
    relationships: list[Relationship]
    truncated: bool


class Path(Shape):
    """The shortest way between two nodes; empty where there is none."""

    nodes: list[GraphNode]
    relationships: list[Relationship]


class Entity(Open):
    """An entity's properties, what is above and below it, its claims, its newest papers."""

    id: str
    name: str
    labels: list[str]
    aliases: list[str]
    alias_reasons: list[str] = Field(description="Why each alias is one, in the aliases' order.")
    above: list[dict[str, Any]]
    below: list[dict[str, Any]]
    claims: list[dict[str, Any]] = Field(
        description="What papers claim of it: better than what, with the sentences that say so."
    )
    papers: list[dict[str, Any]]
    truncated: bool


class QueryParameter(Shape):
    """A parameter of a named query."""

    name: str
    type: str
    doc: str
    optional: bool
    default: Any


class NamedQuery(Shape):
    """A query that the archive's doors name."""

    name: str
    question: str
    parameters: list[QueryParameter]
    returns: list[str]


class Queries(Shape):
    """All named queries."""

    queries: list[NamedQuery]
    truncated: bool


class Status(Open):
    """What the archive holds, and what this installation can and can't do."""

    papers: int
    passages: int
    entities: int
    relations: int
    left_out: int
    left_out_links: list[str]
    store: str
    extractors: dict[str, int]
    text_origins: dict[str, int]
    embedder: dict[str, Any]
    abbreviations: str
    missing: list[str]
    version: str
