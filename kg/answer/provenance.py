"""How an answer came about, as records: the plan it follows, the queries that were run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.plain import unset
from kg.questions.options import Options
from kg.questions.plan import Constraints, Plan, QuestionKind


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """A named query that was run, and how many rows it gave."""

    id: str
    name: str
    parameters: dict[str, Any]
    rows: int


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """What the archive held, the date of its newest paper, and when it was built."""

    papers: int
    passages: int
    entities: int
    relations: int
    newest: str | None
    updated: str | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an answer was made: the queries by id, the searches, how long each step took.

    `dropped` statements failed their check and are not shown; `dropped_by` counts them by rule.
    """

    answered_by: str
    answered_at: str
    archive: ArchiveCounts
    queries: tuple[AnswerQuery, ...]
    search: tuple[str, ...]
    dropped: int = 0
    dropped_by: dict[str, int] = field(default_factory=dict, metadata={"exclude_if": unset})
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed, and as it was read."""

    from_: str = field(metadata={"alias": "from"})
    to: str


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """How the question was understood, in its own words; `set` are the parts set by hand.

    `aspect` and `about` are kept for earlier readers.
    """

    kind: QuestionKind
    sides: tuple[str, ...]
    shared: tuple[str, ...]
    aspects: tuple[str, ...]
    constraints: Constraints
    left_aside: tuple[str, ...]
    corrected: tuple[Correction, ...]
    shared_only: bool
    set: Options
    aspect: str = ""
    about: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: Plan, options: Options, about: tuple[str, ...] = ()) -> AnswerPlan:
        """The plan of a question as its answer shows it."""
        corrected = tuple(Correction(typed, read) for typed, read in plan.corrected)
        asked = (plan.kind, plan.sides, plan.shared, plan.aspects, plan.constraints)
        rest = (plan.left_aside, corrected, plan.shared_only)
        return cls(*asked, *rest, options, ", ".join(plan.aspects), about)
