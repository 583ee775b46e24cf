"""Types of the answer measures: an archive to ask, a figure, a progress callback."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.vocabulary import Vocabulary
from kg.embed.embedder import Embedder
from kg.stores.base import Store

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """An archive to ask, with what answering from it needs."""

    store: Store
    vocabulary: Vocabulary
    embedder: Embedder | None


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A share or mean (0-1) over `of` cases; None where it was not measured: `note` says why.

    `beside` are baselines by name, measured on the same cases.
    """

    what: str
    value: float | None
    of: int = 0
    bar: float | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    note: str = ""


def rate(cases: Sequence[bool]) -> float | None:
    """The share (0-1) of cases that hold; None of no cases."""
    return round(sum(cases) / len(cases), DIGITS) if cases else None


def rate_figure(
    what: str, cases: Sequence[bool], bar: float | None = None, note: str = ""
) -> AnswerFigure:
    """The figure of a share; one without cases was not measured."""
    return AnswerFigure(
        what, rate(cases), len(cases), bar, note=note if cases else "skipped: no case"
    )
