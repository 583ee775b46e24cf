"""Parameters given as text."""

from __future__ import annotations

import pytest

from api.cli.parameters import guessed, relationship_types, typed
from kg.errors import QueryError


def test_a_string_stays_text_and_all_else_is_json() -> None:
    given = [("label", "7"), ("limit", "7")]
    assert typed("top_entities", given) == {"label": "7", "limit": 7}
    assert [guessed(text) for text in ("[1]", "word", "NaN", "[" * 100_000)] == [
        [1],
        "word",
        "NaN",
        "[" * 100_000,
    ]


def test_a_list_is_given_value_by_value_or_as_json() -> None:
    for texts in (["A", "B"], ['["A", "B"]']):
        given = [("papers", text) for text in texts]
        assert typed("papers_by_ids", given) == {"papers": ["A", "B"]}
    assert typed("papers_by_ids", [("papers", "A")]) == {"papers": ["A"]}
    with pytest.raises(QueryError, match="id is given 2 times"):
        typed("paper_by_id", [("id", "A"), ("id", "B")])


def test_relationship_types_have_commas_between() -> None:
    assert relationship_types(" uses,, PART_OF ") == ["USES", "PART_OF"]
