"""Views of a paper, an entity, a neighbourhood and a path, each looked up by any name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from extract.keys import fold
from extract.sources.ids import doi, paper_id
from kg.claims import claims_of
from kg.errors import UnknownName
from kg.records import Rows, Value
from kg.results import (
    EntityView,
    GraphNode,
    GraphPath,
    LinkedEntity,
    LinkedPaper,
    Neighbourhood,
    PaperView,
    PassageView,
    RelatedEntity,
    Relationship,
    to_dict,
)
from kg.schema import relationship_types

if TYPE_CHECKING:
    from kg.stores.base import Store

MAX_DEPTH: Final = 3
MAX_HOPS: Final = 6
MAX_NODES: Final = 500
SUGGESTIONS: Final = 3

# A node (id, labels, properties) or a relationship as stores give it.
Record: TypeAlias = dict[str, Any]
_T = TypeVar("_T")


def paper(store: Store, name: str) -> PaperView:
    """A paper's properties, its passages in order, and the entities it is linked to.

    `name` is an id (`arxiv:` may be left out) or an archive id; UnknownName where there is none.
    """
    node = _paper(store, name)
    if node is None:
        raise UnknownName(f"no paper {name} in the archive: give its id or its archive id")
    given: dict[str, Value] = {"id": node["id"]}
    return PaperView(
        id=node["id"],
        archive_id=node["properties"]["archive_id"],
        title=node["properties"]["title"],
        passages=_each(PassageView, store.run("paper_passages", given)),
        entities=_each(LinkedEntity, store.run("paper_entities", given)),
        properties=node["properties"],
    )


def entity(store: Store, name: str, papers: int = 20) -> EntityView:
    """An entity's properties, what is above and below it, its claims, and its newest papers.

    Of an entity that no paper is linked to, as of every term, these are the papers that name it.
    `name` is an id or any spelling; UnknownName, with names that begin so, where there is none.
    """
    node = _entity(store, name)
    if node is None:
        raise UnknownName(f"no entity {name} in the archive{_alike(store, name)}")
    given: dict[str, Value] = {"id": node["id"]}
    linked = _linked_papers(store, node["id"], papers + 1)
    claims = store.run("claims_about", {"entities": [node["id"]], "floor": 0.0})
    return EntityView(
        id=node["id"],
        name=node["properties"]["name"],
        labels=node["labels"],
        aliases=node["properties"]["aliases"],
        alias_reasons=node["properties"]["alias_reasons"],
        above=_each(RelatedEntity, store.run("entity_ancestors", given))[1:],
        below=_each(RelatedEntity, store.run("entity_descendants", given))[1:],
        claims=claims_of(node["id"], claims),
        papers=linked[:papers],
        truncated=len(linked) > papers,
        properties=node["properties"],
    )


def _linked_papers(store: Store, entity_id: str, limit: int) -> tuple[LinkedPaper, ...]:
    given: dict[str, Value] = {"id": entity_id, "limit": limit}
    if linked := _each(LinkedPaper, store.run("entity_papers", given)):
        return linked
    rows: Any = store.run("papers_mentioning", given).rows
    return tuple(
        LinkedPaper(paper, archive_id, title, published, ["MENTIONS"])
        for paper, archive_id, title, published, _ in rows
    )


def _each(make: Callable[..., _T], rows: Rows) -> tuple[_T, ...]:
    """One result for each row, whose fields have the columns' names."""
    return tuple(make(**row) for row in rows.dicts())


def find_node(store: Store, name: str) -> Record:
    """The node that a reader means, by id, paper number, spelling or author's name.

    UnknownName where there is none.
    """
    rows = store.run("node_by_id", {"id": name}).rows
    node: Any = (
        rows[0][0]
        if rows
        else (_paper(store, name) or _entity(store, name) or _author(store, name))
    )
    if node is None:
        raise UnknownName(f"no node {name} in the archive{_alike(store, name)}")
    return dict(node)


