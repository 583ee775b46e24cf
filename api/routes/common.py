"""What the routes share: the archive of a request, JSON responses, documented errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import Response

from api.live import LiveArchive
from api.models import Problem
from api.problems import MEDIA_TYPE
from api.views import View, dump
from api.wiring import Archive

_SCHEMA: Final = {"schema": {"$ref": "#/components/schemas/Problem"}}
ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Problem, "description": "No paper, node or query of that name"},
    422: {"model": Problem, "description": "What was sent can't be used"},
    503: {"model": Problem, "description": "The archive can't be read now"},
}


def json_response(view: View) -> Response:
    """A view as the response's body: the bytes that `--json` prints."""
    # Half a surrogate pair, which JSON can name, has no bytes of its own.
    return Response(dump(view).encode(errors="replace"), media_type="application/json")


def _lent(request: Request) -> Iterator[Archive]:
    live: LiveArchive = request.app.state.live
    with live.lend() as archive:
        yield archive


Lent = Annotated[Archive, Depends(_lent)]


def problem_media_types(document: dict[str, Any]) -> None:
    """Say in an OpenAPI document that errors come as problem details."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status != "200" and "content" in response:
                    response["content"] = {MEDIA_TYPE: _SCHEMA}
