"""Texts to vectors with all-MiniLM-L6-v2 (8-bit), on the CPU, without a network.

Each text is run on its own: 8-bit activations are scaled by everything in a run, so in a batch a
text's vector would depend on its neighbours (a cosine of .98 to itself alone), and no faster.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.models.wheels import sha256
from extract.tagger import encoder
from kg.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

MODEL_FILE = "minilm-l6-v2-int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"
MAX_TOKENS = 256  # what the model was trained for; a passage's tail beyond it is not seen
WIDTH = 384
KEPT = 1 << 14  # vectors of texts asked for lately, 25 MB

_REPAIR = "run: python -m kg.embed.fetch_model"


class Embedder:
    """A loaded model. It may be used from several threads."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Load the model of `folder`; `threads` texts are embedded at once.

        Raises ModelError where a file is missing or not the one that set-up made.
        """
        hashes = verify(folder)
        self.model_id = f"all-MiniLM-L6-v2-int8-{hashes[MODEL_FILE][:12]}"
        self._pool = ThreadPoolExecutor(threads, "embedder")
        self._kept: dict[str, Vectors] = {}
        self._session = encoder.open_session(folder / MODEL_FILE)
        self._tokenizer = load_tokenizer(folder / TOKENIZER_FILE)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give an (n, 384) array of L2-normalised rows, in the order of the texts.

        A text's row depends on that text only, not on the others nor on the number of threads.
        The newest `KEPT` are kept, for questions about a subject rank the same sentences.
        """
        known = {text: vector for text in texts if (vector := self._kept.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        run_all = self._pool.map if len(missing) > 1 else map
        new = dict(zip(missing, run_all(self._encode, missing), strict=True))
        self._keep(new)
        known |= new
        return np.array([known[text] for text in texts], np.float32).reshape(-1, WIDTH)

    def _encode(self, text: str) -> Vectors:
        return run(self._session, self._tokenizer.encode(text).ids)

    def _keep(self, new: dict[str, Vectors]) -> None:
        """Keep new vectors and forget the oldest, in steps between which threads may change."""
        self._kept.update(new)
        for text in [*self._kept][: max(0, len(self._kept) - KEPT)]:
            self._kept.pop(text, None)


def load_embedder(folder: Path, threads: int = 2) -> Embedder | None:
    """Load the embedder of `folder`, or give None where set-up could not fetch the model.

    It is loaded once a process. Raises ModelError where the model is there but damaged.
    """
    manifest = folder / MANIFEST_FILE
    return _loaded(folder, threads, manifest.read_bytes()) if manifest.is_file() else None


@lru_cache(maxsize=1)
def _loaded(folder: Path, threads: int, _manifest: bytes) -> Embedder:
    return Embedder(folder, threads)


def load_tokenizer(file: Path) -> Tokenizer:
    """Load the model's word pieces, cutting texts at `MAX_TOKENS` and padding nothing."""
    tokenizer = encoder.load_tokenizer(file)
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def verify(folder: Path) -> dict[str, str]:
    """Give file name -> SHA-256 as the manifest has it, after holding the files against it.

    Raises ModelError where they differ.
    """
    try:
        hashes: dict[str, str] = json.loads((folder / MANIFEST_FILE).read_bytes())["files"]
        for name in (MODEL_FILE, TOKENIZER_FILE):
            if sha256(folder / name) != hashes[name]:
                raise ModelError(f"{folder / name} is not the file that set-up made; {_REPAIR}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no whole embedding model in {folder} ({error}); {_REPAIR}") from error
    return hashes


def run(session: InferenceSession, ids: Sequence[int]) -> Vectors:
    """Give the vector (384,) of one text's token ids."""
    vector: Vectors = session.run(["embedding"], {"input_ids": np.array([ids], np.int64)})[0][0]
    return vector
