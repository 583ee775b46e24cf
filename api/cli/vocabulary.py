"""`kg vocabulary`: a user's own concepts are added to an archive, listed and taken out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.building import print_problems
from api.cli.common import DONE, FAILED, Store, archive_of, print_json
from extract.records import EntityLabel
from extract.schema import schema

if TYPE_CHECKING:
    from kg.build.vocabularies import Added

AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
_HASH_SHOWN: Final = 12


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    group = typer.Typer(
        help="Have names of your own recognised: what a further word says.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command()(add)
    group.command("list")(list_all)
    group.command()(remove)
    app.add_typer(group, name="vocabulary")


def add(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="SKOS (.ttl, .rdf) or JSON Lines (.jsonl).")
    ],
    label: Annotated[
        EntityLabel,
        typer.Option(
            parser=_label,
            metavar="<label>",
            help="The entity type of concepts of which the file says none.",
        ),
    ] = "Domain",
    store: Store = "",
    json: AsJson = False,
) -> None:
    """Add a file's concepts to the archive's vocabulary; the same name again replaces them."""
    from api.cli.progress import progress_for_stderr
    from kg.build.vocabularies import NoConcepts

    try:
        with progress_for_stderr() as progress:
            added = archive_of(context, store).add_vocabulary(file, label, progress)
    except NoConcepts as error:
        print_problems(error.problems)
        raise
    if json:
        print_json(_report(added))
    else:
        print_problems(added.problems)
        typer.echo(_summary(added))
    raise typer.Exit(FAILED if added.problems else DONE)


def _label(text: str) -> EntityLabel:
    """Give the entity type that a text names in any case."""
    known = {label.lower(): label for label in schema().labels}
    if text.lower() not in known:
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, known))}")
    return known[text.lower()]


def list_all(context: typer.Context, store: Store = "", json: AsJson = False) -> None:
    """List the vocabularies that were added: name, number of concepts, hash of the concepts."""
    kept = archive_of(context, store).vocabularies()
    if json:
        print_json({"vocabularies": kept})
        return
    width = max((len(vocabulary.name) for vocabulary in kept), default=0)
    for vocabulary in kept:
        name, concepts = f"{vocabulary.name:<{width}}", f"{vocabulary.concepts:>9,} concepts"
        typer.echo(f"{name}  {concepts}  {vocabulary.hash[:_HASH_SHOWN]}")
    if not kept:
        typer.echo("no vocabulary was added: kg vocabulary add FILE")


def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `kg vocabulary list` says it.")],
    store: Store = "",
) -> None:
    """Take an added vocabulary out of the archive."""
    from api.cli.progress import progress_for_stderr

    with progress_for_stderr() as progress:
        papers = archive_of(context, store).remove_vocabulary(name, progress)
    typer.echo(f"{name} removed{_what_next(papers)}")


def _report(added: Added) -> dict[str, object]:
    return {
        **asdict(added.kept),
        "known": added.known,
        "changed": added.changed,
        "papers": added.papers,
        "failed": len(added.problems),
        "problems": added.problems,
    }


def _summary(added: Added) -> str:
    kept = added.kept
    parts = [f"{kept.name}: {kept.concepts:,} concept{'s' * (kept.concepts != 1)}"]
    parts += [f", {added.known:,} of them known already"] if added.known else []
    if failed := len(added.problems):
        parts += [f", {failed:,} problem{'s' * (failed > 1)}"]
    return "".join(parts) + (_what_next(added.papers) if added.changed else "; unchanged")


def _what_next(papers: int) -> str:
    if not papers:
        return "; papers that come in are extracted by it"
    return f"; to extract the archive's {papers:,} paper{'s' * (papers > 1)} again: kg rebuild"
