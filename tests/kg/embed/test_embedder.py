from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
    models = read_settings().models
    together = embedder.encode(TEXTS)
    alone = Embedder(models)
    single = np.concatenate([alone.encode([text]) for text in TEXTS])
    backward = Embedder(models).encode(TEXTS[::-1])[::-1]
    assert together.tobytes() == single.tobytes() == backward.tobytes()


def test_kept_vectors_are_the_same_and_the_oldest_go(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.embed.embedder.KEPT", 3)
    keeping = Embedder(read_settings().models)
    for texts in (TEXTS, TEXTS[2:5], [TEXTS[0], TEXTS[0], TEXTS[3]]):
        assert keeping.encode(texts).tobytes() == embedder.encode(texts).tobytes()
    assert [*keeping._kept] == [TEXTS[2], TEXTS[0], TEXTS[3]]


def test_threads_share_what_is_kept(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.embed.embedder.KEPT", 2)
    keeping, wanted = Embedder(read_settings().models), embedder.encode(TEXTS).tobytes()
    with ThreadPoolExecutor(8) as pool:
        encoded = [*pool.map(lambda _: keeping.encode(TEXTS).tobytes(), range(32))]
    assert set(encoded) == {wanted}


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
