"""The archive that a server answers from: shared by threads, opened anew after a build."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.archive import Archive
from kg.errors import KgError
from kg.settings import Settings

Stamp: TypeAlias = "tuple[int, int]"
_WARM_UP: Final = "Which methods are used for evaluation?"


@dataclass(slots=True)
class _Opened:
    archive: Archive
    stamp: Stamp
    users: int = 0


class CurrentArchive:
    """Lends the newest archive; an older one is closed when its last user has given it back.

    After a build the first request opens the new archive, and those that come meanwhile are
    answered from the older one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._now: _Opened | None = None

    @contextmanager
    def lend(self) -> Iterator[Archive]:
        """The archive for one request; NoArchive or StoreError where it can't be opened."""
        self._renew()
        with self._lock:
            opened = self._now or self._open()
            self._now = opened
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
            self._replace(None)

    def warm_up(self) -> None:
        """Load what questions need, so that the first one doesn't wait; what fails is left."""
        with suppress(KgError), self.lend() as archive:
            archive.ask(_WARM_UP)

    def _renew(self) -> None:
        """Open the archive anew where its graph has changed, unless another request does so."""
        if self._is_current() or not self._opening.acquire(blocking=False):
            return
        try:
            if not self._is_current():
                opened = self._open()
                with self._lock:
                    self._replace(opened)
        finally:
            self._opening.release()

    def _is_current(self) -> bool:
        now = self._now
        return now is None or now.stamp == _stamp(Archive(self._settings))

    def _open(self) -> _Opened:
        archive = Archive(self._settings)
        stamp = _stamp(archive)
        return _Opened(archive.connect(), stamp)

    def _replace(self, opened: _Opened | None) -> None:
        before, self._now = self._now, opened
        if before is not None:
            _close_unused(before)


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
