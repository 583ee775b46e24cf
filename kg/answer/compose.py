"""Composes an answer of evidence: in short, what the archive holds, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.answer.counts.contrast import contrasts, table_row
from kg.answer.counts.tallies import Ancestors
from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, Kinds
from kg.answer.follow_ups import follow_ups
from kg.answer.frame import scope
from kg.answer.provenance import AnswerPlan, Provenance
from kg.answer.records import (
    DISCLAIMER,
    Answer,
    AnswerSide,
    AnswerStatus,
    Comparison,
    SideConcept,
    Statement,
)
from kg.answer.sections.chosen import beside_section, chosen_sections
from kg.answer.sections.parts import Parts, within_budget
from kg.answer.sections.sections import PAPERS, DraftSection, section
from kg.answer.short import in_short
from kg.answer.tables import tables
from kg.questions.folding import folded, folded_all
from kg.retrieve.aspects import asked_aspects
from kg.retrieve.evidence import Concept, Evidence, Side, ways


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
    used = {link for statement in parts.statements() for link in statement.links}
    used |= {up.because for up in parts.asked}
    return Answer(
        question=evidence.plan.question,
        kind=plan.kind,
        status=status,
        scope=parts.opening,
        sides=tuple(_side(side) for side in evidence.sides if side.label or side.members),
        sections=tuple(part.section() for part in parts.sections if part.statements),
        comparison=Comparison(parts.rows if len(plan.sides) > 1 else ()),
        bottom_line=parts.short,
        sources=draft.sources(),
        links=tuple(link for link in draft.links.all() if link.id in used),
        follow_ups=parts.asked,
        tables=parts.tables,
        provenance=provenance,
        disclaimer=DISCLAIMER,
        plan=plan,
    )


def _written(draft: Draft, kinds: Kinds, ancestors: Ancestors) -> tuple[AnswerStatus, Parts]:
    evidence, opening = draft.evidence, scope(draft, kinds)
    status = _status(evidence, opening)
    if not any(side.members and not _is_hollow(evidence, side) for side in evidence.sides):
        return status, Parts(opening)
    made = contrasts(draft, ancestors)
    short = in_short(draft, made, kinds)
    sections = chosen_sections(draft, made, ancestors)
    quotes = evidence.plan.traits.quoted and not evidence.plan.shared_only
    if quotes and not _served(draft, kinds, sections, (*short, *opening)):
        sections += [section(draft, asked_aspects(PAPERS)[0], ancestors, 1)]
    sections += beside_section(draft)
    parts = Parts(opening, sections, short, follow_ups(draft, made))
    parts = _renumbered(draft, within_budget(parts))
    if status == "answered" and not _served(draft, kinds, parts.sections, (*parts.short, *opening)):
        status = "partial"
    by_aspect = {contrast.aspect.name: contrast for contrast in made}
    rows = tuple(
        table_row(draft, part.aspect, part.cells, by_aspect.get(part.aspect.name), ancestors)
        for part in parts.sections
        if part.cells
    )
    return status, replace(parts, rows=rows, tables=tables(draft, kinds))


def _is_hollow(evidence: Evidence, side: Side) -> bool:
    """Whether a side's papers lack more than half of the words that it was asked for."""
    asked = folded_all((side.label, *evidence.plan.shared))
    lost = folded_all(side.unmet)
    return bool(lost & folded(side.label)) and 2 * len(asked & lost) > len(asked)


def _served(
    draft: Draft, kinds: Kinds, sections: Sequence[DraftSection], before: tuple[Statement, ...]
) -> bool:
    """Whether there is evidence for every side: a cited paper of its own, or facts that answer."""
    facts = any(not kinds[fact.what].beside for fact in draft.evidence.facts)
    if facts or draft.evidence.plan.traits.by_count:
        return any(statement.kind == "counted" for statement in before)
    inner = (statement for part in sections for statement in part.statements)
    cited = {
        citation.passage_id.rpartition("#")[0]
        for statement in (*before, *inner)
        for citation in statement.citations
    }
    return all(cited & side.members for side in draft.evidence.sides)


def _renumbered(draft: Draft, parts: Parts) -> Parts:
    """Renumber the sources that the remaining statements cite, in reading order."""
    order = dict.fromkeys(c.source for statement in parts.statements() for c in statement.citations)
    numbers = draft.retain([*order])

    def renumber(statements: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(
            replace(
                statement,
                citations=tuple(replace(c, source=numbers[c.source]) for c in statement.citations),
            )
            for statement in statements
        )

    sections = [replace(part, statements=renumber(part.statements)) for part in parts.sections]
    return replace(
        parts, opening=renumber(parts.opening), sections=sections, short=renumber(parts.short)
    )


def _status(evidence: Evidence, opening: tuple[Statement, ...]) -> AnswerStatus:
    """`answered` where every side has papers for all its words; `partial` where some have."""
    if evidence.archive is not None:
        return "answered"
    held = [bool(side.members) for side in evidence.sides]
    lacking = evidence.same or any(side.unmet for side in evidence.sides)
    counted = any(statement.kind == "counted" for statement in opening)
    if held and all(held):
        return "partial" if lacking else "answered"
    if any(held):
        return "partial"
    facts = any(fact.run.rows.rows for fact in evidence.facts)
    joined = evidence.path is not None and evidence.path.rows.rows
    if counted and facts and not evidence.plan.sides:
        return "answered"
    return "partial" if counted and (facts or joined) else "no_evidence"


def _side(side: Side) -> AnswerSide:
    return AnswerSide(
        label=side.label,
        anchors=side.anchors,
        concepts=tuple(_concept(concept) for concept in side.concepts),
        unmet=side.unmet,
        papers=len(side.members),
        by=ways(side.members, side.concepts),
        passages=side.passages,
        coverage=side.coverage,
    )


def _concept(concept: Concept) -> SideConcept:
    """A concept as the contract shows it: how many papers bear it out in each way."""
    return SideConcept(
        concept.phrase,
        tuple(node.id for node in concept.nodes),
        {"link": len(concept.link), "mention": len(concept.mention), "text": len(concept.text)},
    )
