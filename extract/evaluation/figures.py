"""The results of extraction measures: numbers, printed figures, absent data."""

from __future__ import annotations

from dataclasses import dataclass

from extract.errors import ExtractError


@dataclass(frozen=True, slots=True)
class Row:
    """A measured number, what it was before or is measured beside, and what it should reach."""

    what: str
    value: float
    before: float = 0
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A measured figure as text; `bar` is its target, `before` the earlier value."""

    what: str
    value: str
    bar: str = ""
    before: str = ""
    published: str = ""


class Absent(ExtractError):
    """Data or weights that a figure or a training needs are not there."""
