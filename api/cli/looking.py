"""What the archive holds: a paper, an entity, a neighbourhood, a path, rows of Cypher, counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import typer

from api.cli.common import Json, Params, Store, opened, pairs, parameters, print_json
from api.cli.parameters import relationship_types, typed
from kg import views
from kg.archive import Archive
from kg.records import Rows
from kg.views import MAX_HOPS, rows_page, to_graphml
from kg.views.lookup import CATEGORY, Record
from kg.views.papers import FIRST_PASSAGES

Cursor = Annotated[int, typer.Option(min=0, help="`next` of the page before.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    for command in (paper, entities, entity, neighbourhood, path, cypher, queries, schema, status):
        app.command()(command)


def paper(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="arxiv:2604.18936 or AG-2026.04-1.")],
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="Passages.")] = FIRST_PASSAGES,
    cursor: Cursor = 0,
    store: Store = "",
    json: Json = False,
) -> None:
    """Show a paper: its properties, passages, and the entities it is linked to."""
    from api.cli.tables import print_paper

    with opened(context, store) as archive:
        view = archive.paper(name, limit, cursor)
    print_json(view) if json else print_paper(view)


def entities(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The beginning of a name, or words of it.")],
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many.")] = 20,
    cursor: Cursor = 0,
    store: Store = "",
    json: Json = False,
) -> None:
    """Find entities by name or alias, those that papers name most first."""
    from api.cli.tables import print_entities

    with opened(context, store) as archive:
        named = archive.entities(text, limit, cursor)
    print_json(named) if json else print_entities(named)


def entity(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id, a name or an alias.")],
    store: Store = "",
    json: Json = False,
) -> None:
    """Show an entity: aliases and why, what is above and below, what is claimed of it, papers."""
    from api.cli.tables import print_entity

    with opened(context, store) as archive:
        view = archive.entity(name)
        _say_which(name, views.entities_of_name(archive.store, name))
    print_json(view) if json else print_entity(view)


def neighbourhood(
    context: typer.Context,
    node: Annotated[str, typer.Argument(help="An id, an archive id, or an entity's name.")],
    depth: Annotated[int, typer.Option(min=1, max=3, help="How many links away.")] = 1,
    relations: Annotated[
        str, typer.Option(metavar="TYPE,TYPE", help="Relationship types that count (else all).")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many nodes.")] = 100,
    cursor: Cursor = 0,
    format: Annotated[
        Literal["json", "graphml"] | None,
        typer.Option(help="Print JSON or GraphML in place of lines."),
    ] = None,
    store: Store = "",
    json: Json = False,
) -> None:
    """Show what is linked to a node."""
    from api.cli.tables import print_neighbourhood

    with opened(context, store) as archive:
        graph = archive.neighbourhood(node, depth, relationship_types(relations), limit, cursor)
        _say_which(node, views.nodes_named(archive.store, node))
    if format == "graphml":
        typer.echo(to_graphml(graph), nl=False)
    elif json or format == "json":
        print_json(graph)
    else:
        print_neighbourhood(graph)


def path(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="A", help="A node's id or name.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another's.")],
    max_hops: Annotated[int, typer.Option(min=1, max=MAX_HOPS, help="Links at most.")] = MAX_HOPS,
    store: Store = "",
    json: Json = False,
) -> None:
    """Show the shortest way of links between two nodes."""
    from api.cli.tables import print_path

    with opened(context, store) as archive:
        steps = archive.path(start, end, max_hops)
        for name in (start, end):
            _say_which(name, views.nodes_named(archive.store, name))
    print_json(steps) if json else print_path(steps)


def cypher(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="QUERY", help="A query that reads.")] = "",
    name: Annotated[str, typer.Option(help="One of the named queries, in its place.")] = "",
    param: Params = None,
    cursor: Annotated[
        int, typer.Option(min=0, help="Rows of the named query to skip: `next` of a page.")
    ] = 0,
    store: Store = "",
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets.")] = False,
) -> None:
    """Run a reading Cypher query, or one of the named ones (`kg queries` lists them)."""
    if bool(text) == bool(name):
        raise typer.BadParameter("give a query, or --name with a query's name")
    if json and csv:
        raise typer.BadParameter("rows are printed in one format: --json or --csv")
    rows: Rows
    with opened(context, store) as archive:
        if name:
            rows = rows_page(archive.query(name, typed(name, pairs(param))), cursor)
        else:
            rows = ran = archive.cypher(text, parameters(param))
            for warning in ran.warnings:
                typer.echo(f"kg: {warning}", err=True)
    _print_rows(rows, json, csv)


def _say_which(name: str, nodes: Iterable[Record]) -> None:
    """Say on standard error which node was taken for a name that others have too."""
    taken, *others = map(_address, nodes)
    if others:
        typer.echo(f"kg: {name} is read as {taken}; it is also {', '.join(others)}", err=True)


def _address(node: Record) -> str:
    return f"{CATEGORY if node['labels'] == ['Category'] else ''}{node['id']}"


def _print_rows(rows: Rows, json: bool, csv: bool) -> None:
    from api.cli.tables import print_rows
    from api.formats.tables import table

    if csv:
        typer.echo(table(rows.columns, rows.rows), nl=False)
    else:
        print_json(rows) if json else print_rows(rows)


def queries(json: Json = False) -> None:
    """List the named queries with the question that each answers."""
    from api.cli.tables import print_queries

    listed = Archive.queries()
    print_json(listed) if json else print_queries(listed)


def schema(context: typer.Context, store: Store = "", json: Json = False) -> None:
    """List labels, relationship types and property keys, with how many there are of each."""
    from api.cli.tables import print_schema

    with opened(context, store) as archive:
        held = archive.schema
    print_json(held) if json else print_schema(held)


def status(context: typer.Context, store: Store = "", json: Json = False) -> None:
    """Say what the archive holds, and what this installation can and can't do."""
    from api.cli.tables import print_status

    with opened(context, store) as archive:
        state = archive.status()
        given = () if json else archive.examples().examples
    print_json(state) if json else print_status(state, archive.settings.store, given)
