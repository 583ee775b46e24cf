"""Logistic models as `kg.retrieve.logistic` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]


def centred(matrix: Floats) -> tuple[Floats, Floats, Floats]:
    """Rows (n, features) centred and scaled, with the mean and the scale of each feature."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0  # a feature that never differs weighs nothing
    return (matrix - mean) / scale, mean, scale


def described(
    names: Sequence[str], mean: Floats, scale: Floats, model: LogisticRegression
) -> dict[str, Any]:
    """A fitted model in plain values, to four decimals."""
    return {
        "features": [*names],
        "mean": _rounded(mean),
        "scale": _rounded(scale),
        "weights": _rounded(model.coef_[0]),
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]
