"""The relation of two names in a sentence, by a linear model on hashed features of the pair.

Features are hashed into a fixed number of rows (Weinberger et al., "Feature hashing for large scale
multitask learning", 2009). A pair is two names in the order of the text; a class is a relation type
with its direction, or none.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.entities.surfaces import family
from extract.records import EntityLabel, EntityRelationType
from extract.tagger.labels import PairClass
from extract.tagger.tokens import Word

ROWS = 1 << 16
_NEAR = 12  # words between two names that are read one by one

Chances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in a text: what stands from `char_start` up to before `char_end`."""

    char_start: int
    char_end: int
    label: EntityLabel
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """What a sentence says of two of its names, by their numbers among its spans."""

    source: int
    type: EntityRelationType
    target: int
    confidence: float


@dataclass(frozen=True)
class PairWeights:
    """A trained model: (ROWS, classes) and a score a class that every pair has."""

    rows: Chances
    bias: Chances


class PairModel:
    """Gives distributions over the classes of pairs."""

    def __init__(self, weights: PairWeights) -> None:
        self._weights = weights

    def probabilities(self, words: Sequence[Word], spans: Sequence[NameSpan]) -> Chances:
        """Give (pairs, classes) for every two spans of a sentence, in the order of `pairs_of`."""
        features = pair_features(words, spans)
        if not features:
            return np.zeros((0, len(self._weights.bias)), np.float32)
        rows = self._weights.rows
        scores = np.stack([rows[feature].sum(axis=0, dtype=np.float32) for feature in features])
        return softmax(scores + self._weights.bias)


def softmax(scores: Chances) -> Chances:
    """Turn rows of scores into distributions."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Chances = likely / likely.sum(axis=1, keepdims=True)
    return chances


def pairs_of(count: int) -> Iterator[tuple[int, int]]:
    """Give every two of `count` spans, earlier one first."""
    for first in range(count):
        for second in range(first + 1, count):
            yield first, second


def relations_from(
    chances: Chances, count: int, classes: Sequence[PairClass], trust: float = 1.0
) -> list[Relation]:
    """Give the likeliest relation of each pair whose class is not none.

    Most pairs are of no relation, and a model says so too often: `trust` is what its chance of
    none is multiplied by.
    """
    weights = np.ones(len(classes), np.float32)
    weights[0] = trust
    relations = []
    for (first, second), row in zip(pairs_of(count), chances, strict=True):
        number = int((row * weights).argmax())
        kind = classes[number]
        if kind:
            ends = (first, second) if kind[1] else (second, first)
            relations.append(Relation(ends[0], kind[0], ends[1], float(row[number])))
    return relations


def pair_features(words: Sequence[Word], spans: Sequence[NameSpan]) -> list[NDArray[np.int64]]:
    """Give the hashed features of every two spans of a sentence, in the order of `pairs_of`."""
    places = places_of(words, spans)
    small = [word.text.lower() for word in words]
    return [
        np.array(
            sorted(
                {
                    zlib.crc32(name.encode(errors="replace")) % ROWS
                    for name in _names(small, spans, places, *pair)
                }
            ),
            np.int64,
        )
        for pair in pairs_of(len(spans))
    ]


def places_of(words: Sequence[Word], spans: Sequence[NameSpan]) -> list[tuple[int, int]]:
    """Give each span's first word and the word after its last."""
    ends = [word.end for word in words]
    starts = [word.start for word in words]
    return [
        (bisect_right(ends, span.char_start), bisect_left(starts, span.char_end)) for span in spans
    ]


def _names(
    small: Sequence[str],
    spans: Sequence[NameSpan],
    places: Sequence[tuple[int, int]],
    first: int,
    second: int,
) -> Iterator[str]:
    labels = [family(span.label) for span in spans]
    kinds = f"{labels[first]} {labels[second]}"
    (a, b), (c, d) = places[first], places[second]
    between = small[b:c]
    yield f"t{kinds}"
    yield from _distance(kinds, len(between), second - first)
    yield from _between(kinds, between)
    yield from _around(kinds, small, (a, b), (c, d))
    yield from _insides(kinds, small[a:b], small[c:d])
    inner = [labels[n] for n in range(first + 1, second)]
    yield f"i{kinds} {' '.join(inner[:4])}"
    yield f"x{kinds} {_with_labels(small, labels, places, first, second)}"


