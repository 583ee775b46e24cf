"""Checks of links: each is in the graph, and leads to what its statement cites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.answer.records import AnswerLink, Statement
from kg.check.holdings import Holdings
from kg.check.records import Failure


def link_failures(statement: Statement, holdings: Holdings) -> Iterator[Failure]:
    """A statement's links exist, and end at the papers that it cites and at no other."""
    cited = {source.paper_id for source in holdings.sources_of(statement)}
    ends = set()
    for link_id in statement.links:
        link = holdings.links.get(link_id)
        if link is None:
            yield Failure(statement.id, "link", f"no link {link_id}")
            continue
        ends |= {node.id for node in link.nodes[-1:]}
        for message in _faults(link, holdings):
            yield Failure(statement.id, "link", message)
    for stray in sorted(ends - cited):
        yield Failure(statement.id, "link", f"a link ends at {stray}, which is not cited")
    for bare in sorted(cited - ends):
        yield Failure(statement.id, "link", f"no link ends at the cited {bare}")


def _faults(link: AnswerLink, holdings: Holdings) -> Iterator[str]:
    pairs = [*pairwise(node.id for node in link.nodes)]
    if len(link.relationships) != len(pairs):
        yield f"{link.id} does not join its nodes one by one"
        return
    for relationship, pair in zip(link.relationships, pairs, strict=True):
        if {relationship.from_, relationship.to} != {*pair}:
            yield f"{relationship.id} does not join {pair[0]} and {pair[1]}"
        if not holdings.has(relationship):
            yield f"the store has no relationship {relationship.id}"
