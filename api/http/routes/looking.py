"""What the archive holds: papers, entities, neighbourhoods, paths, counts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from api.cli.parameters import relationship_types
from api.http.routes.common import ERRORS, Cursor, Lent, json_response, slot
from api.http.routes.requests import Format
from api.http.routes.tables import TABLE, Table
from api.http.slots import Work
from kg import views
from kg.archive import Archive
from kg.overview.examples import ExampleQuestions
from kg.overview.graph_schema import GraphSchema
from kg.questions.plan import MAX_QUESTION
from kg.results import EntityView, GraphPath, LinkedPaper, NamedQueries, Neighbourhood, Status
from kg.views.entities import (
    CLAIM_COLUMNS,
    FIRST_CLAIMS,
    FIRST_PAPERS,
    EntityClaims,
    EntityPapers,
    NamedEntities,
    NamedEntity,
    claim_rows,
)
from kg.views.graph import MAX_DEPTH, MAX_HOPS, MAX_NODES, MAX_WALK
from kg.views.pages import page
from kg.views.papers import FIRST_PASSAGES, PaperView

router = APIRouter(tags=["graph"], responses=ERRORS, dependencies=[slot(Work.lookups)])

Name = Annotated[str, Path(description="Percent-encode `/`, `#` and `?` in ids.")]
Limit = Annotated[int, Query(ge=1, le=500, description="At most so many")]


@router.get("/papers/{name:path}", response_model=PaperView, summary="A paper")
def paper(
    name: Name,
    archive: Lent,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Passages")] = FIRST_PASSAGES,
    cursor: Cursor = 0,
) -> Response:
    """Show a paper by id (`arxiv:2604.18936`) or archive id (`AG-2026.04-1`).

    Its passages come in pages, each with the roles of its sentences and the names in it.
    """
    return json_response(archive.paper(name, limit, cursor))


@router.get(
    "/entities", response_model=NamedEntities, summary="Find entities by name", responses=TABLE
)
def entities(
    archive: Lent,
    table: Table,
    q: Annotated[str, Query(min_length=1, max_length=MAX_QUESTION, examples=["low-rank"])],
    limit: Limit = FIRST_PAPERS,
    cursor: Cursor = 0,
) -> Response:
    """List entities that have a name or alias beginning so, or with all these words."""
    named = archive.entities(q, limit, cursor)
    return table.records(named, NamedEntity, named.entities)


@router.get(
    "/entities/{name:path}/papers",
    response_model=EntityPapers,
    summary="The papers of an entity",
    responses=TABLE,
)
def entity_papers(
    name: Name, archive: Lent, table: Table, limit: Limit = FIRST_PAPERS, cursor: Cursor = 0
) -> Response:
    """List the papers that are linked to an entity, else those that name it; newest first."""
    listed = views.entity_papers(archive.store, name, limit, cursor)
    return table.records(listed, LinkedPaper, listed.papers)


@router.get(
    "/entities/{name:path}/claims",
    response_model=EntityClaims,
    summary="What papers claim of an entity",
    responses=TABLE,
)
def entity_claims(
    name: Name, archive: Lent, table: Table, limit: Limit = FIRST_CLAIMS, cursor: Cursor = 0
) -> Response:
    """List what papers claim of it beside others, with the sentences; in CSV a row a sentence."""
    listed = views.entity_claims(archive.store, name, limit, cursor)
    return table.response(listed, CLAIM_COLUMNS, claim_rows(listed.claims))


@router.get("/entities/{name:path}", response_model=EntityView, summary="An entity")
def entity(name: Name, archive: Lent) -> Response:
    """Show an entity by id (`method:low-rank-adaptation`), name or alias.

    Its first papers and claims are shown; `next` and `next_claims` are cursors for
    `/entities/{id}/papers` and `/entities/{id}/claims`.
    """
    return json_response(archive.entity(name))


@router.get(
    "/nodes/{name:path}/neighbourhood",
    response_model=Neighbourhood,
    summary="The neighbourhood of a node",
)
def neighbourhood(
    name: Name,
    archive: Lent,
    depth: Annotated[int, Query(ge=1, le=MAX_DEPTH)] = 1,
    relations: Annotated[str, Query(description="Types, with commas between")] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_NODES, description="At most so many nodes")] = 100,
    cursor: Annotated[int, Query(ge=0, lt=MAX_WALK, description="`next` of the page before")] = 0,
    format: Annotated[Format, Query()] = Format.json,
) -> Response:
    """Show what is linked to a node.

    At depth 1 it has pages. A further one adds nodes to those before it, and holds the earlier ones
    that they are linked to: each page is a graph by itself.
    """
    graph = archive.neighbourhood(name, depth, relationship_types(relations), limit, cursor)
    if format is Format.graphml:
        return Response(views.to_graphml(graph), media_type="application/graphml+xml")
    return json_response(views.to_cytoscape(graph) if format is Format.cytoscape else graph)


@router.get("/paths", response_model=GraphPath, summary="The shortest path between two nodes")
def path(
    archive: Lent,
    start: Annotated[str, Query(alias="from", min_length=1)],
    end: Annotated[str, Query(alias="to", min_length=1)],
    max_hops: Annotated[int, Query(ge=1, le=MAX_HOPS, description="Links at most")] = MAX_HOPS,
) -> Response:
    """Show the shortest way of links; empty where there is none."""
    return json_response(archive.path(start, end, max_hops))


@router.get("/schema", response_model=GraphSchema, summary="Labels, types and property keys")
def schema(archive: Lent) -> Response:
    """List what the graph may hold, with counts; for completion and for writing queries."""
    return json_response(archive.schema)


@router.get("/queries", response_model=NamedQueries, summary="The named queries")
def queries(
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
    cursor: Cursor = 0,
) -> Response:
    """List the named queries: the question that each answers, its parameters, its Cypher."""
    listed, following = page(Archive.queries().queries, cursor, limit)
    return json_response(NamedQueries(listed, following is not None, following))


@router.get("/examples", response_model=ExampleQuestions, summary="Questions to begin with")
def examples(archive: Lent) -> Response:
    """Give questions that this archive can answer, each with what it is chosen for."""
    return json_response(archive.examples())


@router.get("/status", response_model=Status, summary="The archive's state")
def status(archive: Lent) -> Response:
    """Say what the archive holds, and what this installation can and can't do."""
    return json_response(archive.status())
