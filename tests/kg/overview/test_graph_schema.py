"""The schema that Cypher is written by is that of the graph."""

from __future__ import annotations

import re
from typing import Any

from kg.overview.graph_schema import graph_schema
from kg.records import Limits
from kg.stores.base import Store

INTERNAL = {"alias_reasons", "content_hash", "first_key", "keys", "second_key"}
OF_SENTENCES = {"sentence_starts", "sentence_ends", "sentence_roles"}
OF_BUILDS = {"extractor", "own", "why", "search", "state_hash", "left_out", "left_out_links"}
NOT_LISTED = {*INTERNAL, *OF_SENTENCES, *OF_BUILDS, "own_concepts"}


def test_labels_have_the_properties_that_are_listed(demo: Store) -> None:
    for listed in graph_schema(demo).labels:
        query = f"MATCH (n:{listed.label}) RETURN n LIMIT 200"
        nodes: list[Any] = [row[0] for row in demo.cypher(query, {}, Limits()).rows]
        seen = {key for node in nodes for key in node["properties"]}
        assert listed.nodes >= len(nodes)
        assert seen - NOT_LISTED == {*listed.properties}, listed.label


def test_types_have_the_properties_and_ends_that_are_listed(demo: Store) -> None:
    schema = graph_schema(demo)
    for listed in schema.types:
        query = f"MATCH (a)-[r:{listed.type}]->(b) RETURN a, r, b LIMIT 300"
        rows: list[Any] = [*demo.cypher(query, {}, Limits()).rows]
        seen = {key for _, link, _ in rows for key in link["properties"]}
        assert seen - NOT_LISTED <= {*listed.properties}, listed.type
        assert bool(rows) == bool(listed.relationships)
        for source, _, target in rows:
            ends = [re.split(r"-\[:\w+\]->", end) for end in listed.ends]
            assert any(_fits(source, start) and _fits(target, end) for start, end in ends), ends
    assert "(:Paper)-[:USES]->(:Method|Model|Dataset)" in {
        end for listed in schema.types for end in listed.ends
    }


def _fits(node: dict[str, Any], end: str) -> bool:
    return bool({*node["labels"]} & {*end.strip("(:)").split("|")})
