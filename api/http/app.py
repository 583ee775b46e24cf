"""The HTTP API: `/api/v1`, read-only. Every response is the JSON that the command line prints."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final
from uuid import uuid4

import anyio
import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from api.http.address import LOOPBACK, ApiKeys
from api.http.caching import EntityTags, document_tags
from api.http.current import CurrentArchive
from api.http.limits import API_PREFIX, MCP_PATH, METRICS_PATH, RequestLimits
from api.http.metrics import METRICS_TYPE, Metrics
from api.http.observed import HeadAsGet, Observed
from api.http.problems import add_handlers
from api.http.routes import asking, looking, querying
from api.http.routes.common import Lent, problem_media_types
from api.http.slots import WorkSlots, own_cores
from api.http.web_page import add_page
from api.mcp.transports import HttpEndpoint
from kg.settings import Settings

_WARM_UP_AFTER_S: Final = 1.0
_ABOUT: Final = "Questions answered from papers, by explicit links. Everything here only reads."


def create_app(
    settings: Settings,
    *,
    hosts: tuple[str, ...] = LOOPBACK,
    keys: ApiKeys | None = None,
    rate: int = 0,
) -> FastAPI:
    """An application over the archive that the settings name.

    `hosts` are the names it goes by; with `keys`, `/api/`, `/mcp` and `/metrics` ask for one as
    a bearer token; `rate` is how many requests a minute a client may send there (0: any number).
    """
    current = CurrentArchive(settings)
    slots = WorkSlots(own_cores())
    metrics = Metrics(current, slots)
    mcp = HttpEndpoint(current, slots)

    app = _without_routes(current, mcp)
    app.state.archive = current
    app.state.slots = slots
    _add_routes(app, metrics)
    app.router.routes.append(mcp.route(MCP_PATH))
    add_handlers(app)
    app.add_middleware(EntityTags, current=current, prefix=API_PREFIX, run=uuid4().hex)
    app.add_middleware(HeadAsGet, endless=(MCP_PATH,))
    app.add_middleware(RequestLimits, hosts=hosts, keys=keys or ApiKeys(), rate=rate)
    app.add_middleware(Observed, metrics=metrics)
    _document_problems(app)
    return app


def _without_routes(current: CurrentArchive, mcp: HttpEndpoint) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Its task group waits for the thread: the model's own threads would abort a process that
        # ends while it loads.
        async with mcp.running(), anyio.create_task_group() as tasks:
            tasks.start_soon(_warm_up, current)
            yield
            tasks.cancel_scope.cancel()
        current.close()

    return FastAPI(
        title="Groundpath",
        version=version("groundpath"),
        description=_ABOUT,
        openapi_url=f"{API_PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )


async def _warm_up(current: CurrentArchive) -> None:
    """Load what questions need, after the requests that came with the start."""
    await anyio.sleep(_WARM_UP_AFTER_S)
    await anyio.to_thread.run_sync(current.warm_up)


def _add_routes(app: FastAPI, metrics: Metrics) -> None:
    for router in (asking.router, looking.router, querying.cypher_router, querying.router):
        app.include_router(router, prefix=API_PREFIX)
    _add_probes(app, metrics)
    add_page(app, API_PREFIX)


def _add_probes(app: FastAPI, metrics: Metrics) -> None:
    @app.get("/healthz", tags=["probes"], summary="Is the process alive?")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", tags=["probes"], summary="Can it answer?")
    def readyz(archive: Lent) -> Response:
        archive.store.run("archive_state")
        return JSONResponse({"status": "ready"})

    @app.get(METRICS_PATH, tags=["probes"], summary="Figures for Prometheus")
    def figures() -> Response:
        return Response(metrics.text(), media_type=METRICS_TYPE)


def _document_problems(app: FastAPI) -> None:
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            problem_media_types(made())
            document_tags(made(), API_PREFIX)
        return made()

    app.openapi = openapi  # type: ignore[method-assign]
