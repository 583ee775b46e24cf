"""What is around a node, and the way from one node to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UnknownName, WrongUsage
from kg.records import Value
from kg.results import GraphNode, GraphPath, Neighbourhood, Relationship
from kg.schema import relationship_types
from kg.views.lookup import Record, find_node

if TYPE_CHECKING:
    from kg.stores.base import Store

MAX_DEPTH: Final = 3
MAX_HOPS: Final = 6
MAX_NODES: Final = 500
MAX_WALK: Final = 5_000  # nodes, all pages together


def neighbourhood(
    store: Store,
    node_id: str,
    depth: int = 1,
    relations: Sequence[str] = (),
    limit: int = 100,
    cursor: int = 0,
) -> Neighbourhood:
    """What lies within `depth` relationships of a node: at most `limit` further nodes.

    The limit is split evenly over steps, over the nodes of a step and over types at a node. Of one
    step there are further pages: what a walk to `cursor + limit` nodes reaches beyond one to
    `cursor` nodes, with the nodes that this is joined to, so that every page is a graph by itself.
    UnknownName for an unknown node or relationship type, WrongUsage for a page of several steps;
    depth is held within 1-3, limit within 1-500.
    """
    if cursor and depth > 1:
        raise WrongUsage("a neighbourhood has pages only at depth 1: raise its limit")
    for relation in relations:
        if relation not in relationship_types():
            known = ", ".join(relationship_types())
            raise UnknownName(f"no relationship type {relation} (there are: {known})")
    depth, limit = min(max(depth, 1), MAX_DEPTH), min(max(limit, 1), MAX_NODES)
    center, most = find_node(store, node_id), min(cursor + limit, MAX_WALK)
    walk = _Walk(store, center, relations).to(depth, most)
    before = _Walk(store, center, relations).to(depth, min(cursor, MAX_WALK)) if cursor else None
    following = most if walk.truncated and depth == 1 and most < MAX_WALK else None
    return walk.beyond(before, following)


def path(store: Store, start: str, end: str, max_hops: int = MAX_HOPS) -> GraphPath:
    """The shortest path between two nodes; empty where there is none.

    UnknownName for an unknown end.
    """
    ends: dict[str, Value] = {
        "from": find_node(store, start)["id"],
        "to": find_node(store, end)["id"],
    }
    rows: Any = store.run("shortest_path", ends).rows
    for nodes, relationships in rows:
        if len(nodes) - 1 <= max_hops:
            return GraphPath(tuple(map(_named, nodes)), tuple(map(_relationship, relationships)))
    return GraphPath()


class _Walk:
    """A breadth-first walk from a node that counts the nodes reached."""

    def __init__(self, store: Store, center: Record, relations: Sequence[str]) -> None:
        self._store, self._relations = store, sorted(set(relations))
        self._center = center["id"]
        self._nodes = {center["id"]: _named(center)}
        self._relationships: dict[str, Relationship] = {}
        self._edge: list[str] = [center["id"]]
        self._reached = 0
        self.truncated = False

    def to(self, depth: int, limit: int) -> _Walk:
        """Walk `depth` steps, to `limit` nodes at most."""
        for steps_left in range(depth, 0, -1):
            self._go_on(-(-(limit - self._reached) // steps_left))
        return self

    def _go_on(self, limit: int) -> None:
        """Go one step further from every node of the last one, to `limit` new nodes at most."""
        edge, self._edge = self._edge, []
        for place, node in enumerate(edge):
            part = -(-limit // (len(edge) - place))
            limit -= self._from(node, part)

    def _from(self, node: str, limit: int) -> int:
        """Take in at most `limit` new neighbours of a node; give how many they were."""
        taken = 0
        for relationship, other in self._neighbours(node, limit):
            if other["id"] not in self._nodes:
                if taken == limit:
                    self.truncated = True
                    continue
                taken += 1
                self._nodes[other["id"]] = _named(other)
                self._edge.append(other["id"])
            self._relationships[relationship["id"]] = _relationship(relationship)
        self._reached += taken
        return taken

    def _neighbours(self, node: str, limit: int) -> Iterator[tuple[Record, Record]]:
        """Neighbours of a node, one of each relationship type in turn."""
        counts = self._store.run("neighbour_counts", {"id": node}).dicts()
        types = sorted({str(row["type"]) for row in counts})
        lists = []
        for kind in self._relations or types:
            given: dict[str, Value] = {"id": node, "types": [kind], "limit": limit + 1}
            rows: Any = self._store.run("neighbours", given).rows
            self.truncated = self.truncated or len(rows) > limit
            lists.append(rows[:limit])
        for turn in zip_longest(*lists):
            yield from (row for row in turn if row is not None)

    def beyond(self, before: _Walk | None, following: int | None) -> Neighbourhood:
        """The center and what was reached that an earlier walk had not, as a graph."""
        known_nodes = before._nodes.keys() if before else set()
        known_links = before._relationships.keys() if before else set()
        new = sorted(self._relationships.keys() - known_links)
        links = tuple(self._relationships[key] for key in new)
        ends = {end for link in links for end in (link.from_, link.to)}
        nodes = tuple(
            node
            for key, node in self._nodes.items()
            if key == self._center or key in ends or key not in known_nodes
        )
        return Neighbourhood(self._center, nodes, links, self.truncated, following)


def _named(node: Record) -> GraphNode:
    """A node with the name that a reader sees."""
    properties = node["properties"]
    name = properties.get("name") or properties.get("title") or node["id"]
    return GraphNode(node["id"], node["labels"], name, properties)


def _relationship(edge: Record) -> Relationship:
    return Relationship(edge["id"], edge["type"], edge["from"], edge["to"], edge["properties"])
