"""Sentence roles by a small trained network, which reads an abstract whole.

Words have vectors; a convolution over three words, its greatest and its weighted mean over a
sentence (after Kim, "Convolutional neural networks for sentence classification", 2014), make a
sentence's vector, which is joined twice with those of its neighbours and of the whole abstract. The
weights are in `data/models/roles.npz`, which `extract.training.train_roles` makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, get_args
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extract.errors import ExtractError
from extract.records import Role
from extract.role_features import Numbers, numbers_of, places, word_numbers
from extract.role_moves import MOVES, ROLE_OF
from extract.roles import stated_role
from extract.trained.weights import ROLES_FILE, checked, models_dir

Floats = NDArray[np.float32]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
FORMAT: Final = 2
JOINS: Final = 2  # how often a sentence's vector is joined with those around it
OPENING: Final = 3  # words whose mean is read apart: how a sentence opens

_TO_ROLES = np.array(
    [[float(ROLE_OF[move] == role) for role in ROLES] for move in MOVES], np.float32
)


@dataclass(frozen=True, eq=False)
class TrainedRoles:
    """Roles of an abstract's sentences by weights.

    A role of `least` is given only to a sentence that has it with that chance.
    """

    numbers: Numbers
    weights: Mapping[str, Floats]
    least: Mapping[Role, float]

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order; what a sentence says of itself is believed."""
        rows = self.chances(sentences) @ _TO_ROLES
        for role, least in self.least.items():
            column = rows[:, ROLES.index(role)]
            column[column < least] = 0
        likely = [ROLES[n] for n in rows.argmax(axis=1)]
        return [
            stated_role(sentence) or role for sentence, role in zip(sentences, likely, strict=True)
        ]

    def chances(self, sentences: Sequence[str]) -> Floats:
        """Give (sentences, moves) chances."""
        if not sentences:
            return np.zeros((0, len(MOVES)), np.float32)
        weights = self.weights
        read = np.concatenate([self._read(sentences), places(len(sentences))], axis=1)
        hidden = np.maximum(read @ weights["sentence"] + weights["sentence.bias"], 0)
        for join in range(JOINS):
            around = np.concatenate(
                [_shifted(hidden, 1), hidden, _shifted(hidden, -1), _meant(hidden)], axis=1
            )
            hidden = hidden + np.maximum(
                around @ weights[f"join{join}"] + weights[f"join{join}.bias"], 0
            )
        scores = hidden @ weights["move"] + weights["move.bias"]
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Floats = likely / likely.sum(axis=1, keepdims=True)
        return shares

    def _read(self, sentences: Sequence[str]) -> Floats:
        """Give each sentence's own vector; a row of nothing parts the sentences."""
        weights = self.weights
        numbers: list[int] = []
        starts = []
        for sentence in sentences:
            starts.append(len(numbers))
            numbers += [*word_numbers(sentence, self.numbers), 0]
        known = np.array(numbers)
        words = weights["words"][known]
        seen = np.concatenate([_shifted(words, 1), words, _shifted(words, -1)], axis=1)
        features = np.maximum(seen @ weights["near"] + weights["near.bias"], 0)
        features[known == 0] = 0
        share = np.where(known > 0, np.exp(np.minimum(features @ weights["weight"], 60)), 0)
        at = np.array(starts)
        shared = np.add.reduceat(features * share[:, None], at)
        total = np.add.reduceat(share, at)[:, None]
        sizes = np.maximum(np.diff([*starts, len(known)]) - 1, 1)[:, None]
        opening = np.stack([features[start : start + OPENING].sum(axis=0) for start in starts])
        parts = [
            np.maximum.reduceat(features, at),
            shared / np.maximum(total, 1e-9),
            opening / OPENING,
            np.add.reduceat(words, at) / np.sqrt(sizes),
        ]
        vectors: Floats = np.concatenate(parts, axis=1).astype(np.float32)
        return vectors


def _shifted(rows: Floats, by: int) -> Floats:
    """Give each row the one before (1) or after (-1), nothing at the ends."""
    moved = np.zeros_like(rows)
    if by > 0:
        moved[1:] = rows[:-1]
    else:
        moved[:-1] = rows[1:]
    return moved


def _meant(rows: Floats) -> Floats:
    return np.broadcast_to(rows.mean(axis=0), rows.shape)


@cache
def role_classifier() -> TrainedRoles:
    """Give the classifier that comes with the project; WeightsError where its file was changed."""
    return load_roles(checked(models_dir(), ROLES_FILE))


def save_roles(model: TrainedRoles, file: Path) -> None:
    """Write weights: word vectors in 8 bits, all else in 16, known words as one text."""
    words = model.weights["words"]
    scale = np.float32(np.abs(words).max() / 127)
    halves = {n: w.astype(np.float16) for n, w in model.weights.items() if n != "words"}
    np.savez_compressed(
        file,
        format=np.int64(FORMAT),
        moves=_as_bytes("\n".join(MOVES)),
        known=_as_bytes("\n".join(model.numbers)),
        least_of=_as_bytes("\n".join(model.least)),
        least=np.array(list(model.least.values()), np.float64),
        words=np.round(words / scale).astype(np.int8),
        scale=scale,
        **{f"w.{name}": half for name, half in halves.items()},
    )


def load_roles(file: Path) -> TrainedRoles:
    """Read weights; ExtractError for a file that is none or of another format."""
    try:
        with np.load(file, allow_pickle=False) as parts:
            if int(parts["format"]) != FORMAT or _text(parts["moves"]) != "\n".join(MOVES):
                raise ValueError("of another format")
            weights = {
                name.removeprefix("w."): parts[name].astype(np.float32)
                for name in parts.files
                if name.startswith("w.")
            }
            weights["words"] = parts["words"].astype(np.float32) * parts["scale"]
            roles = [role for role in ROLES if role in _text(parts["least_of"]).split("\n")]
            least = dict(zip(_text(parts["least_of"]).split("\n"), parts["least"], strict=True))
            return TrainedRoles(
                numbers_of(_text(parts["known"]).split("\n")),
                weights,
                {role: float(least[role]) for role in roles},
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ExtractError(f"{file}: no weights for roles ({error}); install again") from error


def _as_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()
