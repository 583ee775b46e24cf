"""BERT weights as an ONNX graph, of sentence vectors or of tags, and the graph with 8-bit weights.

MPNet's (Song et al., 2020) are such weights too, with a bias of each head for how far two places
are apart.

The graph takes one text at a time, `input_ids` (1, tokens). Without a batch there is no padding,
hence no attention mask, and 8-bit activations are scaled by this text alone. A sentence encoder
gives `embedding` (1, hidden): the mean of the last layer's token vectors, L2-normalised (Reimers
and Gurevych, 2019). A tagger gives `tags` (1, tokens, tags), distributions, and `hidden`
(1, tokens, hidden), the last layer's vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from extract.models.telemetry import forbid_telemetry

Weights = Mapping[str, NDArray[np.float32]]

OPSET = 20  # the first with Gelu
IR_VERSION = 9
LAYER_NORM_EPSILON = 1e-12
DISTANCES = "embeddings.distances.weight"  # (buckets, heads), of MPNet alone


def export(weights: Weights, heads: int) -> onnx.ModelProto:
    """Build the float32 graph from weights named as in Hugging Face's BertModel."""
    graph = _Graph(weights)
    hidden = _encode(graph, heads)
    mean = graph.add("ReduceMean", hidden, graph.constant("axis", np.array([1])), keepdims=0)
    graph.add("LpNormalization", mean, output="embedding", axis=-1, p=2)
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    return graph.model("sentence-encoder", {"embedding": [1, width]})


def export_tagger(weights: Weights, heads: int) -> onnx.ModelProto:
    """Build the float32 graph of a tagger: the encoder's weights, and `tag.weight`, `tag.bias`."""
    graph = _Graph(weights)
    hidden = graph.add("Identity", _encode(graph, heads), output="hidden")
    scores = graph.linear(hidden, "tag")
    graph.add("Softmax", scores, output="tags", axis=-1)
    tags, width = weights["tag.weight"].shape
    shapes: dict[str, list[int | str]] = {
        "tags": [1, "tokens", tags],
        "hidden": [1, "tokens", width],
    }
    return graph.model("tagger", shapes)


def quantise(model: Path, to: Path) -> None:
    """Write the graph with 8-bit weights: a scale a column of every matrix, one for the words.

    Matrices use 7 of the 8 bits: on processors without VNNI a sum of two full products would
    overflow, and the same text would get another vector there.
    """
    forbid_telemetry()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        model,
        to,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


class _Graph:
    """A graph being built: nodes in order, and the tensors they read."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: dict[str, onnx.TensorProto] = {}

    def add(self, op: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Append a node and give the name of its output."""
        name = output or f"{op}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep a tensor in the graph and give its name."""
        self._tensors[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def linear(self, hidden: str, *names: str) -> str:
        """Apply one dense layer, or several side by side as one wider layer."""
        matrix = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        product = self.add("MatMul", hidden, self.constant(f"{names[0]}.weight", matrix))
        return self.add("Add", product, self.constant(f"{names[0]}.bias", bias))

    def normalise(self, hidden: str, name: str) -> str:
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("LayerNormalization", hidden, scale, bias, epsilon=LAYER_NORM_EPSILON)

    def model(self, name: str, outputs: Mapping[str, Sequence[int | str]]) -> onnx.ModelProto:
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])
        declared = [
            helper.make_tensor_value_info(output, TensorProto.FLOAT, list(shape))
            for output, shape in outputs.items()
        ]
        tensors = list(self._tensors.values())
        graph = helper.make_graph(self._nodes, name, [ids], declared, tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        # Shapes are complete as they are: quantising needs no preparation, nor warns of its lack.
        helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
        onnx.checker.check_model(model)
        return model


def _encode(graph: _Graph, heads: int) -> str:
    hidden = _embed(graph)
    bias = _distance_bias(graph) if DISTANCES in graph.weights else ""
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in graph.weights:
        hidden = _layer(graph, hidden, f"encoder.layer.{layer}", heads, bias)
        layer += 1
    return hidden


def _distance_bias(graph: _Graph) -> str:
    """Cut a text's part, (heads, tokens, tokens), out of the bias of all places."""
    places = len(graph.weights["embeddings.position_embeddings.weight"])
    table = graph.weights[DISTANCES][distance_buckets(places)].transpose(2, 0, 1)
    size = graph.add("Shape", "input_ids", start=1, end=2)
    sizes = graph.add("Concat", size, size, axis=0)
    first = graph.constant("corner", np.array([0, 0]))
    axes = graph.constant("corner_axes", np.array([1, 2]))
    return graph.add("Slice", graph.constant(DISTANCES, table), first, sizes, axes)


def distance_buckets(size: int) -> NDArray[np.int64]:
    """Give the bucket of the distance from each place to each other one: (size, size).

    Half of the 32 are for each direction; of these half hold one distance each, the others more
    and more, up to 128 and beyond (Raffel et al., 2020).
    """
    place = np.arange(size)
    ahead = place[None, :] - place[:, None]
    apart = np.abs(ahead)
    wide = 8 + (np.log(np.maximum(apart, 1) / 8) / np.log(128 / 8) * 8).astype(np.int64)
    buckets: NDArray[np.int64] = 16 * (ahead > 0) + np.where(apart < 8, apart, np.minimum(wide, 15))
    return buckets


def _embed(graph: _Graph) -> str:
    weights = graph.weights
    table = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    words = graph.add("Gather", table, "input_ids")
    # Every token is of type 0, so its vector is a part of each position's.
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    size = graph.add("Shape", "input_ids", start=1, end=2)
    first = graph.constant("first", np.array([0]))
    position = graph.add("Slice", graph.constant("places", places), first, size, first)
    return graph.normalise(graph.add("Add", words, position), "embeddings.LayerNorm")


def _layer(graph: _Graph, hidden: str, name: str, heads: int, bias: str) -> str:
    mixed = _attend(graph, hidden, f"{name}.attention.self", heads, bias)
    attended = graph.linear(mixed, f"{name}.attention.output.dense")
    middle = graph.normalise(
        graph.add("Add", attended, hidden), f"{name}.attention.output.LayerNorm"
    )
    wide = graph.add("Gelu", graph.linear(middle, f"{name}.intermediate.dense"))
    narrow = graph.linear(wide, f"{name}.output.dense")
    return graph.normalise(graph.add("Add", narrow, middle), f"{name}.output.LayerNorm")


def _attend(graph: _Graph, hidden: str, name: str, heads: int, bias: str) -> str:
    width = len(graph.weights[f"{name}.query.bias"])
    size = width // heads
    together = graph.linear(hidden, f"{name}.query", f"{name}.key", f"{name}.value")
    split = graph.constant("heads", np.array([0, 0, 3 * heads, size]))
    by_head = graph.add("Transpose", graph.add("Reshape", together, split), perm=[0, 2, 1, 3])
    query, key, value = (
        graph.add(
            "Slice",
            by_head,
            graph.constant(f"heads{part}", np.array([part * heads])),
            graph.constant(f"heads{part + 1}", np.array([(part + 1) * heads])),
            graph.constant("head_axis", np.array([1])),
        )
        for part in range(3)
    )
    across = graph.add("Transpose", key, perm=[0, 1, 3, 2])
    scale = graph.constant("scale", np.array(size**-0.5, dtype=np.float32))
    scores = graph.add("Mul", graph.add("MatMul", query, across), scale)
    if bias:
        scores = graph.add("Add", scores, bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    merged = graph.add("Transpose", mixed, perm=[0, 2, 1, 3])
    return graph.add("Reshape", merged, graph.constant("width", np.array([0, 0, width])))
