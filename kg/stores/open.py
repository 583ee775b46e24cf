"""Opens the store that an address names, of one of the kinds in `kg.stores.location`."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from kg.errors import NoArchive, StoreError
from kg.schema import FORMAT
from kg.settings import Login
from kg.stores.base import Registry, Store, Writer
from kg.stores.location import JOURNAL_FILE, Location


def open_archive(
    place: Location, login: Login | None = None, demo: Location | None = None
) -> Store:
    """Open an archive's graph for reading, as this version builds it.

    NoArchive where there is none; its message names `demo` where that exists. StoreError where an
    older version built it.
    """
    if place.graph_file and not place.graph_file.is_file():
        raise NoArchive(missing(place, demo))
    store = open_store(place.address, login)
    try:
        state = store.run("archive_state").dicts()
        if state and isinstance(state[0]["format"], int) and state[0]["format"] < FORMAT:
            raise StoreError(
                f"the archive {place} was built by an older groundpath: run `kg rebuild`"
            )
    except BaseException:
        store.close()
        raise
    return store


def missing(place: Location, demo: Location | None = None) -> str:
    """The message about a folder without an archive, in one line."""
    folder = place.folder
    if folder and (folder / JOURNAL_FILE).is_file():
        return f"the archive in {folder} has no graph yet: run `kg ingest` again to finish it"
    if demo and demo != place and demo.graph_file and demo.graph_file.is_file():
        return f"no archive in {folder}: run `kg ingest`, or add --store {demo} for the demo's"
    return f"no archive in {folder}: run `kg ingest SOURCE` or `kg demo`"


def open_store(address: str, login: Login | None = None) -> Store:
    """Open a store for reading; StoreError where the address is of no known kind or holds nothing.

    `login` counts for a server only.
    """
    store: Store = _open("store", address, login or Login())
    return store


def open_writer(
    address: str,
    login: Login | None = None,
    journal: str = "",
    waiting: Callable[[str], None] | None = None,
) -> Writer:
    """Start building what the address names anew; in a folder readers see it from `commit` on.

    On a server a build of another journal is waited for, which `waiting` gets a line about;
    `journal` names the journal that is built.
    """
    writer: Writer = _open("writer", address, login or Login(), journal, waiting)
    return writer


def open_registry(address: str, login: Login | None = None) -> Registry | None:
    """Open what journals share of a server's archive; None for a folder, which has one journal."""
    registry: Registry | None = _open("registry", address, login or Login())
    return registry


def _open(part: str, address: str, *given: object) -> Any:
    place = Location.parse(address)
    name = getattr(place.kind, part)
    return resolve_name(f"kg.stores.{name}")(place.folder or address, *given) if name else None
