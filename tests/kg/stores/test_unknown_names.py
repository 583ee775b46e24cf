"""Labels and relationship types that no graph has are found in queries, and nothing else is."""

from __future__ import annotations

import pytest

from kg.stores.unknown_names import unknown_names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("MATCH (n:paper) RETURN n", ["label paper"]),
        ("MATCH (:Paper|Methd)-[:uses|ADDRESSES]->() RETURN 1", ["label Methd", "type uses"]),
        ("MATCH (n:Paper:Thing&!Odd) RETURN n", ["label Thing", "label Odd"]),
        ("MATCH (n) WHERE n:Nothing OR n:Paper RETURN n", ["label Nothing"]),
        ("MATCH ()-[r]->() WHERE r:USES RETURN r", []),
        ("MATCH ()-[r:Paper]->() RETURN r", ["type Paper"]),
        ("MATCH ()<-[r:`no such`*1..2]-() RETURN r", ["type no such"]),
        ("MATCH (n:Paper {title: title}) RETURN {a: b, c: d}, n {.title, x: y}", []),
        ("MATCH (n) WHERE EXISTS { (n)-[:FOO]->(:Bar) } RETURN n", ["type FOO", "label Bar"]),
        ("MATCH (n) CALL (n) { MATCH (n:Baz) RETURN 1 AS x } RETURN x", ["label Baz"]),
        ("RETURN '(:Quoted)' // (:Comment)", []),
        ("MATCH (n:Entity)-[:HAS_PASSAGE]-(:Archive:Term) RETURN n", []),
    ],
)
def test_what_no_graph_has_is_named(query: str, names: list[str]) -> None:
    lines = unknown_names(query)
    assert len(lines) == len(names)
    for line, name in zip(lines, names, strict=True):
        assert f" {name}" in line


def test_a_line_says_where_and_what_was_meant() -> None:
    (line,) = unknown_names("MATCH (p)\nMATCH (q:methods)\nRETURN q")
    assert line == "line 2, column 10: there is no label methods; did you mean Method?"
