"""Sentence roles by a small trained network, which reads an abstract whole.

Words have vectors; a convolution over three words, its greatest and its weighted mean over a
sentence (after Kim, "Convolutional neural networks for sentence classification", 2014), make a
sentence's vector, which is joined twice with those of its neighbours and of the whole abstract. The
weights are in `data/models/roles.npz`, which `extract.training.roles.build` makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extract.errors import ExtractError
from extract.models.weights import ROLES_FILE, checked, models_dir
from extract.records import OF_OTHERS, Role
from extract.text.role_features import Numbers, numbers_of, places, word_numbers
from extract.text.role_moves import MOVES, ROLE_OF
from extract.text.role_rules import stated_role, states_limit

Floats = NDArray[np.float32]
Numbered = NDArray[np.int64]
Weights = Mapping[str, Floats]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
FORMAT: Final = 2
JOINS: Final = 2  # how often a sentence's vector is joined with those around it
OPENING: Final = 3  # words whose mean is read apart: how a sentence opens

_TO_ROLES = np.array(
    [[float(ROLE_OF[move] == role) for role in ROLES] for move in MOVES], np.float32
)


@dataclass(frozen=True, eq=False)
class TrainedRoles:
    """Roles of an abstract's sentences by the mean of networks trained from several seeds.

    A role of `least` is given only to a sentence that has it with that chance.
    """

    numbers: Numbers
    networks: Sequence[Weights]
    least: Mapping[Role, float]

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order; what a sentence says of itself is believed."""
        rows = self.chances(sentences) @ _TO_ROLES
        for role, least in self.least.items():
            column = rows[:, ROLES.index(role)]
            column[column < least] = 0
        likely = [ROLES[n] for n in rows.argmax(axis=1)]
        return [_believed(said, role) for said, role in zip(sentences, likely, strict=True)]

    def chances(self, sentences: Sequence[str]) -> Floats:
        """Give (sentences, moves) chances."""
        rows = np.zeros((len(sentences), len(MOVES)), np.float32)
        if sentences:
            words, starts = _words_of(sentences, self.numbers)
            for weights in self.networks:
                rows += _chances(weights, words, starts) / len(self.networks)
        return rows


def _believed(sentence: str, likely: Role) -> Role:
    """Give the role that a sentence says it has, else the likely one."""
    stated = stated_role(sentence)
    if stated is None and likely not in OF_OTHERS and states_limit(sentence):
        return "limitation"
    return stated or likely


def _words_of(sentences: Sequence[str], numbers: Numbers) -> tuple[Numbered, Numbered]:
    """Give an abstract's words, a 0 behind each sentence, and where the sentences start."""
    words: list[int] = []
    starts = []
    for sentence in sentences:
        starts.append(len(words))
        words += [*word_numbers(sentence, numbers), 0]
    return np.array(words), np.array(starts)


def _chances(weights: Weights, words: Numbered, starts: Numbered) -> Floats:
    """Give one network's chances."""
    read = np.concatenate([_sentences(weights, words, starts), places(len(starts))], axis=1)
    hidden = np.maximum(read @ weights["sentence"] + weights["sentence.bias"], 0)
    for join in range(JOINS):
        mean = np.broadcast_to(hidden.mean(axis=0), hidden.shape)
        around = np.concatenate([*_with_neighbours(hidden), mean], axis=1)
        added = around @ weights[f"join{join}"] + weights[f"join{join}.bias"]
        hidden = hidden + np.maximum(added, 0)
    scores = hidden @ weights["move"] + weights["move.bias"]
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = likely / likely.sum(axis=1, keepdims=True)
    return chances


def _sentences(weights: Weights, words: Numbered, starts: Numbered) -> Floats:
    """Give each sentence's own vector."""
    vectors = weights["words"][words]
    seen = np.concatenate(_with_neighbours(vectors), axis=1)
    features = np.maximum(seen @ weights["near"] + weights["near.bias"], 0)
    features[words == 0] = 0
    attention = np.exp(np.minimum(features @ weights["weight"], 60)) * (words > 0)
    attended = np.add.reduceat(features * attention[:, None], starts)
    total = np.maximum(np.add.reduceat(attention, starts), 1e-9)
    sizes = np.maximum(np.diff([*starts, len(words)]) - 1, 1)
    opening = [features[start : start + OPENING].sum(axis=0) / OPENING for start in starts]
    parts = [
        np.maximum.reduceat(features, starts),
        attended / total[:, None],
        np.stack(opening),
        np.add.reduceat(vectors, starts) / np.sqrt(sizes)[:, None],
    ]
    together: Floats = np.concatenate(parts, axis=1).astype(np.float32)
    return together


def _with_neighbours(rows: Floats) -> list[Floats]:
    """Give the row before each, the rows, and the row after each; nothing beyond the ends."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    before[1:], after[:-1] = rows[:-1], rows[1:]
    return [before, rows, after]


@cache
def role_classifier() -> TrainedRoles:
    """Give the classifier that comes with the project; WeightsError where its file was changed."""
    return load_roles(checked(models_dir(), ROLES_FILE))


def save_roles(model: TrainedRoles, file: Path) -> None:
    """Write weights: word vectors in 8 bits, all else in 16, known words as one text."""
    parts: dict[str, NDArray[Any]] = {
        "format": np.array(FORMAT),
        "moves": _as_bytes(MOVES),
        "known": _as_bytes(list(model.numbers)),
        "least_of": _as_bytes(list(model.least)),
        "least": np.array(list(model.least.values()), np.float64),
        "networks": np.array(len(model.networks)),
    }
    for number, weights in enumerate(model.networks):
        scale = np.abs(weights["words"]).max() / 127
        parts[f"{number}.scale"] = np.array(scale, np.float32)
        parts |= {f"{number}.{name}": value.astype(np.float16) for name, value in weights.items()}
        parts[f"{number}.words"] = np.round(weights["words"] / scale).astype(np.int8)
    np.savez_compressed(file, **parts)


def load_roles(file: Path) -> TrainedRoles:
    """Read weights; ExtractError for a file that is none or of another format."""
    try:
        with np.load(file, allow_pickle=False) as parts:
            if int(parts["format"]) != FORMAT or _texts(parts["moves"]) != list(MOVES):
                raise ValueError("of another format")
            least = dict(zip(_texts(parts["least_of"]), parts["least"].tolist(), strict=True))
            return TrainedRoles(
                numbers_of(_texts(parts["known"])),
                [_network(parts, number) for number in range(int(parts["networks"]))],
                {role: least[role] for role in ROLES if role in least},
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ExtractError(f"{file}: no weights for roles ({error}); install again") from error


def _network(parts: Mapping[str, NDArray[Any]], number: int) -> Weights:
    head = f"{number}."
    names = [name for name in parts if name.startswith(head)]
    weights = {name.removeprefix(head): parts[name].astype(np.float32) for name in names}
    weights["words"] *= weights.pop("scale")
    return weights


def _as_bytes(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _texts(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n") if array.size else []
