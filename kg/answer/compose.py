"""From evidence to an answer: in short, what the archive holds, sections; within some words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.answer.contrast import (
    Contrast,
    contrasts,
    shared_statement,
    subject_statements,
    table_row,
)
from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, Kinds
from kg.answer.follow_ups import follow_ups
from kg.answer.frame import scope
from kg.answer.quotes import LEAST
from kg.answer.records import (
    DISCLAIMER,
    Answer,
    AnswerPlan,
    AnswerSide,
    AnswerTable,
    AspectRow,
    Cell,
    Comparison,
    FollowUp,
    Provenance,
    SideConcept,
    Statement,
    Status,
)
from kg.answer.sections import PAPERS, DraftSection, section
from kg.answer.short import SET_AGAINST, in_short
from kg.answer.speaking import led, of_both, of_times, said_beside, side_of
from kg.answer.tables import tables
from kg.answer.tallies import Ancestors
from kg.answer.wording import capital, words
from kg.questions.folding import folded, folded_all
from kg.retrieve.aspects import Aspect, asked_aspects
from kg.retrieve.evidence import Concept, Evidence, Side, ways

MOST_WORDS = 600
BOTH_QUOTES = 3
LEAST_COUNTED = 3  # sections of counts, from which on what papers speak of is said enough


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of an answer in the making."""

    opening: tuple[Statement, ...]
    sections: list[DraftSection] = field(default_factory=list)
    short: tuple[Statement, ...] = ()
    asked: tuple[FollowUp, ...] = ()
    rows: tuple[AspectRow, ...] = ()
    tables: tuple[AnswerTable, ...] = ()

    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        inner = (one for part in self.sections for one in part.statements)
        return (*self.short, *self.opening, *inner)


def compose(
    evidence: Evidence,
    graph_kinds: Iterable[GraphKind],
    ancestors: Ancestors,
    plan: AnswerPlan,
    provenance: Provenance,
    limit: int | None = None,
) -> Answer:
    """Write the answer to a question from its evidence; the same evidence gives the same answer.

    `graph_kinds` say what the graph itself answers; `ancestors` gives the ids above an entity in
    the hierarchy, nearest first; `limit` is how many items a list shows.
    """
    draft = Draft(evidence, limit)
    status, parts = _written(draft, {kind.name: kind for kind in graph_kinds}, ancestors)
    used = {link for one in parts.statements() for link in one.links}
    used |= {one.because for one in parts.asked}
    return Answer(
        question=evidence.plan.question,
        kind=plan.kind,
        status=status,
        scope=parts.opening,
        sides=tuple(_side(one) for one in evidence.sides if one.label or one.members),
        sections=tuple(one.section() for one in parts.sections if one.statements),
        comparison=Comparison(parts.rows if len(plan.sides) > 1 else ()),
        bottom_line=parts.short,
        sources=draft.sources(),
        links=tuple(one for one in draft.links() if one.id in used),
        follow_ups=parts.asked,
        tables=parts.tables,
        provenance=provenance,
        disclaimer=DISCLAIMER,
        plan=plan,
    )


def _written(draft: Draft, kinds: Kinds, ancestors: Ancestors) -> tuple[Status, _Parts]:
    evidence, opening = draft.evidence, scope(draft, kinds)
    status = _status(evidence, opening)
    if not any(side.members and not _is_hollow(evidence, side) for side in evidence.sides):
        return status, _Parts(opening)
    made = contrasts(draft, ancestors)
    short = in_short(draft, made, kinds)
    sections = _sections(draft, made, ancestors)
    quotes = evidence.plan.traits.quoted and not evidence.plan.shared_only
    if quotes and not _served(draft, kinds, sections, (*short, *opening)):
        sections += [section(draft, asked_aspects(PAPERS)[0], ancestors, 1)]
    sections += _beside(draft)
    parts = _Parts(opening, sections, short, follow_ups(draft, made))
    parts = _renumbered(draft, _within_budget(parts))
    if status == "answered" and not _served(draft, kinds, parts.sections, (*parts.short, *opening)):
        status = "partial"
    by_aspect = {one.aspect.name: one for one in made}
    rows = tuple(
        table_row(draft, one.aspect, one.cells, by_aspect.get(one.aspect.name), ancestors)
        for one in parts.sections
        if one.cells
    )
    return status, replace(parts, rows=rows, tables=tables(draft, kinds))


