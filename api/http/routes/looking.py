"""What the archive holds: papers, entities, neighbourhoods, paths, rows, counts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api.cli.parameters import relationship_types, typed
from api.http.requests import CypherQuery, Format
from api.http.routes.common import ERRORS, Lent, json_response, slot
from api.http.slots import Work
from kg.archive import Archive
from kg.overview.graph_schema import GraphSchema
from kg.records import Rows
from kg.results import (
    CypherRows,
    EntityView,
    GraphPath,
    NamedQueries,
    Neighbourhood,
    PaperView,
    Status,
)
from kg.views import to_cytoscape, to_graphml

router = APIRouter(tags=["graph"], responses=ERRORS, dependencies=[slot(Work.lookups)])
querying = APIRouter(tags=["graph"], responses=ERRORS, dependencies=[slot(Work.queries)])

Name = Annotated[str, Path(description="Percent-encode `/`, `#` and `?` in ids.")]


@router.get("/papers/{name:path}", response_model=PaperView, summary="A paper")
def paper(name: Name, archive: Lent) -> Response:
    """Show a paper by id (`arxiv:2604.18936`) or archive id (`AG-2026.04-1`)."""
    return json_response(archive.paper(name))


@router.get("/entities/{name:path}", response_model=EntityView, summary="An entity")
def entity(name: Name, archive: Lent) -> Response:
    """Show an entity by id (`method:low-rank-adaptation`), name or alias."""
    return json_response(archive.entity(name))


@router.get(
    "/nodes/{name:path}/neighbourhood",
    response_model=Neighbourhood,
    summary="The neighbourhood of a node",
)
def neighbourhood(
    name: Name,
    archive: Lent,
    depth: Annotated[int, Query(ge=1, le=3)] = 1,
    relations: Annotated[str, Query(description="Types, with commas between")] = "",
    limit: Annotated[int, Query(ge=1, le=500, description="At most so many nodes")] = 100,
    format: Annotated[Format, Query()] = Format.json,
) -> Response:
    """Show what is linked to a node."""
    graph = archive.neighbourhood(name, depth, relationship_types(relations), limit)
    if format is Format.graphml:
        return Response(to_graphml(graph), media_type="application/graphml+xml")
    return json_response(to_cytoscape(graph) if format is Format.cytoscape else graph)


@router.get("/paths", response_model=GraphPath, summary="The shortest path between two nodes")
def path(
    archive: Lent,
    start: Annotated[str, Query(alias="from", min_length=1)],
    end: Annotated[str, Query(alias="to", min_length=1)],
) -> Response:
    """Show the shortest way of links; empty where there is none."""
    return json_response(archive.path(start, end))


@querying.post("/cypher", response_model=CypherRows, summary="Run a reading Cypher query")
def cypher(asked: CypherQuery, archive: Lent) -> Response:
    """Run a query that only reads: 10 seconds, 1,000 rows, 5 MB at most."""
    return json_response(archive.cypher(asked.query, asked.parameters))


@querying.post("/cypher/plan", response_model=Rows, summary="The plan of a reading Cypher query")
def plan(asked: CypherQuery, archive: Lent) -> Response:
    """Say by which steps the store would run a query, without running it."""
    return json_response(archive.plan(asked.query, asked.parameters))


@router.get("/schema", response_model=GraphSchema, summary="Labels, types and property keys")
def schema(archive: Lent) -> Response:
    """List what the graph may hold, with counts; for completion and for writing queries."""
    return json_response(archive.schema)


@router.get("/queries", response_model=NamedQueries, summary="The named queries")
def queries() -> Response:
    """List the named queries with the question that each answers."""
    return json_response(Archive.queries())


@querying.get("/queries/{name}", response_model=Rows, summary="Run a named query")
def named(name: str, request: Request, archive: Lent) -> Response:
    """Run a named query; its parameters come in the address, lists as JSON."""
    return json_response(archive.query(name, typed(name, request.query_params)))


@router.get("/status", response_model=Status, summary="The archive's state")
def status(archive: Lent) -> Response:
    """Say what the archive holds, and what this installation can and can't do."""
    return json_response(archive.status())
