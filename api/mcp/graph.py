"""Tools about the graph: its schema, Cypher, named queries, neighbourhoods, paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from api.http.slots import Work
from api.mcp.errors import TooLarge
from api.mcp.fitting import page
from api.mcp.inputs import (
    CypherArguments,
    NamedQueryArguments,
    NeighbourhoodArguments,
    NoArguments,
    PathArguments,
)
from api.mcp.results import (
    LabelDescription,
    NeighbourhoodPage,
    QueryDescription,
    RowsPage,
    SchemaResult,
    TypeDescription,
)
from api.mcp.tool import ArchiveTool
from kg.archive import Archive
from kg.queries import Parameter
from kg.records import Rows
from kg.results import GraphNode, GraphPath, Neighbourhood, Relationship, to_json

# What serves the program's own queries and says nothing to a reader.
_INTERNAL: Final = frozenset(
    {
        *("id", "alias_reasons", "content_hash", "first_key", "keys", "own", "second_key"),
        *("sentence_ends", "sentence_roles", "sentence_starts"),
    }
)
_ROW: Final = "return properties (p.title) instead of nodes, or parts of them (substring, [..5])"
_NODE: Final = "ask for its properties with read-cypher"


def get_schema(archive: Archive, _: NoArguments) -> SchemaResult:
    """List the graph's labels, relationship types, their properties and counts, the named queries.

    Read it before you write Cypher: labels and types are case-sensitive. Ids look like
    `arxiv:2604.18936` (Paper), `arxiv:2604.18936#1` (Passage), `method:low-rank-adaptation`.
    `examples` are questions for `ask`.
    """
    schema = archive.schema
    queries = tuple(
        QueryDescription(
            query.name, query.question, tuple(map(_parameter, query.parameters)), query.returns
        )
        for query in archive.queries().queries
    )
    labels = tuple(
        LabelDescription(label.name, label.count, _readable(label.keys)) for label in schema.labels
    )
    types = tuple(
        TypeDescription(
            kind.name,
            kind.count,
            tuple(f"(:{ends.from_})-[:{kind.name}]->(:{ends.to})" for ends in kind.ends),
            _readable(kind.keys),
        )
        for kind in schema.relationship_types
    )
    return SchemaResult(labels, types, queries, archive.examples().examples)


def _readable(keys: Mapping[str, int]) -> tuple[str, ...]:
    """The property keys that say something to a reader; `id` first."""
    return ("id", *sorted(keys.keys() - _INTERNAL))


def _parameter(parameter: Parameter) -> str:
    default = f" = {to_json(parameter.default)}" if parameter.optional else ""
    return f"{parameter.name}: {parameter.type}{default} - {parameter.doc}"


def read_cypher(archive: Archive, given: CypherArguments) -> RowsPage:
    """Run a Cypher query that only reads: 10 seconds, 1,000 rows at most.

    Give values as params (`$name`). Return properties rather than whole nodes, and use LIMIT;
    order the rows if you will read further pages (next_start). `warnings` name labels and types
    that no graph has.
    """
    rows = archive.cypher(given.query, given.params)
    return _rows(rows, given.start, rows.warnings)


def run_named_query(archive: Archive, given: NamedQueryArguments) -> RowsPage:
    """Run one of the queries that get-schema lists under `queries`, by its name."""
    return _rows(archive.query(given.name, given.params), given.start)


def _rows(rows: Rows, start: int, warnings: tuple[str, ...] = ()) -> RowsPage:
    taken, following = page(rows.rows, start, _ROW)
    total, more = len(rows.rows), following is not None
    of_query = rows.columns, taken, total, rows.truncated, warnings
    return RowsPage(*of_query, has_more=more, next_start=following)


def neighbourhood(archive: Archive, given: NeighbourhoodArguments) -> NeighbourhoodPage:
    """Show what is linked to a node within 1-3 relationships.

    Of a paper: its methods, data, tasks, authors, passages; of an entity: its papers, wider and
    narrower entities. Relationships name the paper and the passage that each was read from. At
    depth 1 pages go on to the last node, and hold the earlier nodes that they link to.
    """
    graph = _around(archive, given)
    first = 0 if given.depth == 1 else given.start
    taken, following = page(_steps(graph), first, _NODE)
    following = graph.next if given.depth == 1 else following
    return NeighbourhoodPage(
        center=graph.center,
        nodes=tuple(node for node, _ in taken),
        relationships=tuple(link for _, links in taken for link in links),
        truncated=graph.truncated,
        has_more=following is not None,
        next_start=following,
    )


def _around(archive: Archive, given: NeighbourhoodArguments) -> Neighbourhood:
    """The nodes that are read; at depth 1 a page of as many, up to the limit, as fit."""
    relations, limit = [name.upper() for name in given.relations], given.limit
    if given.depth > 1:
        return archive.neighbourhood(given.node, given.depth, relations, limit)
    while True:
        graph = archive.neighbourhood(given.node, 1, relations, limit, given.start)
        if page(_steps(graph), 0, _NODE)[1] is None:
            return graph
        if limit == 1:
            raise TooLarge(f"a node with its links does not fit into one answer: {_NODE}")
        limit //= 2


def _steps(graph: Neighbourhood) -> list[tuple[GraphNode, list[Relationship]]]:
    """Each node with its relationships to itself and to nodes before it."""
    place = {node.id: number for number, node in enumerate(graph.nodes)}
    steps: list[tuple[GraphNode, list[Relationship]]] = [(_shown(node), []) for node in graph.nodes]
    for link in graph.relationships:
        steps[max(place[link.from_], place[link.to])][1].append(_bare(link))
    return steps


def _shown(node: GraphNode) -> GraphNode:
    kept = {key: value for key, value in node.properties.items() if key not in _INTERNAL}
    return replace(node, properties=kept)


def _bare(link: Relationship) -> Relationship:
    kept = {key: value for key, value in link.properties.items() if key != "id"}
    return replace(link, properties=kept)


def find_path(archive: Archive, given: PathArguments) -> GraphPath:
    """Find the shortest way of links between two nodes, of max_hops relationships at most.

    Relationships name the paper and the passage that each was read from. Empty where there is no
    way.
    """
    path = archive.path(given.from_, given.to, given.max_hops)
    return GraphPath(tuple(map(_shown, path.nodes)), tuple(map(_bare, path.relationships)))


TOOLS: Final = (
    ArchiveTool("get-schema", "Schema of the graph", NoArguments, SchemaResult, get_schema),
    ArchiveTool(
        "read-cypher", "Read with Cypher", CypherArguments, RowsPage, read_cypher, Work.cypher
    ),
    ArchiveTool(
        "run_named_query",
        "Run a named query",
        NamedQueryArguments,
        RowsPage,
        run_named_query,
        Work.queries,
    ),
    ArchiveTool(
        "neighbourhood",
        "What is linked to a node",
        NeighbourhoodArguments,
        NeighbourhoodPage,
        neighbourhood,
    ),
    ArchiveTool("find_path", "Path between two nodes", PathArguments, GraphPath, find_path),
)
