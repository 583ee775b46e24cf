"""What a phrase's pattern takes, and that the index gives every passage that the pattern takes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.keys import plain, written_out
from kg.retrieve.sides.patterns import (
    NOTHING,
    index_prefixes,
    is_short_form,
    phrase_pattern,
    word_pattern,
    word_root,
)
from kg.stores.embedded.passages import PassageIndex

HELD = (
    ("spin ice", "Spin-ice materials."),
    ("spin ice", "a spinice"),
    ("spin ice", "On spin\u2013ice."),
    ("spin ice", "spin (ice)"),
    ("fine-tuning", "We use finetuning."),
    ("fine-tuning", "fine tuning"),
    ("datasets", "data set and dataset"),
    ("neural network", "neural networks"),
    ("galaxy cluster", "many galaxy clusters"),
    ("galaxies", "a galaxy"),
    ("Schrödinger equation", "The Schrodinger equation."),
    ("Schrödinger equation", "The Schroedinger equation."),
    ("Schrodinger equation", "the SCHRÖDINGER equations"),
    ("Schrodinger equation", "The Schroedinger equation."),
    ("Schroedinger equation", "the Schrödinger equation"),
    ("Schroedinger equation", "the Schrodinger equation"),
    ("schrödinger equation", "the Schroedinger equation"),
    ("naive Bayes", "naïve Bayes"),
    ("naïve Bayes", "naive Bayes"),
    ("Poincaré maps", "a Poincare map"),
    ("Poincaré", "Poincaré."),
    ("Poincare", "Poincaré."),
    ("Ramanujé", "Ramanujé and Ramanuje"),
    ("Fermés", "Fermé"),
    ("Poincare map", "a Poincaré map"),
    ("Müller", "by Mueller"),
    ("Mueller", "by Müller"),
    ("Muller", "by Mueller and Müller"),
    ("Erdos-Renyi", "Erdős–Rényi graphs"),
    ("Møller scattering", "Moller scattering"),
    ("tumour growth", "tumor growth"),
    ("tumor growth", "tumour growth"),
    ("behaviour", "behavioral"),
    ("polarisation", "polarization"),
    ("maps", "a map"),
    ("trapped ions", "a trapped ion"),
    ("lens", "lenses"),
    ("lenses", "a lens"),
    ("renormalisation group", "the renormalization group"),
    ("renormalization group", "the renormalisation group"),
    ("exact diagonalisation", "exact diagonalization"),
    ("organization", "organisations"),
    ("modelling", "modeling"),
    ("signaling", "signalling"),
    ("GPT", "GPTs"),
    ("GPT-4", "on GPT 4"),
    ("ROUGE-L", "the ROUGE-L score"),
    ("AIME benchmark", "AIME benchmarks"),
    ("A-OKVQA", "A-OKVQA"),
    ("f-score", "the F-score"),
    ("root-mean-square deviation", "rootmeansquare deviation"),
    ("character n-gram F-score", "character ngram Fscore"),
    ("long chain-of-thought fine-tuning", "long chainofthought finetuning"),
    ("state of the art", "state-of-the-art"),
    ("λ calculus", "the Λ-calculus"),
    ("type I", "of type I"),
    ("the spin", "the spin"),
    ("lying", "lying"),
    ("thesis", "theses and a thesis"),
    ("exponential growth", "exponent growth"),
    ("dimensional analysis", "dimension analysis"),
)  # fmt: skip
ITSELF = (
    "accuracy", "acoustics", "active galactic nuclei", "additive manufacturing", "Atari",
    "binary", "Calabi-Yau manifold", "catastrophic forgetting", "classical mechanics",
    "coding problems", "energy efficiency", "human preference data",
    "inter-annotator agreement", "magnetic resonance", "materials science", "measurement",
    "molecular dynamics", "precision and recall", "readability", "relational data",
    "relative error", "reference summary", "sensitive data", "software engineering",
)  # fmt: skip
NOT_HELD = (
    ("spin ice", "spin and ice"),
    ("spin ice", "ice spin"),
    ("spin ice", "spin icebergs"),
    ("ice", "device"),
    ("IT", "it is"),
    ("ROUGE", "a rouge"),
    ("GPT", "gpt"),
    ("type I", "a type is"),
    ("toe", "to a"),
    ("thesis", "these"),
    ("cat", "catalysis"),
    ("Schrödinger", "Schrdinger"),
    ("graphene oxide", "graphene. In an oxide"),
)


def taken(phrase: str, text: str) -> bool:
    return re.fullmatch(phrase_pattern(phrase), text) is not None


def matches(phrase: str, text: str) -> bool:
    index = PassageIndex.build({"paper#0": text, "other#0": "something else"}, {})
    return any("paper" in index.holding(way) for way in index_prefixes(phrase))


def indexed(phrase: str) -> bool:
    return index_prefixes(phrase) != []


@pytest.mark.parametrize(("phrase", "text"), HELD)
def test_what_a_phrase_takes_is_found_by_the_index(phrase: str, text: str) -> None:
    assert taken(phrase, text)
    assert matches(phrase, text) or not indexed(phrase)


@pytest.mark.parametrize(("phrase", "text"), NOT_HELD)
def test_what_a_phrase_does_not_take(phrase: str, text: str) -> None:
    assert not taken(phrase, text)


@pytest.mark.parametrize("phrase", ITSELF)
def test_a_phrase_takes_itself_whatever_the_endings_of_its_words(phrase: str) -> None:
    assert taken(phrase, f"On {phrase}.")
    assert taken(phrase, phrase.upper())
    assert matches(phrase, f"On {phrase}.")


@pytest.mark.parametrize("phrase", ["", "--", "\u2026 ()"])
def test_a_phrase_without_a_letter_takes_nothing(phrase: str) -> None:
    assert phrase_pattern(phrase) == NOTHING
    assert not taken(phrase, phrase)
    assert index_prefixes(phrase) == [] or index_prefixes(phrase) == [[]]


@pytest.mark.parametrize("phrase", ["the", "is", "IT", "i t", "T.H.E.", "a-n-d", "to be or not"])
def test_words_that_the_index_leaves_out_are_looked_for_without_it(phrase: str) -> None:
    assert taken(phrase, phrase)
    assert not indexed(phrase)


def test_words_that_the_index_leaves_out_are_not_asked_for() -> None:
    assert matches("the speed of light", "The speed of light.")
    assert not matches("the speed of light", "The speed of sound.")


def test_the_index_is_asked_for_every_word() -> None:
    assert not matches("spin ice", "spin waves")
    assert not matches("root mean square", "a square root")


def test_short_forms_are_in_capitals() -> None:
    assert [word for word in ("IT", "GPTs", "CNN") if is_short_form(word)] == ["IT", "GPTs", "CNN"]
    assert not [word for word in ("I", "it", "Gpt", "TRANSFORMER", "ΛCDM") if is_short_form(word)]


@pytest.mark.parametrize(
    ("word", "root", "text"),
    [
        ("magnetised", "magnetis", "Magnetisation"),
        ("networks", "network", "networking"),
        ("galaxies", "galax", "a galaxy"),
        ("coding", "", "coding"),
        ("GPT", "", "GPT"),
        ("ice", "", "ices"),
        ("λ", "", "λ"),
        ("Poincaré", "poincar", "Poincare"),
        ("Poincaré", "poincar", "Poincaré"),
    ],
)
def test_a_word_is_taken_in_any_form(word: str, root: str, text: str) -> None:
    assert word_root(word) == root
    assert re.fullmatch(word_pattern(word), text)


WORDS = (
    "accuracy", "active", "alloy", "analysis", "atom", "BLEU", "behaviour", "body", "bosons",
    "category", "cell", "charge", "city", "code", "coding", "colour", "coupled", "data",
    "density", "dimensional", "diagonalisation", "dynamics", "efficiency", "embedded",
    "energy", "equation", "exponential", "field", "fine", "flow", "functional", "galaxies",
    "gas", "general", "generalised", "glass", "GPT", "graphene", "ice", "imaging", "ion", "IT",
    "kinetics", "labelling", "law", "learning", "lens", "lying", "magnetic", "mass",
    "materials", "mechanics", "memory", "model", "molecular", "network", "NLP", "noise", "of",
    "organization", "phase", "physics", "polarisation", "quantum", "radii", "rationale",
    "recall", "recovery", "relativity", "renormalization", "resonance", "series", "signalling",
    "species", "spin", "stability", "statistical", "symmetries", "the", "theory", "thesis",
    "topological", "tumour", "tying", "vector", "viscosity", "wall", "wave", "x", "2d", "2024",
    "Ångström", "Erdős", "Gödel", "Kähler", "Lévy", "Möbius", "Müller", "naïve", "Poincaré",
    "Schrödinger",
)  # fmt: skip
CHANGES = (
    lambda word: word,
    lambda word: word + "s",
    lambda word: word.removesuffix("s"),
    str.lower,
    str.upper,
    str.title,
    written_out,
    lambda word: word.translate(str.maketrans("äåéïöőü", "aaeioou")),
    lambda word: word.replace("is", "iz"),
    lambda word: word.replace("iz", "is"),
    lambda word: word.replace("our", "or"),
    lambda word: word.replace("ll", "l"),
    lambda word: re.sub("(?:ing|ation|al|ics|y)$", "", word),
    lambda word: re.sub("y$", "ies", word),
    lambda word: re.sub("ies$", "y", word),
)
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)
changes = st.lists(st.sampled_from(CHANGES), max_size=2)


@given(st.data(), phrases)
def test_every_text_that_a_phrase_takes_is_found_by_the_index(
    data: st.DataObject, words: list[str]
) -> None:
    phrase = " ".join(words)
    text = ""
    for n, word in enumerate(words):
        after = data.draw(st.sampled_from([" ", " ", "-", "", ", "])) if n + 1 < len(words) else ""
        made = word
        for change in data.draw(changes) if after else []:
            made = change(made)
        text += (made if after else word) + after
    if taken(phrase, text) and indexed(phrase):
        assert matches(phrase, text)


@given(phrases, phrases)
def test_a_text_of_other_words_is_found_where_a_phrase_takes_it(
    words: list[str], others: list[str]
) -> None:
    for phrase in words:
        text = " ".join(others)
        if taken(phrase, text) and indexed(phrase):
            assert matches(phrase, text)


@given(phrases, st.sampled_from([" ", "-", "", "\u2013", "  "]))
def test_a_phrase_takes_itself_however_its_words_are_joined(words: list[str], sign: str) -> None:
    text = f"On {sign.join(words)}."
    assert taken(" ".join(words), text)
    assert matches(" ".join(words), text) or not indexed(" ".join(words))


@given(st.text())
def test_any_text_is_a_phrase(phrase: str) -> None:
    re.compile(phrase_pattern(phrase))
    re.compile(word_pattern(phrase))
    index = PassageIndex.build({"paper#0": "Some text."}, {})
    for way in index_prefixes(phrase):
        index.holding(way)


@given(st.sampled_from(WORDS), changes)
def test_a_word_takes_itself_and_has_a_root_that_it_begins_with(
    word: str, made: list[Callable[[str], str]]
) -> None:
    for change in made:
        word = change(word)
    assert re.fullmatch(word_pattern(word), f"On {word}.")
    assert plain(word.casefold()).startswith(word_root(word))
