"""How much work is done at once: so much of each class, and so many requests wait for it.

Each class has slots of its own, so that heavy queries starve no question, and questions no look
at a paper. A request that waits occupies no thread.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from api.errors import Busy
from api.http.record import note_wait

_MOST_CORES: Final = 8  # more threads of one Python process get nothing done


class Work(StrEnum):
    """The classes of work, which do not wait for each other."""

    questions = "questions"  # an answer, its check, a search
    cypher = "cypher"  # Cypher of users and its plans
    queries = "queries"  # named queries
    lookups = "lookups"  # papers, entities, neighbourhoods, paths, the archive's state


@dataclass(frozen=True, slots=True)
class Limits:
    """What one class may take: slots, requests that wait, after how many seconds to come again."""

    at_once: int
    waiting: int
    retry_s: int


class Slots:
    """The slots of one class of work, given in the order in which they were asked for."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._free = anyio.Semaphore(limits.at_once)

    @property
    def running(self) -> int:
        """How many slots are held."""
        return self._limits.at_once - self._free.value

    @property
    def waiting(self) -> int:
        """How many wait for a slot."""
        return self._free.statistics().tasks_waiting

    @property
    def full(self) -> bool:
        """Whether a further request would be refused."""
        return self._free.value == 0 and self.waiting >= self._limits.waiting

    @asynccontextmanager
    async def held(self, receive: Receive | None = None) -> AsyncIterator[None]:
        """A slot while the block runs, as soon as there is one; Busy where too many wait.

        With an ASGI request's `receive`, whose body was read or is not needed, the request gives
        up its place when its client leaves: ClientDisconnect.
        """
        if self.full:
            raise Busy(
                f"too many requests for {self._work} wait already: try again later",
                self._limits.retry_s,
            )
        asked = time.perf_counter()
        entered = False
        async with AsyncExitStack() as stack:
            async with anyio.create_task_group() as group:
                if receive is not None and self._free.value == 0:
                    group.start_soon(cancel_when_gone, receive, group.cancel_scope)
                await stack.enter_async_context(self._free)
                group.cancel_scope.cancel()
                entered = True
            note_wait(time.perf_counter() - asked)
            if not entered:
                raise ClientDisconnect
            yield


class WorkSlots:
    """The slots of every class of work on a machine with so many processor cores."""

    def __init__(self, cores: int) -> None:
        self._slots = {work: Slots(work, limits) for work, limits in _limits(cores).items()}

    def __getitem__(self, work: Work) -> Slots:
        return self._slots[work]


def own_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _limits(cores: int) -> dict[Work, Limits]:
    several = max(2, min(cores, _MOST_CORES))
    return {
        Work.questions: Limits(several, waiting=64, retry_s=5),
        Work.cypher: Limits(several, waiting=32, retry_s=10),
        Work.queries: Limits(several, waiting=64, retry_s=5),
        Work.lookups: Limits(2 * several, waiting=256, retry_s=1),
    }


async def cancel_when_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    """Wait until the client has left, then cancel the scope; its body was read or isn't needed."""
    with suppress(HTTPException):  # a body that is larger than allowed; nobody reads it here
        while (await receive())["type"] != "http.disconnect":
            pass
    scope.cancel()
