"""The schema of a graph as readers see it: labels, relationship types, property keys, counts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.results import GraphSchema, LabelSchema, RelationshipEnds, TypeSchema
from kg.schema import ENTITY, nodes, relationship_types, relationships

if TYPE_CHECKING:
    from kg.stores.base import Store

_Keys = dict[str, dict[str, int]]


def labels() -> tuple[str, ...]:
    """Every label that a node may carry, sorted."""
    return tuple(sorted({ENTITY, *(kind.label for kind in nodes())}))


def graph_schema(store: Store) -> GraphSchema:
    """What the schema declares, with the counts of a store's graph."""
    label_counts = dict(_rows(store, "label_counts"))
    type_counts = dict(_rows(store, "relation_counts"))
    label_keys, type_keys = _keys(store, "label_keys"), _keys(store, "relation_keys")
    return GraphSchema(
        tuple(LabelSchema(name, label_counts.get(name, 0), label_keys[name]) for name in labels()),
        tuple(
            TypeSchema(name, type_counts.get(name, 0), _ends(name), type_keys[name])
            for name in relationship_types()
        ),
    )


def _rows(store: Store, query: str) -> Any:
    return store.run(query).rows


def _keys(store: Store, query: str) -> _Keys:
    """Of each label or type the property keys, with how many have each."""
    keys: _Keys = defaultdict(dict)
    for name, key, count in _rows(store, query):
        keys[name][key] = count
    return keys


def _ends(name: str) -> tuple[RelationshipEnds, ...]:
    kinds = [kind for kind in relationships() if kind.type == name]
    return tuple(RelationshipEnds(kind.source, kind.target) for kind in kinds)
