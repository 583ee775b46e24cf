"""Trains the quick tagger with CRFsuite and turns what it learned into `CrfWeights`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from extract.evaluation.corpora import Example
from extract.evaluation.tags import TAGS
from extract.tagger.crf import CrfWeights
from extract.tagger.features import Clusters, Names, sentence_features
from extract.tagger.labels import BARRED
from extract.tagger.tokens import words_of
from extract.training.batches import word_tags

SETTINGS = {"c1": 0.1, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 1}


def train_crf(
    examples: Sequence[Example],
    names: Names,
    clusters: Clusters,
    settings: dict[str, float] = SETTINGS,
) -> CrfWeights:
    """Fit a CRF to examples by L-BFGS; the same examples give the same weights."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(settings)
    for example in examples:
        words = [word.text for word in words_of(example.text)]
        if words:
            rows = sentence_features(words, names, clusters)
            trainer.append(rows, [TAGS[tag] for tag in word_tags(example)])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crf"
        trainer.train(str(file))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(file))
        return _weights(tagger.info(), clusters)


def _weights(info: object, clusters: Clusters) -> CrfWeights:
    states: dict[tuple[str, str], float] = info.state_features  # type: ignore[attr-defined]
    steps: dict[tuple[str, str], float] = info.transitions  # type: ignore[attr-defined]
    index = {name: n for n, name in enumerate(sorted({name for name, _ in states}))}
    rows = np.zeros((len(index), len(TAGS)), np.float32)
    for (name, tag), weight in states.items():
        rows[index[name], TAGS.index(tag)] = weight
    # A tag that the examples never show is never given.
    seen = {tag for _, tag in states}
    moves = np.array(
        [[steps.get((a, b), 0.0) if b in seen else BARRED for b in TAGS] for a in TAGS], np.float32
    )
    return CrfWeights(index, rows, moves, clusters, TAGS)
