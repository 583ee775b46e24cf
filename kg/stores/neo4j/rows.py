"""Rows as a server keeps them: with the build's mark, and with the stems of a passage's words."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extract.journal.serial import dump_paper
from extract.records import Paper
from kg.records import Value
from kg.stores.neo4j.text_search import StemCounts

ARCHIVE_ID: Final = "archive"
# What a row may lack though an earlier build of it had it.
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {"papers": ("year",), "reports": ("value",)}


class ServerRows:
    """Rows of one build."""

    def __init__(self) -> None:
        self.mark = secrets.token_hex(8)
        self._tally = StemCounts()

    def marked(self, name: str, row: Mapping[str, Value]) -> dict[str, Value]:
        """The row with the server's own properties."""
        properties: dict[str, Value] = dict.fromkeys(OPTIONAL.get(name, ()))
        properties |= properties_of(row) | {"build": self.mark}
        if name == "passages":
            properties["words"] = self._tally.add(str(properties.get("text", "")))
        return {**row, "properties": properties}

    def record(self, vectors: int) -> dict[str, Value]:
        """What the archive's own record keeps of the build, for searching."""
        return {**self._tally.record(), "search_vectors": vectors}


def registered(paper: Paper) -> dict[str, Value]:
    """What a paper's node keeps of the paper as it came in, beside the graph's own properties."""
    return {"source": dump_paper(paper), "source_hash": paper.content_hash}


def properties_of(row: Mapping[str, Value]) -> dict[str, Value]:
    """The properties of a row, as a dictionary of its own."""
    properties = row["properties"]
    return dict(properties) if isinstance(properties, dict) else {}


def vector_hash(vector: NDArray[np.float32]) -> str:
    """A name for a vector's bytes: those that a server has already are not sent again."""
    return hashlib.sha1(vector.tobytes(), usedforsecurity=False).hexdigest()[:16]
