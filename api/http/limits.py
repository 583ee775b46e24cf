"""Checks before every request: the server's name, the client's key and rate, the body's size."""

from __future__ import annotations

import math
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.address import ApiKeys, host_name
from api.http.problems import problem
from api.http.rates import Rates, network
from api.http.record import note_key

API_PREFIX: Final = "/api/v1"
MCP_PATH: Final = "/mcp"
METRICS_PATH: Final = "/metrics"
_GUARDED: Final = (MCP_PATH, METRICS_PATH)
MAX_BODY: Final = 1_000_000
_TOO_LARGE: Final = f"a request's body may have {MAX_BODY:,} bytes at most"


class RequestLimits:
    """Refuses foreign names, wrong keys, too many requests and large bodies.

    A page of another site could give its own name this machine's address and so reach a server
    that only listens here (DNS rebinding); the Host header then holds that name.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], keys: ApiKeys, rate: int) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._keys = keys
        self._rates = Rates(rate) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _limited(receive), send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        if host_name(headers.get("host", "")) not in self._hosts:
            return problem(421, "unknown-host", "this server does not go by that name (KG_HOSTS)")
        if path == MCP_PATH and not self._own_origin(headers):
            return problem(403, "foreign-origin", "this server does not answer pages of that site")
        if path in _GUARDED or path.startswith("/api/"):
            refusal = self._stranger(scope, headers)
            if refusal is not None:
                return refusal
        if _announced(headers) > MAX_BODY:
            return _too_large()
        return None

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse a client without a key, and one that sends too much: by key, else by address."""
        key = self._keys.name_of(headers.get("authorization", ""))
        note_key(key or "")
        address = scope["client"][0] if scope.get("client") else ""
        wait_s = (
            self._rates.wait_s(key or f"@{network(address)}") if self._rates is not None else 0.0
        )
        if wait_s > 0:
            later = {"Retry-After": str(math.ceil(wait_s))}
            said = "too many requests in a minute: wait, then send fewer (KG_RATE)"
            return problem(429, "too-many-requests", said, later)
        if self._keys.names and key is None:
            asked = {"WWW-Authenticate": "Bearer"}
            return problem(401, "key-needed", "send `Authorization: Bearer KEY`", asked)
        return None

    def _own_origin(self, headers: Headers) -> bool:
        """Whether a request comes from a page of this server, or from no page at all."""
        origin = headers.get("origin")
        return origin is None or host_name(origin.partition("://")[2]) in self._hosts


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() and len(length) < 20 else MAX_BODY + 1


def _too_large() -> Response:
    return problem(413, "too-large", _TOO_LARGE)


def _limited(receive: Receive) -> Receive:
    """The same messages, counting their bytes: a body sent in chunks doesn't announce its size."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return counted
