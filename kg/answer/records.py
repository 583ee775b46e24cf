"""The contract of an answer as records; `to_dict` gives its JSON, `kg.answer.reading` reads it.

A field's metadata are what pydantic's `Field` takes: its name in JSON, and how it is described.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from kg.answer.provenance import AnswerPlan, Provenance
from kg.plain import record_dict
from kg.questions.plan import QuestionKind
from kg.retrieve.evidence import Coverage, Node, Way

StatementKind = Literal["quoted", "synthesised", "counted", "absence"]
AnswerStatus = Literal["answered", "partial", "no_evidence"]

DISCLAIMER = (
    "Drawn from the archive by links and quotes, every statement checked. Read the sources "
    "before you cite them."
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a passage: `quote == passage text[char_start:char_end]`; `source` is a number."""

    source: int
    passage_id: str
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One checkable sentence or more; archive ids in brackets cite, `links` are ids of links.

    `query` (an id) gives the numbers again; `support` (0-1) is of quoted and synthesised ones.
    """

    id: str
    text: str
    kind: StatementKind
    citations: tuple[Citation, ...] = ()
    links: tuple[str, ...] = ()
    query: str | None = None
    support: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one aspect, side after side; `listed` where each is an item of a list.

    `beside`: they cite papers that are near the sides by their text and not of them.
    """

    heading: str
    statements: tuple[Statement, ...]
    listed: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class TableEntity:
    """An entity of the comparison table, with the numbers of the sources of each side."""

    id: str
    name: str
    label: str
    papers: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side has on one aspect, by statement id, and what these statements name."""

    side: str
    status: Literal["evidence", "no_evidence"]
    statements: tuple[str, ...]
    names: tuple[TableEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One row of the comparison table: what the sides share, and what one `only` has."""

    aspect: str
    cells: tuple[Cell, ...]
    shared: tuple[TableEntity, ...]
    only: dict[str, tuple[TableEntity, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison table; without rows where nothing is compared."""

    aspects: tuple[AspectRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Rows of the query of this id as a table of the answer: people, years, counts."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    query: str


@dataclass(frozen=True, slots=True)
class Source:
    """A cited paper; `similarity` (cosine to the question) is null without an embedder.

    `by` says for each side that it is of by what: link, mention (in its title), text or meaning.
    """

    number: int
    paper_id: str
    archive_id: str
    title: str
    authors: tuple[str, ...]
    category: str
    published: str
    url: str
    similarity: float | None
    text_origin: str
    by: dict[str, Way] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkNode:
    """A node of a path: an entity, or the paper at its end by its title."""

    id: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkRelationship:
    """A relationship of a path, with the passage that gave it where one did."""

    id: str
    type: str
    from_: str = field(metadata={"alias": "from"})
    to: str
    paper_id: str | None
    passage_id: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """A path of the graph that ends at a cited paper."""

    id: str
    nodes: tuple[LinkNode, ...] = field(metadata={"min_length": 1})
    relationships: tuple[LinkRelationship, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A further question that the archive can answer because of a link."""

    question: str
    because: str


@dataclass(frozen=True, slots=True)
class SideConcept:
    """A part of a side, and how many papers bear it out by link, by mention, by their text."""

    phrase: str
    ids: tuple[str, ...]
    papers: dict[Way, int]


@dataclass(frozen=True, slots=True)
class AnswerSide:
    """A side as it was understood: papers `by` what they are of it, and what they leave `unmet`."""

    label: str
    anchors: tuple[Node, ...]
    concepts: tuple[SideConcept, ...]
    unmet: tuple[str, ...]
    papers: int
    by: dict[Way, int] = field(default_factory=dict, kw_only=True)
    passages: int
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer: every statement is tied to passages and links, or to a named query."""

    question: str
    kind: QuestionKind
    status: AnswerStatus
    scope: tuple[Statement, ...]
    sides: tuple[AnswerSide, ...]
    sections: tuple[Section, ...]
    comparison: Comparison
    bottom_line: tuple[Statement, ...]
    sources: tuple[Source, ...]
    links: tuple[AnswerLink, ...]
    follow_ups: tuple[FollowUp, ...]
    tables: tuple[AnswerTable, ...] = ()
    provenance: Provenance
    disclaimer: str
    plan: AnswerPlan

    def to_dict(self) -> dict[str, Any]:
        """The answer in plain JSON values: objects, lists, texts and numbers."""
        return record_dict(self)

    def _repr_html_(self) -> str:
        from kg.answer.output.html import html

        return html(self)

    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        inner = (statement for section in self.sections for statement in section.statements)
        return (*self.scope, *inner, *self.bottom_line)
