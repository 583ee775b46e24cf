"""The accurate tagger's half: a fine-tuned MiniLM (Wang et al., 2020) in 8 bits, on onnxruntime.

A text's sentences are run together as far as a window holds them, one window at a time: without a
batch nothing is padded, and a window's 8-bit activations are scaled by that window alone, so that
equal text gives equal bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.models.telemetry import forbid_telemetry
from extract.tagger.ragged import Scores
from extract.tagger.tokens import Word, words_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MAX_SUBWORDS = 256  # of a run; a longer sentence is cut into pieces of whole words


KEPT_TEXTS = 64  # as many as are tagged at once


@dataclass(frozen=True)
class Read:
    """A sentence as the encoder reads it: (words, tags), and the vectors of its sub-words.

    `firsts` says where each word begins among the vectors.
    """

    tags: Scores
    hidden: NDArray[np.float32]
    firsts: NDArray[np.int64]


class Encoder:
    """A loaded encoder. It may be used from several threads.

    `read_text(sentences, window)` gives its output for each sentence of a text; neighbours are
    read together while they have at most `window` sub-words in all.
    """

    def __init__(self, model: Path, tokenizer: Path) -> None:
        self._session = open_session(model)
        self._tokenizer = load_tokenizer(tokenizer)
        self._start, self._end = self._tokenizer.encode("").ids
        # Names are asked for first and relations later, of the same texts.
        self.read_text = lru_cache(KEPT_TEXTS)(self._read_text)

    def _read_text(self, sentences: tuple[str, ...], window: int) -> list[Read]:
        reads: list[Read] = []
        for group in self._windows(sentences, window):
            reads += self._read_together(group)
        return reads

    def _windows(self, sentences: Sequence[str], window: int) -> Iterator[list[str]]:
        group: list[str] = []
        size = 0
        for sentence in sentences:
            own = len(self._encoding(sentence).ids) if window else 0
            if group and (not window or size + own > window):
                yield group
                group, size = [], 0
            group.append(sentence)
            size += own
        if group:
            yield group

    def _read_together(self, sentences: Sequence[str]) -> Iterator[Read]:
        """Read sentences as one text, and give each the window's first vector and its own."""
        words, counts, at = [], [], 0
        for sentence in sentences:
            own = words_of(sentence)
            words += [Word(word.text, word.start + at, word.end + at) for word in own]
            counts.append(len(own))
            at += len(sentence) + 1
        whole = self.read(" ".join(sentences), words)
        if len(sentences) == 1:
            yield whole
            return
        done = 0
        for count in counts:
            firsts = whole.firsts[done : done + count]
            ends = [*whole.firsts[done + count : done + count + 1], len(whole.hidden)]
            begin = firsts[0] if count else 0
            hidden = np.concatenate([whole.hidden[:1], whole.hidden[begin : ends[0]]])
            yield Read(whole.tags[done : done + count], hidden, firsts - begin + 1)
            done += count

    def read(self, text: str, words: Sequence[Word]) -> Read:
        """Give the encoder's output for each of a text's words."""
        parts = [self._run(ids, firsts) for ids, firsts in self._pieces(text, words)]
        if not parts:
            empty = np.zeros((0, self._session.get_outputs()[0].shape[-1]), np.float32)
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
        encoding = self._encoding(text)
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

    def _encoding(self, text: str) -> Encoding:
        # Half a character, which a broken text may hold, is read as a question mark.
        whole = text.encode(errors="replace").decode()
        return self._tokenizer.encode(whole, add_special_tokens=False)


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
    """Open a graph for one thread a run, so that texts can be run side by side."""
    forbid_telemetry()
    import onnxruntime  # a third of a second, spent only by commands that use it

    onnxruntime.set_default_logger_severity(3)  # errors; it warns of every absent GPU
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
