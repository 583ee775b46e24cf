"""Training of the network of `extract.text.role_model` in JAX.

The loss is the negative logarithm of the summed chances of what a sentence may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from extract.text.role_features import (
    BEGUN,
    ENDED,
    ENDINGS,
    PLACES,
    Numbers,
    places,
    word_numbers,
)
from extract.text.role_model import JOINS, OPENING
from extract.text.role_moves import MOVES
from extract.training.adam import Moments, adam, no_moments

Params = dict[str, Array]
Batch = dict[str, Array]
Floats = NDArray[np.float32]

FILTERS = 128
HIDDEN = 128
TOGETHER = 32  # abstracts of a batch
MOST_SENTENCES = 24
SIZES = (224, 288, TOGETHER * MOST_SENTENCES)  # sentences of a batch
WORDS_RATE = 0.3  # vectors that come from a larger model move slower
DECAY = 0.01


@dataclass(frozen=True)
class Lesson:
    """An abstract in numbers; `wanted` (sentences, moves) says what a sentence may be."""

    sentences: list[list[int]]
    wanted: NDArray[np.bool_]
    weights: Floats


@dataclass(frozen=True, slots=True)
class Course:
    """How long, how fast, and how much is left out (`drop` of features, `blank` of words)."""

    epochs: int
    rate: float = 1.5e-3
    drop: float = 0.35
    blank: float = 0.1
    seed: int = 1


def lesson(
    sentences: Sequence[str], numbers: Numbers, wanted: NDArray[np.bool_], weights: Floats
) -> Lesson:
    """Turn an abstract into numbers, its first sentences alone where it has very many."""
    rows = [word_numbers(item, numbers) for item in sentences[:MOST_SENTENCES]]
    return Lesson(rows, wanted[:MOST_SENTENCES], weights[:MOST_SENTENCES])


def fresh(vectors: Floats, seed: int) -> Params:
    """Give untrained weights around the known words' vectors; none for no word."""
    draw = np.random.default_rng(seed)
    width = vectors.shape[1]
    unknown = draw.standard_normal((ENDINGS, width)) * vectors.std()
    params = {"words": np.concatenate([np.zeros((1, width)), vectors, unknown])}
    for name, rows, columns in (
        ("near", 3 * width, FILTERS),
        ("sentence", 3 * FILTERS + width + PLACES, HIDDEN),
        *((f"join{join}", 4 * HIDDEN, HIDDEN) for join in range(JOINS)),
        ("move", HIDDEN, len(MOVES)),
    ):
        params[name] = draw.standard_normal((rows, columns)) / np.sqrt(rows)
        params[f"{name}.bias"] = np.zeros(columns)
    params["weight"] = draw.standard_normal(FILTERS) / np.sqrt(FILTERS)
    return {name: jnp.asarray(value, jnp.float32) for name, value in params.items()}


