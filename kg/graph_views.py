"""Views of the graph that doors show: a paper, an entity, a neighbourhood, a path, the status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final, TypeAlias

from extract.naming import fold
from extract.sources.ids import doi, paper_id
from kg.claims import claims_of
from kg.errors import UnknownName
from kg.records import Rows, Value
from kg.schema import RELATIONSHIP_TYPES
from kg.stores.base import Store

MAX_DEPTH: Final = 3
MAX_HOPS: Final = 6
MAX_NODES: Final = 500
SUGGESTIONS: Final = 3

View: TypeAlias = dict[str, Any]


def paper(store: Store, name: str) -> View:
    """A paper's properties, its passages in order, and the entities it is linked to.

    `name` is an id (`arxiv:` may be left out) or an archive id; UnknownName where there is none.
    """
    found = _paper(store, name)
    if found is None:
        raise UnknownName(f"no paper {name} in the archive: give its id or its archive id")
    given: dict[str, Value] = {"id": found["id"]}
    return {
        **found["properties"],
        "passages": store.run("paper_passages", given).dicts(),
        "entities": store.run("paper_entities", given).dicts(),
    }


def entity(store: Store, name: str, papers: int = 20) -> View:
    """An entity's properties, what is above and below it, its claims, and its newest papers.

    Of an entity that no paper is linked to, as of every term, these are the papers that name it.
    `name` is an id or any spelling; UnknownName, with names that begin so, where there is none.
    """
    found = _entity(store, name)
    if found is None:
        raise UnknownName(f"no entity {name} in the archive{_alike(store, name)}")
    given: dict[str, Value] = {"id": found["id"]}
    linked = store.run("entity_papers", {**given, "limit": papers + 1}).dicts()
    if not linked:
        named = store.run("papers_mentioning", {**given, "limit": papers + 1}).dicts()
        linked = [_without_mentions(row) | {"types": ["MENTIONS"]} for row in named]
    return {
        **found["properties"],
        "labels": found["labels"],
        "above": store.run("entity_ancestors", given).dicts()[1:],
        "below": store.run("entity_descendants", given).dicts()[1:],
        "claims": claims_of(str(found["id"]), _claims(store, str(found["id"]))),
        "papers": linked[:papers],
        "truncated": len(linked) > papers,
    }


def _claims(store: Store, entity_id: str) -> Rows:
    return store.run("claims_about", {"entities": [entity_id], "floor": 0.0})


def _without_mentions(row: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in row.items() if key != "mentions"}


def find_node(store: Store, name: str) -> View:
    """The node that a reader means, by id, paper number, spelling or author's name.

    UnknownName where there is none.
    """
    rows = store.run("node_by_id", {"id": name}).rows
    found: Any = (
        rows[0][0]
        if rows
        else (_paper(store, name) or _entity(store, name) or _author(store, name))
    )
    if found is None:
        raise UnknownName(f"no node {name} in the archive{_alike(store, name)}")
    return dict(found)


def neighbourhood(
    store: Store,
    node_id: str,
    depth: int = 1,
    relations: Sequence[str] = (),
    limit: int = 100,
) -> View:
    """What lies within `depth` relationships of a node: at most `limit` further nodes.

    Steps share the room evenly, so do the nodes of a step, and the relationship types of a node.
    UnknownName for an unknown node or relationship type; depth is held within 1-3, limit within
    1-500.
    """
    for relation in relations:
        if relation not in RELATIONSHIP_TYPES:
            known = ", ".join(RELATIONSHIP_TYPES)
            raise UnknownName(f"no relationship type {relation} (there are: {known})")
    walk = _Walk(store, find_node(store, node_id), relations)
    depth, limit = min(max(depth, 1), MAX_DEPTH), min(max(limit, 1), MAX_NODES)
    for steps_left in range(depth, 0, -1):
        walk.go_on(-(-(limit - walk.found) // steps_left))
    return walk.view()


def path(store: Store, start: str, end: str, max_hops: int = MAX_HOPS) -> View:
    """The shortest way between two nodes: `{nodes, relationships}`, empty where there is none.

    UnknownName for an unknown end.
    """
    ends: dict[str, Value] = {
        "from": find_node(store, start)["id"],
        "to": find_node(store, end)["id"],
    }
    for nodes, relationships in store.run("shortest_path", ends).rows:
        if isinstance(nodes, list) and len(nodes) - 1 <= max_hops:
            return {"nodes": [_named(one) for one in nodes], "relationships": relationships}
    return {"nodes": [], "relationships": []}


def status(store: Store) -> View:
    """Counts of the archive, of its labels and relationship types, and what built it."""
    state = store.run("archive_state").dicts()
    labels = store.run("label_counts").dicts()
    types = store.run("relation_counts").dicts()
    return {
        **store.run("archive_counts").dicts()[0],
        "labels": {row["label"]: row["nodes"] for row in labels},
        "relationship_types": {row["type"]: row["relationships"] for row in types},
        "extractor": state[0]["extractor"] if state else None,
        "model": state[0]["model"] if state else None,
        "left_out": state[0]["left_out"] if state else 0,
        "left_out_links": state[0]["left_out_links"] if state else [],
        "vectors": store.has_vectors(),
    }


def to_cytoscape(view: View) -> View:
    """A neighbourhood or path as Cytoscape's elements."""
    nodes = [{"data": {**node, "center": node["id"] == _center(view)}} for node in view["nodes"]]
    edges = [
        {"data": {**one, "source": one["from"], "target": one["to"]}}
        for one in view["relationships"]
    ]
    return {"elements": {"nodes": nodes, "edges": edges}}


