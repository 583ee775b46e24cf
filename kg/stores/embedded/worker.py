"""The process that runs untrusted queries: it reads its graph file and can do nothing else.

Before the graph is opened: Landlock (that file, and the empty folder it runs in, where the engine
lays out columns), no core. After: no file may grow, no further file or socket can be opened at
all, and memory may grow by `MEMORY` only.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys
from pathlib import Path
from typing import IO, Any, Final

from kg.errors import KgError, QueryTimeout, StoreError
from kg.queries import load_queries
from kg.records import Rows
from kg.stores.embedded.landlock import restrict_to
from kg.stores.embedded.sandbox import GRACE_S, send
from kg.stores.embedded.store import Engine

MEMORY: Final = 1 << 30
_NICE: Final = 5  # the threads that answer questions come first


def main(file: str) -> None:
    """Serve queries over a graph file, from standard input to standard output, until it closes."""
    os.nice(_NICE)
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    try:
        engine = _open(Path(file))
    except (KgError, OSError) as error:
        send(replies, json.dumps({"error": "store", "message": str(error)}).encode())
        return
    send(replies, b"{}")
    while (request := _next(requests)) is not None:
        send(replies, _answer(engine, request))


def _open(file: Path) -> Engine:
    load_queries()  # the engine runs one of them; their files are out of reach from here on
    memory = os.open("/proc/self/statm", os.O_RDONLY) if Path("/proc/self/statm").exists() else None
    _cap(resource.RLIMIT_CORE, 0)
    restrict_to([file], scratch=Path.cwd())
    engine = Engine(file, full_text=True)
    if memory is not None:
        pages = int(os.pread(memory, 100, 0).split()[0])
        os.close(memory)
        _cap(resource.RLIMIT_AS, pages * resource.getpagesize() + MEMORY)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, 0)
    return engine


def _cap(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))


def _next(requests: IO[bytes]) -> dict[str, Any] | None:
    head = requests.read(4)
    if len(head) < 4:
        return None
    request: dict[str, Any] = json.loads(requests.read(int.from_bytes(head, "big")))
    return request


def _answer(engine: Engine, request: dict[str, Any]) -> bytes:
    """Run one request; the process ends itself where its parent is gone."""
    signal.alarm(math.ceil(request["timeout_s"] + GRACE_S) + 1)
    try:
        rows = engine.run(
            request["text"],
            request["parameters"],
            timeout_ms=max(1, int(request["timeout_s"] * 1000)),
            limit=request["rows"],
        )
        return _within(rows, request["bytes"])
    except QueryTimeout as error:
        return json.dumps({"error": "timeout", "message": str(error)}).encode()
    except StoreError as error:
        return json.dumps({"error": "query", "message": str(error)}).encode()
    except (MemoryError, RecursionError):
        message = "the query needed more memory than it may"
        return json.dumps({"error": "query", "message": message}).encode()
    finally:
        signal.alarm(0)


def _within(rows: Rows, cap: int) -> bytes:
    """The reply, with as many whole rows as `cap` bytes hold."""
    kept: list[str] = []
    size, truncated = 0, rows.truncated
    for row in rows.rows:
        text = json.dumps(row)
        size += len(text)
        if size > cap:
            truncated = True
            break
        kept.append(text)
    head = {"columns": rows.columns, "truncated": truncated, "elapsed_ms": rows.elapsed_ms}
    return f'{json.dumps(head)[:-1]}, "rows": [{", ".join(kept)}]}}'.encode()
