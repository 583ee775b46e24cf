"""`kg eval`: how quick, how balanced and how sound the program is on this machine."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.commands.common import print_json
from extract.vocabulary import data_dir


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command(name="eval")(evaluate)


def evaluate(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SOURCE…", help="Papers to measure on (else the demo's)."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure ingestion and answers in a throw-away archive, each figure beside its baseline."""
    from api.bench import run_bench

    figures = run_bench(sources or [data_dir() / "demo"])
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        typer.echo(f"{figure.what:<36}{figure.value:>10}   {figure.beside}".rstrip())
