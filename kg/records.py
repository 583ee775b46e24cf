"""What a store gives back: rows, search hits, nodes and relationships, in plain Python values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Parameters: TypeAlias = "dict[str, Value]"


@dataclass(frozen=True, slots=True)
class Rows:
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


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by one search verb. Higher is better; comparable within one search only."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one query of a stranger's."""

    timeout_s: float = 10.0
    rows: int = 1_000
    bytes: int = 5_000_000
