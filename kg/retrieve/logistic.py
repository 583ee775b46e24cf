"""Fitted logistic models over named features, as files of `data/models` keep them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.vocabulary import data_dir


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: features are centred and scaled first.

    `level` is the probability from which something counts, where the model decides that.
    """

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    level: float = 0.0

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability of what has these features, to four decimals."""
        terms = zip(self.features, self.mean, self.scale, self.weights, strict=True)
        total = self.intercept + math.fsum(
            weight * (values[name] - mean) / scale for name, mean, scale, weight in terms
        )
        return round(1 / (1 + math.exp(-total)), 4)


@cache
def load_weights(file: str, name: str) -> Weights:
    """The model of that name in a file of `data/models`."""
    text = (data_dir() / "models" / file).read_text(encoding="utf-8")
    stored = json.loads(text)[name]
    return Weights(
        features=tuple(stored["features"]),
        mean=tuple(stored["mean"]),
        scale=tuple(stored["scale"]),
        weights=tuple(stored["weights"]),
        intercept=stored["intercept"],
        level=stored.get("level", 0.0),
    )
