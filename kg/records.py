"""What a store gives back: rows, search hits, nodes and relationships, in plain Python values.

HTTP describes results in its OpenAPI document: pydantic reads `__pydantic_config__`. It isn't
imported here, as that takes 0.2 s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
else:
    Value = Any  # pydantic, which describes results, takes no alias that names itself
Parameters: TypeAlias = "dict[str, Value]"


class Result:
    """A result; in JSON its fields are keys, and there are no others."""

    __slots__ = ()
    __pydantic_config__: Final = {
        "extra": "forbid",
        "json_schema_serialization_defaults_required": True,
    }


@dataclass(frozen=True, slots=True)
class Rows(Result):
    """The rows of one query, in the query's order.

    A node in a cell is `{id, labels, properties}`, a relationship `{id, type, from, to,
    properties}`, where `id`, `from` and `to` are content ids, never the engine's own.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool = False
    elapsed_ms: float = 0.0

    def dicts(self) -> list[dict[str, Value]]:
        """Each row as column -> value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def for_json(self) -> Rows:
        """The rows with None for numbers that JSON doesn't have, and the time in tenths of ms."""
        rows = tuple(tuple(map(_finite, row)) for row in self.rows)
        return replace(self, rows=rows, elapsed_ms=round(self.elapsed_ms, 1))


def _finite(cell: Value) -> Value:
    if isinstance(cell, list):
        return [_finite(item) for item in cell]
    if isinstance(cell, dict):
        return {key: _finite(item) for key, item in cell.items()}
    return None if isinstance(cell, float) and not isfinite(cell) else cell


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by one search verb. Higher is better; comparable within one search only."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on an untrusted query."""

    timeout_s: float = 10.0
    rows: int = 1_000
    bytes: int = 5_000_000
