"""A BERT encoder with a head for names and one for relations, in JAX: for training only.

Parameters are named as in Hugging Face's BertModel (Devlin et al., 2019), the layers' stacked into
one array each, so that one compiled layer runs them all. MPNet (Song et al., 2020) is such an
encoder too, with a bias of each head for how far two places are apart. Matrices are multiplied in
bfloat16 with float32 sums, which doubles the speed on processors that can; all else is float32.
Relations are read off a pair of spans and the words between, after Eberts and Ulges, "Span-based
joint entity and relation extraction with transformer pre-training", 2020.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from safetensors.numpy import load_file

from extract.models.onnx_export import DISTANCES, distance_buckets

Params = dict[str, Any]

LAYER = "encoder.layer."
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
FIXED = "fixed."  # before the name of what a training leaves as it is
HEADS = 12
PAIR_WIDTH = 256
BETWEEN_WIDTH = 128
LENGTHS = 24  # buckets of distance between the spans of a pair


# MPNet's names for what BERT has too.
_MPNET = {
    ".attention.attn.q.": ".attention.self.query.",
    ".attention.attn.k.": ".attention.self.key.",
    ".attention.attn.v.": ".attention.self.value.",
    ".attention.attn.o.": ".attention.output.dense.",
    ".attention.LayerNorm.": ".attention.output.LayerNorm.",
    "encoder.relative_attention_bias.weight": DISTANCES,
}
_PADDING = 2  # places that MPNet keeps for padding, before a text's first


def load_encoder(file: Path) -> Params:
    """Read the weights of a BERT or MPNet; layers stacked, matrices (inputs, outputs)."""
    weights = load_file(file)
    if "encoder.relative_attention_bias.weight" in weights:
        weights = _as_bert(weights)
    return stack(weights)


def _as_bert(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    told = {}
    for name, value in weights.items():
        for old, new in _MPNET.items():
            name = name.replace(old, new)
        told[name] = value
    places = "embeddings.position_embeddings.weight"
    told[places] = told[places][_PADDING:]
    told["embeddings.token_type_embeddings.weight"] = np.zeros_like(told[places][:1])
    return told


def freeze(params: Params, layers: int) -> Params:
    """Set embeddings and lowest layers apart, for a training that leaves them as they are."""
    parted: Params = {}
    for name, value in params.items():
        if name.startswith("layer."):
            parted[FIXED + name], parted[name] = value[:layers], value[layers:]
        else:
            parted[FIXED + name if name.startswith("embeddings.") else name] = value
    return parted


def thaw(params: Params) -> Params:
    """Put together what `freeze` set apart."""
    whole = {name: value for name, value in params.items() if not name.startswith(FIXED)}
    for name, value in params.items():
        if name.startswith(FIXED):
            own = name.removeprefix(FIXED)
            whole[own] = np.concatenate([value, whole[own]]) if own in whole else value
    return whole


def stack(weights: Mapping[str, NDArray[np.float32]]) -> Params:
    """Stack the layers' parameters, matrices turned to (layers, inputs, outputs)."""
    layers = 1 + max(int(n.split(".")[2]) for n in weights if n.startswith(LAYER))
    params: Params = {
        n: weights[n] for n in weights if n.startswith("embeddings.") and "ids" not in n
    }
    for name in (*MATRICES, *NORMS):
        for part in ("weight", "bias"):
            rows = [weights[f"{LAYER}{n}.{name}.{part}"] for n in range(layers)]
            turn = part == "weight" and name in MATRICES
            params[f"layer.{name}.{part}"] = np.stack([row.T if turn else row for row in rows])
    return params


def unstack(params: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Give the encoder's parameters back under Hugging Face's names."""
    weights = {n: np.asarray(params[n]) for n in params if n.startswith("embeddings.")}
    for name in (*MATRICES, *NORMS):
        for part in ("weight", "bias"):
            for n, row in enumerate(np.asarray(params[f"layer.{name}.{part}"])):
                turn = part == "weight" and name in MATRICES
                weights[f"{LAYER}{n}.{name}.{part}"] = np.ascontiguousarray(row.T if turn else row)
    return weights


def add_tag_head(params: Params, tags: int, seed: int) -> Params:
    """Add an untrained head that scores tags."""
    width = params["embeddings.word_embeddings.weight"].shape[1]
    draw = np.random.default_rng(seed)
    return {
        **params,
        "tag.weight": _draw(draw, width, tags),
        "tag.bias": np.zeros(tags, np.float32),
    }


def add_pair_head(params: Params, labels: int, classes: int, seed: int) -> Params:
    """Add an untrained head that scores the relation of two spans."""
    width = params["embeddings.word_embeddings.weight"].shape[1]
    draw = np.random.default_rng(seed)
    return {
        **params,
        "pair.between.weight": _draw(draw, width, BETWEEN_WIDTH),
        "pair.spans.weight": _draw(draw, 5 * width + BETWEEN_WIDTH, PAIR_WIDTH),
        "pair.labels.weight": _draw(draw, labels * labels, PAIR_WIDTH),
        "pair.lengths.weight": _draw(draw, LENGTHS, PAIR_WIDTH),
        "pair.hidden.bias": np.zeros(PAIR_WIDTH, np.float32),
        "pair.out.weight": _draw(draw, PAIR_WIDTH, classes),
        "pair.out.bias": np.zeros(classes, np.float32),
    }


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
    told: Array = hidden @ params["tag.weight"] + params["tag.bias"]
    return told


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
    told: Array = jax.nn.gelu(middle) @ params["pair.out.weight"] + params["pair.out.bias"]
    return told


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
    told: Array = _product(value, matrix, turned) + params[f"{name}.bias"]
    return told


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


def _draw(draw: np.random.Generator, rows: int, columns: int) -> NDArray[np.float32]:
    return (draw.standard_normal((rows, columns)) * 0.02).astype(np.float32)


@jax.jit
def read_batch(params: Params, ids: Array, mask: Array) -> tuple[Array, Array]:
    """Give tag distributions and vectors of a batch, compiled once a shape."""
    hidden = encode(params, ids, mask, jax.random.key(0), 0.0)
    return jax.nn.softmax(tag_scores(params, hidden), axis=-1), hidden
