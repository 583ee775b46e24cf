"""The answer contract as records; `to_dict` gives the JSON that every door shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

StatementKind = Literal["quoted", "synthesised", "counted", "absence"]
Status = Literal["answered", "partial", "no_evidence"]

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
    """One checkable sentence or more; `support` (0-1) is given for quoted and synthesised ones."""

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
    papers: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side has on one aspect, by statement id, and what these statements name."""

    side: str
    status: Literal["evidence", "no_evidence"]
    statements: tuple[str, ...]
    names: tuple[TableEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Tabled:
    """Rows of a named query as a table of the answer: people, years, counts."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    query: str


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One row of the comparison table."""

    aspect: str
    cells: tuple[Cell, ...]
    shared: tuple[TableEntity, ...]
    only: dict[str, tuple[TableEntity, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited paper; `similarity` (cosine to the question) is None without an embedder.

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
    by: dict[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A path of the graph that ends at a cited paper."""

    id: str
    nodes: tuple[dict[str, str], ...]
    relationships: tuple[dict[str, Any], ...]
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A further question that the archive can answer because of a link."""

    question: str
    because: str


@dataclass(frozen=True, slots=True)
class AnswerSide:
    """A side as the reader sees it."""

    label: str
    anchors: tuple[dict[str, str], ...]
    concepts: tuple[dict[str, Any], ...]
    unmet: tuple[str, ...]
    papers: int
    by: dict[str, int]
    passages: int
    coverage: Literal["good", "thin", "none"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The contract of an answer."""

    question: str
    kind: str
    status: Status
    scope: tuple[Statement, ...]
    sides: tuple[AnswerSide, ...]
    sections: tuple[Section, ...]
    comparison: dict[str, tuple[AspectRow, ...]]
    bottom_line: tuple[Statement, ...]
    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    follow_ups: tuple[FollowUp, ...]
    tables: tuple[Tabled, ...] = ()
    provenance: dict[str, Any] = field(default_factory=dict)
    disclaimer: str = DISCLAIMER

    def to_dict(self) -> dict[str, Any]:
        """The answer in plain JSON values: objects, lists, texts and numbers."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        return (
            *self.scope,
            *(one for section in self.sections for one in section.statements),
            *self.bottom_line,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
