"""Counts of linked entities: which to name, and which papers stand for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kg.retrieve.evidence import PaperEvidence, QueryRun, Relation, Side

Ancestors = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """An entity of a facet with the number of papers linked to it, one number a side."""

    id: str
    name: str
    label: str
    papers: tuple[int, ...]


def tallies(run: QueryRun, columns: Sequence[str]) -> tuple[Tally, ...]:
    """The rows of a counting query, its count columns taken in this order."""
    return tuple(
        Tally(
            str(row["entity_id"]),
            str(row["name"]),
            str(row["label"]),
            tuple(int(str(row[column])) for column in columns),
        )
        for row in run.rows.dicts()
    )


def telling(
    found: Sequence[Tally], ancestors: Ancestors, skipped: Collection[str]
) -> tuple[Tally, ...]:
    """The tallies worth naming: nothing in `skipped`, and no kind beside one of its own kinds.

    A kind that many more papers name than any of its own kinds stays: the wider word says more.
    """
    kept = [one for one in found if one.id not in skipped and sum(one.papers) > 0]
    below: dict[str, int] = {}
    for one in kept:
        for above in ancestors(one.id):
            below[above] = max(below.get(above, 0), sum(one.papers))
    return tuple(one for one in kept if one.id not in below or sum(one.papers) >= 3 * below[one.id])


def example(
    side: Side, entity_id: str, types: Collection[str], preferred: Callable[[str], bool]
) -> tuple[PaperEvidence, Relation] | None:
    """The best ranked paper of a side that is linked to an entity, one cited already first."""
    found = [
        (not preferred(paper.id), rank, paper, link)
        for rank, paper in enumerate(side.papers)
        for link in paper.facet_links
        if link.to_id == entity_id and link.type in types
    ]
    if not found:
        return None
    _, _, paper, link = min(found, key=lambda one: (one[0], one[1], one[3].id))
    return paper, link
