"""Rows of tags over many sentences at once: forward-backward and Viterbi on padded batches.

Sentences are sorted by length and cut into batches, so that each step over the words is one small
matrix product for a whole batch and little of it is padding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
BATCH = 128  # sentences


def by_length(lengths: Sequence[int], size: int = BATCH) -> Iterator[list[int]]:
    """Give the numbers of sentences in batches, longest first; those of no word are left out."""
    order = [n for n in sorted(range(len(lengths)), key=lambda n: (-lengths[n], n)) if lengths[n]]
    for at in range(0, len(order), size):
        yield order[at : at + size]


def marginals(rows: Sequence[Scores], moves: Scores) -> list[Scores]:
    """Give each word's distribution over tags under a linear chain (Lafferty et al., 2001).

    `rows` are (words, tags) log scores, `moves` (tags, tags) log scores from one tag to the next.
    """
    tables = [np.zeros(row.shape, np.float32) for row in rows]
    for batch in by_length([len(row) for row in rows]):
        lengths = np.array([len(rows[n]) for n in batch])
        chances = _forward_backward(_padded([rows[n] for n in batch]), lengths, moves)
        for row, n in enumerate(batch):
            tables[n] = chances[row, : lengths[row]]
    return tables


def best_paths(rows: Sequence[Scores], moves: Scores) -> list[NDArray[np.int64]]:
    """Give each sentence's row of tags of the greatest sum (Viterbi, 1967); ties to lower tags."""
    best = [np.zeros(len(row), np.int64) for row in rows]
    for batch in by_length([len(row) for row in rows]):
        lengths = np.array([len(rows[n]) for n in batch])
        paths = _viterbi(_padded([rows[n] for n in batch]), lengths, moves)
        for row, n in enumerate(batch):
            best[n] = paths[row, : lengths[row]]
    return best


def _padded(rows: Sequence[Scores]) -> Scores:
    table = np.zeros((len(rows), len(rows[0]), rows[0].shape[1]), np.float32)
    for place, row in zip(table, rows, strict=True):
        place[: len(row)] = row
    return table


def _forward_backward(scores: Scores, lengths: NDArray[np.int64], moves: Scores) -> Scores:
    likely = np.exp(scores - scores.max(axis=2, keepdims=True))
    steps = np.exp(moves - moves.max())
    forward = likely.copy()
    forward[:, 0] /= forward[:, 0].sum(axis=1, keepdims=True)
    alive = (lengths > np.arange(scores.shape[1])[:, None]).sum(axis=1).tolist()
    for n in range(1, scores.shape[1]):
        here = forward[: alive[n], n]
        here *= forward[: alive[n], n - 1] @ steps
        here /= np.maximum(here.sum(axis=1, keepdims=True), 1e-30)
    backward = np.ones_like(likely)
    for n in range(scores.shape[1] - 2, -1, -1):
        count = alive[n + 1]
        after = (backward[:count, n + 1] * likely[:count, n + 1]) @ steps.T
        backward[:count, n] = after / np.maximum(after.sum(axis=1, keepdims=True), 1e-30)
    chances = forward * backward
    normalised: Scores = chances / np.maximum(chances.sum(axis=2, keepdims=True), 1e-30)
    return normalised


def _viterbi(scores: Scores, lengths: NDArray[np.int64], moves: Scores) -> NDArray[np.int64]:
    sentences, words, tags = scores.shape
    back = np.zeros((sentences, words, tags), np.int64)
    total = scores[:, 0].copy()
    for n in range(1, words):
        alive = int((lengths > n).sum())
        ways = total[:alive, :, None] + moves
        back[:alive, n] = ways.argmax(axis=1)
        total[:alive] = ways.max(axis=1) + scores[:alive, n]
    paths = np.zeros((sentences, words), np.int64)
    last = total.argmax(axis=1)
    for n in range(words - 1, -1, -1):
        alive = int((lengths > n).sum())
        paths[:alive, n] = last[:alive]
        last[:alive] = back[np.arange(alive), n, last[:alive]]
    return paths
