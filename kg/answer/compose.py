"""From evidence to an answer: sections, contrast, bottom line, within a budget of words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.answer.contrast import Contrast, bottom_line, contrasts, shared_statements, table_row
from kg.answer.draft import Draft
from kg.answer.frame import follow_ups, scope
from kg.answer.records import (
    Answer,
    AnswerSide,
    AspectRow,
    Cell,
    FollowUp,
    Section,
    Statement,
    Status,
)
from kg.answer.sections import PAPERS, DraftSection, section
from kg.answer.tallies import Ancestors
from kg.answer.wording import words
from kg.retrieve.aspects import Aspect, asked_aspects
from kg.retrieve.evidence import Concept, Evidence, Node, Side, ways

MOST_WORDS = 670
SHARED_SENTENCES = 3


def compose(evidence: Evidence, ancestors: Ancestors, limit: int | None = None) -> Answer:
    """Write the answer to a question from its evidence; the same evidence gives the same answer.

    `ancestors` gives the ids above an entity in the hierarchy, nearest first; `limit` is how many
    items a list shows.
    """
    draft = Draft(evidence, limit)
    opening = scope(draft)
    status = _status(evidence, opening)
    if not any(side.members for side in evidence.sides):
        return _answer(draft, status, opening, (), (), (), ())
    made = contrasts(draft, ancestors)
    if evidence.plan.shared_only and made:
        made = tuple(replace(one, only=((), ())) for one in made if one.shared)
        sections = [_shared_section(draft, one, ancestors) for one in made]
    else:
        sections = [
            section(draft, aspect, ancestors, _quotes(evidence, aspect.facet))
            for aspect in evidence.aspects
        ]
        sections = [_with_shared(draft, one, made, ancestors) for one in sections]
        if not evidence.plan.aspects:
            sections = [one for one in sections if one.statements]
        if evidence.plan.kind == "comparison" and not _served(draft, sections, opening):
            sections += [_papers_section(draft, ancestors)]
    closing = bottom_line(draft, made)
    asked = follow_ups(draft, made)
    sections = _within_budget(opening, sections, closing, asked)
    opening, sections, closing = _renumbered(draft, opening, sections, closing)
    by_aspect = {one.aspect.name: one for one in made}
    rows = tuple(
        table_row(draft, one.aspect, one.cells, by_aspect.get(one.aspect.name), ancestors)
        for one in sections
    )
    if status == "answered" and not _served(draft, sections, opening):
        status = "partial"
    return _answer(
        draft,
        status,
        opening,
        tuple(one.section() for one in sections if one.statements),
        rows,
        closing,
        asked,
    )


def _papers_section(draft: Draft, ancestors: Ancestors) -> DraftSection:
    """What papers each side has, where nothing else that is quoted speaks for one of them."""
    (aspect,) = asked_aspects(PAPERS)
    return section(draft, aspect, ancestors, 1)


def _served(draft: Draft, sections: list[DraftSection], opening: tuple[Statement, ...]) -> bool:
    """Whether there is evidence for every side: a cited paper of its own, or facts that answer."""
    if draft.evidence.facts or draft.evidence.plan.kind in ("count", "path"):
        return any(one.kind == "counted" for one in opening)
    cited = {
        c.passage_id.rpartition("#")[0]
        for part in sections
        for one in part.statements
        for c in one.citations
    }
    return all(cited & side.members for side in draft.evidence.sides)


def _renumbered(
    draft: Draft,
    opening: tuple[Statement, ...],
    sections: list[DraftSection],
    closing: tuple[Statement, ...],
) -> tuple[tuple[Statement, ...], list[DraftSection], tuple[Statement, ...]]:
    """Number anew the sources that what is left of the answer cites, in reading order."""
    left = (*opening, *(one for part in sections for one in part.statements), *closing)
    numbers = draft.retain({citation.source for one in left for citation in one.citations})

    def renumber(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(
            replace(
                one,
                citations=tuple(replace(c, source=numbers[c.source]) for c in one.citations),
            )
            for one in statements
        )

    parts = [replace(part, statements=renumber(part.statements)) for part in sections]
    return renumber(opening), parts, renumber(closing)


def _quotes(evidence: Evidence, facet: str) -> int:
    if len(evidence.aspects) == 1:
        return 3 if evidence.aspects[0].name == PAPERS else 4
    return 1 if facet or len(evidence.sides) > 1 else 2


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
    draft: Draft, one: DraftSection, made: tuple[Contrast, ...], ancestors: Ancestors
) -> DraftSection:
    """The section with one optional sentence on what both sides use."""
    for contrast in made:
        if contrast.aspect.name == one.aspect.name:
            shared = shared_statements(draft, contrast, ancestors, 1)
            return replace(
                one,
                statements=(*one.statements, *shared),
                optional=one.optional | {statement.id for statement in shared},
            )
    return one


def _shared_section(draft: Draft, contrast: Contrast, ancestors: Ancestors) -> DraftSection:
    """A section of nothing but what both sides use."""
    statements = tuple(shared_statements(draft, contrast, ancestors, SHARED_SENTENCES))
    ids = tuple(statement.id for statement in statements)
    cells = tuple(
        Cell(side.label, "evidence" if ids else "no_evidence", ids) for side in draft.evidence.sides
    )
    return DraftSection(contrast.aspect, statements, cells, frozenset(ids[1:]))


def _within_budget(
    opening: tuple[Statement, ...],
    sections: list[DraftSection],
    closing: tuple[Statement, ...],
    asked: tuple[FollowUp, ...],
) -> list[DraftSection]:
    """Drop optional statements, the least needed first, until the answer is short enough."""
    kept = list(sections)
    waiting = sorted(
        (_need(statement, one.aspect), -words(statement.text), statement.id)
        for one in sections
        for statement in one.statements
        if statement.id in one.optional
    )
    for _, _, dropped in waiting:
        if _length(opening, kept, closing, asked) <= MOST_WORDS:
            break
        kept = [_without(one, dropped) for one in kept]
    return kept


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


def _length(
    opening: tuple[Statement, ...],
    sections: list[DraftSection],
    closing: tuple[Statement, ...],
    asked: tuple[FollowUp, ...],
) -> int:
    texts = [one.text for one in (*opening, *closing)]
    texts += [one.text for part in sections for one in part.statements]
    texts += [part.aspect.heading for part in sections]
    texts += [one.question for one in asked]
    return sum(map(words, texts))


def _answer(
    draft: Draft,
    status: Status,
    opening: tuple[Statement, ...],
    sections: tuple[Section, ...],
    rows: tuple[AspectRow, ...],
    closing: tuple[Statement, ...],
    asked: tuple[FollowUp, ...],
) -> Answer:
    plan = draft.evidence.plan
    kept = (*opening, *(one for part in sections for one in part.statements), *closing)
    used = {link for one in kept for link in one.links} | {one.because for one in asked}
    return Answer(
        question=plan.question,
        kind=plan.kind,
        status=status,
        scope=opening,
        sides=tuple(_side(one) for one in draft.evidence.sides if one.label or one.members),
        sections=sections,
        comparison={"aspects": rows if len(plan.sides) > 1 else ()},
        bottom_line=closing,
        sources=draft.sources(),
        links=tuple(one for one in draft.links() if one.id in used),
        follow_ups=asked,
    )


def _side(side: Side) -> AnswerSide:
    return AnswerSide(
        label=side.label,
        anchors=tuple(_node(node) for node in side.anchors),
        concepts=tuple(_concept(one) for one in side.concepts),
        unmet=side.unmet,
        papers=len(side.members),
        by=ways(side.members, side.concepts),
        passages=side.passages,
        coverage=side.coverage,
    )


def _node(node: Node) -> dict[str, str]:
    return {"id": node.id, "name": node.name, "label": node.label}


def _concept(concept: Concept) -> dict[str, Any]:
    """A concept as the contract shows it: how many papers bear it out by what, and the queries."""
    return {
        "phrase": concept.phrase,
        "ids": [node.id for node in concept.nodes],
        "papers": {
            "link": len(concept.link),
            "mention": len(concept.mention),
            "text": len(concept.text),
        },
    }
