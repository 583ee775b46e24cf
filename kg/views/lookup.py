"""Nodes of the graph looked up by whatever a reader calls them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from extract.keys import fold
from extract.sources.ids import doi, paper_id
from kg.errors import UnknownName
from kg.records import Value

if TYPE_CHECKING:
    from kg.stores.base import Store

SUGGESTIONS: Final = 3
CATEGORY: Final = "category:"

# A node (id, labels, properties) or a relationship as stores give it.
Record: TypeAlias = dict[str, Any]


def find_node(store: Store, name: str) -> Record:
    """The node that a reader means, the first of `nodes_named`; UnknownName where there is none."""
    for node in nodes_named(store, name):
        return node
    raise UnknownName(f"no node {name} in the archive{alike(store, name)}")


def nodes_named(store: Store, name: str) -> Iterator[Record]:
    """The nodes that go by a name, the one that is meant first.

    An id or a paper's number is that node alone. Else entities come by any spelling, the most
    mentioned first, then the category of that id, then authors, those with most papers first. A
    category whose id is an entity's name as well goes by `category:` before it.
    """
    category_id = name.removeprefix(CATEGORY)
    node = _by_id(store, category_id)
    is_category = node is not None and node["labels"] == ["Category"]
    if node is not None and is_category == (category_id != name):
        yield node
    elif paper := find_paper(store, name):
        yield paper
    else:
        yield from entities_of_name(store, name)
        if node is not None and is_category:
            yield node
        yield from _authors(store, name)


def _by_id(store: Store, node_id: str) -> Record | None:
    for (node,) in store.run("node_by_id", {"id": node_id}).rows:
        if isinstance(node, dict):
            return node
    return None


def find_paper(store: Store, name: str) -> Record | None:
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


def _authors(store: Store, name: str) -> Iterator[Record]:
    """The authors of exactly this name, those with most papers first."""
    given: dict[str, Value] = {"words": name.casefold().strip(), "limit": SUGGESTIONS}
    for row in store.run("authors_named", given).dicts():
        if str(row["name"]).casefold() == name.casefold().strip():
            node = _by_id(store, str(row["id"]))
            if node is not None:
                yield node


def find_entity(store: Store, name: str) -> Record | None:
    """The entity of an id, a name or an alias; of several the one that is mentioned most."""
    return next(entities_of_name(store, name), None)


def entities_of_name(store: Store, name: str) -> Iterator[Record]:
    """The entity of an id, alone; else those of a name or an alias, the most mentioned first."""
    node = _entity(store, name)
    if node is not None:
        yield node
        return
    for row in store.run("entities_by_key", {"key": fold(name)}).dicts():
        node = _entity(store, str(row["id"]))
        if node is not None:
            yield node


def _entity(store: Store, entity_id: str) -> Record | None:
    for (node,) in store.run("entity_by_id", {"id": entity_id}).rows:
        if isinstance(node, dict):
            return node
    return None


def alike(store: Store, name: str) -> str:
    """`; near it: …` with names that begin as this one does, where there are any."""
    given: dict[str, Value] = {"prefix": fold(name)[:3], "limit": SUGGESTIONS}
    names = [str(row["name"]) for row in store.run("entities_named", given).dicts()]
    return f"; near it: {', '.join(names)}" if names else ": `kg search` finds it by its words"
