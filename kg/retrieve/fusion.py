"""Reciprocal rank fusion (Cormack, Clarke, Büttcher: SIGIR 2009)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum

K = 60


def reciprocal_rank_fusion(lists: Iterable[Sequence[str]], k: int = K) -> list[tuple[str, float]]:
    """Fuse ranked lists of ids into one: score = sum of 1 / (k + rank), rank from 1.

    Best first, ties by id; an id that a list lacks gets nothing from it.
    """
    parts: dict[str, list[float]] = defaultdict(list)
    for ranked in lists:
        for rank, key in enumerate(ranked, start=1):
            parts[key].append(1.0 / (k + rank))
    scores = {key: fsum(terms) for key, terms in parts.items()}  # exact: lists in any order
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
