"""The parameters of an encoder with its heads: read, stacked by layer, set apart, given back.

They are named as in Hugging Face's BertModel (Devlin et al., 2019), the layers' stacked into one
array each. MPNet (Song et al., 2020) is such an encoder too, with a bias of each head for how far
two places are apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from extract.models.onnx_export import DISTANCES

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
    renamed = {}
    for name, value in weights.items():
        for old, new in _MPNET.items():
            name = name.replace(old, new)
        renamed[name] = value
    places = "embeddings.position_embeddings.weight"
    renamed[places] = renamed[places][_PADDING:]
    renamed["embeddings.token_type_embeddings.weight"] = np.zeros_like(renamed[places][:1])
    return renamed


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


def _draw(draw: np.random.Generator, rows: int, columns: int) -> NDArray[np.float32]:
    return (draw.standard_normal((rows, columns)) * 0.02).astype(np.float32)
