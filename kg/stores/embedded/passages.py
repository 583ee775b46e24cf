"""Passages found by words or by vector, from flat files that one build of an archive writes once.

Passages are numbered in the order of their ids. The vectors lie here and not in the graph file:
as a node property, 48,000 of them took the embedded engine from 0.3 s to 55 s to open.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.records import Hit
from kg.stores.base import Vector
from kg.stores.bm25 import Bm25, best

Places = NDArray[np.int64]


class PassageIndex:
    """BM25 and exact cosine over the passages of one build."""

    def __init__(
        self, ids: Sequence[str], words: Bm25, vectors: NDArray[np.float32], owners: Places
    ) -> None:
        """`owners[i]` is the number of the passage that `vectors[i]` belongs to, ascending."""
        self._ids, self._words = ids, words
        self._vectors, self._owners = vectors, owners

    @classmethod
    def build(cls, texts: Mapping[str, str], vectors: Mapping[str, Vector]) -> PassageIndex:
        """Index passages (id -> text), and the vectors (id -> vector) that some of them have."""
        ids = sorted(texts)
        owned = [place for place, key in enumerate(ids) if key in vectors]
        matrix = np.array([vectors[ids[place]] for place in owned], dtype=np.float32)
        words = Bm25.build([texts[identifier] for identifier in ids])
        return cls(ids, words, matrix, np.array(owned, dtype=np.int64))

    @classmethod
    def load(cls, folder: Path) -> PassageIndex:
        """Open what `save` wrote; arrays stay on disk until they are used."""
        ids = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
        vectors = np.load(folder / "vectors.npy", mmap_mode="r", allow_pickle=False)
        owners = np.load(folder / "owners.npy", allow_pickle=False)
        return cls(ids, Bm25.load(folder), vectors, owners)

    def save(self, parent: Path) -> str:
        """Write a folder into `parent`, named by the hash of its files; give its name."""
        folder = Path(tempfile.mkdtemp(prefix="search-", suffix=".part", dir=parent))
        (folder / "ids.json").write_text(json.dumps(list(self._ids)), encoding="utf-8")
        np.save(folder / "vectors.npy", self._vectors, allow_pickle=False)
        np.save(folder / "owners.npy", self._owners, allow_pickle=False)
        self._words.save(folder)
        name = f"search-{_hash_files(folder)}"
        if (parent / name).is_dir():
            shutil.rmtree(folder)
        else:
            _sync(folder)
            folder.rename(parent / name)
        return name

    @property
    def has_vectors(self) -> bool:
        """True where at least one passage has a vector."""
        return bool(len(self._owners))

    def by_words(self, text: str, k: int, papers: Collection[str] | None) -> list[Hit]:
        """The k best passages by BM25, best first, ties by id."""
        scores = self._words.scores(text, len(self._ids))
        if papers is None:
            return [Hit(self._ids[place], score) for place, score in best(scores, k, 0.0)]
        places = self._places(papers)
        return [Hit(self._ids[places[i]], score) for i, score in best(scores[places], k, 0.0)]

    def by_vector(self, vector: Vector, k: int, papers: Collection[str] | None) -> list[Hit]:
        """The k passages of highest cosine, best first, ties by id."""
        if not self.has_vectors:
            return []
        query = np.asarray(vector, dtype=np.float32).reshape(-1)
        if papers is None:
            rows, scores = self._owners, self._vectors @ query
        else:
            kept = np.flatnonzero(np.isin(self._owners, self._places(papers)))
            rows, scores = self._owners[kept], self._vectors[kept] @ query
        return [Hit(self._ids[rows[i]], score) for i, score in best(scores, k, -np.inf)]

    def holding(self, way: Sequence[Collection[str]]) -> list[str]:
        """Ids of the papers with a passage that holds a word for every entry, sorted."""
        places = self._words.holding(way)
        return sorted({self._ids[place].rpartition("#")[0] for place in places})

    def _places(self, papers: Collection[str]) -> Places:
        """Numbers of the passages of papers, ascending; a passage's id is `<paper>#<n>`."""
        places: list[int] = []
        for paper in set(papers):
            first = bisect_left(self._ids, f"{paper}#")
            places.extend(range(first, bisect_left(self._ids, f"{paper}$", lo=first)))
        return np.array(sorted(places), dtype=np.int64)


def _hash_files(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + b"\0")
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:16]


def _sync(folder: Path) -> None:
    """Bring the files of a folder, and the folder, to the disk."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
