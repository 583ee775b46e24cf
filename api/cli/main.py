"""The command line: `kg`. A module beside this one has the commands of one subject.

Exit codes: 0 done, 1 a failure said in one line, 2 wrong usage, 3 asked and answered "no evidence".
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated, Final

import typer

from api.cli import asking, building, evaluating, looking, serving, vocabulary
from api.cli.common import FAILED, STOPPED, WRONG_USAGE, State
from api.errors import ApiError
from extract.errors import ExtractError
from kg.errors import KgError, WrongUsage

LONGEST_LINE: Final = 400

app = typer.Typer(
    name="kg",
    help="Questions answered from papers, by explicit links.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no evidence in the archive.",
    no_args_is_help=True,
    context_settings={"max_content_width": 100},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"groundpath {version('groundpath')}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    store: Annotated[
        str,
        typer.Option(help="Where the archive is: file:FOLDER (else KG_STORE, else the default)."),
    ] = "",
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program a failure came from.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Say the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    context.obj = State(store)


for module in (building, vocabulary, asking, looking, serving, evaluating):
    module.add_commands(app)


def main() -> None:
    """Run the command that the process was started with; the console script `kg`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign that the terminal lacks is no failure
    gc.set_threshold(100_000)  # a command makes many objects and few cycles: a twentieth faster
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; a failure is one line on standard error."""
    given = [argument for argument in arguments if argument != "--debug"]
    debug = len(given) < len(arguments)
    try:
        app(given, prog_name="kg")
    except SystemExit as end:
        return _code(end)
    except BrokenPipeError:
        return _quiet_end()
    except WrongUsage as error:
        print(f"kg: {_line(error)}", file=sys.stderr)
        return WRONG_USAGE
    except Exception as error:
        if debug:
            raise
        print(f"kg: {_line(error)}", file=sys.stderr)
        return FAILED
    return 0


def _code(end: SystemExit) -> int:
    """The exit code of a command; prints a line for Ctrl-C."""
    code = end.code if isinstance(end.code, int) else FAILED
    if code == STOPPED:
        print("kg: stopped", file=sys.stderr)
    return code


def _line(error: Exception) -> str:
    """A failure in one line; an unforeseen one says how to see more."""
    text = " ".join(str(error).split())
    text = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
    if isinstance(error, ApiError | ExtractError | KgError):
        return text
    return f"{type(error).__name__}: {text} (--debug shows where)"


def _quiet_end() -> int:
    """The reader of a pipe went away: end without a word, also from Python's own clean-up."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
