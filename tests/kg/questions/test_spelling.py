"""Slips of the pen are read as the archive's nearest word, if there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.spelling import asking_mended, corrections, counted, distance, nearest

NAMES = [("code summarization", 9), ("machine unlearning", 3), ("graph neural network", 20)]
WORDS = {word for name, _ in NAMES for word in name.split()}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sumarization", "summarization"),
        ("unlerning", "unlearning"),
        ("nueral", "neural"),
        ("graphh", "graph"),
        ("zebra", ""),
        ("BLUE", ""),
    ],
)
def test_a_word_has_one_near_word_or_none(typed: str, read: str) -> None:
    nearby = dict(
        corrections(
            [f"a {typed} thing"], lambda word: word in WORDS | {"thing"}, lambda: counted(NAMES)
        )
    )
    assert nearby.get(typed, "") == read


def test_of_several_near_words_the_far_more_frequent_is_read() -> None:
    assert nearest("metrix", {"metric": 50, "matrix": 3}) == "metric"
    assert nearest("metrix", {"metric": 5, "matrix": 4}) == ""


def test_names_are_asked_for_only_where_a_word_is_unknown() -> None:
    def never() -> dict[str, int]:
        raise AssertionError

    assert list(corrections(["graph neural network"], lambda word: True, never)) == []


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_zero_for_equals(left: str, right: str) -> None:
    assert distance(left, right, 9) == distance(right, left, 9)
    assert (distance(left, right, 9) == 0) == (left == right)


@pytest.mark.parametrize(
    "text", ["form factors", "dna and thaw", "a comparative difference", "dose"]
)
def test_words_that_are_right_are_kept(text: str) -> None:
    assert asking_mended(text) == text


def test_the_words_that_ask_are_read_in_spite_of_slips() -> None:
    assert asking_mended("waht differnce, adn comparision") == "what difference, and comparison"
