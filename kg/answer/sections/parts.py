"""The parts of an answer in the making, kept within some words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.answer.records import AnswerTable, AspectRow, FollowUp, Statement
from kg.answer.sections.sections import PAPERS, DraftSection
from kg.answer.wording import words
from kg.retrieve.aspects import Aspect

MOST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an answer in the making."""

    opening: tuple[Statement, ...]
    sections: list[DraftSection] = field(default_factory=list)
    short: tuple[Statement, ...] = ()
    asked: tuple[FollowUp, ...] = ()
    rows: tuple[AspectRow, ...] = ()
    tables: tuple[AnswerTable, ...] = ()

    def statements(self) -> tuple[Statement, ...]:
        """Every statement in reading order."""
        inner = (statement for part in self.sections for statement in part.statements)
        return (*self.short, *self.opening, *inner)


def within_budget(parts: Parts) -> Parts:
    """Drop optional statements, the least needed first, until the answer is short enough.

    Of a list, which is all that its section holds, the last items go.
    """
    kept = list(parts.sections)
    waiting = sorted(
        (_need(statement, part.aspect), -number, statement.id)
        for part in kept
        for number, statement in enumerate(part.statements)
        if statement.id in part.optional or part.aspect.name == PAPERS
    )
    for _, _, dropped in waiting:
        if _length(replace(parts, sections=kept)) <= MOST_WORDS:
            break
        kept = [_without(part, dropped) for part in kept]
    return replace(parts, sections=kept)


def _need(statement: Statement, aspect: Aspect) -> int:
    """How much an optional statement is needed: a quote more than what the table says too."""
    return aspect.need if statement.kind == "quoted" else 0


def _without(part: DraftSection, statement_id: str) -> DraftSection:
    return replace(
        part,
        statements=tuple(s for s in part.statements if s.id != statement_id),
        cells=tuple(
            replace(cell, statements=tuple(s for s in cell.statements if s != statement_id))
            for cell in part.cells
        ),
    )


def _length(parts: Parts) -> int:
    texts = [statement.text for statement in parts.statements()]
    texts += [part.aspect.heading for part in parts.sections]
    texts += [follow_up.question for follow_up in parts.asked]
    return sum(map(words, texts))
