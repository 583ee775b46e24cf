"""Fine-tuning of an encoder with its heads: AdamW, warm-up, linear decay, slower lower layers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from extract.evaluation.tags import LABELS
from extract.tagger.encoder import Read
from extract.training.adam import Moments, adam, no_moments
from extract.training.batches import Batch, Encoded, batches, row_size, rows_of
from extract.training.encoder.network import encode, pair_scores, read_batch, tag_scores
from extract.training.encoder.parameters import FIXED, Params

WARM_UP = 0.06
DECAY = 0.01
CLIP = 1.0
READ_TOGETHER = 2048  # sub-words


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: `rate` for the encoder's top, `head_rate` for the heads.

    A batch has `subwords` in all.
    """

    epochs: int
    rate: float = 3e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.85
    drop: float = 0.1
    pair_weight: float = 0.0
    subwords: int = 2048
    seed: int = 0


def finetune(
    params: Params,
    examples: Callable[[int], Sequence[Encoded]],
    plan: Schedule,
    say: Callable[[str], None],
) -> Params:
    """Train all parameters that are not fixed.

    `examples` gives those of an epoch, which is named by a seed of its own.
    """
    fixed = {name: jnp.asarray(v) for name, v in params.items() if name.startswith(FIXED)}
    # Copied, for a step gives the memory of what it is called with to what it returns.
    params = {name: jnp.array(v) for name, v in params.items() if name not in fixed}
    moments = no_moments(params)
    rates = _rates(params, plan)
    done = 0
    for epoch in range(plan.epochs):
        loss_sum, first, cpu = 0.0, done, time.process_time()
        seed = plan.seed * 1000 + epoch
        dealt = batches(examples(seed), seed, plan.subwords)
        total = done + len(dealt) * (plan.epochs - epoch)
        for batch in dealt:
            speed = _speed(done / total)
            key = jax.random.key(plan.seed * 1_000_003 + done, impl="rbg")
            params, moments, loss = _step(
                params, moments, fixed, rates, _arrays(batch), key, speed, float(done + 1),
                plan.drop, plan.pair_weight,
            )  # fmt: skip
            done += 1
            loss_sum += float(loss)
            if done % 50 == 0:
                say(f"step {done} of {total}, loss {loss_sum / (done - first):.4f}")
        say(f"epoch {epoch + 1} of {plan.epochs}: {time.process_time() - cpu:.0f} CPU seconds")
    return {**params, **fixed}


def _arrays(batch: Batch) -> tuple[Array, ...]:
    parts = (batch.ids, batch.mask, batch.allowed, batch.counted, batch.pairs, batch.classes)
    return tuple(jnp.asarray(part) for part in parts)


def _speed(progress: float) -> float:
    return min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP)) if progress < 1 else 0.0


def _rates(params: Params, plan: Schedule) -> Params:
    """Give each parameter its learning rate, lower layers a slower one."""
    layers = len(params["layer.output.dense.bias"])
    slower = plan.layer_decay ** np.arange(layers - 1, -1, -1)
    rates: Params = {}
    for name, value in params.items():
        if name.startswith("layer."):
            shape = (layers, *([1] * (value.ndim - 1)))
            rates[name] = jnp.asarray(plan.rate * slower.reshape(shape), jnp.float32)
        elif name.startswith("embeddings."):
            rates[name] = jnp.float32(plan.rate * plan.layer_decay**layers)
        else:
            rates[name] = jnp.float32(plan.head_rate)
    return rates


def _loss(
    params: Params, fixed: Params, arrays: tuple[Array, ...], key: Array, drop: float,
    pair_weight: float,
) -> Array:  # fmt: skip
    params = {**params, **fixed}
    ids, mask, allowed, counted, pairs, classes = arrays
    hidden = encode(params, ids, mask, key, drop)
    chances = jax.nn.log_softmax(tag_scores(params, hidden), axis=-1)
    open_ones = jax.nn.logsumexp(jnp.where(allowed, chances, -1e9), axis=-1)
    loss = -jnp.where(counted > 0, counted * open_ones, 0.0).sum() / counted.sum()
    if pair_weight:
        logs = jax.nn.log_softmax(pair_scores(params, hidden, pairs, len(LABELS)), axis=-1)
        real = classes >= 0
        picked = jnp.take_along_axis(logs, jnp.maximum(classes, 0)[:, None], axis=1)[:, 0]
        loss += pair_weight * -jnp.where(real, picked, 0.0).sum() / jnp.maximum(real.sum(), 1)
    return loss


@partial(jax.jit, static_argnames=("drop", "pair_weight"), donate_argnums=(0, 1))
def _step(
    params: Params, moments: Moments, fixed: Params, rates: Params, arrays: tuple[Array, ...],
    key: Array, speed: float, count: float, drop: float, pair_weight: float,
) -> tuple[Params, Moments, Array]:  # fmt: skip
    loss, slopes = jax.value_and_grad(_loss)(params, fixed, arrays, key, drop, pair_weight)
    norm = jnp.sqrt(sum(jnp.square(slope).sum() for slope in slopes.values()))
    scale = jnp.minimum(1.0, CLIP / (norm + 1e-6))
    clipped = {name: scale * slope for name, slope in slopes.items()}
    moves, moments = adam(clipped, moments, count, memory=0.98, least=1e-6)
    fresh = {}
    for name, move in moves.items():
        weight = DECAY if name.endswith(".weight") and "LayerNorm" not in name else 0.0
        fresh[name] = params[name] - speed * rates[name] * (move + weight * params[name])
    return fresh, moments, loss


def reads(params: Params, encoded: Sequence[Encoded]) -> list[Read]:
    """Read examples as `extract.tagger.encoder` does, in float32, in the order of the examples."""
    results: dict[int, Read] = {}
    sizes = [row_size(example) for example in encoded]
    for size in sorted(set(sizes)):
        group = [n for n, other in enumerate(sizes) if other == size]
        rows = READ_TOGETHER // size
        for at in range(0, len(group), rows):
            part = group[at : at + rows]
            ids, mask = rows_of([encoded[n].ids for n in part], rows, size)
            tags, hidden = (np.asarray(array) for array in read_batch(params, ids, mask))
            for row, n in enumerate(part):
                firsts = np.array(encoded[n].firsts, np.int64)
                results[n] = Read(tags[row, firsts], hidden[row], firsts)
    return [results[n] for n in range(len(encoded))]
