"""Groups of words of like meaning, cut out of an encoder's word vectors by k-means in two levels.

The quick tagger sees a word's group (Brown et al., 1992, did this with class bigrams), so that a
word it was not trained on is seen as its like. Lloyd's algorithm, seeded.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

COARSE = 64
FINE = 16
ROUNDS = 12


def word_clusters(tokenizer: Tokenizer, vectors: NDArray[np.float32], seed: int) -> dict[str, int]:
    """Give whole words of the word pieces -> group; groups of one coarse group are neighbours."""
    vocabulary: Mapping[str, int] = tokenizer.get_vocab()
    words = sorted(word for word in vocabulary if word.isalpha() and len(word) > 1)
    rows = vectors[[vocabulary[word] for word in words]]
    rows = rows - rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    draw = np.random.default_rng(seed)
    coarse = _groups(rows, COARSE, draw)
    numbers = np.zeros(len(words), np.int64)
    for group in range(COARSE):
        inside = np.flatnonzero(coarse == group)
        if len(inside):
            fine = _groups(rows[inside], min(FINE, len(inside)), draw)
            numbers[inside] = group * FINE + fine
    return {word: int(number) for word, number in zip(words, numbers, strict=True)}


def _groups(rows: NDArray[np.float32], count: int, draw: np.random.Generator) -> NDArray[np.int64]:
    centres = rows[np.sort(draw.choice(len(rows), count, replace=False))]
    nearest = np.zeros(len(rows), np.int64)
    for _ in range(ROUNDS):
        nearest = (rows @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, rows)
        sizes = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(sizes > 0, sums / np.maximum(sizes, 1e-9), centres)
    return nearest
