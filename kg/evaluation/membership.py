"""Measures which papers a side gets, against papers judged by reading them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Literal

from extract.vocabulary import data_dir

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


def gold_folder() -> Path:
    """Where the judged sides are."""
    return data_dir() / "gold" / "membership"


def load_judged(file: Path) -> tuple[JudgedSide, ...]:
    """The judged sides of a file, in its order."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
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
    sure = [
        JudgedSide(one.id, one.archive, one.side, one.part, one.of - one.doubtful, one.not_of,
                   frozenset())
        for one in sides
    ]  # fmt: skip
    sure_members = {one.id: members[one.id] - one.doubtful for one in sides}
    unjudged = sum(len(members[one.id] - one.of - one.not_of) for one in sides)
    return MembershipScore(len(sides), precision, recall, *_means(sure, sure_members), unjudged)


def _means(
    sides: Sequence[JudgedSide], members: Mapping[str, frozenset[str]]
) -> tuple[float, float]:
    right = {one.id: len(members[one.id] & one.of) for one in sides}
    precision = [right[one.id] / len(members[one.id]) for one in sides if members[one.id]]
    recall = [right[one.id] / len(one.of) for one in sides if one.of]
    return round(fmean(precision or [0.0]), 3), round(fmean(recall or [0.0]), 3)
