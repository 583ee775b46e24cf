"""Reads what is asked and a sentence together, and says how well the sentence answers.

MiniLM-L6 fine-tuned on judged pairs (`kg.training.evidence`; a cross-encoder after Nogueira & Cho,
"Passage re-ranking with BERT", 2019), in 8 bits. A pair costs some milliseconds, so that only the
sentences that cheaper features put first are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from extract.trained.encoder import load_tokenizer, open_session
from extract.trained.weights import READER_FILE, TOKENIZER_FILE, checked, models_dir

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

GRADES = 3  # 0: does not answer, 1: related, 2: answers
MAX_SUBWORDS = 96  # of a sentence
WORTH = (0.0, 0.35, 1.0)  # of each grade
_THREADS = 2
_KEPT = 1 << 13


def pair_ids(tokenizer: Tokenizer, asked: str, sentence: str) -> list[int]:
    """The word pieces of what is asked and of a sentence, each closed by a separator."""
    first = tokenizer.encode(asked).ids
    second = tokenizer.encode(sentence, add_special_tokens=False).ids
    return [*first, *second[:MAX_SUBWORDS], first[-1]]


class Reader:
    """A loaded model. It may be used from several threads."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._worth = lru_cache(maxsize=_KEPT)(self._read)

    def worths(self, asked: str, sentences: Sequence[str]) -> list[float]:
        """How well each sentence answers (0-1): the mean worth of its grades, to four decimals."""
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(lambda one: self._worth(asked, one), sentences))

    def _read(self, asked: str, sentence: str) -> float:
        ids = np.array([pair_ids(self._tokenizer, asked, sentence)], np.int64)
        chances = self._session.run(["tags"], {"input_ids": ids})[0][0][0].astype(np.float64)
        return round(float(chances @ np.array(WORTH) / chances.sum()), 4)


@cache
def reader() -> Reader:
    """The reader that comes with the project; WeightsError where its file was changed."""
    folder = models_dir()
    session = open_session(checked(folder, READER_FILE))
    return Reader(session, load_tokenizer(checked(folder, TOKENIZER_FILE)))
