"""The trained roles: good on abstracts they were not trained on, repeatable, safe on any text."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ExtractError
from extract.role_features import role_features
from extract.role_model import ROLES, TrainedRoles, load_roles, role_classifier
from extract.roles import CueRoles
from extract.trained.weights import ROLES_FILE, checked, models_dir
from extract.training.train_roles import (
    BAR,
    accuracy,
    gold_files,
    read_abstracts,
    role_rows,
    train,
    write_roles,
)

SPOKEN = [
    "Letters tear.",
    "Existing readers ignore torn letters.",
    "In this paper, we propose a reader for torn letters.",
    "The reader finds the lines and fills the gaps.",
    "We train it on ten thousand letters.",
    "It outperforms the best earlier reader by 3.2%.",
    "Very torn letters remain unsolved.",
]
TOLD = [
    "The paper introduces TornNet, a reader for torn letters.",
    "The training data are ten thousand letters from three centuries.",
    "TornNet reads 91% of the letters, against 80% for the best earlier reader.",
    "The study is limited to English letters.",
]


def test_papers_of_the_test_split_reach_the_bar() -> None:
    test = [one for one in read_abstracts(gold_files()) if one.split == "test"]
    assert accuracy(role_classifier(), test) >= BAR > accuracy(CueRoles(), test)
    name, figure, baseline, bar = role_rows()[0]
    assert (name, bar) == ("sentence roles, own test papers, all", ">= 85")
    assert float(figure) > float(baseline)


def test_both_voices_are_read() -> None:
    spoken = ["background"] * 2 + ["objective"] + ["method"] * 2 + ["result", "limitation"]
    assert role_classifier().classify(SPOKEN) == spoken
    assert role_classifier().classify(TOLD) == ["objective", "method", "result", "limitation"]


def test_what_a_sentence_says_of_itself_is_believed() -> None:
    said = [
        "Background: We read letters.",
        "Methods: Ink fades.",
        "A limitation is that ink outperforms paper by 3%.",
        "Inspired by the ink of old letters, we further introduce InkNet.",
    ]
    roles = ["background", "method", "limitation", "objective"]
    assert role_classifier().classify(said) == roles


def test_the_shipped_weights_are_those_of_the_gold() -> None:
    gold = hashlib.sha256(b"\0".join(one.read_bytes() for one in gold_files())).hexdigest()
    assert json.loads(checked(models_dir(), ROLES_FILE).read_text())["trained_on"] == gold


def test_training_is_repeatable_and_is_kept(tmp_path: Path) -> None:
    abstracts = [role_features(SPOKEN), role_features(TOLD), role_features(SPOKEN)]
    roles = [CueRoles().classify(one) for one in (SPOKEN, TOLD, SPOKEN)]
    first, second = (train(abstracts, roles, 1.0) for _ in range(2))
    assert (first.weights, first.steps) == (second.weights, second.steps)
    assert first.best(abstracts[0]) == roles[0]
    write_roles(first, tmp_path, [])
    assert load_roles(checked(tmp_path, ROLES_FILE)).weights == first.weights


def test_the_best_sequence_is_the_best_of_all() -> None:
    steps = tuple(tuple(float((3 * a + b) % 4) for b in range(5)) for a in range(5))
    weights = {"x": (0.0, 2.0, 1.0, 0.0, 0.0), "y": (1.0, 0.0, 0.0, 2.5, 0.0)}
    model = TrainedRoles(weights, steps)
    rows = [["x"], ["y"], ["x", "y"]]

    def worth(path: tuple[int, ...]) -> float:
        own = sum(weights[f][r] for row, r in zip(rows, path, strict=True) for f in row)
        return own + sum(steps[a][b] for a, b in pairwise(path))

    paths = [(a, b, c) for a in range(5) for b in range(5) for c in range(5)]
    found = tuple(ROLES.index(role) for role in model.best(rows))
    assert worth(found) == max(map(worth, paths))


@pytest.mark.parametrize("text", ["", "{}", '{"format": 2}', "[1]"])
def test_a_broken_file_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "roles.json").write_text(text)
    with pytest.raises(ExtractError, match="no weights for roles"):
        load_roles(tmp_path / "roles.json")


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_sentences_get_a_role_each(sentences: list[str]) -> None:
    roles = role_classifier().classify(sentences)
    assert len(roles) == len(sentences)
    assert set(roles) <= set(ROLES)