def _distance(kinds: str, words: int, names: int) -> Iterator[str]:
    yield f"d{kinds} {min(words, 3) if words < 4 else min(4 + words // 5, 9)}"
    yield f"n{kinds} {min(names, 4)}"
    yield f"d{min(words, 20)} {min(names, 4)}"


def _between(kinds: str, between: Sequence[str]) -> Iterator[str]:
    shown = between if len(between) <= _NEAR else [*between[:5], "..", *between[-5:]]
    for word in shown:
        yield f"b{word}"
        yield f"b{kinds} {word}"
    for left, right in zip(["<", *shown], [*shown, ">"], strict=True):
        yield f"B{left} {right}"
        yield f"B{kinds} {left} {right}"
    for n in range(len(shown) - 2):
        yield f"T{' '.join(shown[n : n + 3])}"
    if len(between) <= 6:
        yield f"a{kinds} {' '.join(between)}"
        yield f"a{' '.join(between)}"
    for sign in ",();:-/":
        if sign in between:
            yield f"c{kinds} {sign}{min(between.count(sign), 3)}"


def _around(
    kinds: str, small: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[str]:
    padded = ["", "", "", *small, "", "", ""]
    (a, b), (c, d) = left, right
    for n in (1, 2, 3):
        yield f"l{n} {padded[a + 3 - n]}"
        yield f"r{n} {padded[d + 2 + n]}"
    for name, at in (("l", a + 2), ("m", b + 3), ("M", c + 2), ("r", d + 3)):
        yield f"{name}{kinds} {padded[at]}"
    yield f"L{kinds} {padded[a + 1]} {padded[a + 2]}"
    yield f"R{kinds} {padded[d + 3]} {padded[d + 4]}"
    yield f"e{kinds} {padded[a + 2]} {padded[b + 3]} {padded[c + 2]} {padded[d + 3]}"


def _insides(kinds: str, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for name, words in (("h", left), ("H", right)):
        if words:
            yield f"{name}{kinds} {words[-1]}"
            yield f"{name}0{words[0]}"
            yield f"{name}{' '.join(words)}"
            yield f"{name}s{kinds} {min(len(words), 4)}"
    if left and right:
        yield f"hH{left[-1]} {right[-1]}"
        yield f"same{kinds} {left[-1] == right[-1]} {bool(set(left) & set(right))}"
        yield f"short{kinds} {_initials(left, right)} {_initials(right, left)}"


def _initials(long: Sequence[str], short: Sequence[str]) -> bool:
    return len(long) > 1 and "".join(word[0] for word in long if word.isalnum()) == "".join(
        short
    ).rstrip("s")


def _with_labels(
    small: Sequence[str],
    labels: Sequence[str],
    places: Sequence[tuple[int, int]],
    first: int,
    second: int,
) -> str:
    """Write what stands between two names, the names in it as their labels."""
    parts: list[str] = []
    at = places[first][1]
    for n in range(first + 1, second):
        parts += [*small[at : places[n][0]], labels[n].upper()]
        at = places[n][1]
    parts += small[at : places[second][0]]
    return " ".join(parts[:8])


def save_pairs(weights: PairWeights, file: Path) -> None:
    """Write a model, its weights in half precision."""
    np.savez_compressed(
        file, rows=weights.rows.astype(np.float16), bias=weights.bias.astype(np.float32)
    )


def load_pairs(file: Path) -> PairWeights:
    """Read a model that `save_pairs` wrote; no code is in the file and none is run."""
    with np.load(file, allow_pickle=False) as arrays:
        return PairWeights(arrays["rows"].astype(np.float32), arrays["bias"])
