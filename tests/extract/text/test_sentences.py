"""Sentences keep their place, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.sentences import (
    PASSAGE_TARGET,
    abstract_start,
    group_sentences,
    split_sentences,
    title_span,
)
from tests.scaling import MOST, TIMES, growth


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["We follow Smith et al. in this.", "It works."],
        ["Trees, e.g. oaks, i.e. tall ones, grow.", "See Fig. 3 for more.", "All is well."],
        ["The fit has $R^2 = 0.91$ at best.", "It took 2.5 hours."],
        ["The score (cf. Sec. 2. and below) rose.", "Then it fell."],
        ["Llama 3.1 beats GPT-3.5 here.", "We do not know why."],
        ["We test it in R. Though rare, R is used.", "So be it."][:1],
        ["Is it so?", "It is!", "Really."],
        ["Two parts: (1) the first one.", "(2) the second one."],
    ],
)
def test_sentences_end_where_they_do(sentences: list[str]) -> None:
    joined = " ".join(sentences)
    if "in R." in joined:
        assert texts(joined)[0] == "We test it in R."
    else:
        assert texts(joined) == sentences


def test_empty_and_blank_text_have_no_sentence() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t ") == []


messy = st.text(alphabet="ab Z.!?()[]{}$1,;:'\"-\n\té…∯", max_size=200)


@given(st.one_of(st.text(max_size=200), messy))
def test_spans_cover_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in split_sentences(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", ["A short sentence stands here. ", "(.", "word", "é ", "1. "])
def test_a_hundred_kilobytes_cost_no_more_than_ten_times_ten(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    assert max(end - start for start, end in split_sentences(text)) <= 5000
    assert growth(split_sentences, text[: len(text) // TIMES], text) < MOST


def test_groups_hold_whole_sentences() -> None:
    spans = [(0, 500), (501, 890), (891, 1200), (1201, 3000), (3001, 3010)]
    groups = group_sentences(spans)
    assert groups == [[(0, 500), (501, 890)], [(891, 1200)], [(1201, 3000)], [(3001, 3010)]]
    assert all(g[-1][1] - g[0][0] <= PASSAGE_TARGET for g in groups if len(g) > 1)


def test_title_loses_its_archive_tail() -> None:
    title = " A Title of Ours. (arXiv:2304.01938v1 [physics.med-ph])"
    start, end = title_span(title)
    assert title[start:end] == "A Title of Ours."


def test_abstract_loses_its_announcement_head() -> None:
    text = "arXiv:2510.06200v4 Announce Type: replace-cross  Abstract: Stars vary."
    assert text[abstract_start(text) :] == "Stars vary."
    assert abstract_start("Stars vary.") == 0
