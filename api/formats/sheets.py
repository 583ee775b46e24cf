"""An answer as CSV (RFC 4180), for spreadsheets: its comparison, its tables, or its papers."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from api.formats.tables import no_formula
from kg.answer.output import layout
from kg.answer.output.layout import Grid
from kg.answer.records import Answer, AnswerTable

PAPER_COLUMNS: Final = (
    "archive_id",
    "title",
    "authors",
    "year",
    "category",
    "url",
    "statement",
)
Row = Sequence[str | int]


def sheet(answer: Answer) -> str:
    """The sheet with its heading row; each row has as many cells, and no cell is a formula."""
    written = io.StringIO()
    csv.writer(written).writerows(map(_cell, row) for row in _rows(answer))
    return written.getvalue()


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = " ".join(layout.plain(value).split())
    return no_formula(text)


def _rows(answer: Answer) -> Iterator[Row]:
    grid, tables = layout.grid(answer), _tables(answer)
    if grid is not None:
        yield from _comparison(answer, grid)
    elif tables:
        yield from _table(tables[0]) if len(tables) == 1 else _together(tables)
    else:
        yield from _papers(answer)


def _comparison(answer: Answer, grid: Grid) -> Iterator[Row]:
    yield ("aspect", *grid.columns[1:])
    for row in grid.rows:
        cells = (layout.by_archive_id(answer, cell) for cell in row)
        yield tuple("" if cell == layout.NOTHING else cell for cell in cells)


def _tables(answer: Answer) -> list[AnswerTable]:
    """The tables that answer; the senses of a short form say only how it was understood."""
    runs = answer.provenance.queries
    senses = {run.id for run in runs if run.name == "entity_meanings"}
    return [table for table in answer.tables if table.query not in senses]


def _table(table: AnswerTable) -> Iterator[Row]:
    yield table.columns
    yield from table.rows


def _together(tables: Collection[AnswerTable]) -> Iterator[Row]:
    """Several tables as one: a cell is empty where its column is another table's."""
    columns = list(dict.fromkeys(name for table in tables for name in table.columns))
    yield ("table", *columns)
    for table in tables:
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            yield (table.heading, *(cells.get(name, "") for name in columns))


def _papers(answer: Answer) -> Iterator[Row]:
    yield PAPER_COLUMNS
    for source in answer.sources:
        yield (
            source.archive_id,
            source.title,
            "; ".join(source.authors),
            layout.year(source),
            source.category,
            layout.address(source),
            _statement(answer, source.number),
        )


def _statement(answer: Answer, number: int) -> str:
    """The first statement that cites a source: of the sections, else of what stands above them."""
    inner = (statement for section in answer.sections for statement in section.statements)
    for statement in (*inner, *answer.bottom_line, *answer.scope):
        if any(citation.source == number for citation in statement.citations):
            return statement.text
    return ""
