"""Noun phrases: what is one and what is none, where it stands, and by what key it goes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.keys import written_out
from extract.records import Mention, Passage
from extract.text.phrases import LONGEST, phrase_key, phrase_spans, phrase_words, phrases_of


def phrases(text: str) -> list[str]:
    return [text[start:end] for start, end in phrase_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We study spin glass phases.", ["spin", "spin glass", "spin glass phases", "glass"]),
        ("graphene", ["graphene"]),
        ("end-to-end speech recognition", ["end-to-end speech recognition"]),
        ("state-of-the-art results", []),
        ("the state of the art", []),
        ("the density of states grows", ["density of states"]),
        ("a Bose-Einstein condensate", ["Bose-Einstein", "Bose-Einstein condensate", "condensate"]),
        ("non-Abelian gauge theory", [
            "non-Abelian gauge", "non-Abelian gauge theory", "gauge", "gauge theory",
        ]),
        ("Schr\u00f6dinger equations", ["Schr\u00f6dinger", "Schr\u00f6dinger equations"]),
        ("COVID-19 spreads", ["COVID-19"]),
        ("a printed scaffold", ["printed scaffold"]),
    ],
)  # fmt: skip
def test_noun_phrases(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(phrases(text))
    if not expected:
        assert phrases(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "of the and with",
        "We strongly propose",
        "results",
        "approach",
        "the method",
        "significant results and new methods",
        "method result approach",
        "kagome",
        "2024 and 3.5",
        "the \\alpha decay",
        "$x + y = z$",
    ],
)
def test_texts_without_a_phrase(text: str) -> None:
    assert phrases(text) == []


@pytest.mark.parametrize(
    "between", [",", ";", ".", ":", " (", " of the", " and", " is", " = ", "/"]
)
def test_signs_and_small_words_end_a_phrase(between: str) -> None:
    texts = phrases(f"gravitational waves{between} neutron stars")
    assert "gravitational waves" in texts
    assert "neutron stars" in texts
    assert not [phrase for phrase in texts if "waves" in phrase and "neutron" in phrase]


@pytest.mark.parametrize("word", ["strongly", "shows", "measured that the", "which", "because"])
def test_verbs_and_adverbs_end_a_phrase(word: str) -> None:
    texts = phrases(f"neutron stars {word} gravitational waves")
    assert {"neutron stars", "gravitational waves"} <= set(texts)
    assert not [phrase for phrase in texts if word in phrase]


@pytest.mark.parametrize("word", ["novel", "new", "different", "several", "first", "proposed"])
def test_a_leading_word_begins_no_phrase(word: str) -> None:
    texts = phrases(f"a {word} spin glass")
    assert "spin glass" in texts
    assert not [phrase for phrase in texts if phrase.startswith(word)]


def test_a_tex_command_is_no_word() -> None:
    assert phrases("\\Lambda \\graphene \\texttt") == []
    assert "dark matter" in phrases("\\Lambda dark matter")


def test_a_hyphenated_word_is_never_cut() -> None:
    text = "low-rank spin-orbit coupling in high-temperature superconductors"
    for start, end in phrase_spans(text):
        assert text[start - 1 : start] != "-"
        assert text[end : end + 1] != "-"


def test_of_joins_a_single_noun_to_what_follows() -> None:
    texts = phrases("local density of states")
    assert "density of states" in texts
    assert "local density of states" not in texts
    assert not [p for p in texts if p.startswith("of") or p.endswith("of")]


def test_a_phrase_of_general_words_alone_names_nothing() -> None:
    general = sorted(phrase_words().general)
    for first, second in pairwise(general):
        assert phrases(f"{first} {second}") == []
        assert phrases(first) == []


TEXT = "Spin glass phases of quantum spin glass models."
FULL = ("Spin glass phases", "quantum spin glass", "quantum spin glass models")


def kept(*named: tuple[int, int]) -> set[str]:
    passage = Passage(4, "abstract", TEXT, 0, len(TEXT), ())
    mentions = [
        Mention(4, start, end, TEXT[start:end], "method:x", 0.9, "test") for start, end in named
    ]
    (places,) = phrases_of([passage], mentions)
    spans = list(zip(places[::2], places[1::2], strict=True))
    assert spans == sorted(set(spans))
    return {TEXT[start:end] for start, end in spans}


def test_without_mentions_every_phrase_is_kept() -> None:
    assert set(FULL) <= kept()


def test_nothing_within_a_mention_or_cutting_one_is_kept_but_what_is_around_it() -> None:
    start = TEXT.index("spin glass")
    left = kept((start, start + len("spin glass")))
    assert {"quantum spin glass", "quantum spin glass models", "Spin glass"} <= left
    assert not left & {"spin glass", "spin", "glass models", "quantum spin"}


def test_a_mention_itself_is_no_phrase() -> None:
    left = kept((0, len("Spin glass phases")))
    assert not left & {"Spin glass phases", "Spin glass", "Spin"}
    assert "quantum spin glass" in left


def test_many_mentions_before_hide_nothing() -> None:
    start = TEXT.index("quantum")
    left = kept((0, 4), (5, 10), (start, start + 7))
    assert "quantum spin glass" in left
    assert "quantum spin" in left
    assert not left & {"Spin", "quantum", "glass phases of"}


def test_a_mention_of_another_passage_takes_nothing() -> None:
    passages = [Passage(n, "abstract", "spin glass", 0, 10, ()) for n in (1, 2)]
    mention = Mention(2, 0, 10, "spin glass", "method:x", 0.9, "test")
    first, second = phrases_of(passages, [mention])
    assert (first[0], first[3]) == (0, 10)
    assert second == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("spin glass", "spin glasses"),
        ("spin glass", "Spin-Glass"),
        ("galaxy cluster", "GALAXY CLUSTERS"),
        ("density of states", "Density of state"),
        ("Schr\u00f6dinger equation", "Schrodinger equations"),
        ("na\u00efve Bayes", "naive-Bayes"),
        ("state-of-the-art", "state of the art"),
        ("CNN", "CNNs"),
        ("spin\u2013orbit coupling", "spin-orbit coupling"),
    ],
)
def test_keys_are_equal_for_ways_to_write_a_phrase(left: str, right: str) -> None:
    assert phrase_key(left) == phrase_key(right)


@pytest.mark.parametrize(
    ("left", "right"), [("spin glass", "spin ice"), ("spin glass", "glass spin"), ("a b", "ab")]
)
def test_keys_of_other_phrases_differ(left: str, right: str) -> None:
    assert phrase_key(left) != phrase_key(right)


def test_the_key_of_a_written_out_umlaut_is_another_one() -> None:
    assert phrase_key(written_out("M\u00fcller cell")) == "mueller cell"
    assert phrase_key("M\u00fcller cell") == "muller cell"


WORDS = (
    "spin", "glass", "gauge", "theory", "of", "the", "strongly", "novel", "method",
    "Bose-Einstein", "state-of-the-art", "\\alpha", "waves", "Schr\u00f6dinger", "na\u00efve",
    "3D", "4.1", "x", "galaxies", "density", "measured", "(", ")", ",", ".", "--", "high-",
    "-rank", "GPT", "\u03bb", "\ufb01eld", "\u0130",
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(WORDS), max_size=14).map(lambda words: " ".join(words))
)
_WORD_SIGN = re.compile(r"[^\W_]")


@given(texts)
def test_phrases_lie_in_the_text_on_borders_of_words(text: str) -> None:
    for start, end in phrase_spans(text):
        assert 0 <= start < end <= len(text)
        assert _WORD_SIGN.match(text[start])
        assert _WORD_SIGN.match(text[end - 1])
        assert not _WORD_SIGN.match(text[start - 1 : start])
        assert not _WORD_SIGN.match(text[end : end + 1])
        assert len(phrase_key(text[start:end]).split()) >= 1


@given(texts)
def test_a_phrase_is_given_once_and_is_no_longer_than_the_longest(text: str) -> None:
    spans = list(phrase_spans(text))
    assert len(spans) == len(set(spans))
    for start, end in spans:
        assert len(phrase_key(text[start:end]).split(" ")) <= LONGEST


@given(texts)
def test_a_key_has_no_capitals_and_no_hyphens(text: str) -> None:
    for start, end in phrase_spans(text):
        key = phrase_key(text[start:end])
        assert key == key.casefold()
        assert "-" not in key
        assert phrase_key(text[start:end].replace("-", " ")) == key


@given(texts, st.data())
def test_no_phrase_is_within_a_mention_or_cuts_one(text: str, data: st.DataObject) -> None:
    places = data.draw(
        st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(
            lambda places: sorted(places)
        )
    )
    named = list(zip(places[::2], places[1::2], strict=False))
    mentions = [Mention(0, a, b, text[a:b], "method:x", 0.9, "test") for a, b in named]
    (bounds,) = phrases_of([Passage(0, "abstract", text, 0, len(text), ())], mentions)
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    for start, end in spans:
        for first, last in named:
            apart = end <= first or last <= start
            around = start <= first and last <= end and (start, end) != (first, last)
            assert apart or around
    left = set(phrase_spans(text)) - set(spans)
    for start, end in left:
        assert any(first < end and start < last for first, last in named)
