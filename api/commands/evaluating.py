"""`kg eval`: how quick, how balanced, how sound and how right the program is on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.common import print_json
from extract.vocabulary import data_dir

if TYPE_CHECKING:
    from kg.evaluation.membership import MembershipFigure

AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    group = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    group.callback()(evaluate)
    group.command()(archive)
    group.command()(extraction)
    group.command()(questions)
    app.add_typer(group, name="eval")


def evaluate(context: typer.Context, json: AsJson = False) -> None:
    """Measure ingestion and answers on the demo's papers, or what a further word says."""
    if context.invoked_subcommand is None:
        archive(None, json)


def archive(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SOURCE…", help="Papers to measure on (else the demo's)."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure ingestion and answers in a throw-away archive, each figure beside its baseline."""
    from api.bench import run_bench

    figures = run_bench(sources or [data_dir() / "demo"])
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        typer.echo(f"{figure.what:<36}{figure.value:>10}   {figure.beside}".rstrip())


def extraction(json: AsJson = False) -> None:
    """Measure names and relations on annotated text, each figure beside the published one."""
    from extract.training.evaluate import Places, extraction_figures
    from kg.settings import read_settings

    places = Places(
        shared=data_dir().parent.parent / "shared" / "data",
        benchmarks=read_settings().models,
    )
    figures = extraction_figures(places)
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        beside = (("bar", figure.bar), ("before", figure.before), ("published", figure.published))
        told = ", ".join(f"{name} {value}" for name, value in beside if value)
        typer.echo(f"{figure.what:<48}{figure.value:>8}   {told}".rstrip())


def questions(
    archive: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=STORE", help="An archive of judged sides; may be repeated."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure how questions are understood and, given archives of judged sides, what is found."""
    from extract.trained.weights import models_dir
    from kg.evaluation.plans import plan_figures
    from kg.questions.read import read_question
    from kg.questions.tagger import load_tagger

    tagger = load_tagger(models_dir())
    figures = plan_figures(lambda question: read_question(question, tagger))
    members = _members(archive or [])
    if json:
        print_json([*map(asdict, figures), *map(asdict, members)])
        return
    typer.echo(f"{'share of plans right':<24}{'dev':>8}{'test':>8}{'bar':>8}{'first planner':>16}")
    for one in figures:
        bar = "" if one.bar is None else f"{one.bar:.2f}"
        typer.echo(f"{one.part:<24}{one.dev:>8.3f}{one.test:>8.3f}{bar:>8}{one.baseline:>16.3f}")
    if members:
        typer.echo(f"\n{'papers of sides':<24}{'part':>8}{'now':>8}{'bar':>8}{'before':>16}")
    for each in members:
        bar = "" if each.bar is None else f"{each.bar:.2f}"
        typer.echo(f"{each.what:<24}{each.part:>8}{each.value:>8}{bar:>8}{each.before:>16}")


def _members(named: Sequence[str]) -> list[MembershipFigure]:
    """The figures of membership over the archives given as `NAME=STORE`."""
    if not named:
        return []
    from api.wiring import open_archive
    from kg.evaluation.membership import membership_figures
    from kg.settings import read_settings

    pairs = [one.partition("=") for one in named]
    opened = {name: open_archive(read_settings(store=store)) for name, _, store in pairs}
    embedder = next(iter(opened.values())).embedder
    stores = {name: (one.store, one.vocabulary) for name, one in opened.items()}
    return membership_figures(stores, embedder)
