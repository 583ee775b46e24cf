"""What readers look at: a paper, an entity, what is around a node, rows, lists in pages."""

from kg.views.entities import entity, entity_claims, entity_papers, named_entities
from kg.views.exports import to_cytoscape, to_graphml
from kg.views.graph import MAX_HOPS, neighbourhood, path
from kg.views.lookup import entities_of_name, find_node, nodes_named
from kg.views.papers import paper
from kg.views.rows import cypher_rows, plan_rows, rows_page

__all__ = [
    "MAX_HOPS", "cypher_rows", "entities_of_name", "entity", "entity_claims", "entity_papers",
    "find_node", "named_entities", "neighbourhood", "nodes_named", "paper", "path", "plan_rows",
    "rows_page", "to_cytoscape", "to_graphml",
]  # fmt: skip
