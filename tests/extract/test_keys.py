"""Names become ids and match keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.keys import entity_id, fold, fold_cased, singular, slug, spelling_difference


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("low-rank adaptation", "low-rank-adaptation"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("pass@k", "pass-k"),
        ("snake_case name", "snake-case-name"),
        ("Schrödinger’s ﬁeld", "schrodinger-s-field"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_slug_of_signs_is_neither_empty_nor_shared() -> None:
    assert slug("→") == "u2192"
    assert slug("→") != slug("←")


def test_entity_id() -> None:
    assert entity_id("Method", "Low-Rank Adaptation") == "method:low-rank-adaptation"


@pytest.mark.parametrize(
    "spelling",
    ["fine-tuning", "Fine Tuning", "fine\u2011tuning", "FINE_TUNING", " fine \n tunings "],
)
def test_variants_share_a_key(spelling: str) -> None:
    assert fold(spelling) == "fine tuning"


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("LLMs", "LLM"),
        ("studies", "study"),
        ("analyses", "analysis"),
        ("losses", "loss"),
        ("branches", "branch"),
        ("databases", "database"),
        ("NNs", "NN"),
        ("metrics", "metric"),
        ("heuristics", "heuristic"),
        ("physics", "physics"),
        ("yes", "yes"),
        ("bias", "bias"),
        ("corpus", "corpus"),
        ("GAS", "GAS"),
    ],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("LoRA", "LORA", "case"),
        ("fine-tuning", "Finetuning", "hyphen"),
        ("LLM", "LLMs", "plural"),
    ],
)
def test_spelling_difference(left: str, right: str, expected: str) -> None:
    assert spelling_difference(left, right) == spelling_difference(right, left) == expected


def test_fold_cased_keeps_capitals() -> None:
    assert fold_cased("The  Pile") == "The Pile"


@given(st.text(max_size=60))
def test_slug_is_stable(name: str) -> None:
    assert slug(slug(name)) == slug(name)


@given(st.text(max_size=60))
def test_fold_is_idempotent_on_words(text: str) -> None:
    """Folding a name of one simple plural again gives the same key."""
    assert fold(fold(text)).split() == fold(fold(fold(text))).split() or fold(text).endswith("s")
