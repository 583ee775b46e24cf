"""Abbreviations defined in the text, by either engine."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest

from extract.text import abbreviations
from extract.text.abbreviations import abbreviation_engine, find_abbreviations

SENTENCES = {
    "Quantum Field Theory (QFT) is hard.": {"QFT": "Quantum Field Theory"},
    "We use low-rank adaptation (LoRA) here.": {"LoRA": "low-rank adaptation"},
    "Many large language models (LLMs) exist.": {"LLMs": "large language models"},
    "The network (see Fig. 2) is deep.": {},
    "It grows fast (slowly at first).": {},
    "No bracket at all.": {},
}


@pytest.fixture(params=["installed", "own"])
def finder(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str]], dict[str, str]]:
    if request.param == "own":
        monkeypatch.setattr(abbreviations, "_scispacy_finder", lambda: None)
        assert abbreviation_engine() == "own"
    return find_abbreviations


@pytest.mark.parametrize("sentence", SENTENCES)
def test_definitions(finder: Callable[[list[str]], dict[str, str]], sentence: str) -> None:
    assert finder([sentence]) == SENTENCES[sentence]


def test_the_first_definition_counts(finder: Callable[[list[str]], dict[str, str]]) -> None:
    sentences = ["Random forest (RF) wins.", "Receptive field (RF) grows."]
    assert finder(sentences) == {"RF": "Random forest"}


def test_short_form_before_its_long_form(finder: Callable[[list[str]], dict[str, str]]) -> None:
    pairs = finder(["We present CLEAN (Careful Learning from Early Annotated Notes) today."])
    assert pairs == {"CLEAN": "Careful Learning from Early Annotated Notes"}


def test_half_a_character_is_no_hindrance(finder: Callable[[list[str]], dict[str, str]]) -> None:
    assert finder(["Broken \ud800 quantum field theory (QFT)."]) == {"QFT": "quantum field theory"}


def test_no_warning_escapes() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert find_abbreviations(["A cat (a dog) sat.", "(", "()", "A (B) c"]) == {}
