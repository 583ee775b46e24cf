"""Trains the linear pair model by multinomial logistic regression."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extract.evaluation.corpora import Example
from extract.evaluation.scoring import spans_of
from extract.evaluation.tags import CLASSES
from extract.tagger.pairs import ROWS, PairWeights, pair_features
from extract.tagger.tokens import words_of
from extract.training.batches import classes_of


def train_pairs(examples: Sequence[Example], strength: float = 1.0) -> PairWeights:
    """Fit a model; `strength` is the inverse of the L2 penalty."""
    rows, classes = [], []
    for example in examples:
        rows += pair_features(words_of(example.text), spans_of(example))
        classes += classes_of(example)
    table = csr_matrix(
        (
            np.ones(sum(map(len, rows)), np.float32),
            np.concatenate(rows),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), ROWS),
    )
    fitted = LogisticRegression(C=strength, max_iter=150, tol=1e-3).fit(table, classes)
    weights = np.zeros((ROWS, len(CLASSES)), np.float32)
    bias = np.full(len(CLASSES), -30.0, np.float32)  # a class that was never seen
    # Of two classes, scikit-learn has the weights of the second alone.
    shown = fitted.classes_[1:] if len(fitted.classes_) == 2 else fitted.classes_
    bias[fitted.classes_] = 0
    weights[:, shown] = fitted.coef_.T
    bias[shown] = fitted.intercept_
    return PairWeights(weights, bias)
