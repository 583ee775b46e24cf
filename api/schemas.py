"""What goes out over HTTP, for the OpenAPI document; tests hold real responses against it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of a response: every key is known."""

    model_config = ConfigDict(extra="forbid")


class Open(BaseModel):
    """A part of a response that may carry more keys."""

    model_config = ConfigDict(extra="allow")


class Citation(Shape):
    """A place in a passage: `quote` is the passage's text at the offsets."""

    source: int = Field(description="Number of the source.")
    passage_id: str
    char_start: int
    char_end: int
    quote: str


class Statement(Shape):
    """One checkable sentence or more."""

    id: str
    text: str = Field(description="The sentence; citations stand in brackets, by archive id.")
    kind: Literal["quoted", "synthesised", "counted", "absence"]
    citations: list[Citation]
    links: list[str] = Field(description="Ids of links.")
    query: str | None = Field(description="Id of the query that gives the number again.")
    support: float | None = Field(description="0-1, for quoted and synthesised statements.")


class Section(Shape):
    """The statements of one aspect, side after side."""

    heading: str
    statements: list[Statement]
    listed: bool = Field(description="Whether each statement is an item of a list.")
    beside: bool = Field(description="Whether papers near the sides, not of them, are cited.")


class Node(Open):
    """A node of the graph by id, name and label."""

    id: str
    name: str


class Concept(Shape):
    """A part of a side, and how many papers bear it out by link, by mention, by their text."""

    phrase: str
    ids: list[str]
    papers: dict[Literal["link", "mention", "text"], int]


class Side(Shape):
    """A side of the question as it was understood."""

    label: str
    anchors: list[Node]
    concepts: list[Concept]
    unmet: list[str] = Field(description="What of the side its papers do not bear out.")
    papers: int
    by: dict[Literal["link", "mention", "text", "meaning"], int] = Field(
        description="How many of the papers are of the side by what."
    )
    passages: int
    coverage: Literal["good", "thin", "none"]


class Source(Shape):
    """A cited paper."""

    number: int
    paper_id: str
    archive_id: str
    title: str
    authors: list[str]
    category: str
    published: str
    url: str
    similarity: float | None = Field(description="Cosine to the question; null without a model.")
    text_origin: str
    by: dict[str, Literal["link", "mention", "text", "meaning"]] = Field(
        description="By what the paper is of each of its sides."
    )


class Link(Shape):
    """A path of the graph that ends at a cited paper."""

    id: str
    nodes: list[Node]
    relationships: list[dict[str, Any]]
    text: str


class FollowUp(Shape):
    """A further question that the archive can answer because of a link."""

    question: str
    because: str


class Tabled(Shape):
    """People, years or counts as rows of the query that gave them."""

    heading: str
    columns: list[str]
    rows: list[list[str | int]]
    query: str = Field(description="Id of the query that gives the rows again.")


class Answer(Open):
    """A checked answer: every statement is tied to passages and links, or to a named query."""

    question: str
    kind: Literal["comparison", "lookup", "list", "path", "trend", "count", "gap"]
    status: Literal["answered", "partial", "no_evidence"]
    scope: list[Statement]
    sides: list[Side]
    sections: list[Section]
    comparison: dict[str, list[dict[str, Any]]]
    bottom_line: list[Statement]
    sources: list[Source]
    links: list[Link]
    follow_ups: list[FollowUp]
    tables: list[Tabled]
    provenance: dict[str, Any]
    disclaimer: str


class Failure(Shape):
    """A rule that a statement breaks; without an id the answer as a whole does."""

    statement_id: str
    rule: str
    message: str


class Checked(Shape):
    """What the checker found."""

    statements: int
    holds: bool
    failures: list[Failure]


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
