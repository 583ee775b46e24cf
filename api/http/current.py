"""The archive that a server answers from: shared by threads, opened anew after a build."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from kg.archive import Archive
from kg.errors import KgError
from kg.settings import Settings

_WARM_UP: Final = "Which methods are used for evaluation?"


@dataclass(slots=True)
class _Opened:
    archive: Archive
    stamp: str
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
        with self._held() as opened:
            yield opened.archive

    def state(self) -> str:
        """What differs between builds of the graph; empty while a server's graph is being built.

        NoArchive or StoreError where the archive can't be opened.
        """
        self._renew()
        with self._held() as opened:
            return opened.stamp

    @contextmanager
    def _held(self) -> Iterator[_Opened]:
        """What is open now, else opened, and not closed before it is given back."""
        with self._lock:
            opened = self._now or self._open()
            self._now = opened
            opened.users += 1
        try:
            yield opened
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
        if self._now is None:
            return True
        with self._held() as opened:
            return opened.stamp == _stamp(opened.archive)

    def _open(self) -> _Opened:
        archive = Archive(self._settings)
        stamp = _stamp(archive)
        return _Opened(archive.connect(), stamp)

    def _replace(self, opened: _Opened | None) -> None:
        before, self._now = self._now, opened
        if before is not None:
            _close_unused(before)


def _stamp(archive: Archive) -> str:
    """What differs between builds: of a graph's file, or of a server's record of the archive."""
    file = archive.location.graph_file
    if file is None:
        rows = archive.store.run("archive_state").dicts()
        record = rows[0] if rows else {}
        # Without a hash while a build is under way.
        return f"{record['state_hash']} {record['built_at']}" if record.get("state_hash") else ""
    try:
        status = file.stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_ino} {status.st_mtime_ns}"


def _close_unused(opened: _Opened) -> None:
    if opened.users == 0:
        opened.archive.close()
