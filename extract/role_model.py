"""Sentence roles by a trained linear chain: each sentence scored by its features, in sequence.

A conditional random field (Lafferty, McCallum & Pereira 2001) over the sentences of an abstract:
a weight for each feature and role, one for each step from role to role, and the best sequence. The
weights are in `data/models/roles.json`, which `extract.training.train_roles` makes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np

from extract.errors import ExtractError
from extract.records import Role
from extract.role_features import Features, role_features
from extract.roles import stated_role
from extract.trained.ragged import best_paths
from extract.trained.weights import ROLES_FILE, checked, models_dir

ROLES: tuple[Role, ...] = get_args(Role)
FORMAT = 1

Scores = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class TrainedRoles:
    """Roles of an abstract's sentences by weights; scores are in the order of `ROLES`."""

    weights: Mapping[str, Scores]
    steps: Sequence[Scores]

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order; what a sentence says of itself is believed."""
        found = self.best(role_features(sentences))
        return [stated_role(one) or role for one, role in zip(sentences, found, strict=True)]

    def best(self, sentences: Sequence[Features]) -> list[Role]:
        """Give the roles of highest score in sequence; of equal ones the first of `ROLES`."""
        rows = np.array([self._scores(one) for one in sentences], np.float32)
        (path,) = best_paths([rows], np.array(self.steps, np.float32))
        return [ROLES[role] for role in path]

    def _scores(self, features: Features) -> list[float]:
        found = [self.weights[one] for one in features if one in self.weights]
        return [sum(one) for one in zip(*found, strict=True)] if found else [0.0] * len(ROLES)


@cache
def role_classifier() -> TrainedRoles:
    """Give the classifier that comes with the project; WeightsError where its file was changed."""
    return load_roles(checked(models_dir(), ROLES_FILE))


def load_roles(file: Path) -> TrainedRoles:
    """Read weights; ExtractError for a file that is none or of a newer format."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or tuple(found["roles"]) != ROLES:
            raise ValueError("of another format")
        weights = {str(key): _floats(row) for key, row in found["weights"].items()}
        return TrainedRoles(weights, tuple(_floats(row) for row in found["steps"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExtractError(f"{file}: no weights for roles ({error}); install again") from error


def _floats(row: Sequence[float]) -> Scores:
    if len(row) != len(ROLES):
        raise ValueError(f"{len(row)} numbers where {len(ROLES)} belong")
    return tuple(float(one) for one in row)
