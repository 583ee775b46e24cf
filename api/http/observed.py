"""Around every request: its id, the headers of its response, its log line and its metrics."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.metrics import Metrics
from api.http.problems import CLIENT_GONE, UNFORESEEN, problem
from api.http.record import ID_HEADER, REQUESTS, RequestRecord, current_record, request_id

_SAFE_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_log = logging.getLogger(__name__)
_requests = logging.getLogger(REQUESTS)


class Observed:
    """Keeps a record of each request while it is answered, then logs and counts it.

    An unforeseen error is logged with its traceback and the request's id; the client gets the id.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent_id = Headers(scope=scope).get(ID_HEADER, "")
        record = RequestRecord(request_id(sent_id), scope["method"])
        token = current_record.set(record)
        started = time.perf_counter()
        try:
            await self._answered(record, scope, receive, _recorded(send, record))
        finally:
            record.status = record.status or CLIENT_GONE
            seconds = time.perf_counter() - started
            route = self._metrics.route(scope)
            self._metrics.count(record, route, seconds)
            _requests.info("request", extra={"fields": _fields(record, route, seconds)})
            current_record.reset(token)

    async def _answered(
        self, record: RequestRecord, scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            _log.error("an unforeseen error", exc_info=error)
            if not record.status:
                await problem(500, "failure", UNFORESEEN)(scope, receive, send)


class HeadAsGet:
    """Answers HEAD as GET, without the body; not at addresses whose GET never ends."""

    def __init__(self, app: ASGIApp, endless: tuple[str, ...]) -> None:
        self._app, self._endless = app, endless

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope.get("method") != "HEAD" or scope["path"] in self._endless:
            await self._app(scope, receive, send)
            return

        async def headers_alone(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, headers_alone)
        finally:
            scope.update({**inner, "method": "HEAD"})  # by which route it was, for log and metrics


def _recorded(send: Send, record: RequestRecord) -> Send:
    headers = [*_SAFE_HEADERS, (ID_HEADER.lower().encode(), record.id.encode())]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            record.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *headers]
        record.size += len(message.get("body", b""))
        await send(message)

    return sent


def _fields(record: RequestRecord, route: str, seconds: float) -> dict[str, Any]:
    """What a log line says of a request; what is empty is left out."""
    fields = {
        "method": record.method,
        "route": route,
        "status": record.status,
        "duration_ms": round(seconds * 1000, 1),
        "bytes": record.size,
        "waited_ms": round(record.waited_s * 1000, 1),
        "key": record.key,
        "problem": record.problem,
        "answer": " ".join(f"{answer.status} {answer.kind}" for answer in record.answers),
    }
    return {name: value for name, value in fields.items() if value != ""}