def _is_hollow(evidence: Evidence, side: Side) -> bool:
    """Whether a side's papers lack more than half of the words that it was asked for."""
    asked = folded_all((side.label, *evidence.plan.shared))
    lost = folded_all(side.unmet)
    return bool(lost & folded(side.label)) and 2 * len(asked & lost) > len(asked)


def _sections(draft: Draft, made: Sequence[Contrast], ancestors: Ancestors) -> list[DraftSection]:
    """The sections that a question asks for, or those that its kind gets and that hold anything."""
    evidence = draft.evidence
    if evidence.plan.shared_only and made:
        return [_shared_section(draft, one, ancestors) for one in made if one.shared]
    sections = [
        section(draft, aspect, ancestors, _quotes(evidence, aspect)) for aspect in evidence.aspects
    ]
    if not evidence.plan.aspects:
        sections = _of_use(one for one in sections if one.statements and _on_all(draft, one))
        counted = sum(bool(one.aspect.facet) for one in sections)
        subjects = _subjects(draft, ancestors) if counted < LEAST_COUNTED else []
        sections = [*subjects, *sections]
    sections = [_with_shared(draft, one, made, ancestors) for one in sections]
    both = _both(draft)
    if evidence.plan.kind == "path" and both:
        return both
    return [*both, *_over_time(draft), *sections]


def _on_all(draft: Draft, part: DraftSection) -> bool:
    """Whether a section of counts, which nobody asked for, tells something of every side."""
    held = {side.label for side in draft.evidence.sides if side.members}
    told = {cell.side for cell in part.cells if cell.status == "evidence"}
    return not part.aspect.facet or draft.evidence.same or held <= told


def _of_use(sections: Iterable[DraftSection]) -> list[DraftSection]:
    """The sections without methods in general where there are those that tune models."""
    kept = list(sections)
    names = {one.aspect.name for one in kept}
    return [one for one in kept if one.aspect.name != "all methods" or "methods" not in names]


def _both(draft: Draft) -> list[DraftSection]:
    """What sentences that name both sides say of them; of a comparison, that weigh them."""
    least = LEAST if draft.evidence.plan.kind == "path" else SET_AGAINST
    made = [
        draft.quoted(capital(led(draft, quote)), side_of(draft, quote), quote)
        for quote in of_both(draft, BOTH_QUOTES, least)
    ]
    aspect = replace(asked_aspects("findings")[0], name="both", heading="Where both are named")
    optional = frozenset(one.id for one in made[1:])
    return [DraftSection(aspect, tuple(made), (), optional)] if made else []


def _beside(draft: Draft) -> list[DraftSection]:
    """What papers say that are near a side with few papers, and not of it."""
    (aspect,) = asked_aspects("findings")
    made = [one for side in draft.evidence.sides for one in said_beside(draft, side)]
    aspect = replace(aspect, name="beside", heading="Near by their text, not counted above", need=1)
    optional = frozenset(one.id for one in made)
    return [DraftSection(aspect, tuple(made), (), optional, beside=True)] if made else []


def _subjects(draft: Draft, ancestors: Ancestors) -> list[DraftSection]:
    """What papers of each side speak of more than those of the other."""
    made = subject_statements(draft, ancestors)
    if not made:
        return []
    (findings,) = asked_aspects("findings")
    aspect = replace(findings, name="subjects", heading="What each speaks of more")
    return [DraftSection(aspect, tuple(made), (), frozenset())]


def _over_time(draft: Draft) -> list[DraftSection]:
    """What the first and the latest papers of a trend say."""
    if draft.evidence.plan.kind != "trend":
        return []
    (aspect,) = asked_aspects("findings")
    return [
        DraftSection(replace(aspect, name=heading, heading=heading), made, (), frozenset())
        for heading, made in of_times(draft)
        if made
    ]


def _served(
    draft: Draft,
    kinds: Kinds,
    sections: Sequence[DraftSection],
    before: tuple[Statement, ...],
) -> bool:
    """Whether there is evidence for every side: a cited paper of its own, or facts that answer."""
    facts = any(not kinds[fact.what].beside for fact in draft.evidence.facts)
    if facts or draft.evidence.plan.traits.by_count:
        return any(one.kind == "counted" for one in before)
    inner = (one for part in sections for one in part.statements)
    cited = {
        citation.passage_id.rpartition("#")[0]
        for statement in (*before, *inner)
        for citation in statement.citations
    }
    return all(cited & side.members for side in draft.evidence.sides)


