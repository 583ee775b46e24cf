"""Named queries as they are run for one answer, each kept so that it can be run again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from kg.records import Parameters, Rows, Value
from kg.retrieve.evidence import Node, QueryRun, Side
from kg.stores.base import Store


class QueryLog:
    """Runs named queries and numbers those that an answer speaks of; equal runs are one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._runs: dict[str, QueryRun] = {}

    def run(self, name: str, parameters: Parameters) -> QueryRun:
        """Run a query and keep it under the next id (`q1`, `q2`, …)."""
        key = json.dumps([name, parameters], sort_keys=True)
        if key not in self._runs:
            rows = self._store.run(name, parameters)
            self._runs[key] = QueryRun(f"q{len(self._runs) + 1}", name, parameters, rows)
        return self._runs[key]

    def quiet(self, name: str, parameters: Parameters) -> Rows:
        """Run a query that no statement will name."""
        return self._store.run(name, parameters)

    def holding(self, way: Sequence[Collection[str]]) -> frozenset[str]:
        """The papers with a passage that holds a word for every entry, by the store's index."""
        return frozenset(self._store.papers_holding(way))

    def runs(self) -> tuple[QueryRun, ...]:
        """Every kept run in the order of its id."""
        return tuple(self._runs.values())


def papers_of(side: Side) -> list[Value]:
    """The ids of a side's members, as a query's parameter."""
    return [*sorted(side.members)]


def node_ids(nodes: Sequence[Node]) -> list[Value]:
    """The ids of nodes, as a query's parameter."""
    return [node.id for node in nodes]
