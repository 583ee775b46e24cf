"""Where an archive is: a folder (`file:PATH`) or a Neo4j server (`bolt://…`, `neo4j+s://…`)."""

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
_SERVER: Final = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://", re.IGNORECASE)
_LOGIN: Final = re.compile(r"(?<=//)[^/@]*@")


@dataclass(frozen=True, slots=True)
class Location:
    """An archive's address; `folder` is None for a server. Printed without user and password."""

    address: str
    folder: Path | None

    @classmethod
    def parse(cls, address: str) -> Self:
        """Read an address: `file:archive`, `file:~/a`, `file:///home/me/a`, `bolt://host:7687`.

        StoreError where it is of no known kind.
        """
        if _SERVER.match(address):
            return cls(address, None)
        scheme, _, path = address.partition(":")
        if scheme != "file":
            shown = _LOGIN.sub("", address)
            raise StoreError(f"can't open {shown}: a store is file:PATH, bolt://… or neo4j://…")
        if path.startswith("//"):
            path = "/" + path.lstrip("/")
        if not path:
            raise StoreError("file: needs a path, as in file:/home/me/archive")
        return cls(address, Path(unquote(path)).expanduser())

    def __str__(self) -> str:
        return _LOGIN.sub("", self.address)

    def __repr__(self) -> str:
        return f"Location({str(self)!r})"

    @property
    def scheme(self) -> str:
        """What the address begins with: `file`, `bolt`, `neo4j+s`."""
        return self.address.partition(":")[0]

    @property
    def graph_file(self) -> Path | None:
        """The file of a folder's graph; None for a server."""
        return self.folder / GRAPH_FILE if self.folder else None

    def journal_file(self, home: Path, database: str = "") -> Path:
        """The file of the journal: in a folder its own; a server's has a folder in `home`."""
        if self.folder:
            return self.folder / JOURNAL_FILE
        parts = urlsplit(self.address)
        name = f"{parts.hostname}-{parts.port or 7687}-{database or 'neo4j'}"
        return home / re.sub(r"[^A-Za-z0-9._-]", "-", name) / JOURNAL_FILE


def with_scheme(address: str) -> str:
    """The address; a bare path is a folder."""
    return address if _SCHEME.match(address) else f"file:{address}"
