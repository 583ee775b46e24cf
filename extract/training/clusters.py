"""Groups of words of like meaning, cut out of an encoder's word vectors by k-means in two levels.

The quick tagger sees a word's group (Brown et al., 1992, did this with class bigrams), so that a
word it was not trained on is seen as its like.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize
from tokenizers import Tokenizer

COARSE = 64
FINE = 16


def word_clusters(tokenizer: Tokenizer, vectors: NDArray[np.float32], seed: int) -> dict[str, int]:
    """Give whole words of the word pieces -> group; groups of one coarse group are neighbours."""
    vocabulary: Mapping[str, int] = tokenizer.get_vocab()
    words = sorted(word for word in vocabulary if word.isalpha() and len(word) > 1)
    rows = vectors[[vocabulary[word] for word in words]]
    rows = normalize(rows - rows.mean(axis=0))
    coarse = KMeans(COARSE, n_init=1, random_state=seed).fit_predict(rows)
    numbers = coarse * FINE
    for group in range(COARSE):
        inside = np.flatnonzero(coarse == group)
        fine = KMeans(min(FINE, len(inside)), n_init=1, random_state=seed)
        numbers[inside] += fine.fit_predict(rows[inside])
    return dict(zip(words, numbers.tolist(), strict=True))
