"""Labels, relationship types and their properties, as a reader of Cypher needs them, with counts.

Properties that only serve the program's own queries (match keys, sentence places) are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extract.schema import schema
from kg.records import Result
from kg.schema import ENTITY, nodes, relationship_types, relationships

if TYPE_CHECKING:
    from kg.stores.base import Store

_NODE_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "Paper": (
        *("id", "archive_id", "title", "authors", "categories", "published", "year", "url", "doi"),
        *("text_origin",),
    ),
    "Passage": ("id", "paper_id", "text", "section", "position", "char_start", "char_end"),
    ENTITY: ("id", "name", "label", "aliases", "facets", "mentions"),
    "Category": ("id", "name"),
    "Author": ("id", "name"),
    "Archive": ("id", "built_at", "format", "model"),
}
_EXTRACTED: Final = (
    *("id", "paper_id", "passage_id", "char_start", "char_end", "confidence", "extractor"),
)
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "HAS_PASSAGE": ("id", "position"),
    "IN_CATEGORY": ("id", "paper_id", "primary"),
    "WROTE": ("id", "position"),
    "CITES": ("id",),
    "MENTIONS": (*_EXTRACTED, "surface"),
    "REPORTS": (*_EXTRACTED, "value", "unit", "change", "dataset_id"),
    "CLAIMS": (
        *(*_EXTRACTED, "predicate", "value", "unit", "metric_id", "dataset_id", "condition"),
    ),
}


@dataclass(frozen=True, slots=True)
class LabelSchema(Result):
    """A label, how many nodes carry it, and their properties."""

    label: str
    nodes: int
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeSchema(Result):
    """A relationship type, how many there are, between which labels, and their properties."""

    type: str
    relationships: int
    ends: tuple[str, ...]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GraphSchema(Result):
    """What Cypher can be asked about."""

    labels: tuple[LabelSchema, ...]
    types: tuple[TypeSchema, ...]


def graph_schema(store: Store) -> GraphSchema:
    """The schema with the counts of a graph; labels and types without any are in it.

    Every entity has its type's label and `Entity`.
    """
    labels, types = counts_by_name(store, "label_counts"), counts_by_name(store, "relation_counts")
    names = dict.fromkeys((ENTITY, *(kind.label for kind in nodes())))
    of_entities = _NODE_PROPERTIES[ENTITY]
    return GraphSchema(
        tuple(
            LabelSchema(name, labels.get(name, 0), _NODE_PROPERTIES.get(name, of_entities))
            for name in names
        ),
        tuple(
            TypeSchema(name, types.get(name, 0), _ends(name), _OTHERS.get(name, _EXTRACTED))
            for name in relationship_types()
        ),
    )


def counts_by_name(store: Store, query: str) -> dict[str, int]:
    """The rows of a query that counts by name."""
    rows: Any = store.run(query).rows
    return {str(name): count for name, count in rows}


def _ends(name: str) -> tuple[str, ...]:
    """A pattern for each pair of labels that the type leads between."""
    declared = {**schema().paper_relations, **schema().entity_relations}.get(name)
    sources, targets = (declared.sources, declared.targets) if declared else ((), ())
    pairs = {
        (_label(kind.source, sources), _label(kind.target, targets)): None
        for kind in relationships()
        if kind.type == name
    }
    return tuple(f"(:{source})-[:{name}]->(:{target})" for source, target in pairs)


def _label(label: str, declared: Sequence[str]) -> str:
    """The labels of entities that are declared, where an end may be any of them."""
    return "|".join(declared) if declared and label == ENTITY else label
