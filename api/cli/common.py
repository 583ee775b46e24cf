"""Common to the commands: where the archive is, how results are printed, exit codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

import typer

from api.cli.parameters import guessed
from kg.archive import Archive
from kg.errors import WrongUsage
from kg.results import to_json
from kg.settings import read_settings
from kg.stores.location import Location, with_scheme

DONE: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
NO_EVIDENCE: Final = 3
STOPPED: Final = 130

Json = Annotated[bool, typer.Option("--json", help="Print the JSON that the HTTP API returns.")]
Store = Annotated[str, typer.Option(help="Where the archive is, as for `kg --store`.")]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="K=V", help="A parameter; V is JSON, else text."),
]


@dataclass(frozen=True, slots=True)
class State:
    """The options given before the command."""

    store: str


def archive_of(context: typer.Context, store: str = "", default: str = "") -> Archive:
    """The archive of the flag `--store`, before or after the command, else `default`."""
    wanted = store or context.obj.store or default
    settings = read_settings(store=with_scheme(wanted) if wanted else None)
    settings = replace(settings, store=with_scheme(settings.store))
    return Archive(settings, demo=Location.parse(settings.demo))


def opened(context: typer.Context, store: str = "") -> Archive:
    """The archive that the command reads; prints a warning where an older version built it."""
    archive = archive_of(context, store).connect()
    if line := archive.outdated:
        typer.echo(f"kg: {line}", err=True)
    return archive


def print_json(result: object) -> None:
    """Print a result as HTTP sends it."""
    typer.echo(to_json(result))


def pairs(given: list[str] | None) -> list[tuple[str, str]]:
    """`k=v` of the command line as names and texts; WrongUsage where there is no `=`."""
    values = []
    for pair in given or []:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise WrongUsage(f"-p {pair}: give a parameter as name=value")
        values.append((name, value))
    return values


def parameters(given: list[str] | None) -> dict[str, Any]:
    """`k=v` of the command line as name -> JSON value where it parses, else text."""
    return {name: guessed(text) for name, text in pairs(given)}
