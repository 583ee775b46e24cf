"""Lists in pages: a cursor is how many items to skip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

NEXT: Final = {"description": "The cursor of the next page; null on the last."}
_T = TypeVar("_T")


def page(items: Sequence[_T], cursor: int, limit: int) -> tuple[tuple[_T, ...], int | None]:
    """At most `limit` of the items, from the `cursor`-th on, and the cursor of the next ones."""
    return cut(items[cursor : cursor + limit + 1], cursor, limit)


def cut(ahead: Sequence[_T], cursor: int, limit: int) -> tuple[tuple[_T, ...], int | None]:
    """The same of items that were read from the `cursor`-th on, one more than `limit` of them."""
    return tuple(ahead[:limit]), cursor + limit if len(ahead) > limit else None
