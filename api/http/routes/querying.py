"""Rows: of Cypher that clients write, and of the named queries."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.cli.parameters import typed
from api.http.routes.common import ERRORS, Cursor, Lent, json_response, slot
from api.http.routes.requests import CypherQuery, QueryParameters
from api.http.routes.tables import TABLE, Table
from api.http.slots import Work
from kg.records import Rows
from kg.results import CypherRows
from kg.views import rows_page
from kg.views.rows import RowsPage

router = APIRouter(tags=["queries"], responses=ERRORS, dependencies=[slot(Work.queries)])
cypher_router = APIRouter(tags=["queries"], responses=ERRORS, dependencies=[slot(Work.cypher)])

# What the address of a named query may hold beside the query's own parameters.
_OF_THE_LIST: Final = ("cursor", "format")


@cypher_router.post(
    "/cypher",
    response_model=CypherRows,
    summary="Run a reading Cypher query",
    responses=TABLE,
)
def cypher(asked: CypherQuery, archive: Lent, table: Table) -> Response:
    """Run a query that only reads: 10 seconds, 1,000 rows, 5 MB at most.

    Where there are more rows, `truncated` is true and a warning says how to write for them.
    """
    return table.rows(archive.cypher(asked.query, asked.parameters))


@cypher_router.post(
    "/cypher/plan", response_model=Rows, summary="The plan of a reading Cypher query"
)
def plan(asked: CypherQuery, archive: Lent) -> Response:
    """Say by which steps the store would run a query, without running it."""
    return json_response(archive.plan(asked.query, asked.parameters))


@router.get(
    "/queries/{name}", response_model=RowsPage, summary="Run a named query", responses=TABLE
)
def named(name: str, request: Request, archive: Lent, table: Table, cursor: Cursor = 0) -> Response:
    """Run a named query, 1,000 rows a page; its parameters come in the address.

    A list is given value by value (`papers=A&papers=B`), or as JSON.
    """
    items = request.query_params.multi_items()
    given = [(key, text) for key, text in items if key not in _OF_THE_LIST]
    return table.rows(rows_page(archive.query(name, typed(name, given)), cursor))


@router.post(
    "/queries/{name}",
    response_model=RowsPage,
    summary="Run a named query with long parameters",
    responses=TABLE,
)
def named_with(
    name: str, asked: QueryParameters, archive: Lent, table: Table, cursor: Cursor = 0
) -> Response:
    """Run a named query as GET does, with parameters of any length in the body."""
    return table.rows(rows_page(archive.query(name, asked.parameters), cursor))
