"""The quick tagger: a linear-chain conditional random field, run in numpy.

Trained by CRFsuite (Okazaki, 2007) in `extract.training`; here its weights are rows of a matrix. A
word's features are looked up once and their sums kept, so that a text costs one gather a
neighbour, a few look-ups a word and one small product a step of the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.tagger.features import (
    DEPTH,
    REACH,
    Clusters,
    Names,
    known_names,
    own_features,
    pair_features,
    short_shape,
)
from extract.tagger.labels import BARRED
from extract.tagger.ragged import Scores, marginals

KEPT_WORDS = 50_000  # words whose sums are kept; past that the store is begun anew


@dataclass(frozen=True)
class CrfWeights:
    """A trained field: the row of each feature, rows (features, tags), moves (tags, tags).

    `tags` are the names of the tags, by number.
    """

    index: Mapping[str, int]
    rows: Scores
    moves: Scores
    clusters: Clusters
    tags: tuple[str, ...]


class CrfTagger:
    """Gives distributions over tags."""

    def __init__(self, weights: CrfWeights, names: Names) -> None:
        self.tags = weights.tags
        self._weights = weights
        self._names = names
        self._store = _Store(weights)
        # A tag that no step leads to was never seen; it must not begin a sentence either.
        self._unseen = weights.moves.max(axis=0) <= BARRED

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Give each sentence's (words, tags) distributions, in the order of the sentences."""
        return marginals(self.scores(sentences), self._weights.moves)

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Give each sentence's (words, tags) log scores, before the chain."""
        pad = [""] * REACH
        flat = [*pad, *(word for words in sentences for word in (*words, *pad))]
        table = self._own(flat) + self._together(flat)
        table[:, self._unseen] = BARRED
        tables = []
        at = REACH
        for words in sentences:
            tables.append(table[at : at + len(words)])
            at += len(words) + REACH
        return tables

    def _own(self, flat: Sequence[str]) -> Scores:
        sums = self._store.sums(flat)
        total = sums[:, REACH].copy()
        for d in range(1, REACH + 1):
            total[d:] += sums[:-d, REACH - d]
            total[:-d] += sums[d:, REACH + d]
        return total

    def _together(self, flat: Sequence[str]) -> Scores:
        find = self._weights.index.get
        small = [word.lower() for word in flat]
        shapes = [short_shape(word) for word in flat]
        known = known_names(small, self._names)
        places: list[int] = []
        rows: list[int] = []
        for at in range(REACH, len(flat) - REACH):
            if not flat[at]:
                continue
            for feature in pair_features(small, shapes, at):
                row = find(feature)
                if row is not None:
                    places.append(at)
                    rows.append(row)
        for at in (n for n, feature in enumerate(known) if feature):
            for d in (-1, 0, 1):
                row = find(f"{d}{known[at]}")
                if row is not None:
                    places.append(at - d)
                    rows.append(row)
        return _summed(np.array(places, np.int64), self._weights.rows[rows], len(flat))


def _summed(places: NDArray[np.int64], rows: Scores, size: int) -> Scores:
    table = np.zeros((size, rows.shape[1]), np.float32)
    for tag in range(rows.shape[1]):
        table[:, tag] = np.bincount(places, rows[:, tag], size)
    return table


@dataclass
class _Store:
    """Keeps, a word, the sums of its features' weights as seen from each place around it."""

    weights: CrfWeights
    places: dict[str, int] = field(default_factory=dict)
    kept: Scores = field(init=False)
    used: int = 0

    def __post_init__(self) -> None:
        self.kept = np.zeros((0, 2 * REACH + 1, len(self.weights.tags)), np.float32)

    def sums(self, words: Sequence[str]) -> Scores:
        """Give (words, places, tags)."""
        fresh = [word for word in dict.fromkeys(words) if word not in self.places]
        if fresh and self.used + len(fresh) > KEPT_WORDS:
            self.places.clear()
            self.used = 0
            fresh = list(dict.fromkeys(words))
        self._keep(fresh)
        return self.kept[[self.places[word] for word in words]]

    def _keep(self, words: Iterable[str]) -> None:
        words = list(words)
        if self.used + len(words) > len(self.kept):
            size = 2 * (self.used + len(words))
            grown = np.zeros((size, *self.kept.shape[1:]), np.float32)
            grown[: self.used] = self.kept[: self.used]
            self.kept = grown
        for word in words:
            self.kept[self.used] = self._sum(word)
            self.places[word] = self.used
            self.used += 1

    def _sum(self, word: str) -> Scores:
        features = own_features(word, self.weights.clusters)
        table = np.zeros((2 * REACH + 1, len(self.weights.tags)), np.float32)
        for d in range(-REACH, REACH + 1):
            # Seen from d words before it, the word is at -d.
            names = (f"{d}{feature}" for feature in features[: DEPTH[abs(d)]])
            rows = [row for name in names if (row := self.weights.index.get(name)) is not None]
            table[REACH + d] = self.weights.rows[rows].sum(axis=0)
        return table


def save_crf(weights: CrfWeights, file: Path) -> None:
    """Write a field: feature names and clusters as text, weights in half precision."""
    features = sorted(weights.index, key=lambda name: weights.index[name])
    clusters = "\n".join(f"{word}\t{number}" for word, number in sorted(weights.clusters.items()))
    np.savez_compressed(
        file,
        features=np.frombuffer("\n".join(features).encode(), np.uint8),
        clusters=np.frombuffer(clusters.encode(), np.uint8),
        rows=weights.rows.astype(np.float16),
        moves=weights.moves.astype(np.float32),
        tags=np.frombuffer("\n".join(weights.tags).encode(), np.uint8),
    )


def load_crf(file: Path) -> CrfWeights:
    """Read a field that `save_crf` wrote; no code is in the file and none is run."""
    with np.load(file, allow_pickle=False) as arrays:
        features = arrays["features"].tobytes().decode().split("\n")
        clusters = arrays["clusters"].tobytes().decode()
        return CrfWeights(
            index={name: n for n, name in enumerate(features)},
            rows=arrays["rows"].astype(np.float32),
            moves=arrays["moves"],
            clusters={
                word: int(number)
                for word, number in (line.split("\t") for line in clusters.split("\n") if line)
            },
            tags=tuple(arrays["tags"].tobytes().decode().split("\n")),
        )
