"""An archive that a server keeps open: shared by threads, opened anew when a build replaced it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.wiring import Archive, graph_file, open_archive
from kg.settings import Settings

Stamp = tuple[int, int]


@dataclass(slots=True)
class _Opened:
    archive: Archive
    stamp: Stamp
    users: int = 0


class LiveArchive:
    """Lends the newest archive; an older one is closed when its last borrower has gone."""

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
        stamp = self._stamp()
        if self._now is None or self._now.stamp != stamp:
            before, self._now = self._now, _Opened(open_archive(self._settings), stamp)
            if before is not None:
                _close_unused(before)
        return self._now

    def _stamp(self) -> Stamp:
        """What tells one build of the graph from another; a server's archive has no file."""
        if not self._settings.store.startswith("file:"):
            return 0, 0
        try:
            found = graph_file(self._settings.store).stat()
        except FileNotFoundError:
            return 0, 0
        return found.st_ino, found.st_mtime_ns


def _close_unused(opened: _Opened) -> None:
    if opened.users == 0:
        opened.archive.close()
