"""`kg ingest`, `kg demo`, `kg remove` and `kg rebuild`: papers come into an archive and go."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from api.cli.common import DONE, FAILED, Store, archive_of, print_json
from extract.records import Problem
from extract.vocabulary import data_dir
from kg.archive import Archive
from kg.build.ingest import Built
from kg.errors import WrongUsage
from kg.results import to_dict
from kg.settings import read_settings

if TYPE_CHECKING:
    from extract.claude.run import ClaudeReport
    from extract.tagger.labels import Tier
    from kg.answer.records import Answer
    from kg.build.claude import ClaudeOrder
    from kg.check.records import Checked

DEMO_QUESTION: Final = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
PROBLEMS_SHOWN: Final = 20


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    for command in (demo, ingest, remove, rebuild, export):
        app.command()(command)


def ingest(
    context: typer.Context,
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE…", help="Files (such as .jsonl) or folders.")
    ],
    store: Store = "",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that extract; 0: one a processor, 8 at most.")
    ] = 0,
    extractor: Annotated[
        Literal["fast", "accurate", "claude"] | None,
        typer.Option(
            help="fast or accurate, for all papers and from now on; claude: see --budget."
        ),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(metavar="DOLLARS", help="What claude may cost at most; 0 only estimates."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Bring papers into the archive; run again, it takes what is new and finishes what is not."""
    archive = archive_of(context, store)
    order = _order(archive, extractor, budget)
    tier = None if extractor == "claude" else extractor
    built = _ingest(archive, sources, workers, tier, order)
    if json:
        paid = {"claude": built.claude} if built.claude else {}
        more = {"seconds": round(built.seconds, 3), "left_out": built.left_out, **paid}
        print_json({**to_dict(built.report), **more})
    else:
        _print_problems(built)
        typer.echo(_summary(built))
        if built.claude:
            typer.echo(_paid(built.claude))
    raise typer.Exit(FAILED if built.report.failed or _stopped(built.claude) else DONE)


def _order(archive: Archive, extractor: str | None, budget: float | None) -> ClaudeOrder | None:
    if extractor == "claude":
        from kg.build.claude import claude_order

        return claude_order(archive.settings, budget, partial(typer.echo, err=True))
    if budget is not None:
        raise WrongUsage("--budget is for --extractor claude: the others cost nothing")
    return None


def _stopped(paid: ClaudeReport | None) -> bool:
    """Print why Claude stopped; True for that, and where it gave a paper no answer."""
    if paid and paid.stopped and not paid.out_of_budget:
        typer.echo(f"kg: {paid.stopped}", err=True)
        return True
    return bool(paid and paid.problems)


def _paid(paid: ClaudeReport) -> str:
    lost = paid.dropped
    parts = [f"{paid.answered:,} extracted by {paid.model} for ${paid.dollars:.4f}"]
    parts += [f" of ${paid.budget:.2f} ({paid.input_tokens:,} tokens in, "]
    parts += [f"{paid.output_tokens:,} out), {len(paid.problems):,} without an answer"]
    if lost.total:
        parts += [f"; not in the text and dropped: {lost.mentions:,} mentions, "]
        parts += [f"{lost.relations:,} relations, {lost.roles:,} roles"]
    if paid.left:
        why = f": {paid.stopped}" if paid.out_of_budget else ""
        parts += [f"; {paid.left:,} left as they were{why}"]
    return "".join(parts)


def demo(context: typer.Context, store: Store = "") -> None:
    """Build the archive of demo papers, ask it a question, check the answer."""
    from api.formats.terminal import print_answer

    with archive_of(context, store, default=read_settings().demo) as archive:
        built = _ingest(archive, [data_dir() / "demo"])
        typer.echo(f"{_summary(built)}\n", err=True)
        answer = archive.ask(DEMO_QUESTION)
        print_answer(answer)
        checked = archive.check(answer)
        _print_next(archive, answer, checked)
    raise typer.Exit(DONE if checked.holds and not built.report.failed else FAILED)


