"""A BERT encoder with a head for names and one for relations, in JAX: for training only.

The layers' parameters are stacked (`parameters`), so that one compiled layer runs them all.
Matrices are multiplied in bfloat16 with float32 sums, which doubles the speed on processors that
can; all else is float32. Relations are read off a pair of spans and the words between, after
Eberts and Ulges, "Span-based joint entity and relation extraction with transformer pre-training",
2020.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jax import Array

from extract.models.onnx_export import DISTANCES, distance_buckets
from extract.training.encoder.parameters import FIXED, LENGTHS, MATRICES, Params

HEADS = 12


def encode(params: Params, ids: Array, mask: Array, key: Array, drop: float) -> Array:
    """Give the last layer's vectors (texts, sub-words, width); `drop` 0 leaves nothing out."""
    fixed = {n.removeprefix(FIXED): v for n, v in params.items() if n.startswith(FIXED)}
    every = {**params, **fixed}
    size = ids.shape[1]
    hidden = (
        every["embeddings.word_embeddings.weight"][ids]
        + every["embeddings.position_embeddings.weight"][:size]
        + every["embeddings.token_type_embeddings.weight"][0]
    )
    hidden = _norm(every, "embeddings.LayerNorm", hidden)
    bias = jnp.where(mask, 0.0, -1e9)[:, None, None, :]
    if DISTANCES in every:
        bias = bias + every[DISTANCES][distance_buckets(size)].transpose(2, 0, 1)
    if fixed:
        hidden = jax.lax.stop_gradient(_layers(fixed, hidden, bias, key, 0.0))
    return _layers(params, hidden, bias, key, drop)


def _layers(params: Params, hidden: Array, bias: Array, key: Array, drop: float) -> Array:
    layers = {n: params[n] for n in params if n.startswith("layer.")}
    # Turned outside of the loop, for a matrix that is turned where it is needed would be multiplied
    # in float32.
    for name in MATRICES:
        turned = layers[f"layer.{name}.weight"].astype(jnp.bfloat16).swapaxes(1, 2)
        layers[f"layer.{name}.turned"] = jax.lax.stop_gradient(turned)
    keys = jax.random.split(key, len(layers["layer.output.dense.bias"]))

    def step(state: Array, layer: tuple[Params, Array]) -> tuple[Array, None]:
        return _layer(layer[0], state, bias, layer[1], drop), None

    last: Array = jax.lax.scan(step, hidden, (layers, keys))[0]
    return last


def tag_scores(params: Params, hidden: Array) -> Array:
    """Give a score a tag for every sub-word."""
    scores: Array = hidden @ params["tag.weight"] + params["tag.bias"]
    return scores


def pair_scores(params: Params, hidden: Array, pairs: Array, labels: int) -> Array:
    """Give a score a class for pairs (n, 7): text, first and last sub-word of each span, labels."""
    row, first, first_end, second, second_end, left, right = pairs.T
    between = _between(params, hidden, row, first_end, second)
    spans = [hidden[row, at] for at in (first, first_end, second, second_end)]
    together = jnp.concatenate([*spans, hidden[row, 0], between], axis=1)
    length = jnp.clip(second - first_end, 0, LENGTHS - 1)
    middle = _headed(together, params["pair.spans.weight"]) + params["pair.hidden.bias"]
    middle += params["pair.labels.weight"][left * labels + right]
    middle += params["pair.lengths.weight"][length]
    scores: Array = jax.nn.gelu(middle) @ params["pair.out.weight"] + params["pair.out.bias"]
    return scores


def _between(params: Params, hidden: Array, row: Array, after: Array, before: Array) -> Array:
    """Give the largest of each feature over the sub-words between two spans, 0 where none is."""
    features = _headed(hidden, params["pair.between.weight"])[row]
    place = jnp.arange(hidden.shape[1])[None, :]
    inside = (place > after[:, None]) & (place < before[:, None])
    largest = jnp.where(inside[:, :, None], features, -1e4).max(axis=1)
    return jnp.where((before > after + 1)[:, None], largest, 0.0)


