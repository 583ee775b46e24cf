"""Links that close a cycle, found after Kosaraju and Sharir (1981): two walks over the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

Link: TypeAlias = tuple[str, str]


def cyclic(links: Iterable[Link]) -> set[Link]:
    """Give the links between nodes that lie above each other (or above themselves)."""
    known = {*links}
    part = _parts(known)
    return {(low, high) for low, high in known if part[low] == part[high]}


def _parts(links: Iterable[Link]) -> dict[str, str]:
    """The strongly connected part of each node, named by a node in it."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for low, high in sorted(links):
        above[low].append(high)
        below[high].append(low)
    nodes = sorted({*above, *below})
    seen: set[str] = set()
    order = [node for root in nodes for node in _walk(root, above, seen)]
    seen.clear()
    return {node: root for root in reversed(order) for node in _walk(root, below, seen)}


def _walk(root: str, links: Mapping[str, Sequence[str]], seen: set[str]) -> Iterator[str]:
    """Nodes that are reached from a root and weren't seen, each after those reached from it."""
    if root in seen:
        return
    seen.add(root)
    path = [(root, iter(links.get(root, ())))]
    while path:
        node, following = path[-1]
        after = next((high for high in following if high not in seen), None)
        if after is None:
            path.pop()
            yield node
        else:
            seen.add(after)
            path.append((after, iter(links.get(after, ()))))
