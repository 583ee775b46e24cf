"""`kg ask`, `kg search` and `kg check`: questions, and whether an answer holds."""

from __future__ import annotations

import json as json_text
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.common import DONE, FAILED, NO_EVIDENCE, Json, Store, opened, print_json
from api.formats.formats import AnswerFormat, written
from kg.answer.output import layout
from kg.errors import BadInput, WrongUsage
from kg.progress import UNWATCHED, AskProgress
from kg.questions.options import Options
from kg.questions.plan import MAX_HITS, MAX_ITEMS, QuestionKind

if TYPE_CHECKING:
    from kg.answer.records import Answer
    from kg.check.records import Checked

Since = Annotated[int | None, typer.Option(help="Papers of this year or later.")]
Until = Annotated[int | None, typer.Option(help="Papers of this year or earlier.")]
Categories = Annotated[
    list[str] | None, typer.Option(help="Papers of this category (cs.CL, cs); several: repeat it.")
]
Authors = Annotated[list[str] | None, typer.Option(help="Papers by this author.")]
Sides = Annotated[
    list[str] | None, typer.Option(help="A side, in place of those read; several: repeat it.")
]
Shared = Annotated[
    list[str] | None,
    typer.Option(help="What holds of every side, in place of what is read; several: repeat it."),
]
Aspects = Annotated[
    list[str] | None, typer.Option(help="What to answer about the sides; several: repeat it.")
]


def add_commands(app: typer.Typer) -> None:
    """Add `ask`, `search` and `check` to an application."""
    for command in (ask, search, check):
        app.command()(command)


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in English.")],
    side: Sides = None,
    shared: Shared = None,
    aspect: Aspects = None,
    kind: Annotated[
        QuestionKind | None,
        typer.Option(help="Which kind of question it is, in place of the one read."),
    ] = None,
    since: Since = None,
    until: Until = None,
    category: Categories = None,
    author: Authors = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=MAX_ITEMS, help="Items that a list shows.")
    ] = None,
    store: Store = "",
    format: Annotated[
        AnswerFormat | None,
        typer.Option(help="How the answer is printed; bibtex: its sources, csv: as a table."),
    ] = None,
    json: Json = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, citing by archive id.")
    ] = False,
) -> None:
    """Answer a question from the archive, every sentence with its sources and links."""
    wanted = _format(format, json, markdown)
    within = since, until, tuple(category or ()), tuple(author or ()), limit, tuple(shared or ())
    options = Options(tuple(side or ()), tuple(aspect or ()), kind or "", *within)
    with opened(context, store) as archive, _followed() as progress:
        answer = archive.ask(question, options, progress)
    _print(answer, wanted)
    raise typer.Exit(NO_EVIDENCE if answer.status == "no_evidence" else DONE)


@contextmanager
def _followed() -> Iterator[AskProgress]:
    """Follow a question on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield UNWATCHED
        return
    from api.cli.progress import stage_line

    with stage_line() as progress:
        yield progress


def _format(given: AnswerFormat | None, json: bool, markdown: bool) -> AnswerFormat:
    """The one format that the options ask for; text where they ask for none."""
    flags = {AnswerFormat.json: json, AnswerFormat.markdown: markdown}
    asked = {name for name, is_set in flags.items() if is_set} | ({given} if given else set())
    if len(asked) > 1:
        names = " and ".join(sorted(asked))
        raise WrongUsage(f"an answer is printed in one format, not as {names}")
    return asked.pop() if asked else AnswerFormat.text


def _print(answer: Answer, wanted: AnswerFormat) -> None:
    """Print an answer; as text it suits what standard output is."""
    from api.formats.terminal import print_answer

    if wanted is AnswerFormat.text:
        print_answer(answer)
    else:
        typer.echo(written(answer, wanted), nl=wanted is AnswerFormat.json)


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Words, or a sentence.")],
    limit: Annotated[int, typer.Option(min=1, max=MAX_HITS, help="Hits a page.")] = 20,
    cursor: Annotated[int, typer.Option(min=0, help="How many hits to skip.")] = 0,
    since: Since = None,
    until: Until = None,
    category: Categories = None,
    author: Authors = None,
    store: Store = "",
    json: Json = False,
) -> None:
    """Find passages by words and meaning, best first."""
    from api.cli.tables import print_hits

    with opened(context, store) as archive:
        options = Options((), (), "", since, until, tuple(category or ()), tuple(author or ()))
        hits = archive.search(text, limit, cursor, options)
    if json:
        print_json(hits)
    else:
        print_hits(hits)


def check(
    context: typer.Context,
    answer: Annotated[str, typer.Argument(metavar="ANSWER.json", help="A file, or - to read it.")],
    store: Store = "",
    json: Json = False,
) -> None:
    """Hold every statement of an answer against the archive, and print what fails."""
    with opened(context, store) as archive:
        checked = archive.check(_read(answer))
    if json:
        print_json(checked)
    else:
        _print_checked(checked)
    raise typer.Exit(DONE if checked.holds else FAILED)


def _read(name: str) -> Any:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json_text.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"can't read the answer {name}: {error}") from error


def _print_checked(checked: Checked) -> None:
    for failure in checked.failures:
        line = f"{failure.statement_id or '-'} {failure.rule}: {failure.message}"
        typer.echo(layout.plain(" ".join(line.split())))
    failed = len(checked.failures)
    ending = f"{failed} failure{'s' * (failed != 1)}" if failed else "every one holds"
    typer.echo(f"{checked.statements} statements: {ending}")
