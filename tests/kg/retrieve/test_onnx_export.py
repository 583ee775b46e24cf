"""The exported graph against plain numpy, on a small encoder with random weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from extract.models.onnx_export import export, quantise
from extract.tagger.encoder import open_session
from kg.embed.bert_reference import encode
from kg.embed.embedder import run
from tests.bert import bert_shapes

HEADS, WIDTH, WORDS, PLACES = 4, 32, 60, 24
TEXTS = ([7], [2, 59, 0, 2], list(range(PLACES)))

Weights = dict[str, NDArray[np.float32]]


def random_weights(layers: int = 2) -> Weights:
    random = np.random.default_rng(17)
    shapes = bert_shapes(WIDTH, WORDS, PLACES, layers, wider=4)
    weights = {name: random.normal(0, 0.3, shape) for name, shape in shapes.items()}
    return {
        name: ("LayerNorm.weight" in name) + weight.astype(np.float32)
        for name, weight in weights.items()
    }


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("graphs")
    floats, eighths = folder / "float32.onnx", folder / "int8.onnx"
    onnx.save(export(random_weights(), HEADS), floats)
    quantise(floats, eighths)
    return floats, eighths


def test_the_graph_computes_what_numpy_computes(graphs: tuple[Path, Path]) -> None:
    session = open_session(graphs[0])
    for ids in TEXTS:
        expected = encode(random_weights(), ids, HEADS)
        np.testing.assert_allclose(run(session, ids), expected, atol=2e-6)


def test_eight_bits_stay_close(graphs: tuple[Path, Path]) -> None:
    floats, eighths = map(open_session, graphs)
    for ids in TEXTS:
        assert run(floats, ids) @ run(eighths, ids) > 0.97


def test_vectors_have_length_one_and_depend_on_the_order_of_words() -> None:
    weights = random_weights()
    forward, backward = encode(weights, [3, 4, 5], HEADS), encode(weights, [5, 4, 3], HEADS)
    assert np.linalg.norm(forward) == pytest.approx(1)
    assert forward @ backward < 0.999


def test_equal_weights_give_equal_bytes(graphs: tuple[Path, Path], tmp_path: Path) -> None:
    onnx.save(export(random_weights(), HEADS), tmp_path / "float32.onnx")
    quantise(tmp_path / "float32.onnx", tmp_path / "int8.onnx")
    for graph in graphs:
        assert (tmp_path / graph.name).read_bytes() == graph.read_bytes()


def test_every_layer_counts() -> None:
    shallow, deep = random_weights(layers=1), random_weights(layers=2)
    assert len(export(shallow, HEADS).graph.node) < len(export(deep, HEADS).graph.node)
    assert encode(shallow, [1, 2], HEADS) @ encode(deep, [1, 2], HEADS) < 0.999
