"""Which sections a question's own words ask for."""

from __future__ import annotations

import pytest

from kg.retrieve.aspects import asked_aspects, kin_of, load_aspects


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("metrics", "evaluation"),
        ("evaluated", "evaluation"),
        ("Data sets", "training data"),
        ("what training data", "training data"),
        ("SOTA", "findings"),
        ("drawbacks", "limits"),
        ("how it works", "how it works"),
        ("definition", "definition"),
        ("Papers", "papers"),
    ],
)
def test_a_question_asks_for_known_aspects_by_any_of_their_names(phrase: str, name: str) -> None:
    (aspect,) = asked_aspects(phrase)
    assert (aspect.name, aspect.own) == (name, False)


@pytest.mark.parametrize("phrase", ["failure modes", "energy use", "colour", "robustness metrics"])
def test_other_words_are_an_aspect_of_their_own(phrase: str) -> None:
    (aspect,) = asked_aspects(phrase)
    assert (aspect.name, aspect.own) == (phrase, True)


def test_every_key_asks_for_its_aspect_alone() -> None:
    for aspect in load_aspects():
        assert [asked.name for asked in asked_aspects(aspect.keys[0])] == [aspect.name]


def test_a_word_for_a_type_asks_for_that_type_alone() -> None:
    assert [asked_aspects(word)[0].label for word in ("metrics", "Data sets", "evaluation")] == [
        "Metric",
        "Dataset",
        "",
    ]


@pytest.mark.parametrize(
    ("phrase", "kin"),
    [
        ("failure modes", "limits"),
        ("challenges in practice", "open problems"),
        ("energy use", "energy"),
        ("rendering speed", "speed"),
        ("physical mechanism", "causes"),
        ("colour", ""),
    ],
)
def test_an_aspect_in_own_words_may_be_a_case_of_a_known_one(phrase: str, kin: str) -> None:
    (aspect,) = asked_aspects(phrase)
    known = kin_of(aspect)
    assert (known.name if known else "") == kin
