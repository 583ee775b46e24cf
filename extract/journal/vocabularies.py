"""Users' vocabularies as an archive's journal keeps them: each file's concepts by its name."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

TABLE: Final = """
CREATE TABLE IF NOT EXISTS vocabularies (name TEXT PRIMARY KEY, concepts TEXT NOT NULL)
"""
Rows: TypeAlias = Callable[[str, tuple[object, ...]], list[Any]]
Write: TypeAlias = Callable[[str, tuple[object, ...]], None]


@dataclass(frozen=True, slots=True)
class KeptVocabulary:
    """A vocabulary that was added: its name, how many concepts it gave, SHA-256 (hex) of them."""

    name: str
    concepts: int
    hash: str


def kept_vocabulary(name: str, content: str) -> KeptVocabulary:
    """Describe what is kept under a name."""
    return KeptVocabulary(name, content.count("\n"), hashlib.sha256(content.encode()).hexdigest())


def packed(contents: Mapping[str, str]) -> str:
    """Give vocabularies as one line of ASCII, a tenth as long: for a server to keep."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(line: str) -> dict[str, str]:
    """Give what `packed` was given; an empty line is no vocabulary."""
    if not line:
        return {}
    contents: dict[str, str] = json.loads(zlib.decompress(base64.b64decode(line)))
    return contents


class Vocabularies:
    """The journal's vocabularies; made by the journal, which gives its own ways to read and write.

    The concepts of each are JSON Lines (`concepts.dump_concepts`).
    """

    def __init__(self, rows: Rows, write: Write) -> None:
        self._rows, self._write = rows, write

    def contents(self) -> dict[str, str]:
        """The concepts of each by its name, sorted by name."""
        return dict(self._rows("SELECT name, concepts FROM vocabularies ORDER BY name", ()))

    def save(self, name: str, concepts: str) -> None:
        """Keep a vocabulary; one of this name is replaced."""
        self._write("INSERT OR REPLACE INTO vocabularies VALUES (?, ?)", (name, concepts))

    def remove(self, name: str) -> None:
        """Forget a vocabulary."""
        self._write("DELETE FROM vocabularies WHERE name = ?", (name,))

    def become(self, contents: Mapping[str, str]) -> None:
        """Be these, in place of those that were."""
        for name in self.contents().keys() - contents.keys():
            self.remove(name)
        for name, concepts in contents.items():
            self.save(name, concepts)
