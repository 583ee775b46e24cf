"""Where an archive is, and the kinds of stores: one folder here and one row of `KINDS` each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from kg.errors import StoreError

GRAPH_FILE: Final = "graph.kgl"
JOURNAL_FILE: Final = "journal.sqlite"
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+]*:")
_LOGIN: Final = re.compile(r"(?<=//)[^/@]*@")


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store: a pattern of its addresses, their form for users, and its classes."""

    address: str
    form: str
    store: str
    writer: str
    registry: str = ""


KINDS: Final = (
    StoreKind(r"file:(?P<folder>.*)", "file:PATH", "embedded.store:EmbeddedStore",
              "embedded.store:EmbeddedWriter"),
    StoreKind(r"(?i:neo4j|bolt)(?i:\+s|\+ssc)?://", "bolt://… or neo4j://…",
              "neo4j.store:Neo4jStore", "neo4j.writer:Neo4jWriter", "neo4j.registry:Neo4jRegistry"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Location:
    """An archive's address; `folder` is None for a server. Printed without user and password."""

    address: str
    folder: Path | None
    kind: StoreKind

    @classmethod
    def parse(cls, address: str) -> Self:
        """Read an address: `file:archive`, `file:~/a`, `file:///home/me/a`, `bolt://host:7687`.

        StoreError where it is of no known kind.
        """
        for kind in KINDS:
            if match := re.match(kind.address, address, re.DOTALL):
                path = match.groupdict().get("folder")
                return cls(address, None if path is None else _folder(path), kind)
        forms = ", ".join(kind.form for kind in KINDS)
        raise StoreError(f"can't open {_LOGIN.sub('', address)}: a store is {forms}")

    def __str__(self) -> str:
        return _LOGIN.sub("", self.address)

    def __repr__(self) -> str:
        return f"Location({str(self)!r})"

    @property
    def graph_file(self) -> Path | None:
        """The file of a folder's graph; None for a server."""
        return self.folder / GRAPH_FILE if self.folder else None

    def journal_file(self, home: Path, database: str = "") -> Path:
        """The file of the journal: in a folder its own; a server's has a folder in `home`."""
        if self.folder:
            return self.folder / JOURNAL_FILE
        parts = urlsplit(self.address)
        name = f"{parts.hostname or parts.path}-{parts.port or 7687}-{database or 'neo4j'}"
        return home / re.sub(r"[^A-Za-z0-9._-]", "-", name) / JOURNAL_FILE


def _folder(path: str) -> Path:
    if not path:
        raise StoreError("file: needs a path, as in file:/home/me/archive")
    return Path(unquote(re.sub("^//+", "/", path))).expanduser()


def with_scheme(address: str) -> str:
    """The address; a bare path is a folder."""
    return address if _SCHEME.match(address) else f"file:{address}"
