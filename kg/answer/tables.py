"""Tables of an answer: people, years and counts as rows of the query that gave them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.facts import Kinds
from kg.answer.records import AnswerTable
from kg.retrieve.evidence import QueryRun

MOST_ROWS = 40


def tables(draft: Draft, kinds: Kinds) -> tuple[AnswerTable, ...]:
    """The tables that suit what was asked."""
    return tuple(_tables(draft, kinds))


def _tables(draft: Draft, kinds: Kinds) -> Iterator[AnswerTable]:
    evidence = draft.evidence
    if evidence.years is not None and evidence.years.rows.rows:
        yield _table("Papers by year", ("year", "papers"), evidence.years)
    for fact in evidence.facts:
        table = kinds[fact.what].table
        if table is not None and fact.run.rows.rows:
            heading, columns = table
            yield _table(f"{heading}: {fact.about}" if fact.about else heading, columns, fact.run)


def _table(heading: str, columns: tuple[str, ...], run: QueryRun) -> AnswerTable:
    given = run.rows.dicts()[:MOST_ROWS]
    if columns == ("name", "papers"):
        several = [row for row in given if row["papers"] != 1]
        given = several or given  # most papers come first
    rows = tuple(
        tuple(cell if isinstance(cell, int) else str(cell) for cell in (row[c] for c in columns))
        for row in given
    )
    return AnswerTable(heading, columns, rows, run.id)
