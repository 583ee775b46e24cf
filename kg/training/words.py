"""Makes the vectors of word pieces: `python -m kg.training.words ABSTRACTS.jsonl`.

Reads how frequent each word piece is from the `abstract` of JSON lines, embeds every word piece by
itself with the embedding model of the user's data folder, and writes `data/models/words.npz`. No
chance is involved.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extract.evaluation.rows import read_rows
from extract.models.weights import (
    TOKENIZER_FILE,
    WORDS_FILE,
    checked,
    models_dir,
    write_lock,
)
from extract.tagger.encoder import load_tokenizer, open_session
from kg.embed.embedder import MODEL_FILE, run
from kg.settings import read_settings

WIDTH = 128
SMOOTHING = 1e-3  # the `a` of a / (a + p), p the share of all word pieces

Floats = NDArray[np.float64]


def frequencies(texts: Iterable[str], tokenizer: Tokenizer) -> Floats:
    """The share of each word piece among all of the texts, (n,)."""
    counts = np.zeros(tokenizer.get_vocab_size())
    for text in texts:
        np.add.at(counts, tokenizer.encode(text, add_special_tokens=False).ids, 1)
    shares: Floats = counts / counts.sum()
    return shares


def embedded(folder: Path, tokenizer: Tokenizer) -> Floats:
    """The embedding model's vector of each word piece by itself, (n, 384)."""
    session = open_session(folder / MODEL_FILE)
    first, last = tokenizer.encode("").ids
    pieces = range(tokenizer.get_vocab_size())
    with ThreadPoolExecutor(2) as pool:
        return np.stack([*pool.map(lambda p: run(session, [first, p, last]), pieces)]).astype(
            np.float64
        )


def reduced(vectors: Floats, shares: Floats) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Principal components of the vectors in 8 bits, (n, WIDTH), and a scale for each row."""
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])[:, None]
    kept = centred @ axes[:WIDTH].T
    most = np.abs(kept).max(1)
    weights = SMOOTHING / (SMOOTHING + shares)
    return np.round(kept / most[:, None] * 127).astype(np.int8), (most / 127 * weights).astype(
        np.float32
    )


def main(file: str) -> None:
    """Make and write the vectors."""
    tokenizer = load_tokenizer(checked(models_dir(), TOKENIZER_FILE))
    shares = frequencies((row["abstract"] for row in read_rows(Path(file))), tokenizer)
    vectors, scales = reduced(embedded(read_settings().models, tokenizer), shares)
    np.savez_compressed(models_dir() / WORDS_FILE, vectors=vectors, scales=scales)
    write_lock(models_dir())
    print(f"{WORDS_FILE}: {vectors.shape}")


if __name__ == "__main__":
    main(sys.argv[1])
