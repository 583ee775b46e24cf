"""The two ways to a server: standard input and output, and HTTP."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.http.current import CurrentArchive
from api.http.slots import WorkSlots, own_cores
from api.mcp.server import make_server
from kg.settings import Settings


def serve_stdio(settings: Settings) -> None:
    """Answer on standard output until standard input ends; logs go to standard error."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="kg mcp: %(levelname)s %(message)s"
    )
    signal.signal(signal.SIGINT, _stop)
    current = CurrentArchive(settings)
    try:
        anyio.run(_serve, current)
    finally:
        current.close()


def _stop(*_: object) -> None:
    """End on Ctrl-C at once: the thread that reads standard input could not be stopped."""
    print("kg: stopped", file=sys.stderr, flush=True)
    os._exit(130)


async def _serve(current: CurrentArchive) -> None:
    server = make_server(current, WorkSlots(own_cores()))
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


class HttpEndpoint:
    """MCP's streamable HTTP without sessions: each request is answered by itself, in JSON.

    A session would only serve messages that the server begins, and it sends none.
    """

    def __init__(self, current: CurrentArchive, slots: WorkSlots) -> None:
        self._manager = StreamableHTTPSessionManager(
            make_server(current, slots), json_response=True, stateless=True
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._manager.handle_request(scope, receive, send)

    def route(self, path: str) -> Route:
        """Where it is served; only POST, as there is no stream to open."""
        return Route(path, self, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer requests inside the block; once for each endpoint."""
        async with self._manager.run():
            yield
