"""Whether a difference between two proportions is more than chance."""

from __future__ import annotations

from functools import lru_cache
from math import comb


@lru_cache(maxsize=1 << 12)
def fisher_exact(held: int, of: int, others_held: int, of_others: int) -> float:
    """The one-sided p-value of a proportion as much larger as `held` of `of` is.

    Fisher's exact test on two groups ("The design of experiments", 1935): the hypergeometric
    probability that of all that hold, as many or more fall into the first group.
    """
    total, hold = of + of_others, held + others_held
    every = comb(total, hold)
    most = min(of, hold)
    ways = sum(comb(of, k) * comb(of_others, hold - k) for k in range(held, most + 1))
    return ways / every
