"""The checker: every statement of an answer held against the store, as the contract says.

It trusts nothing of the answer: quotes are looked up in the passages, relationships in the graph,
numbers by running the named queries again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.answer.reading import read_answer
from kg.answer.records import Answer, Statement
from kg.check.counts import query_failures
from kg.check.derived import derive
from kg.check.frame import frame_failures
from kg.check.holdings import Holdings
from kg.check.links import link_failures
from kg.check.plan import answered_failures, plan_failures
from kg.check.quotes import citation_failures, support_failures, word_failures
from kg.check.records import Checked, Failure
from kg.embed.embedder import Embedder
from kg.errors import NotAnAnswer
from kg.records import Rows
from kg.stores.base import Store


def check_json(given: object, store: Store, embedder: Embedder | None) -> Checked:
    """Check an answer given as plain JSON values; what is no answer fails the rule `shape`."""
    try:
        answer = read_answer(given)
    except NotAnAnswer as error:
        return Checked(0, False, (Failure("", "shape", str(error)),))
    return checked(answer, store, embedder)


def checked(answer: Answer, store: Store, embedder: Embedder | None) -> Checked:
    """Check an answer: what `check_answer` gives, with how many statements there were."""
    failures = check_answer(answer, store, embedder)
    return Checked(len(answer.statements()), not failures, tuple(failures))


def check_answer(answer: Answer, store: Store, embedder: Embedder | None) -> list[Failure]:
    """Every broken rule, in reading order; none means that the answer holds.

    Raises ModelError where the answer was made with vectors and `embedder` is None.
    """
    return list(_failures(Holdings(answer, store), embedder))


def _failures(holdings: Holdings, embedder: Embedder | None) -> Iterator[Failure]:
    yield from _references(holdings)
    for statement in holdings.statements:
        yield from _statement(statement, holdings)
    yield from _silence(holdings.answer)
    yield from frame_failures(holdings)
    derived = derive(holdings.answer, holdings.store, embedder)
    yield from plan_failures(holdings, derived)
    yield from answered_failures(holdings.answer, derived)


def _references(holdings: Holdings) -> Iterator[Failure]:
    """Ids are given once, and what is named by its id is there."""
    ids = [statement.id for statement in holdings.statements]
    for repeated in sorted(name for name, times in Counter(ids).items() if times > 1):
        yield Failure(repeated, "shape", "the id is given twice")
    for row in holdings.answer.comparison.aspects:
        for cell in row.cells:
            for lost in sorted({*cell.statements} - {*ids}):
                yield Failure(lost, "shape", f"cell {row.aspect} names no statement")
    for follow_up in holdings.answer.follow_ups:
        if follow_up.because not in holdings.links:
            yield Failure("", "shape", f"follow-up names no link: {follow_up.question}")


def _statement(statement: Statement, holdings: Holdings) -> Iterator[Failure]:
    query = holdings.queries.get(statement.query or "")
    rows = holdings.rows(query) if query else ""
    yield from citation_failures(statement, holdings)
    yield from link_failures(statement, holdings)
    yield from word_failures(statement, holdings, Rows((), ()) if isinstance(rows, str) else rows)
    if statement.kind in ("quoted", "synthesised"):
        yield from support_failures(statement, holdings)
    else:
        yield from query_failures(statement, holdings)


def _silence(answer: Answer) -> Iterator[Failure]:
    """Nothing is said of a side without coverage but that it is so."""
    without = {side.label for side in answer.sides if side.coverage == "none"}
    for row in answer.comparison.aspects:
        for cell in row.cells:
            if cell.side in without and cell.statements:
                yield Failure("", "silence", f"{cell.side} has no coverage but statements")
