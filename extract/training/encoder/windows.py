"""Neighbouring sentences of a document as one example, for an encoder that reads them together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from extract.evaluation.corpora import Example
from extract.tagger.encoder import Read
from extract.training.batches import Encoded
from extract.training.encoder.finetune import reads
from extract.training.encoder.parameters import Params

_SPECIAL = 2  # sub-words that begin and end every example
_SHORTEST = 40  # sub-words of a document's first window


def windows_of(
    examples: Sequence[Example], encoded: Sequence[Encoded], limit: int, seed: int | None = None
) -> list[list[int]]:
    """Give the numbers of each window's examples: neighbours with at most `limit` sub-words.

    With a seed a document's first window is shorter by chance, so that every epoch cuts elsewhere.
    """
    draw = np.random.default_rng(seed)
    windows = []
    for _, group in groupby(range(len(examples)), key=lambda n: examples[n].document):
        most = limit if seed is None else int(draw.integers(_SHORTEST, limit + 1))
        window: list[int] = []
        size = 0
        for n in group:
            own = len(encoded[n].ids) - _SPECIAL
            if window and size + own > most:
                windows.append(window)
                window, size, most = [], 0, limit
            window.append(n)
            size += own
        windows.append(window)
    return windows


def joined(parts: Sequence[Encoded]) -> Encoded:
    """Put examples together as one, between the first one's special sub-words."""
    ids, firsts, pairs = parts[0].ids[:1], list[int](), []
    for part in parts:
        shift = len(ids) - 1
        ids = [*ids, *part.ids[1:-1]]
        firsts += [first + shift for first in part.firsts]
        for *ends, left, right, kind in part.pairs:
            a, b, c, d = (end + shift for end in ends)
            pairs.append((a, b, c, d, left, right, kind))
    allowed = np.concatenate([part.allowed for part in parts])
    return Encoded([*ids, parts[0].ids[-1]], firsts, allowed, pairs)


def read_windows(
    params: Params, examples: Sequence[Example], encoded: Sequence[Encoded], limit: int
) -> list[Read]:
    """Read examples as `extract.tagger.encoder` does with a window, in their order."""
    windows = windows_of(examples, encoded, limit)
    results = []
    wholes = reads(params, [joined([encoded[n] for n in window]) for window in windows])
    for window, whole in zip(windows, wholes, strict=True):
        word, piece = 0, 1
        for example in (encoded[n] for n in window):
            pieces = len(example.ids) - _SPECIAL
            hidden = np.concatenate([whole.hidden[:1], whole.hidden[piece : piece + pieces]])
            tags = whole.tags[word : word + len(example.firsts)]
            results.append(Read(tags, hidden, np.array(example.firsts, np.int64)))
            word, piece = word + len(example.firsts), piece + pieces
    return results
