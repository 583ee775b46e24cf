"""What the archive holds on subjects: how many papers, known by what, of which years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.answer.provenance import ArchiveCounts
from kg.answer.records import Answer
from kg.questions.options import Options
from kg.records import Result
from kg.retrieve.evidence import Coverage, Node, Way


@dataclass(frozen=True, slots=True)
class YearCount(Result):
    """How many papers are of a year."""

    year: int
    papers: int


@dataclass(frozen=True, slots=True)
class SubjectCoverage(Result):
    """The papers on one subject: `by` what they are known to be, what they leave `unmet`."""

    subject: str
    coverage: Coverage
    papers: int
    by: dict[Way, int]
    entities: tuple[Node, ...] = field(
        metadata={"description": "The nodes of the graph that the subject names."}
    )
    unmet: tuple[str, ...] = field(
        metadata={"description": "Words of the subject that none of these papers bears out."}
    )
    years: tuple[YearCount, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectsCoverage(Result):
    """Each subject by itself, and what the whole archive holds."""

    subjects: tuple[SubjectCoverage, ...]
    archive: ArchiveCounts


def coverage(
    ask: Callable[[str, Options], Answer],
    subjects: Sequence[str],
    options: Options | None = None,
) -> SubjectsCoverage:
    """Each subject as the only side of a question about years, which `ask` answers.

    `options` say of which years, categories and authors papers count.
    """
    answers = [
        ask(subject, replace(options or Options(), sides=(subject,), kind="trend"))
        for subject in subjects
    ]
    archive = answers[0].provenance.archive
    return SubjectsCoverage(tuple(map(_of_subject, subjects, answers)), archive)


def _of_subject(subject: str, answer: Answer) -> SubjectCoverage:
    side = answer.sides[0]
    rows = answer.tables[0].rows if answer.tables else ()
    return SubjectCoverage(
        subject=subject,
        coverage=side.coverage,
        papers=side.papers,
        by=side.by,
        entities=side.anchors,
        unmet=side.unmet,
        years=tuple(YearCount(int(year), int(papers)) for year, papers in rows),
        statements=tuple(statement.text for statement in answer.scope),
    )
