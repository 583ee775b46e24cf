"""Entity tags: a client that has a response already is told so, mostly without any work.

What GET gives depends on the archive's state, the address and what the client accepts, so that
these make the tag. Where they do not say all, it is made of the body.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.current import CurrentArchive
from kg.errors import KgError

# Says also what is on disk beside the archive.
_BY_BODY: Final = ("/status",)
# Say how long they took: equal states give rows that mean the same, in other bytes.
_TIMED: Final = "/queries/"
_NOT_MODIFIED: Final = 304
_HEADERS: Final = ("ETag", "Cache-Control", "Vary")


class EntityTags:
    """Gives every response to GET under a prefix a tag, and 304 to a client that names it."""

    def __init__(self, app: ASGIApp, current: CurrentArchive, prefix: str, run: str) -> None:
        """Tag what is under `prefix`; `run` differs between servers and their runs."""
        self._app, self._current, self._prefix, self._run = app, current, prefix, run

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with a tag where it is a GET."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._is_inside(scope):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known, private = headers.get("if-none-match", ""), "authorization" in headers
        tag = await anyio.to_thread.run_sync(self._tag_of_state, scope, headers)
        if not tag:
            await self._app(scope, receive, _TaggedByBody(send, known, private))
        elif names_tag(known, tag):
            await _not_modified(send, _caching(tag, private))
        else:
            await self._app(scope, receive, _tagged(send, _caching(tag, private)))

    def _is_inside(self, scope: Scope) -> bool:
        return str(scope["path"]).startswith(f"{self._prefix}/")

    def _tag_of_state(self, scope: Scope, headers: Headers) -> str:
        """The tag; empty where the archive has no settled state or the state isn't all."""
        path = str(scope["path"]).removeprefix(self._prefix)
        try:
            state = "" if path in _BY_BODY else self._current.state()
        except KgError:
            return ""
        accept = ",".join(headers.getlist("accept"))
        parts = (self._run, state, scope["raw_path"], scope["query_string"], accept)
        return f"{'W/' if path.startswith(_TIMED) else ''}{tag_of(repr(parts))}" if state else ""


class _TaggedByBody:
    """Holds a response of status 200 back until its body makes its tag."""

    def __init__(self, send: Send, known: str, private: bool) -> None:
        self._send, self._known, self._private = send, known, private
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        tag = tag_of(self._body)
        headers = _caching(tag, self._private)
        if names_tag(self._known, tag):
            await _not_modified(self._send, headers)
            return
        await self._send({**start, "headers": [*start["headers"], *headers]})
        await self._send({"type": "http.response.body", "body": self._body})


def tag_of(content: str | bytes) -> str:
    """A strong tag (RFC 9110): half of the content's SHA-256 in quotation marks."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def names_tag(known: str, tag: str) -> bool:
    """Whether an If-None-Match header names a tag."""
    tags = {each.strip().removeprefix("W/") for each in known.split(",")}
    return bool(tags & {tag.removeprefix("W/"), "*"})


def _caching(tag: str, private: bool) -> list[tuple[bytes, bytes]]:
    kept = "private, no-cache" if private else "no-cache"
    values = (tag, kept, "Accept, Authorization")
    return [(name.encode(), value.encode()) for name, value in zip(_HEADERS, values, strict=True)]


async def _not_modified(send: Send, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": _NOT_MODIFIED, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _tagged(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            message["headers"] = [*message.get("headers", ()), *headers]
        await send(message)

    return sent


def document_tags(document: dict[str, Any], prefix: str) -> None:
    """Say in an OpenAPI document that GET gives tags and takes them."""
    text = {"type": "string"}
    given = {"name": "If-None-Match", "in": "header", "schema": text}
    described = "The tag of an earlier response: 304 where this one would be the same"
    for path, operations in document["paths"].items():
        if path.startswith(f"{prefix}/") and "get" in operations:
            operation = operations["get"]
            operation.setdefault("parameters", []).append({**given, "description": described})
            operation["responses"]["304"] = {"description": "Not changed since that response"}
            headers = operation["responses"]["200"].setdefault("headers", {})
            headers["ETag"] = {"description": "A tag of this response", "schema": text}
