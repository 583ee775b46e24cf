"""A phrase is believed to be of a label where its last word says so."""

from __future__ import annotations

import pytest

from extract.mentions.head_nouns import ends_in_noun_of, is_coded
from extract.records import EntityLabel


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("cable equation", "Method"),
        ("community detection algorithm", "Method"),
        ("Part-of-Speech Induction", "Task"),
        ("distance estimation error", "Metric"),
        ("star catalogue", "Dataset"),
    ],
)
def test_the_last_word_gives_the_label(name: str, label: EntityLabel) -> None:
    assert ends_in_noun_of(name, label)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("surface tension", "Method"),
        ("plant-pollinator networks", "Method"),
        ("numerical model", "Method"),
        ("new general approach", "Method"),
        ("models", "Method"),
        ("mobile applications", "Task"),
        ("wind speed", "Metric"),
        ("cable equation", "Task"),
    ],
)
def test_other_last_words_give_no_label(name: str, label: EntityLabel) -> None:
    assert not ends_in_noun_of(name, label)


def test_codes_have_capitals_inside_or_digits() -> None:
    assert all(map(is_coded, ("MGIZA++", "PyCUDA", "GPT-4", "SVT algorithm", "B3LYP")))
    assert not any(map(is_coded, ("Java", "Smith-Waterman algorithm", "surface tension", "")))
