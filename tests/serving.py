"""`kg serve` as a user starts it, and its application where a test can look into it."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import Message, Receive, Scope, Send

from api.http.app import create_app
from kg.records import Parameters, Rows
from kg.settings import read_settings
from kg.stores.base import Store
from kg.stores.caching import Remembered
from tests.conftest import PATIENCE_S, PROGRAM, program_env


@contextmanager
def served(store: str, *arguments: str, **env: str) -> Iterator[str]:
    """The address of `kg serve` on a free port; it logs nothing and ends at Ctrl-C."""
    log: list[str] = []
    with logging_server(store, *arguments, log=log, stopped_by=signal.SIGINT, env=env) as address:
        yield address
    assert log == []


@contextmanager
def logging_server(
    store: str,
    *arguments: str,
    log: list[str],
    stopped_by: signal.Signals,
    env: Mapping[str, str],
) -> Iterator[str]:
    """The address of `kg serve` on a free port; what it logs is in `log` at the end."""
    command = [PROGRAM, "serve", "--port", "0", "--store", store, *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=program_env(**env))
    with process:
        assert process.stderr is not None
        said = process.stderr.readline()
        match = re.fullmatch(r"groundpath serves \S+ on (\S+) \(Ctrl-C stops\)\n", said)
        assert match, said
        guard = process.stderr.readline()
        assert guard.startswith("  reached from "), guard
        try:
            yield match[1]
        finally:
            process.send_signal(stopped_by)
            rest = process.communicate(timeout=PATIENCE_S)[1]
    *lines, last = rest.splitlines()
    assert (process.returncode, last) == (0, "stopped"), rest
    log += lines


class HeldStore(Remembered):
    """A store that waits at one of its named queries until it is let go, or raises there."""

    def __init__(self, store: Store, name: str, error: Exception | None = None) -> None:
        super().__init__(store)
        self._held_at, self._error = name, error
        self.names: list[str] = []
        self.reached, self.let_go = threading.Event(), threading.Event()

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """As the store."""
        self.names.append(name)
        if name == self._held_at:
            self.reached.set()
            if self._error is not None:
                raise self._error
            assert self.let_go.wait(PATIENCE_S)
        return super().run(name, parameters)


class ServedHere:
    """The application of `kg serve` over an archive, on a free port, in a thread of this process.

    It has no lifespan: what warms a server up would run the queries that a test looks at.
    `left` is set when it has seen that a client left while it waited for an answer, `ended` when it
    has done with that client's request.
    """

    def __init__(self, store: str) -> None:
        self.app = create_app(read_settings(store=store))
        self.left, self.ended = threading.Event(), threading.Event()
        config = uvicorn.Config(
            self._watched, interface="asgi3", log_level="error", access_log=False, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        run = self._server.run
        self._thread = threading.Thread(target=lambda: run(sockets=[self._listening]))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()
        self.app.state.archive.close()

    @contextmanager
    def held(self, name: str, error: Exception | None = None) -> Iterator[HeldStore]:
        """Hold the archive's store at a named query; it is let go with the block."""
        with self.app.state.archive.lend() as archive:
            before = archive.store
            archive.store = held = HeldStore(before, name, error)
            try:
                yield held
            finally:
                held.let_go.set()
                archive.store = before

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        left = False

        async def received() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.disconnect":
                left = True
                # Set once the application has done what it does at once.
                asyncio.get_running_loop().call_soon(self.left.set)
            return message

        try:
            await self.app(scope, received, send)
        finally:
            if left:
                self.ended.set()
