"""Measures which papers a side gets, against papers judged by reading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Final, Literal

from extract.evaluation.rows import read_rows
from extract.vocabulary import Vocabulary, data_dir
from kg.embed.embedder import Embedder
from kg.kinds import GRAPH_KINDS
from kg.questions.plan import Plan
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.members import MemberFinder
from kg.stores.base import Store
from kg.stores.caching import Remembered

Part = Literal["dev", "test", "train"]


@dataclass(frozen=True, slots=True)
class JudgedSide:
    """A side with the papers judged to be of it and not; `doubtful` are some of either."""

    id: str
    archive: str
    side: str
    part: Part
    of: frozenset[str]
    not_of: frozenset[str]
    doubtful: frozenset[str]


@dataclass(frozen=True, slots=True)
class MembershipScore:
    """Means over sides; precision over those that have members, recall over those that have any.

    `sure` are the same without doubtful papers; `unjudged` counts members that nobody judged,
    which count as wrong.
    """

    sides: int
    precision: float
    recall: float
    sure_precision: float
    sure_recall: float
    unjudged: int


@dataclass(frozen=True, slots=True)
class MembershipFigure:
    """A score of one part's sides, the bar, and what the engine before scored on them."""

    part: str
    what: str
    value: float
    bar: float | None
    before: float


BARS: Final = {"precision": 0.88, "recall": 0.80}


def membership_figures(
    archives: Mapping[str, tuple[Store, Vocabulary]], embedder: Embedder | None
) -> list[MembershipFigure]:
    """Score both parts of the judged sides of some archives, by the archives' names."""
    sides = [s for s in load_judged(gold_folder() / "judged.jsonl") if s.archive in archives]
    before = _before()
    members = {s.id: side_members(s.side, *archives[s.archive], embedder) for s in sides}
    figures = []
    for part in ("dev", "test"):
        own = [s for s in sides if s.part == part]
        now, then = score(own, members), score(own, before)
        for what in ("precision", "recall", "sure_precision", "sure_recall", "unjudged"):
            bar = BARS.get(what)
            figures.append(
                MembershipFigure(part, what, getattr(now, what), bar, getattr(then, what))
            )
    return figures


def side_members(
    side: str, store: Store, vocabulary: Vocabulary, embedder: Embedder | None
) -> frozenset[str]:
    """The papers that a side gets in an archive, as in a question that names it alone."""
    plan, store = Plan(side, "lookup", (side,)), Remembered(store)
    return (
        MemberFinder(plan, store, QueryLog(store), vocabulary, embedder, GRAPH_KINDS)
        .side(side)
        .papers
    )


def _before() -> dict[str, frozenset[str]]:
    rows = read_rows(gold_folder() / "baseline.jsonl")
    return {str(row["id"]): frozenset(row["members"]) for row in rows}


def gold_folder() -> Path:
    """Where the judged sides are."""
    return data_dir() / "gold" / "membership"


def load_judged(file: Path) -> tuple[JudgedSide, ...]:
    """The judged sides of a file, in its order."""
    rows = read_rows(file)
    return tuple(
        JudgedSide(
            *(row[key] for key in ("id", "archive", "side", "part")),
            *(frozenset(row[key]) for key in ("of", "not_of", "doubtful")),
        )
        for row in rows
    )


def score(sides: Sequence[JudgedSide], members: Mapping[str, frozenset[str]]) -> MembershipScore:
    """Score the members that each side got, by the id of the side."""
    precision, recall = _means(sides, members)
    sure = [replace(s, of=s.of - s.doubtful) for s in sides]
    sure_members = {s.id: members[s.id] - s.doubtful for s in sides}
    unjudged = sum(len(members[s.id] - s.of - s.not_of) for s in sides)
    return MembershipScore(len(sides), precision, recall, *_means(sure, sure_members), unjudged)


def _means(
    sides: Sequence[JudgedSide], members: Mapping[str, frozenset[str]]
) -> tuple[float, float]:
    right = {s.id: len(members[s.id] & s.of) for s in sides}
    precision = [right[s.id] / len(members[s.id]) for s in sides if members[s.id]]
    recall = [right[s.id] / len(s.of) for s in sides if s.of]
    return round(fmean(precision or [0.0]), 3), round(fmean(recall or [0.0]), 3)
