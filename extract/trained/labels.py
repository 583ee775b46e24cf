"""The tags that a tagger gives each word, and how rows of tags become names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from extract.records import EntityLabel

Tier = Literal["fast", "accurate"]
LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)
TAGS: tuple[str, ...] = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))

BARRED = -1e9


def _moves() -> NDArray[np.float32]:
    """Bar every step from a tag to an I-X, but from B-X and I-X."""
    moves = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            moves[:, column] = [0.0 if before[1:] == tag[1:] else BARRED for before in TAGS]
    return moves


MOVES = _moves()
INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


def runs(path: Iterable[int]) -> list[tuple[int, int, EntityLabel]]:
    """Give the names of a row of tags: first word, word after the last, label."""
    found: list[tuple[int, int, EntityLabel]] = []
    for n, tag in enumerate(path):
        if tag % 2:
            found.append((n, n + 1, LABELS[tag // 2]))
        elif tag and found and found[-1][1] == n:
            first, _, label = found[-1]
            found[-1] = (first, n + 1, label)
    return found
