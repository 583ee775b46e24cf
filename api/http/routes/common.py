"""Common to the routes: the archive of a request, JSON responses, documented errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from api.formats.formats import MEDIA_TYPES, AnswerFormat, written
from api.http.current import CurrentArchive
from api.http.problems import MEDIA_TYPE
from api.http.routes.requests import Problem
from api.http.slots import Work, WorkSlots
from api.http.waiting import EVENTS
from kg.answer.records import Answer
from kg.archive import Archive
from kg.results import to_json

_SCHEMA: Final = {"schema": {"$ref": "#/components/schemas/Problem"}}
ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Problem, "description": "No paper, node or query of that name"},
    422: {"model": Problem, "description": "What was sent can't be used"},
    429: {"model": Problem, "description": "Too many wait already: see Retry-After"},
    503: {"model": Problem, "description": "The archive can't be read now"},
}
ANSWER_FORMATS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            media_type: {"schema": {"type": "string"}}
            for media_type in (*MEDIA_TYPES.values(), EVENTS)
            if media_type != MEDIA_TYPES[AnswerFormat.json]
        }
    }
}
Cursor = Annotated[int, Query(ge=0, le=10**9, description="`next` of the page before")]
# Nothing of an answer is loaded or run, whoever wrote the papers.
_NOTHING_LOADED: Final = {"Content-Security-Policy": "default-src 'none'"}


def json_response(result: object) -> Response:
    """A result as the response's body: the bytes that `--json` prints."""
    # Half a surrogate pair, which JSON can name, has no bytes of its own.
    return Response(to_json(result).encode(errors="replace"), media_type="application/json")


def answer_response(answer: Answer, wanted: AnswerFormat) -> Response:
    """An answer in a format as the response's body."""
    if wanted is AnswerFormat.json:
        return json_response(answer)
    body = written(answer, wanted).encode(errors="replace")
    media_type = f"{MEDIA_TYPES[wanted]}; charset=utf-8"
    return Response(body, headers=_NOTHING_LOADED, media_type=media_type)


def _lent(request: Request) -> Iterator[Archive]:
    current: CurrentArchive = request.app.state.archive
    with current.lend() as archive:
        yield archive


Lent = Annotated[Archive, Depends(_lent)]


def slot(work: Work) -> Any:
    """A dependency that holds a slot of a class of work until the route has its response.

    The slot is free again before the response is sent: a client that reads slowly keeps none.
    """

    async def hold(request: Request) -> AsyncIterator[None]:
        slots: WorkSlots = request.app.state.slots
        async with slots[work].held(request.receive):
            yield

    return Depends(hold, scope="function")


def problem_media_types(document: dict[str, Any]) -> None:
    """Say in an OpenAPI document that errors come as problem details."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status != "200" and "content" in response:
                    response["content"] = {MEDIA_TYPE: _SCHEMA}
