"""How much of a list goes into one answer, so that no answer overfills a model's context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from api.mcp.errors import TooLarge
from kg.results import to_json

# About 20,000 tokens: English JSON has three to four bytes a token, other scripts about three.
MOST_BYTES: Final = 64_000
MOST_OF_LIST: Final = 48_000  # of one answer's list
_T = TypeVar("_T")


def size(value: object) -> int:
    """The bytes of a value as JSON."""
    return len(to_json(value).encode(errors="replace"))


def page(
    items: Sequence[_T], start: int, advice: str, most: int = MOST_OF_LIST
) -> tuple[tuple[_T, ...], int | None]:
    """The items from `start` on that fit into `most` bytes, and where the next page starts.

    TooLarge, with `advice`, where not even one fits.
    """
    taken = 0
    for place in range(start, len(items)):
        taken += size(items[place]) + 1
        if taken > most:
            if place == start:
                raise TooLarge(f"item {place} has {size(items[place]):,} bytes: {advice}")
            return tuple(items[start:place]), place
    return tuple(items[start:]), None
