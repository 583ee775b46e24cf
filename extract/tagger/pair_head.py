"""The relation of two names, read off an encoder's vectors of the names and what is between.

The head of `extract.training.encoder.network` in numpy (after Eberts and Ulges, 2020): the vectors
of both names' ends, of the sentence, the greatest of each projected feature between them, the
names' labels and how far apart they are, through one hidden layer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.records import EntityLabel
from extract.tagger.encoder import Read
from extract.tagger.pairs import Chances, NameSpan, pairs_of, places_of, softmax
from extract.tagger.tokens import Word

Floats = NDArray[np.float32]
LENGTHS = 24  # buckets of distance

HeadWeights = Mapping[str, Floats]
NAMES = (
    "pair.between.weight",
    "pair.spans.weight",
    "pair.labels.weight",
    "pair.lengths.weight",
    "pair.hidden.bias",
    "pair.out.weight",
    "pair.out.bias",
)


class PairHead:
    """Gives distributions over the classes of pairs."""

    def __init__(self, weights: HeadWeights, labels: Sequence[EntityLabel]) -> None:
        """Take weights that were trained with these labels, in this order."""
        self._weights, self._labels = weights, labels

    def probabilities(
        self, read: Read, words: Sequence[Word], spans: Sequence[NameSpan]
    ) -> Chances:
        """Give (pairs, classes) for every two spans of a sentence, in the order of `pairs_of`."""
        pairs = list(pairs_of(len(spans)))
        if not pairs:
            return np.zeros((0, len(self._weights["pair.out.bias"])), np.float32)
        places = places_of(words, spans)
        ends = np.array([(read.firsts[a], read.firsts[b - 1]) for a, b in places])
        labels = np.array([self._labels.index(span.label) for span in spans])
        first, second = np.array(pairs).T
        features = self._features(read.hidden, ends[first], ends[second])
        weights = self._weights
        middle = features @ weights["pair.spans.weight"] + weights["pair.hidden.bias"]
        middle += weights["pair.labels.weight"][labels[first] * len(self._labels) + labels[second]]
        apart = np.clip(ends[second, 0] - ends[first, 1], 0, LENGTHS - 1)
        middle += weights["pair.lengths.weight"][apart]
        return softmax(_gelu(middle) @ weights["pair.out.weight"] + weights["pair.out.bias"])

    def _features(
        self, hidden: Floats, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> Floats:
        projected = hidden @ self._weights["pair.between.weight"]
        between = np.zeros((len(left), projected.shape[1]), np.float32)
        for n, (after, before) in enumerate(zip(left[:, 1], right[:, 0], strict=True)):
            if before > after + 1:
                between[n] = projected[after + 1 : before].max(axis=0)
        whole = np.broadcast_to(hidden[0], (len(left), hidden.shape[1]))
        parts = [hidden[at] for at in (left[:, 0], left[:, 1], right[:, 0], right[:, 1])]
        return np.concatenate([*parts, whole, between], axis=1)


def _gelu(value: Floats) -> Floats:
    """The tanh form (Hendrycks and Gimpel, 2016), as in training."""
    inner = np.float32((2 / np.pi) ** 0.5) * (value + np.float32(0.044715) * value**3)
    made: Floats = np.float32(0.5) * value * (1 + np.tanh(inner))
    return made


def save_pair_head(weights: HeadWeights, file: Path) -> None:
    """Write a head, its weights in half precision."""
    halves: dict[str, Any] = {name: weights[name].astype(np.float16) for name in NAMES}
    np.savez_compressed(file, **halves)


def load_pair_head(file: Path) -> HeadWeights:
    """Read a head that `save_pair_head` wrote; no code is in the file and none is run."""
    with np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in NAMES}
