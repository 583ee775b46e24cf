"""Which sections an answer gets: those asked for, else those of its kind that hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.answer.counts.contrast import Contrast, shared_statement, subject_statements
from kg.answer.counts.tallies import Ancestors
from kg.answer.draft import Draft
from kg.answer.quotes.choosing import LEAST
from kg.answer.quotes.speaking import led, of_both, of_times, quote_beside, side_of
from kg.answer.records import Cell, Statement
from kg.answer.sections.sections import DraftSection, section
from kg.answer.short import SET_AGAINST
from kg.answer.wording import capital
from kg.retrieve.aspects import Aspect, asked_aspects
from kg.retrieve.evidence import Evidence

BOTH_QUOTES = 3
LEAST_COUNTED = 3  # sections of counts, from which on what papers speak of is said enough


def chosen_sections(
    draft: Draft, made: Sequence[Contrast], ancestors: Ancestors
) -> list[DraftSection]:
    """The sections that a question asks for, or those that its kind gets and that hold anything."""
    evidence = draft.evidence
    if evidence.plan.shared_only and made:
        return [_shared_section(draft, contrast, ancestors) for contrast in made if contrast.shared]
    sections = [
        section(draft, aspect, ancestors, _quotes(evidence, aspect)) for aspect in evidence.aspects
    ]
    if not evidence.plan.aspects:
        sections = _of_use(part for part in sections if part.statements and _on_all(draft, part))
        counted = sum(bool(part.aspect.facet) for part in sections)
        if counted < LEAST_COUNTED:
            subjects = subject_statements(draft, ancestors)
            sections = [*_section("subjects", "What each speaks of more", subjects), *sections]
    sections = [_with_shared(draft, part, made, ancestors) for part in sections]
    both = _both(draft)
    if evidence.plan.kind == "path" and both:
        return both
    return [*both, *_over_time(draft), *sections]


def _on_all(draft: Draft, part: DraftSection) -> bool:
    """Whether a section of counts, which nobody asked for, covers every side."""
    held = {side.label for side in draft.evidence.sides if side.members}
    shown = {cell.side for cell in part.cells if cell.status == "evidence"}
    return not part.aspect.facet or draft.evidence.same or held <= shown


def _of_use(sections: Iterable[DraftSection]) -> list[DraftSection]:
    """The sections without methods in general where there are those that tune models."""
    kept = list(sections)
    names = {part.aspect.name for part in kept}
    return [part for part in kept if part.aspect.name != "all methods" or "methods" not in names]


def _with_shared(
    draft: Draft, part: DraftSection, made: Sequence[Contrast], ancestors: Ancestors
) -> DraftSection:
    """The section with one optional sentence on what both sides have."""
    for contrast in made:
        if contrast.aspect.name == part.aspect.name and part.statements:
            statement = shared_statement(draft, contrast, ancestors)
            if statement is not None:
                return replace(
                    part,
                    statements=(*part.statements, statement),
                    optional=part.optional | {statement.id},
                )
    return part


def _shared_section(draft: Draft, contrast: Contrast, ancestors: Ancestors) -> DraftSection:
    """A section of nothing but what both sides have."""
    statement = shared_statement(draft, contrast, ancestors)
    statements = () if statement is None else (statement,)
    ids = tuple(statement.id for statement in statements)
    cells = tuple(
        Cell(side.label, "evidence" if ids else "no_evidence", ids) for side in draft.evidence.sides
    )
    return DraftSection(contrast.aspect, statements, cells, frozenset())


def _quotes(evidence: Evidence, aspect: Aspect) -> int:
    """How many quotes a side gets on an aspect."""
    asked, several = len(evidence.plan.aspects), len(evidence.sides) > 1
    if not asked:
        return 1 if aspect.facet else 2
    if asked == 1:
        return 3 if several else 6
    return 2 if several else 3


def beside_section(draft: Draft) -> list[DraftSection]:
    """What papers say that are near a side with few papers, and not of it."""
    made = [statement for side in draft.evidence.sides for statement in quote_beside(draft, side)]
    heading = "Near by their text, not counted above"
    return [
        replace(part, aspect=replace(part.aspect, need=1), beside=True)
        for part in _section("beside", heading, made, made)
    ]


def _section(
    name: str, heading: str, made: Sequence[Statement], optional: Sequence[Statement] = ()
) -> list[DraftSection]:
    """A section of statements on what no aspect stands for; none where there are none."""
    (findings,) = asked_aspects("findings")
    aspect = replace(findings, name=name, heading=heading)
    ids = frozenset(statement.id for statement in optional)
    return [DraftSection(aspect, tuple(made), (), ids)] if made else []


def _both(draft: Draft) -> list[DraftSection]:
    """What sentences that name both sides say of them; of a comparison, that weigh them."""
    least = LEAST if draft.evidence.plan.kind == "path" else SET_AGAINST
    made = [
        draft.quoted(capital(led(draft, quote)), side_of(draft, quote), quote)
        for quote in of_both(draft, BOTH_QUOTES, least)
    ]
    return _section("both", "Where both are named", made, made[1:])


def _over_time(draft: Draft) -> list[DraftSection]:
    """What the first and the latest papers of a trend say."""
    times = of_times(draft) if draft.evidence.plan.kind == "trend" else ()
    return [part for heading, made in times for part in _section(heading, heading, made)]
