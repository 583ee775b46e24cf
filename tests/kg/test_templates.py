"""Templates of queries: what is expanded over the schema, and what is no word of theirs."""

from __future__ import annotations

import pytest

from extract.schema import schema
from kg.errors import QueryError
from kg.queries import load_queries, schema_queries
from kg.schema import nodes, relationship_types
from kg.templates import expanded


def test_a_file_without_words_is_one_query() -> None:
    assert list(expanded("one", "RETURN 1 AS a")) == [("one", "RETURN 1 AS a")]


def test_relations_are_alternatives() -> None:
    ((_, text),) = expanded("any", "MATCH ()-[r:@PAPER_RELATIONS|CITES]->() RETURN r")
    assert f"[r:{'|'.join(schema().paper_relations)}|CITES]" in text


def test_a_line_stands_for_each_type() -> None:
    ((_, text),) = expanded("each", "  @each facts: MATCH ()-[r:@TYPE]->() RETURN r\n")
    lines = text.splitlines()
    assert lines[1::2] == ["  UNION ALL"] * (len(lines) // 2)
    assert "  MATCH ()-[r:USES]->() RETURN r" in lines
    assert "  MATCH ()-[r:MENTIONS]->() RETURN r" not in lines


def test_every_kind_has_its_statements() -> None:
    names = {query.name for query in schema_queries()}
    assert {f"{kind.lower()}_relationship_id" for kind in relationship_types()} < names
    assert {"entity_id", "paper_id", "author_name", "passage_text", "passage_embedding"} < names
    assert all(f"write/{kind.write}" in load_queries() for kind in nodes())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (n:@STAR) RETURN n", "query x: no such @word .'STAR'"),
        ("// Which?\n// for: stars, named @name\nRETURN 1", "query x: nothing is known as stars"),
        ("// Which?\n// for: types, named @name\nRETURN 1", "query x: no such @word .'name'"),
    ],
)
def test_an_unknown_word_is_refused(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        list(expanded("x", text))
