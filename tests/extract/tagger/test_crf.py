"""The CRF in numpy gives the same chances as CRFsuite, and its parts are correct."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from extract.evaluation.corpora import Example
from extract.evaluation.tags import TAG_SET, TAGS
from extract.tagger.crf import CrfTagger, load_crf, save_crf
from extract.tagger.features import Names, known_names, names_of, sentence_features
from extract.tagger.ragged import Scores, best_paths, marginals
from extract.tagger.tokens import words_of
from extract.training.batches import word_tags
from extract.training.crf_training import SETTINGS, train_crf
from extract.vocabulary import load_vocabulary

CLUSTERS = {"zorbo": 17, "train": 900}


def test_marginals_are_those_of_crfsuite(examples: list[Example], tmp_path: Path) -> None:
    names = names_of(load_vocabulary())
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    rows = []
    for example in examples:
        words = [word.text for word in words_of(example.text)]
        rows.append((words, sentence_features(words, names, CLUSTERS)))
        trainer.append(rows[-1][1], [TAGS[tag] for tag in word_tags(example)])
    trainer.train(str(tmp_path / "crf"))
    theirs = pycrfsuite.Tagger()
    theirs.open(str(tmp_path / "crf"))
    ours = CrfTagger(train_crf(examples, names, CLUSTERS), names)
    chances = ours.probabilities([words for words, _ in rows])
    for (_, features), computed in zip(rows, chances, strict=True):
        theirs.set(features)
        for place, row in enumerate(computed):
            for tag in theirs.labels():
                expected = theirs.marginal(tag, place)
                assert row[TAGS.index(tag)] == pytest.approx(expected, abs=1e-3)


def test_equal_examples_give_equal_bytes(examples: list[Example], tmp_path: Path) -> None:
    names = names_of(load_vocabulary())
    for name in ("first.npz", "second.npz"):
        save_crf(train_crf(examples, names, CLUSTERS), tmp_path / name)
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    assert load_crf(tmp_path / "first.npz").clusters == CLUSTERS


def test_known_names_are_the_longest() -> None:
    names: Names = {
        "graph": {
            "": [(("graph",), "Domain")],
            "network": [(("graph", "network", "layer"), "Method"), (("graph", "network"), "Model")],
        }
    }
    words = ["a", "graph", "networks", "graph"]
    assert known_names(words, names) == ["", "gBModel", "gIModel", "gUDomain"]


def test_marginals_sum_over_all_paths() -> None:
    draw = np.random.default_rng(0)
    rows = [draw.standard_normal((n, 3)).astype(np.float32) for n in (4, 1, 0, 3)]
    moves = draw.standard_normal((3, 3)).astype(np.float32)
    sums = marginals(rows, moves)
    for row, chances in zip(rows, sums, strict=True):
        assert chances == pytest.approx(_by_hand(row, moves), abs=1e-4)


def _by_hand(row: Scores, moves: Scores) -> Scores:
    total = np.zeros(row.shape)
    paths = np.indices((3,) * len(row)).reshape(len(row), -1).T if len(row) else np.zeros((0, 0))
    for path in paths:
        score = sum(row[n, tag] for n, tag in enumerate(path))
        score += sum(moves[a, b] for a, b in pairwise(path))
        for n, tag in enumerate(path):
            total[n, tag] += np.exp(score)
    chances: Scores = (total / np.maximum(total.sum(axis=1, keepdims=True), 1e-30)).astype(
        np.float32
    )
    return chances


def test_an_inside_follows_its_own_only() -> None:
    row = np.zeros((2, len(TAGS)), np.float32)
    row[0, TAGS.index("B-Task")] = 1
    row[1, TAGS.index("I-Method")] = 1.5
    row[1, TAGS.index("I-Task")] = 1
    (path,) = best_paths([row], TAG_SET.moves)
    assert TAG_SET.runs(path.tolist()) == [(0, 2, "Task")]
