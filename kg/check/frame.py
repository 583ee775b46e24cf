"""Checks of what stands around the statements: sources, sides, tables, status, length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from kg.answer.records import Answer, AnswerTable, AspectRow, TableEntity
from kg.check.holdings import Holdings
from kg.check.records import Failure
from kg.records import Value

MOST_WORDS = 700
_SOURCE_FIELDS = ("archive_id", "title", "published", "url", "text_origin")


def frame_failures(holdings: Holdings) -> Iterator[Failure]:
    """Every rule that the answer breaks outside its statements, in a fixed order."""
    yield from _sources(holdings)
    yield from _status(holdings.answer)
    rows = holdings.answer.comparison.aspects
    checks = [_entities(row, holdings) for row in rows] + [_cells(row, holdings) for row in rows]
    checks += [_table(table, holdings) for table in holdings.answer.tables]
    yield from (Failure("", "table", message) for check in checks for message in check)
    yield from _archive(holdings)
    yield from _length(holdings)


def _sources(holdings: Holdings) -> Iterator[Failure]:
    sources = holdings.answer.sources
    wanted: list[Value] = [source.paper_id for source in sources]
    rows = holdings.store.run("papers_by_ids", {"papers": wanted}).dicts()
    known = {row["paper_id"]: row for row in rows}
    authors: dict[str, list[str]] = {}
    for row in holdings.store.run("authors_of_papers", {"papers": wanted}).dicts():
        authors.setdefault(str(row["paper_id"]), []).append(str(row["name"]))
    for source in sources:
        paper = known.get(source.paper_id)
        if paper is None:
            yield Failure("", "source", f"no paper {source.paper_id}")
            continue
        for field in _SOURCE_FIELDS:
            if (paper[field] or "") != getattr(source, field):
                yield Failure("", "source", f"{source.archive_id}: {field} is not the paper's")
        if authors.get(source.paper_id, []) != [*source.authors]:
            yield Failure("", "source", f"{source.archive_id}: authors are not the paper's")


def _status(answer: Answer) -> Iterator[Failure]:
    covered = [side.coverage != "none" for side in answer.sides]
    if not covered:
        covered = [any(statement.kind != "absence" for statement in answer.scope)]
    expected = {"answered", "partial"} if all(covered) else {"partial", "no_evidence"}
    if answer.status not in expected:
        yield Failure("", "status", f"the sides' coverage does not give {answer.status}")


def _entities(row: AspectRow, holdings: Holdings) -> Iterator[str]:
    """Every paper that stands for an entity of the table is linked to it."""
    sides = {side.label for side in holdings.answer.sides}
    for entity in row.shared:
        yield from _unlinked(entity, sides, holdings)
    for label, entities in row.only.items():
        for entity in entities:
            yield from _unlinked(entity, {label}, holdings)


def _unlinked(entity: TableEntity, sides: set[str], holdings: Holdings) -> Iterator[str]:
    if {*entity.papers} != sides:
        yield f"{entity.id} does not stand for its sides"
    rows = holdings.store.run("links_below", {"entities": [entity.id], "floor": 0.0}).dicts()
    linked = {str(row["paper_id"]) for row in rows}
    for side, numbers in entity.papers.items():
        if not numbers or not holdings.papers(numbers) <= linked:
            yield f"{entity.id} is not linked as given for {side}"


def _cells(row: AspectRow, holdings: Holdings) -> Iterator[str]:
    """What a cell names is named by its own statements' sources, of its own side."""
    cited = {
        statement.id: {citation.source for citation in statement.citations}
        for statement in holdings.statements[len(holdings.answer.scope) :]
    }
    for cell in row.cells:
        allowed = set().union(*(cited.get(name, ()) for name in cell.statements))
        for entity in cell.names:
            if {*entity.papers} != {cell.side}:
                yield f"{entity.id} does not stand for its side"
            elif not {*entity.papers[cell.side]} <= allowed:
                yield f"{entity.id} is not in what its cell cites"


def _table(table: AnswerTable, holdings: Holdings) -> Iterator[str]:
    """The rows of a table are those that its query gives."""
    query = holdings.queries.get(table.query)
    if query is None:
        yield f"no query {table.query} in provenance"
        return
    rows = holdings.rows(query)
    if isinstance(rows, str):
        yield rows
    elif not {*table.columns} <= {*rows.columns} or [[*row] for row in table.rows] != [
        [row[column] for column in table.columns] for row in rows.dicts()[: len(table.rows)]
    ]:
        yield f"{query.name} does not give {table.heading}"


def _archive(holdings: Holdings) -> Iterator[Failure]:
    counts = holdings.store.run("archive_counts").dicts()[0]
    for name, given in asdict(holdings.answer.provenance.archive).items():
        if counts[name] != given:
            yield Failure("", "archive", f"the archive's {name} is not {given}")


def _length(holdings: Holdings) -> Iterator[Failure]:
    texts = [statement.text for statement in holdings.statements]
    texts += [follow_up.question for follow_up in holdings.answer.follow_ups]
    words = sum(len(text.split()) for text in texts)
    if words > MOST_WORDS:
        yield Failure("", "length", f"{words} words, {MOST_WORDS} are allowed")
    if not holdings.answer.disclaimer:
        yield Failure("", "shape", "the disclaimer is empty")
