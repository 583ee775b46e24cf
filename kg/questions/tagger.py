"""The question tagger: two fine-tuned MiniLM (Wang et al., 2020) in 8 bits, on onnxruntime.

They differ in their training seed only; their scores are averaged. Questions are tagged one at a
time, so that equal questions get equal tags: a span label for each word, and for the whole question
its kind, its implied aspect and its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.models.weights import QUESTIONS_FILES, TOKENIZER_FILE, checked
from extract.tagger.encoder import load_tokenizer, open_session, word_firsts
from extract.tagger.ragged import best_paths
from extract.tagger.tokens import Word, words_of
from kg.questions.tags import MOVES, TAGS, WORD_TAGS, places, spans_of

MAX_SUBWORDS = 256
KEPT = 8  # questions
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the question: `first` word up to before `last`, and its label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged question; probabilities are by class, each summing to 1."""

    words: tuple[Word, ...]
    spans: tuple[Span, ...]
    kinds: dict[str, float]
    asked: dict[str, float]
    orders: dict[str, float]


class Tagger:
    """A loaded tagger. It may be used from several threads."""

    def __init__(self, folder: Path) -> None:
        """Load the weights of a folder; WeightsError where they are not those of its lock."""
        self._sessions = [open_session(checked(folder, name)) for name in QUESTIONS_FILES]
        self._tokenizer = load_tokenizer(checked(folder, TOKENIZER_FILE))
        self._start, self._end = self._tokenizer.encode("").ids
        self._kept: dict[str, Tagged] = {}

    def tag(self, text: str) -> Tagged:
        """Tag a question; words past 256 sub-words get no tag.

        The last few are cached: an answer and its check tag the same question.
        """
        tagged = self._kept.get(text)
        if tagged is None:
            tagged = self._tag(text)
            self._kept = dict([*self._kept.items(), (text, tagged)][-KEPT:])
        return tagged

    def _tag(self, text: str) -> Tagged:
        words = words_of(text)
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids = [self._start, *encoding.ids[: MAX_SUBWORDS - 3], self._end, self._end]
        firsts = [1 + at for at in word_firsts(encoding.offsets, words)]
        firsts = [at for at in firsts if at < len(ids) - 2]
        feed = {"input_ids": np.array([ids], np.int64)}
        read = [session.run(["tags"], feed)[0][0] for session in self._sessions]
        chances = np.maximum(np.round(np.mean(read, axis=0), 5), _LEAST)
        path = _path(chances[firsts][:, : len(WORD_TAGS)])
        return Tagged(
            tuple(words),
            tuple(Span(*span) for span in spans_of(path)),
            _classes(chances[0], "kind:"),
            _classes(chances[-2], "asked:"),
            _classes(chances[-1], "order:"),
        )


def _path(chances: NDArray[np.float32]) -> NDArray[np.int64]:
    if not len(chances):
        return np.zeros(0, np.int64)
    rows = np.log(chances / chances.sum(axis=1, keepdims=True)).astype(np.float32)
    return best_paths([rows], MOVES)[0]


def _classes(chances: NDArray[np.float32], prefix: str) -> dict[str, float]:
    numbers = places(prefix)
    total = float(chances[numbers].sum())
    return {TAGS[n].removeprefix(prefix): float(chances[n]) / total for n in numbers}


@cache
def load_tagger(folder: Path) -> Tagger:
    """The tagger of a folder, loaded once."""
    return Tagger(folder)
