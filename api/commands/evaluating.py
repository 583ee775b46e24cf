"""`kg eval`: how quick, how balanced, how sound and how right the program is on this machine."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.commands.common import print_json
from extract.vocabulary import data_dir

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


def questions(json: AsJson = False) -> None:
    """Measure how questions are understood, on annotated ones, beside the first planner."""
    from extract.trained.weights import models_dir
    from kg.evaluation.plans import plan_figures
    from kg.questions.read import read_question
    from kg.questions.tagger import load_tagger

    tagger = load_tagger(models_dir())
    figures = plan_figures(lambda question: read_question(question, tagger))
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    typer.echo(f"{'share of plans right':<24}{'dev':>8}{'test':>8}{'bar':>8}{'first planner':>16}")
    for one in figures:
        bar = "" if one.bar is None else f"{one.bar:.2f}"
        typer.echo(f"{one.part:<24}{one.dev:>8.3f}{one.test:>8.3f}{bar:>8}{one.baseline:>16.3f}")
