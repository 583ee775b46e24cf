"""Any text gives an extraction, its places are exact, and its cost grows as its length does."""

from __future__ import annotations

import sys
import unicodedata
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline import extract_paper
from extract.records import Extraction, Paper
from extract.sources import clean
from tests.extract.extracted import VOCABULARY, check_places, extracted

_MATHS = [
    "$x^2$", "$$E = mc^2$$", r"\(a_{i,j}\)", r"\[", r"\]", r"\emph{LoRA}", r"\textbf{", "}", "$",
    r"$O(n \log n)$", r"\cite{a,b}", r"\'e", r"\alpha", "10^{-3}", r"\left(\frac{a}{b}\right)",
]  # fmt: skip
_SIGNS = [
    "caf\u00e9", "cafe\u0301", "\ufb01ne-tuning", "o\ufb03ce", "\u0301\u0301", "\u05e9\u05dc\u05d5",
    "\u0645\u0631\u062d\u0628\u0627", "\u202eLoRA\u202c", "\U0001f468\u200d\U0001f469",
    "\u200bLo\u200bRA", "\ufeff", "\u00ad", "\x00", "\x07", "\x1f", "\x85", "\u2028", "\u00a0",
    "\u3000", "\u4e2d\u6587\u3002", "\u0130", "\u017f", "\uff11\uff12", "\u2167", "\ud800",
]  # fmt: skip
_WORDS = [
    "We propose TornNet (TN). ", "TornNet", " (TN)", ": ", "Llama-3.1-8B", "pass@1",
    "fine\u2011tuning", "CodeT5", "code summarization", "LoRA", "physics", " outperforms ",
    "such as ", " and ", ", ", ". ", "? ", "(", ")", "((", "--", "-", "[12]", '"', "'", "\u201c",
    "Nous proposons un mod\u00e8le. ", "\u041c\u044b \u0432\u0438\u0434\u0438\u043c. ",
    "Wir zeigen z. B. dies. ", "\n", " ",
]  # fmt: skip
anything = st.one_of(
    st.text(st.characters(exclude_categories=[]), max_size=150),
    st.lists(st.sampled_from([*_MATHS, *_SIGNS, *_WORDS]), max_size=40).map("".join),
    st.lists(st.sampled_from([*_MATHS, *_SIGNS, *_WORDS]), max_size=40).map(" ".join),
)


def checked(title: str, abstract: str) -> Extraction:
    """Give the extraction of a paper, once every place in it is seen to give its text back."""
    paper = Paper("file:1", title, abstract, categories=("cs.SE",))
    extraction = extract_paper(paper, VOCABULARY)
    check_places(paper, extraction)
    return extraction


@settings(max_examples=250)
@given(anything, anything)
def test_any_text_gives_exact_places(title: str, abstract: str) -> None:
    checked(title, abstract)


@settings(max_examples=60)
@given(anything)
def test_every_letter_of_an_abstract_is_in_a_passage(abstract: str) -> None:
    extraction = checked("", f"We see. {abstract}")
    covered = "".join(passage.text for passage in extraction.passages)
    assert "".join(covered.split()) == "".join(f"We see. {abstract}".split())


@settings(max_examples=60)
@given(anything)
def test_cleaned_text_is_composed_and_stays_so(text: str) -> None:
    for cleaned in (clean.title(text), clean.abstract(text)):
        assert unicodedata.is_normalized("NFC", cleaned)
        checked(cleaned, cleaned)


@pytest.mark.parametrize(
    "piece",
    [
        "a", "LoRA", "LoRA ", "LoRA-", "GPT-4 ", "(", "()", "[", "-", "- ", "$", r"\(", "\u0301",
        "\U0001f600", "\u4e2d", "we show ", "results show ", "We propose X1 ", "a. ", "a) ",
        "large language models (LLMs) ", "n. Then a.[1234567, ", '"', "  ",
    ],
)  # fmt: skip
def test_a_hundred_kilobytes_of_one_piece_are_taken(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    checked("We see.", text)
    checked(text[:2_000], "We see it for every n. Proofs follow.")


def steps(abstract: str) -> int:
    """Count the calls of Python functions that an extraction makes: its work, on any machine."""
    count = 0

    def called(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        extracted(abstract, "We see.")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", ["LoRA ", "word ", "LoRA (", "(AB) ", "A1-", "We see it. ", "é"])
def test_four_times_the_text_is_about_four_times_the_work(piece: str) -> None:
    steps(piece * 100)
    short, long = (steps((piece * length)[:length]) for length in (10_000, 40_000))
    assert long < 5 * short
