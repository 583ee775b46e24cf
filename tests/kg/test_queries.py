"""Cypher files: headers, parameters, the vocabulary of the schema."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UnknownName
from kg.queries import (
    cypher_dir,
    load_queries,
    parse_query,
    read_queries,
    read_query,
    schema_queries,
    write_query,
)
from kg.records import Value
from kg.schema import nodes, relationship_types, relationships
from kg.templates import expanded

HEADER = "// Which?\n// params: {}\n// returns: a\n{}"


def test_every_file_is_loaded_under_its_name() -> None:
    files = {
        f"{file.parent.name}/{name}".removeprefix("read/")
        for file in cypher_dir().glob("*/*.cypher")
        for name, _ in expanded(file.stem, file.read_text(encoding="utf-8"))
    }
    assert files == set(load_queries())


@pytest.mark.parametrize("query", read_queries(), ids=lambda query: query.name)
def test_a_read_query_asks_something_and_orders_its_rows(query: object) -> None:
    parsed = read_query(getattr(query, "name", ""))
    assert parsed.question.endswith("?")
    assert parsed.returns
    assert "/*" not in parsed.text, "the embedded engine has no block comments"


def test_only_labels_and_types_of_the_schema_are_used() -> None:
    for query in load_queries().values():
        body = re.sub(r"//[^\n]*|'[^']*'", "", query.text)
        for kind in re.findall(r"\[\w*:([A-Z_|]+)", body):
            assert set(kind.split("|")) <= set(relationship_types()), query.name
        for label in re.findall(r"\(\w*:(\w+)", body):
            assert label in {"Entity", *(node.label for node in nodes())}, query.name


def test_each_kind_is_written_by_its_own_file_of_the_same_shape() -> None:
    """Relationship types can't be parameters: the files differ in the type and the ends only."""
    for kind in relationships():
        body = write_query(kind.write).text.split("\n", 3)[3]
        assert body == (
            "UNWIND $rows AS row\n"
            f"MATCH (a:{kind.source} {{id: row.from}})\n"
            f"MATCH (b:{kind.target} {{id: row.to}})\n"
            f"MERGE (a)-[r:{kind.type} {{id: row.id}}]->(b)\n"
            "SET r += row.properties\n"
        )
    for node in nodes():
        body = write_query(node.write).text.split("\n", 3)[3]
        assert body == (
            "UNWIND $rows AS row\n"
            f"MERGE (n:{node.also or node.label} {{id: row.id}})\n"
            "SET n += row.properties\n" + (f"SET n:{node.label}\n" if node.also else "")
        )
    written = {*(kind.write for kind in relationships()), *(node.write for node in nodes())}
    assert {f"write/{name}" for name in written} == {
        name for name in load_queries() if name.startswith("write/")
    }


def test_schema_statements_can_be_run_again() -> None:
    assert all("IF NOT EXISTS" in query.text for query in schema_queries())


def test_parameters_and_defaults_are_read() -> None:
    text = HEADER.format(
        "id: string - what, which one, limit: int = 5 - how many,\n//   only: list = [] - these",
        "MATCH (n {id: $id}) WHERE n.x IN $only RETURN n.a AS a LIMIT $limit",
    )
    query = parse_query("x", "read", text)
    assert [(parameter.name, parameter.type, parameter.doc) for parameter in query.parameters] == [
        ("id", "string", "what, which one"),
        ("limit", "int", "how many"),
        ("only", "list", "these"),
    ]
    assert query.bind({"id": "a"}) == {"id": "a", "limit": 5, "only": []}


@pytest.mark.parametrize(
    ("params", "body"),
    [
        ("none", "RETURN $a AS a"),
        ("a: int - one", "RETURN 1 AS a"),
        ("a: int - one", "RETURN '$a' AS a // $a"),
        ("a: number - one", "RETURN $a AS a"),
        ('a: int = "x" - one', "RETURN $a AS a"),
        ("a: int", "RETURN $a AS a"),
        ("", "RETURN 1 AS a"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(params: str, body: str) -> None:
    with pytest.raises(QueryError, match="query x"):
        parse_query("x", "read", HEADER.format(params, body))


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 1 AS a",
        "// Which?\nRETURN 1 AS a",
        "// Which?\n// params: none\n// returns: a b\nRETURN 1",
    ],
)
def test_a_file_without_a_header_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="header"):
        parse_query("x", "read", text)


def test_parameters_are_checked_in_one_line() -> None:
    query = read_query("entity_papers")
    for given_, message in (
        ({}, "query entity_papers needs id"),
        ({"id": "a", "x": 1}, "no parameter x .it has: id, limit"),
        ({"id": 1}, "id must be a string"),
        ({"id": "a", "limit": True}, "limit must be a whole number"),
        ({"id": "a", "limit": 2**63}, "limit must be a whole number of at most 64 bits"),
    ):
        with pytest.raises(QueryError, match=message) as raised:
            query.bind(given_)  # type: ignore[arg-type]
        assert "\n" not in str(raised.value)


def test_unknown_queries_are_named() -> None:
    with pytest.raises(UnknownName, match="no query named nothing"):
        read_query("nothing")
    with pytest.raises(UnknownName):
        read_query("write/papers")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "types", "limit", "x"]), json_values))
def test_bind_takes_right_types_only(given_: dict[str, Value]) -> None:
    bound: dict[str, Value] = {"id": "", "types": [], "limit": 1}
    with suppress(QueryError):
        bound = read_query("neighbours").bind(given_)
    assert isinstance(bound["id"], str)
    assert isinstance(bound["types"], list)
    assert isinstance(bound["limit"], int)


def test_the_files_of_a_folder_can_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "one.cypher").write_text(HEADER.format("none", "RETURN 1 AS a"))
    assert list(load_queries(tmp_path)) == ["one"]
