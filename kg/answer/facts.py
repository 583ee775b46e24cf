"""Kinds of questions that the graph itself answers, and how their statements name papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.answer.draft import Draft
from kg.answer.records import Statement
from kg.answer.wording import listed
from kg.records import Value
from kg.retrieve.evidence import Fact, PaperEvidence, Side
from kg.retrieve.facts import FactSource

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphKind(FactSource):
    """A kind of question: how it is read, which named queries it runs, how facts are stated.

    `text` states what the rows of a fact show, `absence` that they show nothing (of `{about}`);
    instead of both, `say` makes statements that cite papers. They stand under what the archive
    holds, or, where the kind `opens`, first of all on several sides. `beside`: they don't answer
    what is asked. `table` are heading and columns of a table of the rows. `wording` has the words
    of the statements that neither the question nor the rows give.
    """

    text: Callable[[Draft, Fact], str] = lambda _draft, _fact: ""
    absence: str = ""
    say: Callable[[Draft, Fact], Iterator[Statement]] | None = None
    opens: bool = False
    beside: bool = False
    table: tuple[str, tuple[str, ...]] | None = None
    wording: str = ""

    def statements(self, draft: Draft, fact: Fact) -> Iterator[Statement]:
        """The statements on a fact of this kind."""
        if self.say is not None:
            yield from self.say(draft, fact)
        elif text := self.text(draft, fact):
            yield draft.counted(text, fact.run)
        elif self.absence:
            yield draft.absence(self.absence.format(about=fact.about), fact.run)


Kinds = Mapping[str, GraphKind]


def fact_statements(draft: Draft, kinds: Kinds, *, opening: bool) -> Iterator[Statement]:
    """The statements on the facts, in order: on those that open an answer, or on the others."""
    for fact in draft.evidence.facts:
        if kinds[fact.what].opens == opening:
            yield from kinds[fact.what].statements(draft, fact)


def shown_papers(draft: Draft) -> Iterator[tuple[Side, PaperEvidence]]:
    """The papers at hand, each with its side."""
    return ((side, paper) for side in draft.evidence.sides for paper in side.papers)


def paper_ids(rows: Iterable[Row]) -> set[str]:
    """The papers of some rows."""
    return {str(row["paper_id"]) for row in rows}


def titled(row: Row) -> str:
    """The title of a row's paper, and the year where it has a date."""
    year = f" of {str(row['published'])[:4]}" if row["published"] else ""
    return f"“{str(row['title']).rstrip('.')}”{year}"


def all_titled(rows: Sequence[Row]) -> str:
    """The titles of the papers of some rows, as a list."""
    return listed([*map(titled, rows)])


def with_counts(rows: Iterable[Row], column: str = "papers") -> str:
    """The names of some rows, each with a count in brackets, as a list."""
    return listed([f"{row['name']} ({row[column]})" for row in rows])
