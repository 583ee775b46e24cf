"""A neighbourhood in the formats of other programs."""

from __future__ import annotations

from typing import Any

from kg.results import Neighbourhood, to_dict


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


def _flat(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties that GraphML can hold; `id` is the element's own."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in properties.items()
        if value is not None and key != "id"
    }
