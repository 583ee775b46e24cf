"""What the graph may hold: node kinds, relationship kinds with their ends, and how each is written.

`write` names the file of `cypher/write` whose `$rows` keep that kind. Every node row is
`{id, properties}`, every relationship row `{id, from, to, properties}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from extract.records import EntityLabel, EntityRelationType, PaperRelationType


@dataclass(frozen=True, slots=True)
class NodeKind:
    """Nodes of one label (entities carry `Entity` as well) and the file that writes them."""

    label: str
    write: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class RelationshipKind:
    """Relationships of one type between two labels and the file that writes them."""

    type: str
    source: str
    target: str
    write: str


FORMAT: Final = 4  # of the graph; a newer one is refused

TERM: Final = "Term"  # a phrase that papers use, whose type nothing tells
ENTITY_LABELS: Final[tuple[str, ...]] = get_args(EntityLabel)
PAPER_RELATIONS: Final[tuple[str, ...]] = get_args(PaperRelationType)
ENTITY_RELATIONS: Final[tuple[str, ...]] = get_args(EntityRelationType)
CLAIMS: Final = "CLAIMS"  # of an entity, or of a paper's own system that has no name
HIERARCHY: Final = ("SUBCLASS_OF", "PART_OF", "SUBTASK_OF")

NODES: Final = (
    NodeKind("Paper", "papers"),
    NodeKind("Passage", "passages"),
    *(NodeKind(label, f"{label.lower()}s", also="Entity") for label in ENTITY_LABELS),
    NodeKind(TERM, "terms", also="Entity"),
    NodeKind("Category", "categories"),
    NodeKind("Author", "authors"),
    NodeKind("Archive", "archive"),
)

RELATIONSHIPS: Final = (
    RelationshipKind("HAS_PASSAGE", "Paper", "Passage", "has_passage"),
    RelationshipKind("MENTIONS", "Passage", "Entity", "mentions"),
    RelationshipKind("IN_CATEGORY", "Paper", "Category", "in_category"),
    RelationshipKind("PART_OF", "Category", "Category", "category_part_of_category"),
    RelationshipKind("PART_OF", "Category", "Domain", "category_part_of_domain"),
    RelationshipKind("CITES", "Paper", "Paper", "cites"),
    RelationshipKind("WROTE", "Author", "Paper", "wrote"),
    *(RelationshipKind(kind, "Paper", "Entity", kind.lower()) for kind in PAPER_RELATIONS),
    *(RelationshipKind(kind, "Entity", "Entity", kind.lower()) for kind in ENTITY_RELATIONS),
    RelationshipKind(CLAIMS, "Entity", "Entity", "claims"),
    RelationshipKind(CLAIMS, "Paper", "Entity", "paper_claims"),
)

LABELS: Final = tuple(sorted({"Entity", *(kind.label for kind in NODES)}))
RELATIONSHIP_TYPES: Final = tuple(sorted({kind.type for kind in RELATIONSHIPS}))

NODE_WRITES: Final[dict[str, str]] = {kind.label: kind.write for kind in NODES}
RELATION_WRITES: Final = {kind: kind.lower() for kind in (*PAPER_RELATIONS, *ENTITY_RELATIONS)}
