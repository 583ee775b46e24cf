"""Sentence roles by a trained linear chain: each sentence scored by its features, in sequence.

A conditional random field (Lafferty, McCallum & Pereira 2001) over the sentences of an abstract:
a weight for each feature and role, one for each step from role to role, and the best sequence by
Viterbi's algorithm. The weights are read from `data/models/roles.json`; where that file is not
there, the cue rules judge alone. `extract.training.train_roles` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from extract.errors import ExtractError
from extract.records import Role
from extract.role_features import Features, role_features
from extract.roles import CueRoles, RoleClassifier, stated_role
from extract.vocabulary import data_dir

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
        if not sentences:
            return []
        every = range(len(ROLES))
        score, came_from = self._scores(sentences[0]), list[list[int]]()
        for features in sentences[1:]:
            before = [max(every, key=lambda k, r=r: score[k] + self.steps[k][r]) for r in every]  # type: ignore[misc]
            own = self._scores(features)
            score = [score[k] + self.steps[k][r] + own[r] for r, k in enumerate(before)]
            came_from.append(before)
        path = [max(every, key=lambda r: score[r])]
        for before in reversed(came_from):
            path.append(before[path[-1]])
        return [ROLES[role] for role in reversed(path)]

    def _scores(self, features: Features) -> list[float]:
        found = [self.weights[one] for one in features if one in self.weights]
        return [sum(one) for one in zip(*found, strict=True)] if found else [0.0] * len(ROLES)


def roles_file() -> Path:
    """Give the file of the trained weights."""
    return data_dir() / "models" / "roles.json"


@cache
def role_classifier() -> RoleClassifier:
    """Give the trained classifier, or the cue rules where the weights are not there."""
    file = roles_file()
    return load_roles(file) if file.is_file() else CueRoles()


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