def _renumbered(draft: Draft, parts: _Parts) -> _Parts:
    """Number anew the sources that what is left of the answer cites, in reading order."""
    order = dict.fromkeys(c.source for one in parts.statements() for c in one.citations)
    numbers = draft.retain([*order])

    def renumber(statements: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(
            replace(
                one,
                citations=tuple(replace(c, source=numbers[c.source]) for c in one.citations),
            )
            for one in statements
        )

    sections = [replace(one, statements=renumber(one.statements)) for one in parts.sections]
    return replace(
        parts, opening=renumber(parts.opening), sections=sections, short=renumber(parts.short)
    )


def _quotes(evidence: Evidence, aspect: Aspect) -> int:
    """How many quotes a side gets on an aspect."""
    asked, several = len(evidence.plan.aspects), len(evidence.sides) > 1
    if not asked:
        return 1 if aspect.facet else 2
    if asked == 1:
        return 3 if several else 6
    return 2 if several else 3


def _status(evidence: Evidence, opening: tuple[Statement, ...]) -> Status:
    """`answered` where every side has papers for all its words; `partial` where some have."""
    if evidence.archive is not None:
        return "answered"
    found = [bool(side.members) for side in evidence.sides]
    lacking = evidence.same or any(side.unmet for side in evidence.sides)
    counted = any(one.kind == "counted" for one in opening)
    if found and all(found):
        return "partial" if lacking else "answered"
    if any(found):
        return "partial"
    facts = any(fact.run.rows.rows for fact in evidence.facts)
    joined = evidence.path is not None and evidence.path.rows.rows
    if counted and facts and not evidence.plan.sides:
        return "answered"
    return "partial" if counted and (facts or joined) else "no_evidence"


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
    ids = tuple(one.id for one in statements)
    cells = tuple(
        Cell(side.label, "evidence" if ids else "no_evidence", ids) for side in draft.evidence.sides
    )
    return DraftSection(contrast.aspect, statements, cells, frozenset())


def _within_budget(parts: _Parts) -> _Parts:
    """Drop optional statements, the least needed first, until the answer is short enough.

    Of a list, which is all that its section holds, the last items go.
    """
    kept = list(parts.sections)
    waiting = sorted(
        (_need(statement, one.aspect), -number, statement.id)
        for one in kept
        for number, statement in enumerate(one.statements)
        if statement.id in one.optional or one.aspect.name == PAPERS
    )
    for _, _, dropped in waiting:
        if _length(replace(parts, sections=kept)) <= MOST_WORDS:
            break
        kept = [_without(one, dropped) for one in kept]
    return replace(parts, sections=kept)


def _need(statement: Statement, aspect: Aspect) -> int:
    """How much an optional statement is needed: a quote more than what the table says too."""
    return aspect.need if statement.kind == "quoted" else 0


def _without(one: DraftSection, statement_id: str) -> DraftSection:
    return replace(
        one,
        statements=tuple(s for s in one.statements if s.id != statement_id),
        cells=tuple(
            replace(cell, statements=tuple(s for s in cell.statements if s != statement_id))
            for cell in one.cells
        ),
    )


def _length(parts: _Parts) -> int:
    texts = [one.text for one in parts.statements()]
    texts += [one.aspect.heading for one in parts.sections]
    texts += [one.question for one in parts.asked]
    return sum(map(words, texts))


def _side(side: Side) -> AnswerSide:
    return AnswerSide(
        label=side.label,
        anchors=side.anchors,
        concepts=tuple(_concept(one) for one in side.concepts),
        unmet=side.unmet,
        papers=len(side.members),
        by=ways(side.members, side.concepts),
        passages=side.passages,
        coverage=side.coverage,
    )


def _concept(concept: Concept) -> SideConcept:
    """A concept as the contract shows it: how many papers bear it out by what."""
    return SideConcept(
        concept.phrase,
        tuple(node.id for node in concept.nodes),
        {
            "link": len(concept.link),
            "mention": len(concept.mention),
            "text": len(concept.text),
        },
    )
