"""What an archive gives, as types; `to_json` writes what the command line prints and HTTP sends.

A field's metadata are what pydantic's `Field` takes: its name in JSON, and how it is described.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.plain import record_dict
from kg.queries import Parameter, Query
from kg.records import Result, Rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class NodeResult:
    """A node of the graph with what belongs to it; in JSON its `properties` are keys of its own."""

    __pydantic_config__: Final = {"extra": "allow"}


@dataclass(frozen=True, slots=True)
class Reason(Result):
    """A list that found a passage, and its rank there from 1 on."""

    list: str
    rank: int
    path: str | None = None


@dataclass(frozen=True, slots=True)
class SearchHit(Result):
    """A passage that a search found."""

    paper_id: str
    passage_id: str
    archive_id: str
    title: str
    text: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SearchHits(Result):
    """A page of passages, best first."""

    query: str
    hits: tuple[SearchHit, ...]
    lists: tuple[str, ...]
    truncated: bool
    next: int | None = field(metadata={"description": "The cursor of the next page."})


@dataclass(frozen=True, slots=True)
class RelatedEntity(Result):
    """An entity above or below another, so many steps away."""

    id: str
    name: str
    label: str
    distance: int


@dataclass(frozen=True, slots=True)
class LinkedPaper(Result):
    """A paper and the types of the relationships that link it to an entity."""

    paper_id: str
    archive_id: str
    title: str
    published: str
    types: list[str]


@dataclass(frozen=True, slots=True)
class ClaimPlace(Result):
    """A sentence that claims something, and by how much, of what, on what, when."""

    archive_id: str
    title: str
    published: str
    passage_id: str
    char_start: int
    char_end: int
    metric: str | None
    value: float | None
    unit: str | None
    dataset: str | None
    condition: str | None
    confidence: float
    relation_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ClaimGroup(Result):
    """What papers claim of an entity against another: `words` are the predicate as it is read."""

    predicate: str
    words: str
    other_id: str
    other: str
    papers: tuple[str, ...]
    places: tuple[ClaimPlace, ...]


@dataclass(frozen=True)
class EntityView(NodeResult):
    """An entity's properties, what is above and below it, its claims, its newest papers."""

    id: str
    name: str
    labels: list[str]
    aliases: list[str]
    alias_reasons: list[str] = field(metadata={"description": "Why each alias is one, in order."})
    above: tuple[RelatedEntity, ...]
    below: tuple[RelatedEntity, ...]
    claims: tuple[ClaimGroup, ...]
    papers: tuple[LinkedPaper, ...]
    truncated: bool = field(metadata={"description": "Whether it has further papers."})
    next: int | None = field(metadata={"description": "The cursor of its further papers."})
    next_claims: int | None = field(metadata={"description": "The cursor of its further claims."})
    properties: dict[str, Any] = field(default_factory=dict, metadata={"exclude": True})


@dataclass(frozen=True, slots=True)
class GraphNode(Result):
    """A node with its properties."""

    id: str
    labels: list[str]
    name: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Relationship(Result):
    """A relationship between two nodes, by their ids."""

    id: str | None
    type: str
    from_: str = field(metadata={"alias": "from"})
    to: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbourhood(Result):
    """What is around a node; with a cursor, what is added to what is nearer."""

    center: str
    nodes: tuple[GraphNode, ...]
    relationships: tuple[Relationship, ...]
    truncated: bool
    next: int | None = field(
        default=None, metadata={"description": "The cursor of further nodes, at depth 1."}
    )

    def _repr_html_(self) -> str:
        from kg.answer.output.html import neighbourhood_html

        return neighbourhood_html(self)


@dataclass(frozen=True, slots=True)
class GraphPath(Result):
    """The shortest way between two nodes; empty where there is none."""

    nodes: tuple[GraphNode, ...] = ()
    relationships: tuple[Relationship, ...] = ()


@dataclass(frozen=True, slots=True)
class CypherRows(Rows):
    """The rows of a query from outside, with a line for each name in it that the graph lacks."""

    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery(Result):
    """A query that can be run by its name."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str = field(metadata={"description": "Its Cypher, which `POST /cypher` runs too."})

    @classmethod
    def of(cls, query: Query) -> NamedQuery:
        """A query of `cypher/read`."""
        return cls(query.name, query.question, query.parameters, query.returns, query.text)


@dataclass(frozen=True, slots=True)
class NamedQueries(Result):
    """Named queries, by name."""

    queries: tuple[NamedQuery, ...]
    truncated: bool = False
    next: int | None = None


@dataclass(frozen=True, slots=True)
class EmbedderState(Result):
    """Whether there is an embedding model, whether it is used, and what that means for search."""

    present: bool
    used: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Status(Result):
    """What the archive holds, and what this installation can and can't do."""

    papers: int
    passages: int
    entities: int
    relations: int
    newest: str | None
    updated: str | None
    labels: dict[str, int]
    relationship_types: dict[str, int]
    extractor: str | None
    model: str | None
    left_out: int
    left_out_links: list[str]
    vectors: bool
    extractors: dict[str, int]
    text_origins: dict[str, int]
    store: str
    embedder: EmbedderState
    abbreviations: str
    missing: tuple[str, ...]
    version: str
    python: str


def to_json(result: object) -> str:
    """A result as JSON text, in one line; plain values may hold results."""
    return json.dumps(
        result, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=to_dict
    )


def to_dict(result: DataclassInstance) -> dict[str, Any]:
    """A result in plain JSON values."""
    plain = record_dict(result)
    if isinstance(result, NodeResult):
        properties: dict[str, Any] = plain.pop("properties")
        return {**properties, **{key: item for key, item in plain.items() if key not in properties}}
    return plain
