"""A store that runs an equal query or search once: for the span of one answer and its check."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from kg.progress import UNWATCHED, AskProgress
from kg.records import Hit, Limits, Parameters, Rows
from kg.stores.base import Store, Vector


class Remembered:
    """Reads through to a store and caches the results of one answer and its check.

    Every query and search ends with what `progress` raises, where it does.
    """

    def __init__(self, store: Store, progress: AskProgress = UNWATCHED) -> None:
        self._store, self._progress = store, progress
        self._rows: dict[str, Rows] = {}
        self._held: dict[str, list[str]] = {}
        self._hits: dict[tuple[str | bytes, int, frozenset[str] | None], list[Hit]] = {}

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of a named query, run at most once for equal parameters."""
        self._progress.go_on()
        key = json.dumps([name, parameters or {}], sort_keys=True)
        if key not in self._rows:
            self._rows[key] = self._store.run(name, parameters)
        return self._rows[key]

    def cypher(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """As the store."""
        return self._store.cypher(text, parameters, limits)

    def plan(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """As the store."""
        return self._store.plan(text, parameters, limits)

    def text_search(self, text: str, k: int, papers: Collection[str] | None = None) -> list[Hit]:
        """As the store, once for equal words."""
        self._progress.go_on()
        key = (text, k, None if papers is None else frozenset(papers))
        if key not in self._hits:
            self._hits[key] = self._store.text_search(text, k, papers)
        return self._hits[key]

    def vector_search(
        self, vector: Vector, k: int, papers: Collection[str] | None = None
    ) -> list[Hit]:
        """As the store, once for equal vectors."""
        self._progress.go_on()
        key = (vector.tobytes(), k, None if papers is None else frozenset(papers))
        if key not in self._hits:
            self._hits[key] = self._store.vector_search(vector, k, papers)
        return self._hits[key]

    def papers_holding(self, way: Sequence[Collection[str]]) -> list[str]:
        """As the store, once for equal words."""
        self._progress.go_on()
        key = json.dumps([sorted(collection) for collection in way])
        if key not in self._held:
            self._held[key] = self._store.papers_holding(way)
        return self._held[key]

    def has_vectors(self) -> bool:
        """As the store."""
        return self._store.has_vectors()

    def close(self) -> None:
        """Forget the rows; the store stays open."""
        self._rows.clear()
        self._held.clear()
        self._hits.clear()
