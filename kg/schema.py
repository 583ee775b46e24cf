"""What the graph may hold: node kinds, relationship kinds with their ends, and how each is written.

Entities and the relationships between them and papers are those of `data/schema.json`; the rest is
the graph's own. `write` names the query whose `$rows` keep that kind, which a template of
`cypher/write` gives. Every node row is `{id, properties}`, every relationship row
`{id, from, to, properties}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.errors import SchemaError
from extract.schema import schema


@dataclass(frozen=True, slots=True)
class NodeKind:
    """Nodes of one label (entities carry `Entity` as well) and the query that writes them."""

    label: str
    write: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class RelationshipKind:
    """Relationships of one type between two labels and the query that writes them."""

    type: str
    source: str
    target: str
    write: str


FORMAT: Final = 4  # of the graph; a newer one is refused

ENTITY: Final = "Entity"
TERM: Final = "Term"  # a phrase that papers use, whose type nothing tells
CLAIMS: Final = "CLAIMS"  # of an entity, or of a paper's own system that has no name

_OWN_NODES: Final = (
    NodeKind("Paper", "papers"),
    NodeKind("Passage", "passages"),
    NodeKind(TERM, "terms", also=ENTITY),
    NodeKind("Category", "categories"),
    NodeKind("Author", "authors"),
    NodeKind("Archive", "archive"),
)
_OWN_RELATIONSHIPS: Final = (
    RelationshipKind("HAS_PASSAGE", "Paper", "Passage", "has_passage"),
    RelationshipKind("MENTIONS", "Passage", ENTITY, "mentions"),
    RelationshipKind("IN_CATEGORY", "Paper", "Category", "in_category"),
    RelationshipKind("PART_OF", "Category", "Category", "category_part_of_category"),
    RelationshipKind("PART_OF", "Category", "Domain", "category_part_of_domain"),
    RelationshipKind("CITES", "Paper", "Paper", "cites"),
    RelationshipKind("WROTE", "Author", "Paper", "wrote"),
)
_CLAIMS: Final = (
    RelationshipKind(CLAIMS, ENTITY, ENTITY, "claims"),
    RelationshipKind(CLAIMS, "Paper", ENTITY, "paper_claims"),
)


@cache
def nodes() -> tuple[NodeKind, ...]:
    """Give every kind of node; SchemaError where the schema declares one of the graph's own."""
    entities = [
        NodeKind(type_.name, type_.plural, ENTITY) for type_ in schema().entity_types.values()
    ]
    made = (*_OWN_NODES[:2], *entities, *_OWN_NODES[2:])
    for names in ({ENTITY, *(kind.label for kind in made)}, {kind.write for kind in made}):
        if len(names) < len(made):
            raise SchemaError("schema.json declares a label or plural that the graph has already")
    return made


@cache
def labels() -> tuple[str, ...]:
    """Give every label that a node may carry, sorted."""
    return tuple(sorted({ENTITY, *(kind.label for kind in nodes())}))


@cache
def relationships() -> tuple[RelationshipKind, ...]:
    """Give every kind of relationship."""
    declared = schema()
    return (
        *_OWN_RELATIONSHIPS,
        *(
            RelationshipKind(relation, "Paper", ENTITY, relation.lower())
            for relation in declared.paper_relations
        ),
        *(
            RelationshipKind(relation, ENTITY, ENTITY, relation.lower())
            for relation in declared.entity_relations
        ),
        *_CLAIMS,
    )


@cache
def relationship_types() -> tuple[str, ...]:
    """Give every type of relationship, sorted."""
    return tuple(sorted({kind.type for kind in relationships()}))


def node_write(label: str) -> str:
    """Name the query that writes the nodes of a label; SchemaError for one that isn't declared."""
    for kind in nodes():
        if kind.label == label:
            return kind.write
    raise SchemaError(
        f"the journal has entities of the label {label}, which schema.json doesn't declare: "
        "declare it, or extract the papers anew"
    )
