"""Links that close a cycle: both ends are in one strongly connected part of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Link: TypeAlias = tuple[str, str]


def cyclic(links: Iterable[Link]) -> set[Link]:
    """Give the links between nodes that lie above each other (or above themselves)."""
    import networkx as nx  # half a second, spent only by commands on vocabularies

    graph = nx.DiGraph([*links])
    parts = enumerate(nx.strongly_connected_components(graph))
    part = {node: number for number, nodes in parts for node in nodes}
    return {(low, high) for low, high in graph.edges if part[low] == part[high]}
