"""What the tools give that is no result of the archive itself: pages, with fewer fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from kg.answer.records import AnswerSide, AnswerStatus, Statement
from kg.overview.examples import ExampleQuestion
from kg.questions.plan import QuestionKind
from kg.records import Result
from kg.results import GraphNode, Relationship

_NEXT: Final = {"description": "`start` of the next page; null on the last."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Result):
    """A part of a list."""

    has_more: bool
    next_start: int | None = field(metadata=_NEXT)


@dataclass(frozen=True, slots=True)
class PaperFacts(Result):
    """What tells a paper; `text_origin` says whether its text is its own words."""

    paper_id: str
    archive_id: str
    title: str
    published: str
    url: str
    text_origin: str


@dataclass(frozen=True, slots=True)
class QueryDescription(Result):
    """A named query: its parameters are `name: type - what it is`, with `= default` if any."""

    name: str
    question: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelDescription(Result):
    """A label, how many nodes carry it, and their properties."""

    label: str
    nodes: int
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeDescription(Result):
    """A relationship type, how many there are, patterns of its ends, and their properties."""

    type: str
    relationships: int
    ends: tuple[str, ...]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemaResult(Result):
    """Labels, relationship types and named queries; questions that `ask` can answer."""

    labels: tuple[LabelDescription, ...]
    types: tuple[TypeDescription, ...]
    queries: tuple[QueryDescription, ...]
    examples: tuple[ExampleQuestion, ...]


@dataclass(frozen=True, slots=True)
class RowsPage(Page):
    """Rows of a query; `truncated` where the query had more than were read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total_rows: int
    truncated: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageHit(Result):
    """A passage of a paper that matches a search."""

    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperHit(PaperFacts):
    """A paper with its best passages."""

    categories: tuple[str, ...]
    score: float
    passages: tuple[PassageHit, ...]


@dataclass(frozen=True, slots=True)
class PapersPage(Page):
    """Papers, best first."""

    query: str
    total_results: int
    papers: tuple[PaperHit, ...]


@dataclass(frozen=True, slots=True)
class PassagePlace(Result):
    """Where a passage stands in the paper's text, and its id to cite."""

    passage_id: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PaperText(PaperFacts):
    """A part of a paper's text, from `start` to `end` of `total_chars`."""

    authors: tuple[str, ...]
    categories: tuple[str, ...]
    text: str
    passages: tuple[PassagePlace, ...]
    start: int
    end: int
    total_chars: int
    has_more: bool
    next_start: int | None = field(metadata=_NEXT)


@dataclass(frozen=True, slots=True)
class Citations(Page):
    """BibTeX entries, in the order of the papers that were asked for."""

    format: str
    citations: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedPaper(PaperFacts):
    """A paper that an answer cites: `number` is the `source` of its citations."""

    number: int


@dataclass(frozen=True, slots=True)
class AnswerPage(Page):
    """An answer: `text` is it in Markdown, on the first page; `statements` are what it rests on.

    A statement's citations quote passages word for word; `paths` are the graph's links by id.
    """

    question: str
    kind: QuestionKind
    status: AnswerStatus
    text: str
    sides: tuple[AnswerSide, ...]
    statements: tuple[Statement, ...]
    paths: dict[str, str]
    sources: tuple[CitedPaper, ...]
    follow_ups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighbourhoodPage(Page):
    """Nodes around `center`, and the relationships that lead to them from nodes given by now.

    `truncated` where there are more nodes than `limit`: at depth 1 further pages have them; at
    depth 2 and 3 only a higher limit, or a node of these as the next center.
    """

    center: str
    nodes: tuple[GraphNode, ...]
    relationships: tuple[Relationship, ...]
    truncated: bool
