"""Vectors of texts without running a model: the weighted sum of their word pieces' vectors.

Each word piece of all-MiniLM-L6-v2 was embedded once by itself, reduced by principal components and
weighted against how frequent it is (Arora, Liang & Ma, "A simple but tough-to-beat baseline for
sentence embeddings", 2017). A text costs microseconds, so that all sentences of many papers can be
held against a question. `python -m kg.training.words` makes `data/models/words.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.models.weights import TOKENIZER_FILE, WORDS_FILE, checked, models_dir
from extract.tagger.encoder import load_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
_KEPT = 1 << 14


class WordVectors:
    """The vectors of word pieces (n, width) and the tokenizer that cuts texts into them."""

    def __init__(self, vectors: NDArray[np.int8], scales: Floats, tokenizer: Tokenizer) -> None:
        self._vectors, self._scales, self._tokenizer = vectors, scales, tokenizer
        self.vector = lru_cache(maxsize=_KEPT)(self._vector)

    def near(self, texts: Sequence[str], query: str) -> list[float]:
        """Cosines (-1 to 1) of texts to a query, in the order of the texts."""
        wanted = self.vector(query)
        return [round(float(self.vector(text) @ wanted), 4) for text in texts]

    def _vector(self, text: str) -> Floats:
        """The L2-normalised vector (width,) of a text; zeros for one without word pieces."""
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        rows = self._vectors[ids].astype(np.float32) * self._scales[ids, None]
        total: Floats = rows.sum(0)
        size = float(np.linalg.norm(total))
        return total / np.float32(size) if size else total


@cache
def word_vectors() -> WordVectors:
    """The vectors that come with the project; WeightsError where their file was changed."""
    with np.load(checked(models_dir(), WORDS_FILE), allow_pickle=False) as arrays:
        vectors, scales = arrays["vectors"], arrays["scales"]
    return WordVectors(vectors, scales, load_tokenizer(checked(models_dir(), TOKENIZER_FILE)))
