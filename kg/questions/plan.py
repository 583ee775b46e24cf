"""The plan of a question: data that everything after understanding works from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal["comparison", "lookup", "list", "path", "trend", "count", "gap"]
Order = Literal["", "newest", "oldest", "most"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ORDERS: tuple[Order, ...] = get_args(Order)
MAX_QUESTION = 1_000  # characters
MOST_SIDES = 4


@dataclass(frozen=True, slots=True)
class Constraints:
    """What papers have to be, whatever the sides: years are inclusive, `exclude` are phrases."""

    since: int | None = None
    until: int | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question was understood, in the question's own words.

    `sides` holds two to four phrases for a comparison, two for a path, one or none otherwise, and
    the alternatives of an `or`. `shared` holds for every side. `shared_only` marks questions that
    ask for what sides have in common. `corrected` are (as typed, as read) pairs of words. `recent`
    is a number of years up to the archive's newest paper, which only an archive makes a year of.
    """

    question: str
    kind: Kind
    sides: tuple[str, ...]
    shared: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    constraints: Constraints = Constraints()
    left_aside: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    shared_only: bool = False
    recent: int | None = None

    @property
    def constrained(self) -> bool:
        """Whether papers have to be of some years, categories, authors or ids, or not of others."""
        return replace(self.constraints, order=None) != Constraints()