def remove(
    context: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER…", help="Ids or archive ids.")],
    store: Store = "",
) -> None:
    """Take papers out of the archive; their archive ids are not given again."""
    from api.cli.progress import progress_for_stderr

    with progress_for_stderr() as progress:
        removed = archive_of(context, store).remove(papers, progress)
    typer.echo(f"{removed:,} removed; the graph is current")


def rebuild(context: typer.Context, store: Store = "") -> None:
    """Build the graph anew from the journal where extraction, model or papers have changed."""
    typer.echo(_summary(_ingest(archive_of(context, store), [])))


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go.")],
    store: Store = "",
    kind: Annotated[
        Literal["neo4j-admin"], typer.Option("--format", help="What the files are for.")
    ] = "neo4j-admin",
) -> None:
    """Write the archive as CSV files for Neo4j's import tool, and print the tool's command."""
    from api.cli.progress import progress_for_stderr

    with progress_for_stderr() as progress:
        command = archive_of(context, store).export(folder, progress)
    typer.echo(shlex.join(command))


def _ingest(
    archive: Archive,
    sources: list[Path],
    workers: int = 0,
    tier: Tier | None = None,
    order: ClaudeOrder | None = None,
) -> Built:
    from api.cli.progress import progress_for_stderr

    with progress_for_stderr() as progress:
        return archive.ingest(*sources, workers=workers, tier=tier, order=order, progress=progress)


def _print_problems(built: Built) -> None:
    paid = built.claude.problems if built.claude else ()
    print_problems((*built.report.problems, *paid), built.report.failed + len(paid))


def print_problems(problems: Sequence[Problem], total: int | None = None) -> None:
    """Print the first problems, each in a line with its place, and how many of `total` are left."""
    for problem in problems[:PROBLEMS_SHOWN]:
        typer.echo(_problem(problem), err=True)
    more = (len(problems) if total is None else total) - len(problems[:PROBLEMS_SHOWN])
    if more > 0:
        typer.echo(f"… and {more:,} more problems (--json lists them)", err=True)


def _problem(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{place} {problem.id or '-'} {problem.reason}".lstrip()


def _summary(built: Built) -> str:
    report = built.report
    parts = [f"{report.read:,} read: {report.new:,} new, {report.changed:,} changed, "]
    parts += [f"{report.unchanged:,} unchanged"]
    if report.failed:
        parts += [f", {report.failed:,} problem{'s' * (report.failed > 1)}"]
    if built.rebuilt:
        parts += [f"; the graph of {built.papers:,} papers is built in {built.seconds:.1f} s"]
        parts += ["" if built.embedded else ", without vectors: no embedding model here"]
    else:
        parts += ["; nothing to build" if not built.papers else "; the graph is current"]
    if built.left_out:
        many = f"{built.left_out:,} hierarchy link{'s' * (built.left_out > 1)}"
        parts += [f"; {many} left out that would close a cycle (kg status names them)"]
    return "".join(parts)


def _print_next(archive: Archive, answer: Answer, checked: Checked) -> None:
    """Print how the answer was checked, and three commands that work when pasted."""
    verdict = "every one holds" if checked.holds else f"{len(checked.failures)} fail"
    store = shlex.quote(archive.settings.store)
    kg = _program()
    node = answer.links[0].nodes[0].id if answer.links else "method:fine-tuning"
    paper = answer.sources[0].archive_id if answer.sources else "AG-2026.04-1"
    question = answer.follow_ups[0].question if answer.follow_ups else DEMO_QUESTION
    typer.echo(f"\nChecked: {checked.statements} statements, {verdict}. Try next:\n")
    typer.echo(f"  {kg} ask {shlex.quote(question)} --store {store}")
    typer.echo(f"  {kg} paper {shlex.quote(paper)} --store {store}")
    typer.echo(f"  {kg} neighbourhood {shlex.quote(node)} --store {store}")
    typer.echo(f"\nOr on a web page: {kg} serve --open --store {store}")


def _program() -> str:
    """`kg`, or its path where the `kg` that runs is not the one on the PATH."""
    mine = Path(sys.argv[0]).resolve()
    if mine.name != "kg" or Path(shutil.which("kg") or "").resolve() == mine:
        return "kg"
    here = Path.cwd()
    return shlex.quote(str(mine.relative_to(here) if mine.is_relative_to(here) else mine))
