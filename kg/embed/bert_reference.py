"""The sentence encoder in plain numpy, slow and short: what the ONNX graph is held against.

Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers" (2019), with the mean pooling
of Reimers and Gurevych, "Sentence-BERT" (2019).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Weights = Mapping[str, NDArray[np.float32]]

_erf = np.vectorize(math.erf, otypes=[np.float64])


def encode(weights: Weights, ids: Sequence[int], heads: int) -> Array:
    """Give the L2-normalised vector (hidden,) of one text's token ids."""
    hidden = (
        weights["embeddings.word_embeddings.weight"][list(ids)].astype(np.float64)
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    hidden = _normalise(weights, "embeddings.LayerNorm", hidden)
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in weights:
        hidden = _layer(weights, f"encoder.layer.{layer}", hidden, heads)
        layer += 1
    mean = hidden.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def _layer(weights: Weights, name: str, hidden: Array, heads: int) -> Array:
    attended = _attend(weights, f"{name}.attention.self", hidden, heads)
    attended = _linear(weights, f"{name}.attention.output.dense", attended)
    middle = _normalise(weights, f"{name}.attention.output.LayerNorm", attended + hidden)
    wide = _linear(weights, f"{name}.intermediate.dense", middle)
    wide = wide * (1 + _erf(wide / math.sqrt(2))) / 2
    narrow = _linear(weights, f"{name}.output.dense", wide)
    return _normalise(weights, f"{name}.output.LayerNorm", narrow + middle)


def _attend(weights: Weights, name: str, hidden: Array, heads: int) -> Array:
    query, key, value = (
        np.stack(np.split(_linear(weights, f"{name}.{part}", hidden), heads, axis=-1))
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.concatenate(powers / powers.sum(axis=-1, keepdims=True) @ value, axis=-1)


def _linear(weights: Weights, name: str, hidden: Array) -> Array:
    return np.asarray(hidden @ weights[f"{name}.weight"].T + weights[f"{name}.bias"])


def _normalise(weights: Weights, name: str, hidden: Array) -> Array:
    spread = np.sqrt(hidden.var(axis=-1, keepdims=True) + 1e-12)
    centred = (hidden - hidden.mean(axis=-1, keepdims=True)) / spread
    return np.asarray(centred * weights[f"{name}.weight"] + weights[f"{name}.bias"])