def train(params: Params, lessons: Sequence[Lesson], course: Course) -> Params:
    """Fit the network by AdamW; rates rise for a hundred batches, then fall to nothing."""
    moments = no_moments(params)
    draw = np.random.default_rng(course.seed)
    done, total = 0, course.epochs * -(-len(lessons) // TOGETHER)
    for _ in range(course.epochs):
        for batch in _batches(lessons, draw):
            rate = course.rate * min(1.0, (done + 1) / 100) * (1 - done / total)
            key = jax.random.key(course.seed * 1_000_003 + done, impl="rbg")
            params, moments = _step(
                params, moments, batch, key, rate, float(done + 1), course.drop, course.blank
            )
            done += 1
    return params


def _scores(params: Params, batch: Batch, key: Array, drop: float, blank: float) -> Array:
    """Give (abstracts, sentences, moves) scores."""
    keys = jax.random.split(key, 5 + JOINS)
    there = batch["there"][:, :, None]
    own = _sentences(params, batch["words"], keys[:2], drop, blank)
    whole = jnp.zeros((TOGETHER * MOST_SENTENCES + 1, own.shape[1])).at[batch["where"]].set(own)
    own = _dropped(whole[:-1].reshape(TOGETHER, MOST_SENTENCES, -1), keys[2], drop)
    read = jnp.concatenate([own, batch["places"]], axis=2)
    hidden = jax.nn.relu(read @ params["sentence"] + params["sentence.bias"]) * there
    for join in range(JOINS):
        before = jnp.pad(hidden, ((0, 0), (1, 0), (0, 0)))[:, :-1]
        after = jnp.pad(hidden, ((0, 0), (0, 1), (0, 0)))[:, 1:]
        mean = hidden.sum(1, keepdims=True) / jnp.maximum(there.sum(1, keepdims=True), 1)
        parts = [before, hidden, after, jnp.broadcast_to(mean, hidden.shape)]
        around = _dropped(jnp.concatenate(parts, axis=2), keys[3 + join], drop)
        added = jax.nn.relu(around @ params[f"join{join}"] + params[f"join{join}.bias"])
        hidden = (hidden + added) * there
    hidden = _dropped(hidden, keys[3 + JOINS], drop)
    scores: Array = hidden @ params["move"] + params["move.bias"]
    return scores


def _sentences(params: Params, words: Array, keys: Array, drop: float, blank: float) -> Array:
    """Give each sentence's own vector."""
    real = words > 0
    shown = real & jax.random.bernoulli(keys[0], 1 - blank, real.shape) if blank else real
    vectors = params["words"][words] * shown[..., None]
    vectors = _dropped(vectors, keys[1], drop / 2)
    padded = jnp.pad(vectors, ((0, 0), (1, 1), (0, 0)))
    seen = jnp.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], axis=-1)
    features = jax.nn.relu(seen @ params["near"] + params["near.bias"]) * real[..., None]
    weights = jax.nn.softmax(jnp.where(real, features @ params["weight"], -1e9), axis=1)
    sizes = jnp.maximum(real.sum(1, keepdims=True), 1)
    parts = [
        features.max(1),
        (weights[..., None] * features).sum(1),
        features[:, :OPENING].mean(1),
        vectors.sum(1) / jnp.sqrt(sizes),
    ]
    return jnp.concatenate(parts, axis=1)


def _dropped(value: Array, key: Array, drop: float) -> Array:
    if not drop:
        return value
    return jnp.where(jax.random.bernoulli(key, 1 - drop, value.shape), value / (1 - drop), 0.0)


def _loss(params: Params, batch: Batch, key: Array, drop: float, blank: float) -> Array:
    likely = jax.nn.log_softmax(_scores(params, batch, key, drop, blank), axis=-1)
    wanted, counted = batch["wanted"], batch["counted"]
    fit = jax.nn.logsumexp(jnp.where(wanted, likely, -1e9), axis=-1)
    return -jnp.where(counted > 0, counted * fit, 0.0).sum() / counted.sum()


@partial(jax.jit, static_argnames=("drop", "blank"), donate_argnums=(0, 1))
def _step(
    params: Params, moments: Moments, batch: Batch, key: Array,
    rate: float, count: float, drop: float, blank: float,
) -> tuple[Params, Moments]:  # fmt: skip
    slopes = jax.grad(_loss)(params, batch, key, drop, blank)
    moves, moments = adam(slopes, moments, count, memory=0.99, least=1e-7)
    moved = {}
    for name, move in moves.items():
        if name == "words":
            move = WORDS_RATE * move
        elif move.ndim > 1:
            move = move + DECAY * params[name]
        moved[name] = params[name] - rate * move
    return moved, moments


def _batches(lessons: Sequence[Lesson], draw: np.random.Generator) -> Iterator[Batch]:
    order = draw.permutation(len(lessons))
    for at in range(0, len(order), TOGETHER):
        yield _batch([lessons[n] for n in order[at : at + TOGETHER]])


def _batch(lessons: Sequence[Lesson]) -> Batch:
    """Put lessons into arrays of few shapes."""
    count = sum(len(item.sentences) for item in lessons)
    size = next(size for size in SIZES if count <= size)
    shape = (TOGETHER, MOST_SENTENCES)
    words = np.zeros((size, BEGUN + ENDED), np.int32)
    where = np.full(size, TOGETHER * MOST_SENTENCES, np.int32)
    there, counted = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    wanted = np.zeros((*shape, len(MOVES)), bool)
    place = np.zeros((*shape, PLACES), np.float32)
    at = 0
    for n, item in enumerate(lessons):
        own = len(item.sentences)
        there[n, :own], counted[n, :own] = 1, item.weights
        wanted[n, :own], place[n, :own] = item.wanted, places(own)
        for m, sentence in enumerate(item.sentences):
            words[at, : len(sentence)] = sentence
            where[at] = n * MOST_SENTENCES + m
            at += 1
    parts = {"words": words, "where": where, "there": there, "counted": counted,
             "wanted": wanted, "places": place}  # fmt: skip
    return {name: jnp.asarray(part) for name, part in parts.items()}
