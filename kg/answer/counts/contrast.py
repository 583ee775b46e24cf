"""What two sides share and what one has more of, by counts over all papers of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.answer.counts.statistics import fisher_exact
from kg.answer.counts.tallies import Ancestors, EntityCount, example, stands_for, tallies, telling
from kg.answer.draft import Draft
from kg.answer.records import AspectRow, Cell, Statement, TableEntity
from kg.answer.wording import capital, listed
from kg.questions.folding import folded, folded_all
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import Side

SHARED_SHOWN = 3
ONLY_SHOWN = 3
MORE_NAMED = 2
SHARED_NAMED = 3
SHARED_ASKED = 8  # where that is all that is asked
SUBJECTS_NAMED = 4
LEAST_PAPERS = 2
CHANCE = 0.1  # p-value from which a difference may be chance
LEAST_SHARED = 0.05  # of the papers of each side, for an entity that both are said to share


@dataclass(frozen=True, slots=True)
class Contrast:
    """An aspect of two sides: entities of both, and of each more often, most telling first."""

    aspect: Aspect
    shared: tuple[EntityCount, ...]
    more: tuple[tuple[EntityCount, ...], tuple[EntityCount, ...]]


def contrasts(draft: Draft, ancestors: Ancestors) -> tuple[Contrast, ...]:
    """The contrast of every aspect that entities are counted for."""
    evidence = draft.evidence
    made = []
    for aspect in evidence.aspects:
        if aspect.name in evidence.contrasts:
            run = evidence.contrasts[aspect.name]
            counts = tallies(run, ["left_papers", "right_papers"], aspect.facet)
            named = telling(counts, aspect, draft.asked(), ancestors)
            made.append(_contrast(draft, aspect, named))
    return tuple(made)


def _contrast(draft: Draft, aspect: Aspect, counts: Sequence[EntityCount]) -> Contrast:
    sizes = sizes_of(draft)
    left, right = more_of(counts, 0, sizes), more_of(counts, 1, sizes)
    both = _by_weaker_side([tally for tally in counts if min(tally.papers) > 0])
    if draft.evidence.plan.shared_only:
        return Contrast(aspect, both, (left, right))
    telling_apart = {tally.id for tally in (*left, *right)}
    shared = tuple(
        tally
        for tally in both
        if tally.id not in telling_apart
        and min(tally.papers) >= LEAST_PAPERS
        and all(n >= LEAST_SHARED * size for n, size in zip(tally.papers, sizes, strict=True))
    )
    return Contrast(aspect, shared, (left, right))


def sizes_of(draft: Draft) -> tuple[int, int]:
    """How many papers each of two sides has."""
    left, right = draft.evidence.sides[:2]
    return len(left.members), len(right.members)


def more_of(
    counts: Sequence[EntityCount], side: int, sizes: tuple[int, int]
) -> tuple[EntityCount, ...]:
    """What is in more papers of a side than chance explains, the surest first."""
    rated = []
    for tally in counts:
        own, other = tally.papers[side], tally.papers[1 - side]
        if own >= LEAST_PAPERS:
            chance = fisher_exact(own, sizes[side], other, sizes[1 - side])
            if chance < CHANCE:
                rated.append((chance, -own, tally.id, tally))
    return tuple(tally for *_, tally in sorted(rated, key=lambda row: row[:3]))


def _by_weaker_side(both: Sequence[EntityCount]) -> tuple[EntityCount, ...]:
    return tuple(sorted(both, key=lambda tally: (-min(tally.papers), -sum(tally.papers), tally.id)))


def difference_statement(draft: Draft, contrast: Contrast) -> Statement | None:
    """What each side has more of, in how many papers; None where chance may have made it so."""
    parts = [
        f"more papers on {side.name} link to "
        f"{counted_names(contrast.more[index][:MORE_NAMED], index, sizes_of(draft))}"
        for index, side in enumerate(draft.evidence.sides)
        if contrast.more[index]
    ]
    if not parts:
        return None
    run = draft.evidence.contrasts[contrast.aspect.name]
    return draft.counted(capital("; ".join(parts)), run)


def shared_statement(draft: Draft, contrast: Contrast, ancestors: Ancestors) -> Statement | None:
    """What both sides have, in how many papers of each; None where they have nothing."""
    shown = contrast.shared[: SHARED_ASKED if draft.evidence.plan.shared_only else SHARED_NAMED]
    if not shown:
        return None
    named = [f"{tally.name} ({tally.papers[0]} and {tally.papers[1]})" for tally in shown]
    cited = [
        example(side, shown[0].id, contrast.aspect, ancestors, draft.has_source)
        for side in draft.evidence.sides
    ]
    examples = [chosen for chosen in cited if chosen is not None]
    if len({chosen.paper.id for chosen in examples}) < len(examples):
        examples = examples[:1]
    run = draft.evidence.contrasts[contrast.aspect.name]
    return draft.counted(f"Both link to {listed(named)}", run, examples)


def counted_names(counts: Sequence[EntityCount], index: int, sizes: tuple[int, int]) -> str:
    """Names with how many papers of the one side, against the other side's."""
    shown = []
    for number, tally in enumerate(counts):
        own, other = tally.papers[index], tally.papers[1 - index]
        of = f" of {sizes[index]} papers" if not number else ""
        against = f"{other} of {sizes[1 - index]}" if not number else str(other)
        shown.append(f"{tally.name} ({own}{of}, against {against})")
    return listed(shown)


