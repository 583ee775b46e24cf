from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.embed.embedder import (
    MANIFEST_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    Embedder,
    load_embedder,
)
from kg.errors import ModelError
from kg.settings import read_settings

BUILT = "8d16e3b78099"  # the first digits of the hash of what set-up builds, on every machine

TEXTS = [
    "We tune a language model on exam questions about classical mechanics.",
    "A neural network is trained on problems of Newtonian dynamics.",
    "Docstrings are generated for functions written in Rust.",
    "x",
    "",
    "The spectrum of the quasar shows absorption at three redshifts. " * 60,
]


def test_rows_are_normalised_and_in_order(embedder: Embedder) -> None:
    vectors = embedder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.encode([]).shape == (0, 384)


def test_a_texts_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.encode(TEXTS)
    alone = np.concatenate([embedder.encode([text]) for text in TEXTS])
    backward = embedder.encode(TEXTS[::-1])[::-1]
    assert together.tobytes() == alone.tobytes() == backward.tobytes()


def test_a_texts_vector_does_not_depend_on_threads(embedder: Embedder) -> None:
    single = Embedder(read_settings().models, threads=1)
    assert single.encode(TEXTS).tobytes() == embedder.encode(TEXTS).tobytes()


def test_like_meanings_are_near(embedder: Embedder) -> None:
    mechanics, dynamics, docstrings = embedder.encode(TEXTS[:3])
    assert mechanics @ dynamics > mechanics @ docstrings + 0.1


def test_a_long_text_is_read_up_to_its_limit(embedder: Embedder) -> None:
    cut, longer = embedder.encode([TEXTS[-1], TEXTS[-1] + TEXTS[0]])
    assert cut.tobytes() == longer.tobytes()


def test_set_up_builds_the_same_model_everywhere(embedder: Embedder) -> None:
    assert embedder.model_id == f"all-MiniLM-L6-v2-int8-{BUILT}"


def test_without_a_model_there_is_no_embedder(tmp_path: Path) -> None:
    assert load_embedder(tmp_path) is None
    with pytest.raises(ModelError, match="fetch_model"):
        Embedder(tmp_path)


def test_a_changed_model_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    for name in (MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE):
        (tmp_path / name).write_bytes((read_settings().models / name).read_bytes())
    with (tmp_path / TOKENIZER_FILE).open("a") as file:
        file.write(" ")
    with pytest.raises(ModelError, match=r"tokenizer\.json is not the file"):
        load_embedder(tmp_path)