def neighbourhood(
    store: Store,
    node_id: str,
    depth: int = 1,
    relations: Sequence[str] = (),
    limit: int = 100,
) -> Neighbourhood:
    """What lies within `depth` relationships of a node: at most `limit` further nodes.

    The limit is split evenly over steps, over the nodes of a step and over types at a node.
    UnknownName for an unknown node or relationship type; depth is held within 1-3, limit within
    1-500.
    """
    for relation in relations:
        if relation not in relationship_types():
            known = ", ".join(relationship_types())
            raise UnknownName(f"no relationship type {relation} (there are: {known})")
    walk = _Walk(store, find_node(store, node_id), relations)
    depth, limit = min(max(depth, 1), MAX_DEPTH), min(max(limit, 1), MAX_NODES)
    for steps_left in range(depth, 0, -1):
        walk.go_on(-(-(limit - walk.reached) // steps_left))
    return walk.result()


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


def to_cytoscape(view: Neighbourhood) -> dict[str, Any]:
    """A neighbourhood as Cytoscape's elements."""
    nodes = [{"data": {**to_dict(node), "center": node.id == view.center}} for node in view.nodes]
    edges = [
        {"data": {**to_dict(relationship), "source": relationship.from_, "target": relationship.to}}
        for relationship in view.relationships
    ]
    return {"elements": {"nodes": nodes, "edges": edges}}


def to_graphml(view: Neighbourhood) -> str:
    """A neighbourhood as GraphML; lists become text with `; ` between."""
    import networkx as nx  # half a second, spent only here

    graph = nx.MultiDiGraph()
    for node in view.nodes:
        graph.add_node(node.id, **_flat(node.properties), labels=":".join(node.labels))
    for relationship in view.relationships:
        properties = {**_flat(relationship.properties), "type": relationship.type}
        graph.add_edge(relationship.from_, relationship.to, key=relationship.id, **properties)
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


class _Walk:
    """A breadth-first walk from a node that counts the nodes reached."""

    def __init__(self, store: Store, center: Record, relations: Sequence[str]) -> None:
        self._store, self._relations = store, sorted(set(relations))
        self._center = center["id"]
        self._nodes = {center["id"]: _named(center)}
        self._relationships: dict[str, Relationship] = {}
        self._edge: list[str] = [center["id"]]
        self.reached = 0
        self.truncated = False

    def go_on(self, limit: int) -> None:
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
        self.reached += taken
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

    def result(self) -> Neighbourhood:
        relationships = (self._relationships[key] for key in sorted(self._relationships))
        nodes = tuple(self._nodes.values())
        return Neighbourhood(self._center, nodes, tuple(relationships), self.truncated)


def _paper(store: Store, name: str) -> Record | None:
    """The paper of an id in any form that sources give it, with or without version, or a number."""
    name = name.strip().strip("[]")
    tries: tuple[tuple[str, dict[str, Value]], ...] = (
        ("paper_by_id", {"id": name}),
        ("paper_by_archive_id", {"archive_id": name.upper()}),
        ("paper_by_id", {"id": paper_id(name)}),
        ("papers_by_doi", {"doi": doi(name) or name.casefold()}),
    )
    for query, given in tries:
        for (node,) in store.run(query, given).rows:
            if isinstance(node, dict):
                return node
    return None


def _author(store: Store, name: str) -> Record | None:
    """The author of exactly this name, of several the one with most papers."""
    given: dict[str, Value] = {"words": name.casefold().strip(), "limit": SUGGESTIONS}
    for row in store.run("authors_named", given).dicts():
        if str(row["name"]).casefold() == name.casefold().strip():
            for (node,) in store.run("node_by_id", {"id": row["id"]}).rows:
                if isinstance(node, dict):
                    return node
    return None


def _entity(store: Store, name: str) -> Record | None:
    named = store.run("entities_by_key", {"key": fold(name)}).dicts()
    for key in (name, *(row["id"] for row in named[:1])):
        for (node,) in store.run("entity_by_id", {"id": key}).rows:
            if isinstance(node, dict):
                return node
    return None


def _alike(store: Store, name: str) -> str:
    """`; near it: …` with names that begin as this one does, where there are any."""
    given: dict[str, Value] = {"prefix": fold(name)[:3], "limit": SUGGESTIONS}
    names = [str(row["name"]) for row in store.run("entities_named", given).dicts()]
    return f"; near it: {', '.join(names)}" if names else ": `kg search` finds it by its words"


def _named(node: Record) -> GraphNode:
    """A node with the name that a reader sees."""
    properties = node["properties"]
    name = properties.get("name") or properties.get("title") or node["id"]
    return GraphNode(node["id"], node["labels"], name, properties)


def _relationship(edge: Record) -> Relationship:
    return Relationship(edge["id"], edge["type"], edge["from"], edge["to"], edge["properties"])


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties that GraphML can hold; `id` is the element's own."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in properties.items()
        if value is not None and key != "id"
    }
