"""Opens the store that a URL names: `file:PATH` is a folder beside the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote

from kg.errors import StoreError
from kg.stores.base import Store, Writer
from kg.stores.embedded import EmbeddedStore, EmbeddedWriter

FILE_SCHEME: Final = "file:"


def open_store(url: str) -> Store:
    """Open a store for reading; StoreError where the URL is of no known kind or holds nothing."""
    return EmbeddedStore(store_folder(url))


def open_writer(url: str) -> Writer:
    """Start building what the URL names anew; nothing changes for readers before `commit`."""
    return EmbeddedWriter(store_folder(url))


def store_folder(url: str) -> Path:
    """Give the folder of a `file:PATH` URL: `file:archive`, `file:~/a`, `file:///home/me/a`."""
    if not url.startswith(FILE_SCHEME):
        raise StoreError(f"can't open {url}: a store is file:PATH")
    path = url.removeprefix(FILE_SCHEME)
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    if not path:
        raise StoreError("file: needs a path, as in file:/home/me/archive")
    return Path(unquote(path)).expanduser()
