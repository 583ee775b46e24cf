"""What two sides share and what only one has, by the links: the table and the bottom line."""

from __future__ import annotations

from dataclasses import dataclass

from kg.answer.draft import Draft
from kg.answer.records import AspectRow, Cell, Statement, TableEntity
from kg.answer.tallies import Ancestors, Tally, example, stands_for, tallies, telling
from kg.answer.wording import listed
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import Side

SHARED_SHOWN = 3
ONLY_SHOWN = 3
BOTTOM_LINES = 3
ALONE_NAMED = 2
SHARED_NAMED = 2


@dataclass(frozen=True, slots=True)
class Contrast:
    """An aspect of two sides: entities of both, and of each alone, most papers first."""

    aspect: Aspect
    shared: tuple[Tally, ...]
    only: tuple[tuple[Tally, ...], tuple[Tally, ...]]


def contrasts(draft: Draft, ancestors: Ancestors) -> tuple[Contrast, ...]:
    """The contrast of every aspect that entities are counted for."""
    evidence = draft.evidence
    made = []
    for aspect in evidence.aspects:
        if aspect.name in evidence.contrasts:
            run = evidence.contrasts[aspect.name]
            columns = ["left_papers", "right_papers"]
            counts = tallies(run, columns, aspect.facet)
            found = telling(counts, aspect, draft.asked(), ancestors)
            both = tuple(one for one in found if min(one.papers) > 0)
            named = {
                one.id: one.papers
                for one in tallies(evidence.mentioned[aspect.name], columns, aspect.facet)
            }
            left = tuple(one for one in found if not named.get(one.id, one.papers)[1])
            right = tuple(one for one in found if not named.get(one.id, one.papers)[0])
            made.append(Contrast(aspect, _by_weaker_side(both), (left, right)))
    return tuple(made)


def _by_weaker_side(found: tuple[Tally, ...]) -> tuple[Tally, ...]:
    return tuple(sorted(found, key=lambda one: (-min(one.papers), -sum(one.papers), one.id)))


def table_row(
    draft: Draft,
    aspect: Aspect,
    cells: tuple[Cell, ...],
    contrast: Contrast | None,
    ancestors: Ancestors,
) -> AspectRow:
    """A row of the comparison table; every entity carries the sources that stand for it."""
    if contrast is None:
        return AspectRow(aspect.name, cells, (), {})
    sides = draft.evidence.sides
    shared = [
        entity
        for tally in contrast.shared
        if (entity := _entity(draft, aspect, tally, sides, ancestors)) is not None
    ]
    only = {
        side.label: tuple(
            entity
            for tally in contrast.only[index]
            if (entity := _entity(draft, aspect, tally, (side,), ancestors)) is not None
        )[:ONLY_SHOWN]
        for index, side in enumerate(sides)
    }
    return AspectRow(aspect.name, cells, tuple(shared[:SHARED_SHOWN]), only)


def _entity(
    draft: Draft, aspect: Aspect, tally: Tally, sides: tuple[Side, ...], ancestors: Ancestors
) -> TableEntity | None:
    """The entity with its cited papers, or None where no cited paper stands for it."""
    numbers: dict[str, list[int]] = {}
    for side in sides:
        cited = [
            paper
            for paper in side.papers
            if draft.has_source(paper.id)
            and any(
                stands_for(link, tally.id, ancestors)
                for link in paper.facet_links.get(aspect.facet, ())
            )
        ]
        if not cited:
            return None
        numbers[side.label] = sorted(draft.number(paper) for paper in cited)
    return TableEntity(tally.id, tally.name, tally.label, numbers)


def shared_statements(
    draft: Draft, contrast: Contrast, ancestors: Ancestors, most: int
) -> list[Statement]:
    """Sentences, cited on both sides, on the entities that both sides use most."""
    left, right = draft.evidence.sides
    made: list[Statement] = []
    for tally in contrast.shared:
        found = [
            example(side, tally.id, contrast.aspect, ancestors, draft.has_source)
            for side in (left, right)
        ]
        examples = [one for one in found if one is not None]
        if len(made) == most or len({one.paper.id for one in examples}) < 2:
            continue
        names = [draft.name(one.paper, one.side) for one in examples]
        text = (
            f"Both sides link to {tally.name}: {names[0]} for {left.name}, {names[1]} for "
            f"{right.name}"
        )
        statement = draft.synthesised(text, examples)
        if statement is not None:
            made.append(statement)
    return made


def bottom_line(draft: Draft, made: tuple[Contrast, ...]) -> tuple[Statement, ...]:
    """The contrasts that matter most, one sentence an aspect, each with the query behind it."""
    telling_ones = [one for one in made if one.shared or any(one.only)]
    chosen = sorted(telling_ones, key=lambda one: -one.aspect.need)[:BOTTOM_LINES]
    return tuple(
        draft.counted(_contrast_text(draft, one), draft.evidence.contrasts[one.aspect.name])
        for one in made
        if one in chosen
    )


def _contrast_text(draft: Draft, contrast: Contrast) -> str:
    """`On data, links lead from A alone to x (3 papers), from B alone to y (4), from both to z`."""
    parts = []
    for index, side in enumerate(draft.evidence.sides):
        alone = [f"{one.name} ({one.papers[index]})" for one in contrast.only[index][:ALONE_NAMED]]
        if alone:
            parts.append(f"from {side.name} alone to {listed(alone)}")
    shared = [one for one in contrast.shared if min(one.papers) > 1] or contrast.shared[:1]
    if shared:
        named = [f"{one.name} ({one.papers[0]} and {one.papers[1]})" for one in shared]
        parts.append(f"from both to {listed(named[:SHARED_NAMED])}")
    return f"On {contrast.aspect.what}, links lead {'; '.join(parts)}"
