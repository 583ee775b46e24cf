"""Opens the store that a URL names: a folder (`file:PATH`) or a server (`bolt://…`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from kg.errors import StoreError
from kg.settings import Login
from kg.stores.base import Registry, Store, Writer
from kg.stores.embedded import EmbeddedStore, EmbeddedWriter

FILE_SCHEME: Final = "file:"
_SERVER: Final = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://", re.IGNORECASE)


def open_store(url: str, login: Login | None = None) -> Store:
    """Open a store for reading; StoreError where the URL is of no known kind or holds nothing.

    `login` counts for a server only.
    """
    if on_server(url):
        from kg.stores.neo4j_store import Neo4jStore

        return Neo4jStore(url, login or Login())
    return EmbeddedStore(store_folder(url))


def open_writer(
    url: str,
    login: Login | None = None,
    journal: str = "",
    waiting: Callable[[str], None] | None = None,
) -> Writer:
    """Start building what the URL names anew; in a folder readers see it from `commit` on.

    On a server a build of another journal is waited for, of which `waiting` is told; `journal`
    names the one that is built.
    """
    if on_server(url):
        from kg.stores.neo4j_writer import Neo4jWriter

        return Neo4jWriter(url, login or Login(), journal, waiting)
    return EmbeddedWriter(store_folder(url))


def open_registry(url: str, login: Login | None = None) -> Registry | None:
    """Open what journals share of a server's archive; None for a folder, which has one journal."""
    if not on_server(url):
        return None
    from kg.stores.neo4j_registry import Neo4jRegistry

    return Neo4jRegistry(url, login or Login())


def on_server(url: str) -> bool:
    """True for the address of a Neo4j server."""
    return _SERVER.match(url) is not None


def journal_folder(url: str, home: Path, database: str = "") -> Path:
    """Give the folder of a store's journal: a folder's own; a server's has one in `home`."""
    if not on_server(url):
        return store_folder(url)
    parts = urlsplit(url)
    name = f"{parts.hostname}-{parts.port or 7687}-{database or 'neo4j'}"
    return home / re.sub(r"[^A-Za-z0-9._-]", "-", name)


def store_folder(url: str) -> Path:
    """Give the folder of a `file:PATH` URL: `file:archive`, `file:~/a`, `file:///home/me/a`."""
    if not url.startswith(FILE_SCHEME):
        raise StoreError(f"can't open {url}: a store is file:PATH, bolt://… or neo4j://…")
    path = url.removeprefix(FILE_SCHEME)
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    if not path:
        raise StoreError("file: needs a path, as in file:/home/me/archive")
    return Path(unquote(path)).expanduser()
