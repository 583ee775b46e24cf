"""A store that runs an equal named query once: for the span of one answer and its check."""

from __future__ import annotations

import json
from collections.abc import Collection

from kg.records import Hit, Limits, Parameters, Rows
from kg.stores.base import Store, Vector


class Remembered:
    """Reads through to a store and keeps the rows of named queries; short-lived by intent."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, Rows] = {}

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of a named query, run at most once for equal parameters."""
        key = json.dumps([name, parameters or {}], sort_keys=True)
        if key not in self._rows:
            self._rows[key] = self._store.run(name, parameters)
        return self._rows[key]

    def cypher(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """As the store."""
        return self._store.cypher(text, parameters, limits)

    def text_search(self, text: str, k: int, papers: Collection[str] | None = None) -> list[Hit]:
        """As the store."""
        return self._store.text_search(text, k, papers)

    def vector_search(
        self, vector: Vector, k: int, papers: Collection[str] | None = None
    ) -> list[Hit]:
        """As the store."""
        return self._store.vector_search(vector, k, papers)

    def has_vectors(self) -> bool:
        """As the store."""
        return self._store.has_vectors()

    def close(self) -> None:
        """Forget the rows; the store stays open."""
        self._rows.clear()
