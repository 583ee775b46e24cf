"""Counts of linked entities: which to name, and which papers stand for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kg.retrieve.aspects import Aspect, in_facet
from kg.retrieve.evidence import LinkEvidence, PaperEvidence, QueryRun, Side

Ancestors = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class EntityCount:
    """An entity of a facet with the number of papers linked to it, one number a side."""

    id: str
    name: str
    label: str
    papers: tuple[int, ...]


def tallies(run: QueryRun, columns: Sequence[str], facet: str = "") -> tuple[EntityCount, ...]:
    """The rows of a counting query (of one facet where given), its count columns in this order."""
    return tuple(
        EntityCount(
            str(row["entity_id"]),
            str(row["name"]),
            str(row["label"]),
            tuple(int(str(row[column])) for column in columns),
        )
        for row in run.rows.dicts()
        if not facet or in_facet(row["label"], row["facets"], facet)
    )


@dataclass(frozen=True, slots=True)
class ExamplePaper:
    """A paper of a side that stands for an entity, by a relationship to it or to a kind of it."""

    side: Side
    paper: PaperEvidence
    relation: LinkEvidence
    entity_id: str


def telling(
    counts: Sequence[EntityCount], aspect: Aspect, asked: Collection[str], ancestors: Ancestors
) -> tuple[EntityCount, ...]:
    """The tallies worth naming, none of them a kind of another, in the order given.

    A kind stands for its own kinds where it has at least twice the papers of any of them; else the
    narrower name says more. The question's own entities (`asked`), what is above them, and what
    the aspect calls too general are not named: to count them would say nothing.
    """
    skipped = {*asked, *aspect.general, *(above for entity in asked for above in ancestors(entity))}
    kept = [
        tally
        for tally in counts
        if tally.id not in skipped
        and sum(tally.papers) > 0
        and (not aspect.label or tally.label == aspect.label)
        and (not aspect.proper or tally.name != tally.name.lower())
    ]
    above = {tally.id: frozenset(ancestors(tally.id)) for tally in kept}
    most_below: dict[str, int] = {}
    for tally in kept:
        for kind in above[tally.id]:
            most_below[kind] = max(most_below.get(kind, 0), sum(tally.papers))
    named: list[EntityCount] = []
    for tally in kept:
        narrower = sum(tally.papers) < 2 * most_below.get(tally.id, 0)
        related = any(other.id in above[tally.id] or tally.id in above[other.id] for other in named)
        if not narrower and not related:
            named.append(tally)
    return tuple(named)


def example(
    side: Side,
    entity_id: str,
    aspect: Aspect,
    ancestors: Ancestors,
    preferred: Callable[[str], bool],
) -> ExamplePaper | None:
    """The best ranked paper of a side linked to an entity or a kind of it, a cited one first."""
    linked = [
        (not preferred(paper.id), rank, link.to_id != entity_id, link.id, paper, link)
        for rank, paper in enumerate(side.papers)
        for link in paper.facet_links.get(aspect.facet, ())
        if stands_for(link, entity_id, ancestors)
    ]
    if not linked:
        return None
    *_, paper, link = min(linked, key=lambda row: row[:4])
    return ExamplePaper(side, paper, link, entity_id)


def stands_for(link: LinkEvidence, entity_id: str, ancestors: Ancestors) -> bool:
    """Whether a paper's link leads to an entity or to a kind of it."""
    return link.to_id == entity_id or entity_id in ancestors(link.to_id)