def _layer(layer: Params, hidden: Array, bias: Array, key: Array, drop: float) -> Array:
    keys = jax.random.split(key, 2)
    attended = _attend(layer, hidden, bias)
    attended = _dense(layer, "layer.attention.output.dense", attended)
    middle = _norm(
        layer, "layer.attention.output.LayerNorm", hidden + _dropped(attended, keys[0], drop)
    )
    wide = jax.nn.gelu(_dense(layer, "layer.intermediate.dense", middle), approximate=False)
    narrow = _dense(layer, "layer.output.dense", wide)
    return _norm(layer, "layer.output.LayerNorm", middle + _dropped(narrow, keys[1], drop))


def _attend(layer: Params, hidden: Array, bias: Array) -> Array:
    texts, size, width = hidden.shape
    parts = [f"layer.attention.self.{part}." for part in ("query", "key", "value")]
    matrix = jnp.concatenate([layer[f"{part}weight"] for part in parts], 1)
    turned = jnp.concatenate([layer[f"{part}turned"] for part in parts], 0)
    together = _product(hidden, matrix, turned)
    together += jnp.concatenate([layer[f"{part}bias"] for part in parts])
    together = together.reshape(texts, size, 3, HEADS, width // HEADS)
    query, key, value = together.transpose(2, 0, 3, 1, 4)
    scores = query @ key.swapaxes(-1, -2) * (width // HEADS) ** -0.5
    mixed = jax.nn.softmax(scores + bias, axis=-1) @ value
    merged: Array = mixed.transpose(0, 2, 1, 3).reshape(texts, size, width)
    return merged


def _dense(params: Params, name: str, value: Array) -> Array:
    matrix, turned = params[f"{name}.weight"], params[f"{name}.turned"]
    result: Array = _product(value, matrix, turned) + params[f"{name}.bias"]
    return result


def _headed(value: Array, matrix: Array) -> Array:
    return _product(value, matrix, jax.lax.stop_gradient(matrix.astype(jnp.bfloat16).T))


@jax.custom_vjp
def _product(value: Array, matrix: Array, turned: Array) -> Array:
    """Multiply in bfloat16, summing in float32; `turned` is the matrix for the way back."""
    del turned
    flat = value.reshape(-1, value.shape[-1])
    return _dot(flat, matrix).reshape(*value.shape[:-1], matrix.shape[1])


def _product_forward(
    value: Array, matrix: Array, turned: Array
) -> tuple[Array, tuple[Array, Array]]:
    kept = value.reshape(-1, value.shape[-1]).astype(jnp.bfloat16).T
    return _product(value, matrix, turned), (kept, turned)


def _product_backward(kept: tuple[Array, Array], slope: Array) -> tuple[Array, Array, None]:
    value, turned = kept
    flat = slope.reshape(-1, slope.shape[-1])
    back = _dot(flat, turned)
    return back.reshape(*slope.shape[:-1], turned.shape[1]), _dot(value, flat), None


_product.defvjp(_product_forward, _product_backward)


def _dot(left: Array, right: Array) -> Array:
    return jax.lax.dot_general(
        left.astype(jnp.bfloat16),
        right.astype(jnp.bfloat16),
        (((1,), (0,)), ((), ())),
        preferred_element_type=jnp.float32,
    )


def _norm(params: Params, name: str, value: Array) -> Array:
    centred = value - value.mean(axis=-1, keepdims=True)
    scale = jax.lax.rsqrt(jnp.square(centred).mean(axis=-1, keepdims=True) + 1e-12)
    scaled: Array = centred * scale * params[f"{name}.weight"] + params[f"{name}.bias"]
    return scaled


def _dropped(value: Array, key: Array, drop: float) -> Array:
    if not drop:
        return value
    # Eight random bits a value are a quarter of the cost of the usual 32.
    kept = jax.random.bits(key, value.shape, jnp.uint8) >= round(drop * 256)
    return jnp.where(kept, value / (1 - drop), 0.0)


@jax.jit
def read_batch(params: Params, ids: Array, mask: Array) -> tuple[Array, Array]:
    """Give tag distributions and vectors of a batch, compiled once a shape."""
    hidden = encode(params, ids, mask, jax.random.key(0), 0.0)
    return jax.nn.softmax(tag_scores(params, hidden), axis=-1), hidden
