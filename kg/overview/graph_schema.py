"""The schema of a graph as readers see it: labels, relationship types, property keys, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.schema import schema
from kg.records import Result
from kg.schema import ENTITY, labels, relationship_types, relationships

if TYPE_CHECKING:
    from kg.stores.base import Store

_Keys = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class LabelSchema(Result):
    """A label: how many nodes carry it, and how many of them have each property key."""

    name: str
    count: int
    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class RelationshipEnds(Result):
    """The labels that a relationship may join."""

    from_: str = field(metadata={"alias": "from"})
    to: str


@dataclass(frozen=True, slots=True)
class TypeSchema(Result):
    """A relationship type: how many there are, what they join, how many have each property key."""

    name: str
    count: int
    ends: tuple[RelationshipEnds, ...]
    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class GraphSchema(Result):
    """The labels and relationship types that a graph may hold, also those of which it has none."""

    labels: tuple[LabelSchema, ...]
    relationship_types: tuple[TypeSchema, ...]


def graph_schema(store: Store) -> GraphSchema:
    """What the schema declares, with the counts of a store's graph."""
    label_counts = counts_by_name(store, "label_counts")
    type_counts = counts_by_name(store, "relation_counts")
    label_keys, type_keys = _keys(store, "label_keys"), _keys(store, "relation_keys")
    return GraphSchema(
        tuple(LabelSchema(name, label_counts.get(name, 0), label_keys[name]) for name in labels()),
        tuple(
            TypeSchema(name, type_counts.get(name, 0), _ends(name), type_keys[name])
            for name in relationship_types()
        ),
    )


def counts_by_name(store: Store, query: str) -> dict[str, int]:
    """The rows of a query that counts by name."""
    rows: Any = store.run(query).rows
    return {str(name): count for name, count in rows}


def _keys(store: Store, query: str) -> _Keys:
    """Of each label or type the property keys, with how many have each."""
    keys: _Keys = defaultdict(dict)
    rows: Any = store.run(query).rows
    for name, key, count in rows:
        keys[name][key] = count
    return keys


def _ends(name: str) -> tuple[RelationshipEnds, ...]:
    """Each pair of labels that a type leads between; several labels with `|` between them."""
    declared = {**schema().paper_relations, **schema().entity_relations}.get(name)
    sources, targets = (declared.sources, declared.targets) if declared else ((), ())
    pairs = [
        RelationshipEnds(_declared(kind.source, sources), _declared(kind.target, targets))
        for kind in relationships()
        if kind.type == name
    ]
    return tuple(dict.fromkeys(pairs))


def _declared(label: str, ends: Sequence[str]) -> str:
    return "|".join(ends) if ends and label == ENTITY else label
