"""Locates the weights that come with the project and checks their hashes.

`data/models/extraction.lock` has a line a file as `sha256sum` writes it: SHA-256, two blanks, name.
Nothing is read out of a file before its hash is the one of the lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extract.errors import WeightsError
from extract.models.wheels import sha256
from extract.vocabulary import data_dir

LOCK_FILE = "extraction.lock"
CRF_FILE = "names-crf.npz"
ENCODER_FILE = "names-encoder.onnx"
TOKENIZER_FILE = "names-encoder-tokenizer.json"
PAIRS_FILE = "relations-linear.npz"
PAIR_HEAD_FILE = "relations-head.npz"
SHARES_FILE = "shares.json"
ROLES_FILE = "roles.npz"
WORDS_FILE = "words.npz"
QUESTIONS_FILES = ("questions-encoder-1.onnx", "questions-encoder-2.onnx")
FILES = (
    CRF_FILE, ENCODER_FILE, TOKENIZER_FILE, PAIRS_FILE, PAIR_HEAD_FILE, SHARES_FILE, ROLES_FILE,
    *QUESTIONS_FILES, WORDS_FILE,
)  # fmt: skip


def models_dir() -> Path:
    """Give the folder of the weights that come with the project."""
    return data_dir() / "models"


def read_lock(folder: Path) -> Mapping[str, str]:
    """Give file name -> SHA-256 (hex); WeightsError where there is no lock or it can't be read."""
    file = folder / LOCK_FILE
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        pairs = [line.split("  ") for line in lines if line and not line.startswith("#")]
        return {name: digest for digest, name in pairs}
    except (OSError, ValueError) as error:
        raise WeightsError(f"{file} can't be read ({error}); install groundpath again") from error


def checked(folder: Path, name: str) -> Path:
    """Give the path of a weights file whose hash is the lock's; WeightsError where it is not."""
    expected = read_lock(folder).get(name)
    if expected is None:
        raise WeightsError(
            f"{LOCK_FILE} of {folder} has no line for {name}; install groundpath again"
        )
    try:
        actual = sha256(folder / name)
    except OSError as error:
        raise WeightsError(f"{name} can't be read ({error}); install groundpath again") from error
    if actual != expected:
        raise WeightsError(
            f"{folder / name} is not the file of {LOCK_FILE}; install groundpath again"
        )
    return folder / name


def write_lock(folder: Path) -> None:
    """Write the lock of the weights that are in a folder."""
    lines = [
        f"{sha256(folder / name)}  {name}" for name in sorted(FILES) if (folder / name).is_file()
    ]
    head = "# Weights trained by `make bench-extraction`; what they are is in CARD.md."
    (folder / LOCK_FILE).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
