"""Parameters given as text."""

from __future__ import annotations

from api.cli.parameters import guessed, relationship_types, typed


def test_a_string_stays_text_and_all_else_is_json() -> None:
    assert typed("top_entities", {"label": "7", "limit": "7"}) == {"label": "7", "limit": 7}
    assert [guessed(text) for text in ("[1]", "word", "NaN", "[" * 100_000)] == [
        [1],
        "word",
        "NaN",
        "[" * 100_000,
    ]


def test_relationship_types_have_commas_between() -> None:
    assert relationship_types(" uses,, PART_OF ") == ["USES", "PART_OF"]