def to_graphml(view: View) -> str:
    """A neighbourhood or path as GraphML; lists become text with `; ` between."""
    import networkx as nx  # half a second, spent only here

    graph = nx.MultiDiGraph()
    for node in view["nodes"]:
        labels = ":".join(node["labels"])
        graph.add_node(node["id"], **_flat(node["properties"]), labels=labels)
    for one in view["relationships"]:
        properties = {**_flat(one["properties"]), "type": one["type"]}
        graph.add_edge(one["from"], one["to"], key=one["id"], **properties)
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


class _Walk:
    """A breadth-first walk from a node that keeps count of the room left."""

    def __init__(self, store: Store, center: View, relations: Sequence[str]) -> None:
        self._store, self._relations = store, sorted(set(relations))
        self._center = center["id"]
        self._nodes: dict[str, View] = {center["id"]: _named(center)}
        self._relationships: dict[str, Any] = {}
        self._edge: list[str] = [center["id"]]
        self.found = 0
        self.truncated = False

    def go_on(self, room: int) -> None:
        """Take in one relationship more, from every node of the last step: `room` nodes at most."""
        edge, self._edge = self._edge, []
        for place, node in enumerate(edge):
            share = -(-room // (len(edge) - place))
            room -= self._from(node, share)

    def _from(self, node: str, share: int) -> int:
        """Take in at most `share` new neighbours of a node; give how many they were."""
        taken = 0
        for relationship, other in self._neighbours(node, share):
            if other["id"] not in self._nodes:
                if taken == share:
                    self.truncated = True
                    continue
                taken += 1
                self._nodes[other["id"]] = _named(other)
                self._edge.append(other["id"])
            self._relationships[relationship["id"]] = relationship
        self.found += taken
        return taken

    def _neighbours(self, node: str, share: int) -> Iterator[tuple[View, View]]:
        """Neighbours of a node, one of each relationship type in turn."""
        counts = self._store.run("neighbour_counts", {"id": node}).dicts()
        types = sorted({str(row["type"]) for row in counts})
        lists = []
        for kind in self._relations or types:
            given: dict[str, Value] = {"id": node, "types": [kind], "limit": share + 1}
            rows: Any = self._store.run("neighbours", given).rows
            self.truncated = self.truncated or len(rows) > share
            lists.append(rows[:share])
        for turn in zip_longest(*lists):
            yield from (row for row in turn if row is not None)

    def view(self) -> View:
        return {
            "center": self._center,
            "nodes": list(self._nodes.values()),
            "relationships": [self._relationships[one] for one in sorted(self._relationships)],
            "truncated": self.truncated,
        }


def _paper(store: Store, name: str) -> View | None:
    """The paper of an id in any form that sources give it, with or without version, or a number."""
    name = name.strip().strip("[]")
    tries: tuple[tuple[str, dict[str, Value]], ...] = (
        ("paper_by_id", {"id": name}),
        ("paper_by_archive_id", {"archive_id": name.upper()}),
        ("paper_by_id", {"id": paper_id(name)}),
        ("papers_by_doi", {"doi": doi(name) or name.casefold()}),
    )
    for query, given in tries:
        for (found,) in store.run(query, given).rows:
            if isinstance(found, dict):
                return found
    return None


def _author(store: Store, name: str) -> View | None:
    """The author of exactly this name, of several the one with most papers."""
    given: dict[str, Value] = {"words": name.casefold().strip(), "limit": SUGGESTIONS}
    for row in store.run("authors_named", given).dicts():
        if str(row["name"]).casefold() == name.casefold().strip():
            for (found,) in store.run("node_by_id", {"id": row["id"]}).rows:
                if isinstance(found, dict):
                    return found
    return None


def _entity(store: Store, name: str) -> View | None:
    named = store.run("entities_by_key", {"key": fold(name)}).dicts()
    for one in (name, *(row["id"] for row in named[:1])):
        for (found,) in store.run("entity_by_id", {"id": one}).rows:
            if isinstance(found, dict):
                return found
    return None


def _alike(store: Store, name: str) -> str:
    """`; near it: …` with names that begin as this one does, where there are any."""
    given: dict[str, Value] = {"prefix": fold(name)[:3], "limit": SUGGESTIONS}
    names = [str(row["name"]) for row in store.run("entities_named", given).dicts()]
    return f"; near it: {', '.join(names)}" if names else ": `kg search` finds it by its words"


def _named(node: Any) -> View:
    """A node with the name that a reader sees."""
    properties = node["properties"]
    name = properties.get("name") or properties.get("title") or node["id"]
    return {"id": node["id"], "labels": node["labels"], "name": name, "properties": properties}


def _center(view: View) -> str:
    return str(view.get("center", ""))


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties that GraphML can hold; `id` is the element's own."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in properties.items()
        if value is not None and key != "id"
    }
