"""The tags of the question tagger: a span label a word, and three classes of the whole question.

The first sub-word, [CLS], carries the question's kind; two [SEP]s at the end carry what is asked
without a noun of its own (`definition`, `uses` …) and the order that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.questions.plan import KINDS, ORDERS

SPANS = ("SIDE", "SHARED", "ASPECT", "EXCLUDE", "AUTHOR", "TITLE")
ASKED = (
    "", "definition", "definition+uses", "uses", "how it works", "authors", "introduced",
    "compare", "cite", "year",
)  # fmt: skip
WORD_TAGS = ("O", *(f"{place}-{span}" for span in SPANS for place in "BI"))
TAGS = (
    *WORD_TAGS,
    *(f"kind:{kind}" for kind in KINDS),
    *(f"asked:{asked}" for asked in ASKED),
    *(f"order:{order}" for order in ORDERS),
)
BARRED = -1e9


def places(prefix: str) -> NDArray[np.int64]:
    """The numbers of the tags of a class of the whole question."""
    return np.array([n for n, tag in enumerate(TAGS) if tag.startswith(prefix)], np.int64)


def _moves() -> NDArray[np.float32]:
    moves = np.zeros((len(WORD_TAGS), len(WORD_TAGS)), np.float32)
    for column, tag in enumerate(WORD_TAGS):
        if tag.startswith("I-"):
            moves[:, column] = [0.0 if before[1:] == tag[1:] else BARRED for before in WORD_TAGS]
    return moves


MOVES = _moves()
"""Log scores of a word tag after another: an I-X follows B-X and I-X alone."""


def label_runs(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, word after the last, and label of each run of words with the same label."""
    first = 0
    for n in range(1, len(labels) + 1):
        if n == len(labels) or labels[n] != labels[first]:
            if labels[first]:
                yield first, n, labels[first]
            first = n


def spans_of(path: NDArray[np.int64]) -> list[tuple[int, int, str]]:
    """The spans of a row of word tags: first word, word after the last, label."""
    spans: list[tuple[int, int, str]] = []
    for n, tag in enumerate(path):
        if tag % 2:
            spans.append((n, n + 1, SPANS[tag // 2]))
        elif tag and spans and spans[-1][1] == n:
            first, _, label = spans[-1]
            spans[-1] = (first, n + 1, label)
    return spans
