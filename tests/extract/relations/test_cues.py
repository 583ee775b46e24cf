"""A spelling that needs a cue counts only in a sentence that has one."""

from __future__ import annotations

import pytest

from extract.mentions.exclusions import is_cued
from extract.mentions.matcher import Matcher, tokenize
from extract.pipeline import extract_paper
from extract.records import Paper
from extract.vocabulary import Concept, make_vocabulary

ICE = Concept(
    "method:integrated-cell-evaluation",
    "integrated cell evaluation",
    "Method",
    aliases=("ICE", "cold plate"),
    cues=(("ice", ("cell", "assay", "DNA")), ("cold plate", ("freezing",))),
    cased=True,
)
PLAIN = Concept("task:weather-forecasting", "weather forecasting", "Task")
VOCABULARY = make_vocabulary({concept.id: concept for concept in (ICE, PLAIN)}, "test")


def cued(text: str) -> list[bool]:
    return [is_cued(ICE, text, match) for match in Matcher([ICE]).find(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use ICE on cells.", True),
        ("The cell is put through ICE.", True),
        ("An assay: ICE.", True),
        ("Two Assays by ICE.", True),
        ("We read DNA with ICE.", True),
        ("We read dna with ICE.", False),
        ("We use ICE.", False),
        ("The cellar has ICE.", False),
        ("The excell has ICE.", False),
        ("Cells grow. We use ICE.", False),
        ("We use ICE. Cells grow.", False),
        ("Do cells grow? The ICE tells. No more.", False),
        ("We use ICE, e.g. on cells.", True),
        ("Cells grow at 0.5 K by ICE.", True),
        ("We use integrated cell evaluation.", True),
        ("Freezing on a cold plate.", True),
        ("An assay on a cold-plate.", False),
        ("On cold plates, by freezing.", True),
    ],
)
def test_a_cue_in_the_same_sentence_decides(text: str, expected: bool) -> None:
    assert cued(text) == [expected]


def test_each_place_is_decided_by_its_own_sentence() -> None:
    assert cued("ICE is cold. ICE counts cells. It is ICE.") == [False, True, False]


def test_a_concept_without_cues_needs_none() -> None:
    text = "On weather forecasting."
    (match,) = Matcher([PLAIN]).find(tokenize(text))
    assert is_cued(PLAIN, text, match)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("We count cells by ICE.", ["ICE"]),
        ("We stand on ICE.", []),
        ("We stand on ICE. We count cells by ICE.", ["ICE"]),
        ("Weather forecasting on ICE.", ["Weather forecasting"]),
    ],
)
def test_mentions_are_those_with_a_cue(text: str, surfaces: list[str]) -> None:
    extraction = extract_paper(Paper("file:1", "", text), VOCABULARY)
    mentions = [m for m in extraction.mentions if m.entity_id in (ICE.id, PLAIN.id)]
    assert [mention.surface for mention in mentions] == surfaces
    for mention in mentions:
        assert text[mention.char_start : mention.char_end] == mention.surface


def test_of_two_meanings_the_one_with_its_cue_is_meant() -> None:
    frozen = Concept(
        "domain:frozen-water", "frozen water", "Domain", aliases=("ICE",), cased=True,
        cues=(("ice", ("water", "glacier")),),
    )  # fmt: skip
    both = make_vocabulary({concept.id: concept for concept in (ICE, frozen)}, "test")
    for text, meant in (
        ("We count a cell by ICE.", {ICE.id}),
        ("A glacier of ICE.", {frozen.id}),
        ("Only ICE.", set()),
    ):
        extraction = extract_paper(Paper("file:1", "", text), both)
        assert {mention.entity_id for mention in extraction.mentions} & {ICE.id, frozen.id} == meant