def subject_statements(draft: Draft, ancestors: Ancestors) -> list[Statement]:
    """What the papers of each side speak of more than those of the other."""
    run = draft.evidence.subjects
    if run is None:
        return []
    plan, sides = draft.evidence.plan, draft.evidence.sides
    own = folded_all((*plan.sides, *plan.shared, *(side.name for side in sides)))
    counts = [
        tally
        for tally in tallies(run, ["left_papers", "right_papers"])
        if tally.id not in draft.asked()
        and folded(tally.name)
        and not folded(tally.name) & own
        and (tally.label != "Term" or len(tally.name.split()) > 1)
    ]
    sizes = sizes_of(draft)
    made = []
    for index, side in enumerate(sides):
        more = _apart(more_of(counts, index, sizes), ancestors)[:SUBJECTS_NAMED]
        if more:
            names = counted_names(more, index, sizes)
            text = f"Papers on {side.name} speak more of {names}"
            made.append(draft.counted(text, run))
    return made


def _apart(counts: Sequence[EntityCount], ancestors: Ancestors) -> list[EntityCount]:
    """The tallies without those that are above or below one before them, or share its words."""
    kept: list[EntityCount] = []
    for tally in counts:
        above, words = frozenset(ancestors(tally.id)), folded(tally.name)
        near = any(
            other.id in above or tally.id in ancestors(other.id) or words & folded(other.name)
            for other in kept
        )
        if not near:
            kept.append(tally)
    return kept


def table_row(
    draft: Draft,
    aspect: Aspect,
    cells: tuple[Cell, ...],
    contrast: Contrast | None,
    ancestors: Ancestors,
) -> AspectRow:
    """A row of the comparison table; every entity carries the sources that stand for it."""
    cells = tuple(_named(draft, cell) for cell in cells)
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
            for tally in contrast.more[index]
            if not tally.papers[1 - index]
            and (entity := _entity(draft, aspect, tally, (side,), ancestors)) is not None
        )[:ONLY_SHOWN]
        for index, side in enumerate(sides)
    }
    return AspectRow(aspect.name, cells, tuple(shared[:SHARED_SHOWN]), only)


def _named(draft: Draft, cell: Cell) -> Cell:
    """The cell with what its statements name, each with the sources that they cite for it."""
    numbers: dict[str, tuple[str, str, set[int]]] = {}
    for statement in cell.statements:
        for node, paper in draft.named.get(statement, ()):
            if node.label != "Term" and draft.has_source(paper.id):
                entry = numbers.setdefault(node.id, (node.name, node.label, set()))
                entry[2].add(draft.number(paper))
    names = tuple(
        TableEntity(key, name, label, {cell.side: tuple(sorted(own))})
        for key, (name, label, own) in numbers.items()
    )
    ordered = sorted(names, key=lambda entity: -len(entity.papers[cell.side]))
    return Cell(cell.side, cell.status, cell.statements, tuple(ordered[:ONLY_SHOWN]))


def _entity(
    draft: Draft, aspect: Aspect, tally: EntityCount, sides: tuple[Side, ...], ancestors: Ancestors
) -> TableEntity | None:
    """The entity with its cited papers, or None where no cited paper stands for it."""
    numbers: dict[str, tuple[int, ...]] = {}
    for side in sides:
        cited = [
            paper
            for paper in side.papers
            if draft.has_source(paper.id)
            and paper.id in side.members
            and any(
                stands_for(link, tally.id, ancestors)
                for link in paper.facet_links.get(aspect.facet, ())
            )
        ]
        if not cited:
            return None
        numbers[side.label] = tuple(sorted(map(draft.number, cited)))
    return TableEntity(tally.id, tally.name, tally.label, numbers)
