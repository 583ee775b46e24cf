"""A question is answered while its client waits: in a thread, which ends soon where it leaves.

Asked for events (`text/event-stream`), the stages are sent as they are reached, then each statement
in reading order, then the whole answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeVar

import anyio
from fastapi.responses import Response
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.http.problems import described, problem
from api.http.slots import Slots, cancel_when_gone
from kg.answer.output.layout import in_reading_order
from kg.answer.records import Answer
from kg.progress import AskProgress, Stage
from kg.results import to_json

EVENTS: Final = "text/event-stream"
KEEP_ALIVE_S: Final = 15.0  # proxies close what is silent for longer
_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_log = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")
Ask = Callable[[AskProgress], Answer]


class WhileConnected(AskProgress):
    """Ends the work of a thread of `while_connected` when the client has left."""

    def go_on(self) -> None:
        """Raise in the thread what has cancelled the request."""
        anyio.from_thread.check_cancelled()


async def while_connected(
    work: Callable[[], Outcome], receive: Receive, *beside: Callable[[], Coroutine[Any, Any, None]]
) -> Outcome:
    """What the work gives, run in a thread; ClientDisconnect where the client left before.

    Returns when the thread has ended. `receive` is a request's whose body was read; what is to run
    `beside` is cancelled with it.
    """
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(cancel_when_gone, receive, group.cancel_scope)
            for task in beside:
                group.start_soon(task)
            outcome = await anyio.to_thread.run_sync(work)
            group.cancel_scope.cancel()
            return outcome
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    raise ClientDisconnect


class AnswerEvents(Response):
    """The answer to a question as events: `stage`, `statement`, then `done` or `error`.

    It begins with the first stage, so that what can't be asked at all is a problem with a status.
    """

    media_type = EVENTS

    def __init__(self, ask: Ask, slots: Slots, keep_alive_s: float = KEEP_ALIVE_S) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._ask, self._slots, self._keep_alive_s = ask, slots, keep_alive_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the question as soon as there is a slot, and send what comes of it."""
        stream = _Stream(send, self.raw_headers)
        work = partial(_answered, self._ask, stream)
        try:
            async with self._slots.held(receive):
                rest = await while_connected(
                    work, receive, partial(stream.keep_alive, self._keep_alive_s)
                )
        except Exception as error:
            if not stream.begun:
                raise
            if isinstance(error, ClientDisconnect):
                return
            rest = _failed(error)
        await stream.send(rest, more=False)


class _Stream(WhileConnected):
    """Sends the stages of a question from the thread that answers it."""

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
        self._send, self._headers = send, headers
        self.begun = False

    def reached(self, stage: Stage) -> None:
        """Send a stage."""
        anyio.from_thread.run(self.send, _event("stage", stage))

    async def send(self, body: bytes, more: bool = True) -> None:
        """Send a part of the body; the first one begins the response."""
        if not self.begun:
            self.begun = True
            start = {"type": "http.response.start", "status": 200, "headers": self._headers}
            await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def keep_alive(self, every_s: float) -> None:
        """Send a comment now and then."""
        while True:
            await anyio.sleep(every_s)
            await self.send(b": still at work\n\n")


def _answered(ask: Ask, stream: _Stream) -> bytes:
    """The events of a whole answer."""
    answer = ask(stream)
    shown = [
        {"section": heading, "statement": statement}
        for heading, statement in in_reading_order(answer)
    ]
    return b"".join([*(_event("statement", each) for each in shown), _event("done", answer)])


def _failed(error: Exception) -> bytes:
    """The event of an error after the first stage; one that was not foreseen is logged."""
    status, kind, detail = described(error)
    if status == 500:
        _log.error("a question failed", exc_info=error)
    return _framed("error", bytes(problem(status, kind, detail).body))


def _event(name: str, data: object) -> bytes:
    return _framed(name, to_json(data).encode(errors="replace"))


def _framed(name: str, data: bytes) -> bytes:
    """An event whose data are JSON, which has no line breaks."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)
