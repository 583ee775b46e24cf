"""What is quoted of a sentence: whole in meaning, verbatim, and no longer than it must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answer.quotes.shaping import LONGEST, cut, neighbours, shaped, stand
from kg.retrieve.evidence import SentenceEvidence


def sentences(*texts: str) -> list[SentenceEvidence]:
    """Sentences of one passage, in their order."""
    passage, made, at = " ".join(texts), [], 0
    for text in texts:
        made.append(
            SentenceEvidence("p", "p#1", "abstract", 1, at, at + len(text), text, "result", passage)
        )
        at += len(text) + 1
    return made


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Reefs lose half of their corals in warm years.", "whole"),
        ("There are three phases below this temperature.", "whole"),
        ("Our method finds leaks in old pipes.", "own"),
        ("This approach halves the cost of a survey.", "own"),
        ("These results hold for all four glaciers.", "own"),
        ("However, we find that tides matter more than wind.", "own"),
        ("This is due to the thin crust below the lake.", "leaning"),
        ("It uses half of the water that others use.", "leaning"),
        ("Such waves are rarely seen in shallow water.", "leaning"),
        ("In this case the pump stops after an hour.", "leaning"),
        ("The former is cheaper than the latter in most mines.", "leaning"),
        ("A remedy for this problem is to heat the pipe.", "leaning"),
        ("The code is at https://example.org for all to use.", "broken"),
        ("Is the lake warmer than the sea in winter?", "broken"),
        ("The ratio (of salt to water is high in this lake.", "broken"),
        ("The lake is warm, the sea", "broken"),
    ],
)
def test_a_sentence_is_whole_or_leans_on_another(text: str, kind: str) -> None:
    assert stand(text) == kind


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("However, tides matter.", "tides matter."),
        ("In this paper, we drain a lake.", "we drain a lake."),
        ("Moreover, in addition, tides matter.", "in addition, tides matter."),
        ("To solve this problem of leaks, we line the pipe.", "we line the pipe."),
        ("Tides matter, however, to crabs.", "Tides matter, however, to crabs."),
    ],
)
def test_connectives_are_cut(text: str, rest: str) -> None:
    assert text[cut(text) :] == rest


def test_a_sentence_that_leans_comes_with_the_one_before() -> None:
    first, second = sentences(
        "Old pipes of clay leak near their joints.", "This is due to roots that grow into them."
    )
    before = neighbours([first, second])
    made = shaped(second, before[second.passage_id, second.char_start])
    assert made is not None
    assert made.text == first.passage
    assert shaped(second, None) is None


def test_a_connective_of_the_sentence_before_is_cut_too() -> None:
    first, second = sentences(
        "However, old pipes of clay leak near joints.", "This is due to roots that grow there."
    )
    made = shaped(second, first)
    assert made is not None
    assert made.text.startswith("old pipes")


def test_a_long_sentence_ends_where_a_clause_does() -> None:
    main = (
        "We measured the flow of water through forty old pipes of clay in nine towns of the plain"
    )
    tail = (
        "highlighting that roots, frost, traffic, age and the weight of houses each play a part"
        " which differs from town to town and from year to year in ways that no map of the pipes"
        " has ever shown to anybody"
    )
    (sentence,) = sentences(f"{main}, {tail}.")
    made = shaped(sentence, None)
    assert made is not None
    assert made.text == main


WORDS = st.lists(
    st.sampled_from(
        ["we", "this", "lake", "it", "warms", "pipe,", "while;", "(old)", "new", ".", "which"]
    )
)


@given(WORDS, WORDS)
def test_what_is_quoted_is_the_passage_s_own_text(first: list[str], second: list[str]) -> None:
    made = sentences(" ".join([*first, "lake."]), " ".join([*second, "pipe."]))
    before = neighbours(made)
    for sentence in made:
        quote = shaped(sentence, before.get((sentence.passage_id, sentence.char_start)))
        if quote is not None:
            assert sentence.passage[quote.char_start :].startswith(quote.text)
            assert len(quote.text.split()) <= 2 * LONGEST
