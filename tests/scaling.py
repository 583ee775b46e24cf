"""How the cost of work grows with its input: a ratio within one run, for machines differ."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

_T = TypeVar("_T")

TIMES: Final = 10  # how much larger the large input is
# Ten times as much costs ten times as much, and a hundred times where the cost is quadratic.
MOST: Final = 40


def growth(work: Callable[[_T], object], small: _T, large: _T) -> float:
    """Give the CPU time of the large input by that of the small one, each the least of three."""
    return _seconds(work, large) / max(_seconds(work, small), 1e-3)


def _seconds(work: Callable[[_T], object], given: _T) -> float:
    taken = []
    for _ in range(3):
        started = time.process_time()
        work(given)
        taken.append(time.process_time() - started)
    return min(taken)
