"""Checks of the sides: they are the question's, and what stands under a side is of its papers.

The checker finds the sides' papers anew; it believes nothing that the answer says of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.records import AnswerSide
from kg.check.derived import Derived
from kg.check.holdings import Holdings
from kg.check.records import Failure
from kg.retrieve.evidence import ways
from kg.retrieve.intent import asks_for_all
from kg.retrieve.sides.members import SideMembers, coverage


def side_failures(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """Every rule that an answer breaks as to its sides, in a fixed order."""
    yield from _sides(holdings, derived)
    yield from _members(holdings, derived)
    yield from _beside(holdings, derived)
    yield from _table(holdings, derived)


def _sides(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    shown = holdings.answer.sides
    empty = not any(side.label or side.papers for side in derived.sides)
    if not shown and (empty or asks_for_all(derived.plan)):
        return
    if [side.label for side in shown] != [side.label for side in derived.sides]:
        yield Failure("", "side", "the sides are not those of the plan")
        return
    for given, side in zip(shown, derived.sides, strict=True):
        yield from (Failure("", "side", message) for message in _differences(given, side))


def _differences(given: AnswerSide, side: SideMembers) -> Iterator[str]:
    unmet = side.matched.unmet
    if given.papers != len(side.papers):
        yield f"{side.label} has {len(side.papers)} papers"
    if given.by not in ({}, ways(side.papers, side.concepts)):
        yield f"{side.label}: its papers are of it by other ways"
    if [*given.unmet] != [*unmet]:
        yield f"{side.label}: what its papers lack is given otherwise"
    if given.coverage != coverage(len(side.papers), unmet):
        yield f"{side.label} is not covered as given"


def _members(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """What is cited under a side is a paper of that side."""
    by_id = {own.id: own.citations for own in holdings.answer.statements()}
    labels: dict[str, list[str]] = {}
    for label, statement_id in _by_side(holdings, derived):
        labels.setdefault(statement_id, []).append(label)
    for statement_id, own in labels.items():
        allowed = frozenset().union(*map(derived.members, own))
        for citation in by_id.get(statement_id, ()):
            source = holdings.sources.get(citation.source)
            paper = source.paper_id if source else None
            if paper not in allowed:
                yield Failure(statement_id, "side", f"{paper} is no paper on {' or '.join(own)}")


def _beside(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """What is said to be near the sides is not of them."""
    members = frozenset().union(*(side.papers for side in derived.sides))
    for section in holdings.answer.sections:
        for statement in section.statements if section.beside else ():
            for citation in statement.citations:
                if holdings.papers([citation.source]) & members:
                    yield Failure(statement.id, "side", "a paper of a side is said to be beside")


def _table(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """Every paper of the table is a paper of the side that it stands for."""
    for row in holdings.answer.comparison.aspects:
        for entity in (*row.shared, *(each for only in row.only.values() for each in only)):
            for label, numbers in entity.papers.items():
                if not holdings.papers(numbers) <= derived.members(label):
                    yield Failure("", "table", f"{entity.id} is not of {label} as given")


def _by_side(holdings: Holdings, derived: Derived) -> Iterator[tuple[str, str]]:
    """(side, statement id) of all that stands under a side."""
    cells = [cell for row in holdings.answer.comparison.aspects for cell in row.cells]
    for cell in cells:
        for statement_id in cell.statements:
            yield cell.side, statement_id
    if not cells and len(derived.sides) == 1:
        for section in holdings.answer.sections:
            for statement in section.statements if not section.beside else ():
                yield derived.sides[0].label, statement.id
