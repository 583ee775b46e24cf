"""`kg eval`: how quick, how balanced, how sound and how right the program is on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.common import print_json
from api.errors import ApiError
from extract.vocabulary import data_dir
from kg.archive import Archive
from kg.errors import WrongUsage
from kg.settings import read_settings

if TYPE_CHECKING:
    from kg.evaluation.answers import AnswerQuestion
    from kg.evaluation.figures import AnswerFigure
    from kg.evaluation.membership import MembershipFigure

AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    group = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    group.callback()(evaluate)
    group.command()(archive)
    group.command()(extraction)
    group.command()(questions)
    group.command()(answers)
    app.add_typer(group, name="eval")


def evaluate(context: typer.Context, json: AsJson = False) -> None:
    """Measure ingestion and answers on the demo's papers, or what a further word says."""
    if find_spec("kg.evaluation") is None:
        raise ApiError("kg eval is no part of the installed program: run it in a checkout")
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
    from kg.evaluation.bench import run_bench

    figures = run_bench(sources or [data_dir() / "demo"])
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        typer.echo(f"{figure.what:<36}{figure.value:>10}   {figure.beside}".rstrip())


def extraction(json: AsJson = False) -> None:
    """Measure names and relations on annotated text, each figure beside the published one."""
    from extract.evaluation.extraction import Places, extraction_figures

    places = Places(
        shared=data_dir().parent.parent / "shared" / "data",
        benchmarks=read_settings().models,
    )
    figures = extraction_figures(places)
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        known = (("bar", figure.bar), ("before", figure.before), ("published", figure.published))
        beside = ", ".join(f"{name} {value}" for name, value in known if value)
        typer.echo(f"{figure.what:<48}{figure.value:>8}   {beside}".rstrip())


def questions(
    archive: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=STORE", help="An archive of judged sides; may be repeated."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure how questions are understood and, given archives of judged sides, what is found."""
    from extract.models.weights import models_dir
    from kg.evaluation.plans import plan_figures
    from kg.kinds import GRAPH_KINDS
    from kg.questions.read import read_question
    from kg.questions.tagger import load_tagger

    tagger = load_tagger(models_dir())
    figures = plan_figures(lambda question: read_question(question, tagger, GRAPH_KINDS))
    members = _members(archive or [])
    if json:
        print_json([*map(asdict, figures), *map(asdict, members)])
        return
    typer.echo(f"{'share of plans right':<24}{'dev':>8}{'test':>8}{'bar':>8}{'first planner':>16}")
    for figure in figures:
        bar = "" if figure.bar is None else f"{figure.bar:.2f}"
        typer.echo(
            f"{figure.part:<24}{figure.dev:>8.3f}{figure.test:>8.3f}{bar:>8}{figure.baseline:>16.3f}"
        )
    if members:
        typer.echo(f"\n{'papers of sides':<24}{'part':>8}{'now':>8}{'bar':>8}{'before':>16}")
    for each in members:
        bar = "" if each.bar is None else f"{each.bar:.2f}"
        typer.echo(f"{each.what:<24}{each.part:>8}{each.value:>8}{bar:>8}{each.before:>16}")


def _members(named: Sequence[str]) -> list[MembershipFigure]:
    """The figures of membership over the archives given as `NAME=STORE`."""
    if not named:
        return []
    from kg.evaluation.membership import membership_figures

    with _opened(named) as archives:
        embedder = next(iter(archives.values())).embedder
        stores = {name: (held.store, held.vocabulary) for name, held in archives.items()}
        return membership_figures(stores, embedder)


@contextmanager
def _opened(named: Sequence[str]) -> Iterator[dict[str, Archive]]:
    """The archives given as `NAME=STORE`, by name."""
    with ExitStack() as stack:
        archives = {}
        for given in named:
            name, equals, store = given.partition("=")
            if not (name and equals and store):
                raise WrongUsage(f"--archive {given}: give an archive as NAME=STORE")
            archives[name] = stack.enter_context(Archive.open(store).connect())
        yield archives


def answers(
    archive: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=STORE", help="An archive of the questions; may be repeated."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Measure whole answers on archives: what bears checking, what is covered, what is quoted."""
    from kg.evaluation.answers import load_questions

    questions = load_questions()
    known = sorted({question.archive for question in questions})
    named = archive or []
    if not named or not {text.partition("=")[0] for text in named} <= {*known}:
        wanted = f"--archive NAME=STORE, NAME one of {', '.join(known)}"
        raise WrongUsage(f"give archives of the questions: {wanted}")
    figures = _answer_figures(questions, named)
    if json:
        print_json([asdict(figure) for figure in figures])
        return
    for figure in figures:
        value = "" if figure.value is None else f"{figure.value:.3f}"
        beside = [] if figure.bar is None else [f"bar {figure.bar:.2f}"]
        beside += [f"{name} {number:.3f}" for name, number in figure.beside.items()]
        beside += [figure.note] if figure.note else []
        count = f"of {figure.of}" if figure.of else ""
        typer.echo(f"{figure.what:<78}{value:>6} {count:<8}{', '.join(beside)}".rstrip())


def _answer_figures(
    questions: Sequence[AnswerQuestion], named: Sequence[str]
) -> list[AnswerFigure]:
    """The figures over the archives given as `NAME=STORE`; progress goes to standard error."""
    from api.cli.progress import progress_for_stderr
    from kg.evaluation.answers import answer_figures
    from kg.evaluation.figures import Asked
    from kg.evaluation.quoted import load_pairs, quote_figures
    from kg.evaluation.verdicts import verdict_figures

    with _opened(named) as archives, progress_for_stderr() as bars:
        asked = {
            name: Asked(held.store, held.vocabulary, held.embedder)
            for name, held in archives.items()
        }
        pairs = load_pairs(data_dir() / "gold" / "evidence" / "judged.jsonl")
        return [
            *answer_figures(questions, asked, bars.building),
            *quote_figures(pairs, asked, bars.building),
            *verdict_figures(data_dir().parent.parent / "shared" / "data"),
        ]
