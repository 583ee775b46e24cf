"""The trained roles: good on abstracts they were not trained on, kept exactly, safe on any text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ExtractError
from extract.evaluation.role_corpora import (
    gold_files,
    of_split,
    open_moves,
    read_digests,
    read_own,
)
from extract.evaluation.role_scoring import DIGESTS_BAR, accuracy, gap_scores, role_figures
from extract.text.role_features import word_numbers, words_in
from extract.text.role_model import ROLES, load_roles, role_classifier, save_roles
from extract.text.role_moves import MOVES, ROLE_OF

SPOKEN = [
    "Letters tear.",
    "However, existing readers ignore torn letters.",
    "In this paper, we propose a reader for torn letters.",
    "The reader first finds the lines and then fills the gaps.",
    "We train it on ten thousand letters.",
    "Experiments show that it outperforms the best earlier reader by 3.2%.",
    "Our code is available at https://letters.example/reader.",
]


def test_an_abstract_runs_its_course() -> None:
    roles = ["background", "problem", "objective", "method", "method", "result", "availability"]
    assert role_classifier().classify(SPOKEN) == roles


def test_digests_of_the_test_split_reach_the_bar() -> None:
    test = of_split(read_digests(gold_files()), "test")
    assert accuracy(role_classifier(), test) >= DIGESTS_BAR


def test_own_papers_of_the_test_split_stay_as_good_as_they_are(shared_data: Path) -> None:
    assert accuracy(role_classifier(), read_own(shared_data, "test")) >= 70


def test_absent_data_is_reported(tmp_path: Path) -> None:
    values = [figure.value for figure in role_figures(tmp_path)]
    assert sum("not measured: no " in value for value in values) == 3


def test_every_role_has_a_move_and_every_label_some() -> None:
    assert set(ROLE_OF.values()) == set(ROLES)
    assert open_moves("csabstruct", "background", "Letters tear.") == ("background", "problem")
    assert open_moves("samd", "GAP", "None reads them.") == ("problem",)
    assert open_moves("samd", "CTN", "Our code is available on GitHub.") == ("release",)
    assert open_moves("arxiv", "objective", "We read.") == ("aim", "offer")


def test_chances_are_chances_and_depend_on_the_abstract_alone() -> None:
    model = role_classifier()
    first, again = model.chances(SPOKEN), model.chances(list(SPOKEN))
    assert np.array_equal(first, again)
    assert first.shape == (len(SPOKEN), len(MOVES))
    assert np.allclose(first.sum(axis=1), 1, atol=1e-5)
    assert model.chances([]).shape == (0, len(MOVES))


def test_a_role_that_is_not_sure_enough_is_not_given() -> None:
    model = role_classifier()
    held = replace(model, least={"problem": 1.1})
    assert "problem" in model.classify(SPOKEN)
    assert "problem" not in held.classify(SPOKEN)


def test_gaps_are_counted() -> None:
    class Alike:
        def classify(self, sentences: list[str]) -> list[str]:
            return ["problem"] * len(sentences)

    test = of_split(read_digests(gold_files()), "test")[:1]
    assert len(test[0].labels) > 1
    marked = [type(test[0])("a", "samd", "samd", "test", ("x", "y"), ("GAP", "BAC"))]
    assert gap_scores(Alike(), marked) == (50.0, 100.0)  # type: ignore[arg-type]


def test_words_are_small_numbers_alike_and_long_sentences_cut() -> None:
    assert words_in("We read 3.5 Letters (1,000)!") == [
        "we",
        "read",
        "0",
        "letters",
        "(",
        "0",
        ")",
        "!",
    ]
    numbers = {"we": 1, "read": 2}
    assert word_numbers("We read", numbers) == [1, 2]
    assert min(word_numbers("letters", numbers)) > 2
    assert len(word_numbers("word " * 100, numbers)) == 36


def test_weights_are_kept_as_they_are(tmp_path: Path) -> None:
    model = role_classifier()
    save_roles(model, tmp_path / "roles.npz")
    kept = load_roles(tmp_path / "roles.npz")
    assert kept.least == model.least
    assert kept.numbers == model.numbers
    assert kept.classify(SPOKEN) == model.classify(SPOKEN)


@pytest.mark.parametrize("content", [b"", b"PK", b"{}"])
def test_a_broken_file_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "roles.npz").write_bytes(content)
    with pytest.raises(ExtractError, match="no weights for roles"):
        load_roles(tmp_path / "roles.npz")


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_sentences_get_a_role_each(sentences: list[str]) -> None:
    roles = role_classifier().classify(sentences)
    assert len(roles) == len(sentences)
    assert set(roles) <= set(ROLES)
