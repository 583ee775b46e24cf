"""Classes of work wait for themselves alone, in order, and only so many."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import anyio
import anyio.to_thread
import httpx2 as httpx
import pytest
from fastapi import FastAPI
from starlette.requests import ClientDisconnect
from starlette.types import Message

from api.errors import Busy
from api.http.app import create_app
from api.http.routes.common import slot
from api.http.slots import Limits, Slots, Work, WorkSlots, own_cores
from kg.settings import read_settings
from tests.conftest import PATIENCE_S

FEW = Limits(at_once=1, waiting=2, retry_s=7)


def test_who_waits_is_served_in_order_and_a_further_one_is_refused() -> None:
    async def run() -> None:
        slots, served = Slots(Work.questions, FEW), []

        async def ask(number: int) -> None:
            async with slots.held():
                served.append(number)
                await anyio.lowlevel.checkpoint()

        async with anyio.create_task_group() as group:
            async with slots.held():
                for number in range(2):
                    group.start_soon(ask, number)
                    await anyio.wait_all_tasks_blocked()
                assert (slots.running, slots.waiting, slots.full) == (1, 2, True)
                with pytest.raises(Busy, match="requests for questions wait") as refused:
                    await ask(2)
                assert refused.value.retry_s == 7
            await ask(3)
        assert served == [0, 1, 3]
        assert (slots.running, slots.waiting, slots.full) == (0, 0, False)

    anyio.run(run)


def test_a_client_that_leaves_gives_up_its_place() -> None:
    async def run() -> None:
        slots, left, outcome = Slots(Work.queries, FEW), anyio.Event(), []
        messages = iter([{"type": "http.request"}, {"type": "http.disconnect"}])

        async def receive() -> Message:
            await left.wait()
            return next(messages)

        async def ask() -> None:
            with pytest.raises(ClientDisconnect):
                async with slots.held(receive):
                    outcome.append("served")
            outcome.append("left")

        async with slots.held(), anyio.create_task_group() as group:
            group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            assert slots.waiting == 1
            left.set()
        assert (outcome, slots.running, slots.waiting) == (["left"], 0, 0)

    anyio.run(run)


def test_a_slot_is_free_again_after_a_failure_or_a_cancelled_wait() -> None:
    async def run() -> None:
        slots = Slots(Work.lookups, FEW)

        async def wait() -> None:
            async with slots.held():
                pytest.fail("not reached")

        async def fail() -> None:
            async with slots.held():
                async with anyio.create_task_group() as group:
                    group.start_soon(wait)
                    await anyio.wait_all_tasks_blocked()
                    group.cancel_scope.cancel()
                raise ValueError("odd")

        with pytest.raises(ValueError, match="odd"):
            await fail()
        assert (slots.running, slots.waiting) == (0, 0)

    anyio.run(run)


def test_a_machine_of_any_size_runs_two_questions_and_not_too_many() -> None:
    assert own_cores() >= 1
    for cores, running in ((1, 2), (4, 4), (99, 8)):
        slots = WorkSlots(cores)

        async def fill(slots: WorkSlots = slots, running: int = running) -> None:
            async with AsyncExitStack() as stack:
                for _ in range(running):
                    await stack.enter_async_context(slots[Work.questions].held())
                assert slots[Work.questions].running == running

        anyio.run(fill)


def test_full_questions_refuse_questions_and_nothing_else(own_archive: str) -> None:
    async def run(app: FastAPI, client: httpx.AsyncClient) -> None:
        async with _full(app, Work.questions):
            refused = await client.post("/api/v1/ask", json={"question": "What is LoRA?"})
            assert refused.json() == {
                "request_id": refused.headers["x-request-id"],
                "type": "urn:groundpath:busy",
                "title": "Too Many Requests",
                "status": 429,
                "detail": "too many requests for questions wait already: try again later",
            }
            assert refused.headers["retry-after"] == "5"
            assert (await client.get("/api/v1/search?q=x")).status_code == 429
            query = {"query": "MATCH (p:Paper) RETURN count(p)"}
            assert (await client.post("/api/v1/cypher", json=query)).status_code == 200
            assert (await client.get("/api/v1/entities/LoRA")).status_code == 200
        assert (await client.get("/api/v1/search?q=x")).status_code == 200

    _with_app(own_archive, run)


def test_full_slots_for_cypher_refuse_that_of_every_interface_alone(own_archive: str) -> None:
    query = {"query": "MATCH (p:Paper) RETURN count(p)"}

    async def run(app: FastAPI, client: httpx.AsyncClient) -> None:
        async with _full(app, Work.cypher):
            for sent in (
                await client.post("/api/v1/cypher", json=query),
                await client.post("/api/v1/cypher/plan", json=query),
            ):
                assert (sent.status_code, sent.headers["retry-after"]) == (429, "10")
            tool = await _call_tool(client, "read-cypher", query)
            assert tool == "too many requests for cypher wait already: try again later"
            assert (await client.get("/api/v1/queries/label_counts")).status_code == 200
            assert "LoRA" in await _call_tool(client, "neighbourhood", {"node": "LoRA"})

    _with_app(own_archive, run)


def test_a_slot_is_held_while_a_thread_works_for_a_client_that_left(own_archive: str) -> None:
    started, ended = threading.Event(), threading.Event()

    async def run(app: FastAPI, client: httpx.AsyncClient) -> None:
        @app.get("/api/v1/long", dependencies=[slot(Work.queries)])
        def work() -> None:
            started.set()
            ended.wait()

        async def leave(scope: anyio.CancelScope) -> None:
            with scope:
                await client.get("/api/v1/long")

        scope, slots = anyio.CancelScope(), app.state.slots[Work.queries]
        async with anyio.create_task_group() as group:
            group.start_soon(leave, scope)
            await anyio.to_thread.run_sync(started.wait)
            scope.cancel()
            await anyio.wait_all_tasks_blocked()
            assert slots.running == 1
            ended.set()
        assert slots.running == 0

    _with_app(own_archive, run)


async def _call_tool(client: httpx.AsyncClient, name: str, arguments: dict[str, Any]) -> str:
    call = {"name": name, "arguments": arguments}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    accept = {"accept": "application/json, text/event-stream"}
    sent = await client.post("/mcp", json=message, headers=accept)
    return str(sent.json()["result"]["content"][0]["text"])


@asynccontextmanager
async def _full(app: FastAPI, work: Work) -> AsyncIterator[None]:
    """While the block runs, all slots of a class are held and as many wait as may."""
    slots: Slots = app.state.slots[work]

    async def hold() -> None:
        async with slots.held():
            await anyio.sleep_forever()

    async with anyio.create_task_group() as group:
        while not slots.full:
            group.start_soon(hold)
            await anyio.wait_all_tasks_blocked()
        yield
        group.cancel_scope.cancel()


def _with_app(
    store: str, run: Callable[[FastAPI, httpx.AsyncClient], Coroutine[Any, Any, None]]
) -> None:
    async def start() -> None:
        app = create_app(read_settings(store=store))
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(
                transport=transport, base_url="http://localhost", timeout=PATIENCE_S
            ) as client,
        ):
            await run(app, client)

    anyio.run(start)
