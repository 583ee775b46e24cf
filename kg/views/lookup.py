"""Nodes of the graph looked up by whatever a reader calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from extract.keys import fold
from extract.sources.ids import doi, paper_id
from kg.errors import UnknownName
from kg.records import Value

if TYPE_CHECKING:
    from kg.stores.base import Store

SUGGESTIONS: Final = 3

# A node (id, labels, properties) or a relationship as stores give it.
Record: TypeAlias = dict[str, Any]


def find_node(store: Store, name: str) -> Record:
    """The node that a reader means, by id, paper number, spelling or author's name.

    UnknownName where there is none.
    """
    rows = store.run("node_by_id", {"id": name}).rows
    node: Any = (
        rows[0][0]
        if rows
        else (find_paper(store, name) or find_entity(store, name) or _author(store, name))
    )
    if node is None:
        raise UnknownName(f"no node {name} in the archive{alike(store, name)}")
    return dict(node)


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


def _author(store: Store, name: str) -> Record | None:
    """The author of exactly this name, of several the one with most papers."""
    given: dict[str, Value] = {"words": name.casefold().strip(), "limit": SUGGESTIONS}
    for row in store.run("authors_named", given).dicts():
        if str(row["name"]).casefold() == name.casefold().strip():
            for (node,) in store.run("node_by_id", {"id": row["id"]}).rows:
                if isinstance(node, dict):
                    return node
    return None


def find_entity(store: Store, name: str) -> Record | None:
    """The entity of an id, a name or an alias; of several the one that is mentioned most."""
    named = store.run("entities_by_key", {"key": fold(name)}).dicts()
    for key in (name, *(row["id"] for row in named[:1])):
        for (node,) in store.run("entity_by_id", {"id": key}).rows:
            if isinstance(node, dict):
                return node
    return None


def alike(store: Store, name: str) -> str:
    """`; near it: …` with names that begin as this one does, where there are any."""
    given: dict[str, Value] = {"prefix": fold(name)[:3], "limit": SUGGESTIONS}
    names = [str(row["name"]) for row in store.run("entities_named", given).dicts()]
    return f"; near it: {', '.join(names)}" if names else ": `kg search` finds it by its words"
