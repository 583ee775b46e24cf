"""Errors over HTTP as problem details (RFC 9457): what went wrong, never where in the program."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.errors import ApiError, Busy
from api.http.record import current_record
from extract.errors import ExtractError
from kg.errors import (
    BadInput,
    GuardError,
    KgError,
    ModelError,
    NoArchive,
    QueryError,
    QueryTimeout,
    StoreError,
    UnknownName,
)
from kg.results import to_json

_log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
CLIENT_GONE: Final = 499  # as proxies log it
_UNAVAILABLE: Final = "the archive can't be read now; the server's own log says more"
UNFORESEEN: Final = "something went wrong; the server's own log says more"

# The first class that an error is of decides. Without a detail of its own the error's message is
# shown: messages of the others name files of this machine.
_KINDS: Final[tuple[tuple[type[Exception], int, str, str | None], ...]] = (
    (UnknownName, 404, "unknown-name", None),
    (GuardError, 422, "query-refused", None),
    (BadInput, 422, "bad-input", None),
    (Busy, 429, "busy", None),
    (QueryTimeout, 504, "query-timeout", None),
    (QueryError, 422, "query-failed", None),
    (NoArchive, 503, "no-archive", "there is no archive here yet: run `kg ingest` or `kg demo`"),
    (StoreError, 503, "archive-unavailable", _UNAVAILABLE),
    (ModelError, 503, "model-unavailable", "the embedding model can't be used"),
)
# Their messages name files, which a client is not shown.
_LOGGED: Final = ("archive-unavailable", "model-unavailable")
_NAMES: Final = {
    400: "bad-request",
    404: "no-such-address",
    405: "method-not-allowed",
    413: "too-large",
}


def problem(
    status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """A problem as a response; `type` is a name that programs can hold on to."""
    title = HTTPStatus(status).phrase
    if record := current_record.get():
        record.problem = kind
        more["request_id"] = record.id
    body = {"type": f"urn:groundpath:{kind}", "title": title, "status": status, "detail": detail}
    text = to_json({**body, **more}).encode(errors="replace")
    return Response(text, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Make every foreseen error of an application a problem."""
    for kind in (ApiError, KgError, ExtractError):
        app.add_exception_handler(kind, _foreseen)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(ClientDisconnect, _gone)


def described(error: Exception) -> tuple[int, str, str]:
    """Status, name and detail of an error; the detail is one line and names no file."""
    for kind, status, name, detail in _KINDS:
        if isinstance(error, kind):
            return status, name, detail or " ".join(str(error).split())
    return 500, "failure", UNFORESEEN


def _foreseen(_: Request, error: Exception) -> Response:
    status, kind, detail = described(error)
    if kind in _LOGGED:
        _log.warning("%s", error)
    later = {"Retry-After": str(error.retry_s)} if isinstance(error, Busy) else None
    return problem(status, kind, detail, later)


def _gone(_: Request, __: Exception) -> Response:
    """What is logged of a client that left while it waited; nobody reads it."""
    return Response(status_code=CLIENT_GONE)


def _invalid(_: Request, error: Exception) -> Response:
    failures = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"where": _place(each["loc"]), "message": str(each["msg"])} for each in failures]
    detail = "; ".join(f"{error['where']}: {error['message']}" for error in errors[:5])
    return problem(422, "bad-input", detail, errors=errors)


def _place(location: tuple[Any, ...]) -> str:
    return ".".join(map(str, location))


def refused(request: Request, error: Exception) -> Response:
    """What is said where no route takes a request: an unknown address, a method other than GET."""
    assert isinstance(error, HTTPException)
    details = {404: f"there is nothing at {request.url.path}", 405: "this address only reads"}
    kind = _NAMES.get(error.status_code, "bad-request")
    detail = details.get(error.status_code, str(error.detail))
    return problem(error.status_code, kind, detail, error.headers)
