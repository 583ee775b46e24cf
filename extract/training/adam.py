"""Adam (Kingma and Ba, 2015): the one optimiser of all networks that are trained here."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

Params = dict[str, Any]
Moments = tuple[Params, Params]


def no_moments(params: Params) -> Moments:
    """Give the moments before the first step."""
    return jax.tree.map(jnp.zeros_like, params), jax.tree.map(jnp.zeros_like, params)


def adam(
    slopes: Params, moments: Moments, count: float, memory: float, least: float
) -> tuple[Params, Moments]:
    """Give the moves against the slopes at step `count` (from 1), to be scaled, and new moments.

    `memory` is the decay of the squares' mean, `least` what keeps a move finite.
    """
    first = {name: 0.9 * moments[0][name] + 0.1 * slope for name, slope in slopes.items()}
    second = {
        name: memory * moments[1][name] + (1 - memory) * jnp.square(slope)
        for name, slope in slopes.items()
    }
    moves = {
        name: first[name]
        / (1 - 0.9**count)
        / (jnp.sqrt(second[name] / (1 - memory**count)) + least)
        for name in slopes
    }
    return moves, (first, second)
