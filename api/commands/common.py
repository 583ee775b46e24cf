"""What the commands share: where the archive is, how results are printed, exit codes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from api.errors import WrongUsage
from api.views import dump, guessed
from api.wiring import Archive, demo_store, open_archive, with_scheme
from kg.settings import Settings, read_settings

DONE: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
NO_EVIDENCE: Final = 3
STOPPED: Final = 130

Json = Annotated[bool, typer.Option("--json", help="Print the JSON that the HTTP door returns.")]
Store = Annotated[str, typer.Option(help="Where the archive is, as for `kg --store`.")]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="K=V", help="A parameter; V is JSON, else text."),
]


@dataclass(frozen=True, slots=True)
class State:
    """The options given before the command."""

    store: str


def settings(context: typer.Context, store: str = "", default: str = "") -> Settings:
    """Settings with the flag `--store`, before or after the command; `default` where there is none.

    An address without a scheme is a folder.
    """
    wanted = store or context.obj.store or default
    found = read_settings(store=with_scheme(wanted) if wanted else None)
    return found if wanted else _with_scheme(found)


def _with_scheme(found: Settings) -> Settings:
    from dataclasses import replace

    return replace(found, store=with_scheme(found.store))


def opened(context: typer.Context, store: str = "") -> Archive:
    """The archive that the command reads; one of an older extractor is said to be so."""
    archive = open_archive(settings(context, store), demo=demo_store(os.environ))
    if line := archive.outdated:
        typer.echo(f"kg: {line}", err=True)
    return archive


def print_json(view: object) -> None:
    """Print a view as the HTTP door sends it."""
    typer.echo(dump(view))


def pairs(given: list[str] | None) -> dict[str, str]:
    """`k=v` of the command line as name -> text; WrongUsage where there is no `=`."""
    found = {}
    for one in given or []:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise WrongUsage(f"-p {one}: give a parameter as name=value")
        found[name] = value
    return found


def parameters(given: list[str] | None) -> dict[str, Any]:
    """`k=v` of the command line as name -> JSON value where it parses, else text."""
    return {name: guessed(text) for name, text in pairs(given).items()}
