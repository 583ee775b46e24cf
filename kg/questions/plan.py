"""The plan of a question: what retrieval, answers and checks work from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

QuestionKind = Literal["comparison", "lookup", "list", "path", "trend", "count", "gap"]
Order = Literal["", "newest", "oldest", "most"]
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
ORDERS: tuple[Order, ...] = get_args(Order)
MAX_QUESTION = 1_000  # characters
MAX_ITEMS = 24  # that a list shows
MAX_HITS = 100  # a page of a search
MOST_SIDES = 4


@dataclass(frozen=True, slots=True)
class Traits:
    """What is done for a kind of question.

    `section` is the aspect that it gets without asking (empty: those that name the kind as a
    default). Its sides are the `two_sides` that it joins, `alternatives` whose papers count
    together, or `weighed` by what papers claim of them. `of_papers`: it may ask for the papers that
    use something. `nearby`: papers near a side with few papers are shown. `opened`: quotes answer
    it first; `quoted`: without a quote it gets a paper to read; `by_count`: a count answers it.
    """

    section: str = ""
    two_sides: bool = False
    alternatives: bool = False
    weighed: bool = False
    of_papers: bool = False
    nearby: bool = False
    opened: bool = False
    quoted: bool = False
    by_count: bool = False
    yearly: bool = False


TRAITS: Final[Mapping[QuestionKind, Traits]] = {
    "comparison": Traits(two_sides=True, weighed=True, nearby=True, opened=True, quoted=True),
    "lookup": Traits(alternatives=True, weighed=True, nearby=True, opened=True, quoted=True),
    "list": Traits("papers", alternatives=True, weighed=True, of_papers=True, nearby=True),
    "path": Traits("papers", two_sides=True, by_count=True),
    "trend": Traits("findings", yearly=True),
    "count": Traits("papers", alternatives=True, of_papers=True, by_count=True, yearly=True),
    "gap": Traits("open problems", nearby=True, opened=True),
}


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
    kind: QuestionKind
    sides: tuple[str, ...]
    shared: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    constraints: Constraints = Constraints()
    left_aside: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    shared_only: bool = False
    recent: int | None = None

    @property
    def traits(self) -> Traits:
        """The traits of its kind of question."""
        return TRAITS[self.kind]

    @property
    def constrained(self) -> bool:
        """Whether papers have to be of some years, categories, authors or ids, or not of others."""
        return replace(self.constraints, order=None) != Constraints()
