"""Quotes are found where they stand, as whole words of one sentence, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claude.quotes import SentSentence, Text
from extract.records import Paper

BODY = (
    "The BERT model’s  score on multi\u2011task\nbenchmarks. BERTScore is not BERT (the model). "
    "95% accuracy."
)
END, LAST = BODY.index(" BERTScore"), BODY.index(" 95%")
SPANS = (
    SentSentence(1, "abstract", 0, END),
    SentSentence(2, "abstract", END + 1, LAST),
    SentSentence(3, "abstract", LAST + 1, len(BODY)),
)
PAPER = Paper("x:1", "", BODY)


@pytest.mark.parametrize(
    ("sentence", "words", "quotes"),
    [
        (1, "BERT", ["BERT"]),
        (2, "BERT", ["BERT"]),
        (1, "bert", []),
        (1, "BERTScore", []),
        (2, "Score", []),
        (1, "model's score", ["model’s  score"]),
        (1, "multi-task benchmarks", ["multi\u2011task\nbenchmarks"]),
        (2, "BERT (the model)", ["BERT (the model)"]),
        (2, "is not  BERT", ["is not BERT"]),
        (1, "benchmarks. BERTScore", []),
        (4, "BERT", []),
        (-1, "BERT", []),
        (1, "", []),
        (1, " . ", []),
        (1, ".*", []),
        (3, "% accuracy", ["% accuracy"]),
        (3, "5% accuracy", []),
    ],
)
def test_words_are_found_whole_in_their_sentence(
    sentence: int, words: str, quotes: list[str]
) -> None:
    places = Text(PAPER, SPANS).find(sentence, words)
    assert [BODY[place.start : place.end] for place in places] == quotes


def test_a_sentence_opens_with_its_first_words_only() -> None:
    text = Text(PAPER, SPANS)
    assert text.opens(2, "BERTScore is not") == SPANS[1]
    assert text.opens(2, "is not BERT") is None
    assert text.opens(1, "BERTScore is not") is None


@given(st.text(), st.text(min_size=1, max_size=12))
def test_a_match_equals_the_quote(body: str, words: str) -> None:
    text = Text(Paper("x:1", "", body), (SentSentence(1, "abstract", 0, len(body)),))
    for place in text.find(1, words):
        stands = body[place.start : place.end]
        assert text.find(1, stands)
        assert len(stands.split()) == len(words.split())
