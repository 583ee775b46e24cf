"""Questions: ask, check, search."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.formats.formats import AnswerFormat, accepted
from api.http.record import note_answer
from api.http.routes.common import (
    ANSWER_FORMATS,
    ERRORS,
    Lent,
    answer_response,
    json_response,
    slot,
)
from api.http.routes.requests import AnswerToCheck, Phrase, Question, Year
from api.http.routes.tables import TABLE, Table
from api.http.slots import Slots, Work
from api.http.waiting import EVENTS, AnswerEvents, WhileConnected, while_connected
from kg.answer.records import Answer
from kg.check.records import Checked
from kg.progress import AskProgress
from kg.questions.options import Options
from kg.questions.plan import MAX_HITS, MAX_QUESTION
from kg.results import SearchHit, SearchHits

router = APIRouter(tags=["questions"], responses=ERRORS)
_SLOT: Final = [slot(Work.questions)]


@router.post("/ask", response_model=Answer, summary="Answer a question", responses=ANSWER_FORMATS)
async def ask(
    asked: Question,
    archive: Lent,
    request: Request,
    format: Annotated[
        AnswerFormat | None, Query(description="In place of what the Accept header names")
    ] = None,
) -> Response:
    """Answer from the archive; `status` is `no_evidence` where it has nothing on the question.

    As `text/event-stream`: `stage` events, one `statement` event each, then `done` with the answer,
    or `error` with a problem. The work ends soon when the client leaves.
    """
    slots: Slots = request.app.state.slots[Work.questions]
    wanted = format or accepted(",".join(request.headers.getlist("accept")), EVENTS)

    def answer(progress: AskProgress) -> Answer:
        return note_answer(archive.ask(asked.question, asked.options(), progress))

    if not isinstance(wanted, AnswerFormat):
        return AnswerEvents(answer, slots)
    async with slots.held(request.receive):
        return await while_connected(
            lambda: answer_response(answer(WhileConnected()), wanted), request.receive
        )


@router.post("/check", response_model=Checked, summary="Check an answer", dependencies=_SLOT)
def check(given: AnswerToCheck, archive: Lent) -> Response:
    """Hold every statement of an answer against the archive."""
    return json_response(archive.check(given.answer))


@router.get(
    "/search",
    response_model=SearchHits,
    summary="Find passages",
    responses=TABLE,
    dependencies=_SLOT,
)
def search(
    archive: Lent,
    table: Table,
    q: Annotated[str, Query(min_length=1, max_length=MAX_QUESTION, examples=["adapters"])],
    limit: Annotated[int, Query(ge=1, le=MAX_HITS)] = 20,
    cursor: Annotated[int, Query(ge=0, le=10_000, description="`next` of the page before")] = 0,
    since: Annotated[Year | None, Query(description="Papers of this year or later")] = None,
    until: Annotated[Year | None, Query(description="Papers of this year or earlier")] = None,
    category: Annotated[list[Phrase], Query(max_length=20)] = [],  # noqa: B006
    author: Annotated[list[Phrase], Query(max_length=8)] = [],  # noqa: B006
) -> Response:
    """Find passages by words, and by meaning where there is an embedding model."""
    options = Options((), (), "", since, until, tuple(category), tuple(author))
    hits = archive.search(q, limit, cursor, options)
    return table.records(hits, SearchHit, hits.hits)
