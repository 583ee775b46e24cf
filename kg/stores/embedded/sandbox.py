"""Untrusted Cypher runs in a process of its own, which is killed when it takes too long.

The engine's own time-out is not reliable (a growing string ran past two minutes), and its
read-only mode still reads files. `kg.stores.embedded.worker` is the process's program.
Messages are JSON after four bytes of length, both ways.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Any, Final

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.records import Limits, Parameters, Rows

START_TIMEOUT_S: Final = 120.0
GRACE_S: Final = 1.0

_BOOT: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from kg.stores.embedded.worker import main
main(sys.argv[2])
"""
_ENVIRONMENT: Final = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",  # a thread made before Landlock would be free of it
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
_ERRORS: Final = {"query": QueryError, "timeout": QueryTimeout, "store": StoreError}


class Sandbox:
    """Runs queries over one graph file in a worker process, one at a time; started when needed."""

    def __init__(self, file: Path) -> None:
        self._file = file.resolve()
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._empty: tempfile.TemporaryDirectory[str] | None = None

    def run(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Rows of a query within limits; QueryError, QueryTimeout or StoreError in one line."""
        request = {
            "text": text,
            "parameters": parameters,
            "timeout_s": limits.timeout_s,
            "rows": limits.rows,
            "bytes": limits.bytes,
        }
        with self._lock:
            reply = self._ask(request, limits.timeout_s + GRACE_S)
        if "error" in reply:
            raise _ERRORS[reply["error"]](reply["message"])
        rows = tuple(tuple(row) for row in reply["rows"])
        return Rows(tuple(reply["columns"]), rows, reply["truncated"], reply["elapsed_ms"])

    def close(self) -> None:
        """End the worker; the next query would start another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """Process id of the worker, None where none runs."""
        return self._worker.pid if self._worker else None

    def _ask(self, request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        try:
            message = json.dumps(request, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            raise QueryError(f"a parameter is no JSON value: {error}") from error
        worker = self._running()
        try:
            send(worker.stdin, message)
            return _receive(worker.stdout, timeout_s)
        except TimeoutError:
            self._end()
            raise QueryTimeout(f"the query ran past {request['timeout_s']:g} s") from None
        except (OSError, EOFError):
            self._end()
            raise QueryError("the query was stopped: it took more memory than it may") from None
        except BaseException:
            self._end()  # a reply that nobody waits for must not answer the next question
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self._end()
            self._worker = self._start()
        return self._worker

    def _start(self) -> subprocess.Popen[bytes]:
        self._empty = tempfile.TemporaryDirectory(prefix="groundpath-")
        root = Path(__file__).resolve().parents[3]
        worker = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, str(root), str(self._file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._empty.name,
            env={**_ENVIRONMENT, "TMPDIR": self._empty.name},
        )
        self._worker = worker
        try:
            ready = _receive(worker.stdout, START_TIMEOUT_S)
        except (OSError, EOFError, TimeoutError):
            self._end()
            raise StoreError(f"the query worker did not start on {self._file}") from None
        if "error" in ready:
            self._end()
            raise StoreError(ready["message"])
        return worker

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            for pipe in (self._worker.stdin, self._worker.stdout):
                if pipe:
                    pipe.close()
            self._worker.wait()
            self._worker = None
        if self._empty is not None:
            self._empty.cleanup()
            self._empty = None


def send(pipe: IO[bytes] | None, message: bytes) -> None:
    """Write one message."""
    assert pipe is not None
    pipe.write(len(message).to_bytes(4, "big") + message)
    pipe.flush()


def _receive(pipe: IO[bytes] | None, timeout_s: float) -> dict[str, Any]:
    """Read one message; TimeoutError when it isn't there in time, EOFError when none will come."""
    assert pipe is not None
    deadline = time.monotonic() + timeout_s
    length = int.from_bytes(_read(pipe.fileno(), 4, deadline), "big")
    message: dict[str, Any] = json.loads(_read(pipe.fileno(), length, deadline))
    return message


def _read(handle: int, size: int, deadline: float) -> bytes:
    """Exactly `size` bytes, straight from the pipe: nothing is left behind in a buffer."""
    parts: list[bytes] = []
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    while size:
        left = deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise TimeoutError
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
