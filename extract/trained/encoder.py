"""The accurate tagger's half: a fine-tuned MiniLM (Wang et al., 2020) in 8 bits, on onnxruntime.

Sentences are run one at a time: without a batch nothing is padded, and a sentence's 8-bit
activations are scaled by that sentence alone, so that equal text gives equal bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.trained.labels import TAGS
from extract.trained.ragged import Scores
from extract.trained.tokens import Word

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MAX_SUBWORDS = 256  # of a run; a longer sentence is cut into pieces of whole words


@dataclass(frozen=True)
class Read:
    """A sentence as the encoder reads it: (words, tags), and the vectors of its sub-words.

    `firsts` says where each word begins among the vectors.
    """

    tags: Scores
    hidden: NDArray[np.float32]
    firsts: NDArray[np.int64]


class Encoder:
    """A loaded encoder. It may be used from several threads."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        self._session = open_session(model)
        self._tokenizer = load_tokenizer(tokenizer)
        self._start, self._end = self._tokenizer.encode("").ids

    def read(self, text: str, words: Sequence[Word]) -> Read:
        """Give what the encoder says of each of a sentence's words."""
        parts = [self._run(ids, firsts) for ids, firsts in self._pieces(text, words)]
        if not parts:
            empty = np.zeros((0, len(TAGS)), np.float32)
            return Read(empty, empty, np.zeros(0, np.int64))
        shifts = np.cumsum([0, *(len(part.hidden) for part in parts[:-1])])
        return Read(
            np.concatenate([part.tags for part in parts]),
            np.concatenate([part.hidden for part in parts]),
            np.concatenate([part.firsts + at for part, at in zip(parts, shifts, strict=True)]),
        )

    def _run(self, ids: list[int], firsts: list[int]) -> Read:
        feed = {"input_ids": np.array([[self._start, *ids, self._end]], np.int64)}
        tags, hidden = self._session.run(["tags", "hidden"], feed)
        places = np.array(firsts, np.int64) + 1
        return Read(tags[0][places], hidden[0], places)

    def _pieces(self, text: str, words: Sequence[Word]) -> list[tuple[list[int], list[int]]]:
        """Cut a text's sub-words into runs of whole words: ids, and where each word begins."""
        # Half a character, which a broken text may hold, is read as a question mark.
        whole = text.encode(errors="replace").decode()
        encoding = self._tokenizer.encode(whole, add_special_tokens=False)
        firsts = word_firsts(encoding.offsets, words)
        bounds = [*firsts, len(encoding.ids)]
        pieces: list[tuple[list[int], list[int]]] = []
        at = 0
        while at < len(words):
            limit = firsts[at] + MAX_SUBWORDS - 2
            end = max(at + 1, bisect_right(bounds, limit) - 1)
            ids = encoding.ids[firsts[at] : min(bounds[end], limit)]
            pieces.append((ids, [first - firsts[at] for first in firsts[at:end]]))
            at = end
        return pieces


def word_firsts(offsets: Sequence[tuple[int, int]], words: Sequence[Word]) -> list[int]:
    """Give the first sub-word of each word; a sign without one has the next one, or the last."""
    firsts: list[int] = []
    at = 0
    for word in words:
        while at < len(offsets) - 1 and offsets[at][1] <= word.start:
            at += 1
        firsts.append(at)
    return firsts


def load_tokenizer(file: Path) -> Tokenizer:
    """Load word pieces, cutting and padding nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def open_session(model: Path) -> InferenceSession:
    """Open a graph for one thread a run."""
    import onnxruntime  # a third of a second, spent only where it is needed

    onnxruntime.set_default_logger_severity(3)  # errors; it warns of every absent GPU
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
