"""Checks of what queries show: counts are those of the rows, what is absent gives no row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.answer.provenance import AnswerQuery
from kg.answer.records import Statement
from kg.check.claims import QUERY as CLAIMS_QUERY
from kg.check.claims import claim_failures, claim_numbers
from kg.check.holdings import Holdings
from kg.check.records import Failure
from kg.questions.plan import Constraints
from kg.records import Rows

_BRACKETS = re.compile(r"\[AG-\d{4}\.\d{2}-\d+\]")
_QUOTED = re.compile(r"“[^”]*”")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?![\w-]|\.\d)")
_LETTER = re.compile(r"[^\W\d_]")
_PAIR = re.compile(r"\((\d+)(?: and (\d+))?")
_MORE = re.compile(r" and (\d+) more(?=\s*\.?$)")


def query_failures(statement: Statement, holdings: Holdings) -> Iterator[Failure]:
    """What is counted or absent names a query, which gives that again."""
    own, query = statement.id, holdings.queries.get(statement.query or "")
    if query is None:
        yield Failure(own, "query", f"no query {statement.query} in provenance")
        return
    rows = holdings.rows(query)
    if isinstance(rows, str):
        yield Failure(own, "query", rows)
        return
    count = len(rows.rows)
    if count != query.rows:
        yield Failure(own, "query", f"{query.name} gives {count} rows, not {query.rows}")
    if statement.kind == "absence":
        yield from _absence(statement, query, rows, holdings)
        return
    claims = query.name == CLAIMS_QUERY
    if claims:
        yield from claim_failures(own, statement.text, rows)
    yield from _numbers(statement, rows, claim_numbers(rows) if claims else set(), holdings)
    yield from _pairs(statement, rows)
    yield from _more(statement, rows)


def _absence(
    statement: Statement, query: AnswerQuery, rows: Rows, holdings: Holdings
) -> Iterator[Failure]:
    """A query without rows on entities that exist; others prove nothing absent."""
    for entity in query.parameters.get("entities", ()):
        if not holdings.store.run("entity_by_id", {"id": str(entity)}).rows:
            yield Failure(statement.id, "absence", f"{query.name} asks for no entity: {entity}")
    if statement.citations:
        yield Failure(statement.id, "absence", "what is absent can't be cited")
    if rows.rows:
        yield Failure(statement.id, "absence", f"{query.name} gives {len(rows.rows)} rows")


def _pairs(statement: Statement, rows: Rows) -> Iterator[Failure]:
    """A count in brackets is of the entity whose name stands before it."""
    named = [row for row in rows.dicts() if isinstance(row.get("name"), str)]
    for match in _PAIR.finditer(statement.text) if named else ():
        before = statement.text[: match.start()].rstrip()
        counts = {count.lstrip("0") or "0" for count in match.groups() if count}
        fitting = [row for row in named if before.endswith(str(row["name"]))]
        if not any(
            counts <= {str(cell) for cell in row.values() if isinstance(cell, int)}
            for row in fitting
        ):
            yield Failure(statement.id, "count", f"no row gives … {match.group(0)})")


def _more(statement: Statement, rows: Rows) -> Iterator[Failure]:
    """A list says that there are more where so many rows are not named in it.

    It may say fewer: kinds of what is listed, and terms that say little, are rows as well.
    """
    left = len(rows.rows) - len(_PAIR.findall(statement.text))
    for match in _MORE.finditer(_BRACKETS.sub("", statement.text)):
        if int(match[1]) > left:
            yield Failure(statement.id, "count", f"{left} are not named, not {match[1]}")


def _numbers(
    statement: Statement, rows: Rows, counted: set[str], holdings: Holdings
) -> Iterator[Failure]:
    """Numbers are cells of the rows, how many rows there are, or `counted` from them."""
    text = _QUOTED.sub(" ", _MORE.sub(" ", _BRACKETS.sub(" ", statement.text)))
    for row in rows.rows:
        words = [cell for cell in row if isinstance(cell, str) and _LETTER.search(cell)]
        for word in sorted(words, key=len, reverse=True):
            text = text.replace(word, " ")
    for label in _labels(holdings):
        text = text.replace(label, " ")
    known = {str(cell) for row in rows.rows for cell in row if isinstance(cell, int)}
    known |= {str(len(rows.rows)), *counted, *_years(rows, holdings.answer.plan.constraints)}
    known |= _near_and_not(rows, holdings)
    for number in _NUMBER.findall(text):
        if number not in known:
            yield Failure(statement.id, "count", f"the query does not give {number}")


def _near_and_not(rows: Rows, holdings: Holdings) -> set[str]:
    """How many of the papers that the rows are belong to a side by meaning alone, and the others.

    That a side has so many in each way is checked with the sides.
    """
    sides = [side for side in holdings.answer.sides if side.papers == len(rows.rows)]
    near = [(side.papers, side.by.get("meaning", 0)) for side in sides]
    return {str(number) for papers, few in near for number in (few, papers - few)}


def _labels(holdings: Holdings) -> list[str]:
    """What the question calls its sides and their parts; their numbers count nothing."""
    names = [*holdings.answer.plan.constraints.authors]
    for side in holdings.answer.sides:
        names += [side.label, *(concept.phrase for concept in side.concepts), *side.unmet]
    return sorted(filter(None, names), key=len, reverse=True)


def _years(rows: Rows, constraints: Constraints) -> Iterator[str]:
    """The years of dates in the rows, and those that the plan sets."""
    for row in rows.rows:
        for cell in row:
            if isinstance(cell, str) and _DATE.fullmatch(cell):
                yield cell[:4]
    yield from (str(year) for year in (constraints.since, constraints.until) if year is not None)
