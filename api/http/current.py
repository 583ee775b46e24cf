"""The archive that a server answers from: shared by threads, opened anew after a build."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from kg.archive import Archive
from kg.settings import Settings

Stamp: TypeAlias = "tuple[int, int]"


@dataclass(slots=True)
class _Opened:
    archive: Archive
    stamp: Stamp
    users: int = 0


class CurrentArchive:
    """Lends the newest archive; an older one is closed when its last user has given it back."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._now: _Opened | None = None

    @contextmanager
    def lend(self) -> Iterator[Archive]:
        """The archive for one request; NoArchive or StoreError where it can't be opened."""
        with self._lock:
            opened = self._current()
            opened.users += 1
        try:
            yield opened.archive
        finally:
            with self._lock:
                opened.users -= 1
                if opened is not self._now:
                    _close_unused(opened)

    def close(self) -> None:
        """Close the archive; one that is lent is closed when it comes back."""
        with self._lock:
            opened, self._now = self._now, None
            if opened is not None:
                _close_unused(opened)

    def _current(self) -> _Opened:
        archive = Archive(self._settings)
        stamp = _stamp(archive)
        if self._now is None or self._now.stamp != stamp:
            before, self._now = self._now, _Opened(archive.connect(), stamp)
            if before is not None:
                _close_unused(before)
        return self._now


def _stamp(archive: Archive) -> Stamp:
    """What differs between builds of the graph; a server's archive has no file."""
    file = archive.location.graph_file
    try:
        status = file.stat() if file else None
    except FileNotFoundError:
        status = None
    return (status.st_ino, status.st_mtime_ns) if status else (0, 0)


def _close_unused(opened: _Opened) -> None:
    if opened.users == 0:
        opened.archive.close()
