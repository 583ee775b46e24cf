"""An answer on the terminal: colours and the terminal's width there, plain text in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.answer.output import layout
from kg.answer.output.layout import Paragraph
from kg.answer.records import Answer, AnswerTable, Source, Statement

PIPE_WIDTH: Final = 100
PROSE_WIDTH: Final = 110
TABLE_WIDTH: Final = 140


def print_answer(answer: Answer) -> None:
    """Print an answer to standard output, as it suits what standard output is."""
    if sys.stdout.isatty():
        console = Console(highlight=False, markup=False, emoji=False)
        console.print(_page(answer, console.width))
    else:
        sys.stdout.write(text(answer))


def text(answer: Answer, width: int = PIPE_WIDTH) -> str:
    """The answer as plain text: no colour, no line longer than `width`, no spaces at line ends."""
    return plain_text(_page(answer, width), width)


def plain_text(page: RenderableType, width: int = PIPE_WIDTH) -> str:
    """Anything that rich can print, as plain text."""
    console = Console(
        width=width, color_system=None, force_terminal=False, highlight=False, markup=False
    )
    with console.capture() as captured:
        console.print(page)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().rstrip().split("\n"))


def _page(answer: Answer, width: int) -> Group:
    prose, wide = min(width, PROSE_WIDTH), min(width, TABLE_WIDTH)
    return Group(
        *(Constrain(part, prose) for part in _words(answer)),
        *(Constrain(part, wide) for part in _lists(answer)),
    )


def _words(answer: Answer) -> Iterator[RenderableType]:
    yield Text(layout.plain(answer.question), style="bold")
    yield Text(layout.understood(answer), style="dim")
    yield from _lead("In short.", answer, answer.bottom_line)
    yield from _lead(f"{layout.HOLDINGS}.", answer, answer.scope)
    for part in layout.parts(answer):
        yield Text(f"\n{part.heading}", style="bold")
        for number, paragraph in enumerate(part.paragraphs, start=1):
            yield from _paragraph(answer, paragraph, number if part.listed else 0)
    for table in answer.tables:
        yield from _table(table)


def _lead(
    label: str, answer: Answer, statements: tuple[Statement, ...]
) -> Iterator[RenderableType]:
    if statements:
        prose = _styled(layout.numbered(answer, layout.joined(statements)))
        yield Text("\n") + Text(f"{label} ", style="bold") + prose


def _styled(words: str) -> Text:
    made = Text(words)
    made.highlight_regex(r"\[\d+\]", "cyan")
    made.highlight_regex(r"“[^”]*”", "italic")
    return made


def _paragraph(answer: Answer, paragraph: Paragraph, item: int) -> Iterator[RenderableType]:
    """A paragraph; an item of a list with its number."""
    words = _styled(layout.numbered(answer, paragraph.text))
    if paragraph.lead:
        words = Text(f"{paragraph.lead} ", style="bold") + words
    elif paragraph.side:
        at = words.plain.casefold().find(paragraph.side.casefold())
        words.stylize("bold", at, at + len(paragraph.side))
    if item:
        words = Text(f"{item:>2}. ", style="dim") + words
    yield Padding(words, (0, 0, 0, 2))
    if paragraph.path:
        yield Padding(_Path(layout.numbered(answer, paragraph.path)), (0, 0, 0, 6))


class _Path:
    """A path of links; its lines break before a relationship."""

    def __init__(self, path: str) -> None:
        self._steps = layout.path_steps(path)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = ""
        for step in self._steps:
            if line and cell_len(line) + 1 + cell_len(step) > options.max_width:
                yield Text(line, style="dim")
                line = "  "
            line += f" {step}" if line.strip() else step
        yield Text(line, style="dim")


def _lists(answer: Answer) -> Iterator[RenderableType]:
    if answer.comparison.aspects:
        yield from _comparison(answer)
    if answer.sources:
        yield Text(f"\nSources · {len(answer.sources)}", style="bold")
        yield _Sources(answer)
    if answer.follow_ups:
        yield Text("\nKeep exploring", style="bold")
        for follow_up in answer.follow_ups:
            yield Text(f"  {layout.plain(follow_up.question)}")
    yield Text(f"\n{layout.plain(answer.disclaimer)}", style="dim italic")


def _table(given: AnswerTable) -> Iterator[RenderableType]:
    """People, years or counts, a row each."""
    yield Text(f"\n{layout.plain(given.heading)}", style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column, cells in zip(given.columns, zip(*given.rows, strict=True), strict=True):
        numbers = all(isinstance(cell, int) for cell in cells)
        table.add_column(layout.plain(column), justify="right" if numbers else "left")
    for row in given.rows:
        table.add_row(*(layout.plain(cell) for cell in row))
    yield Padding(table, (0, 0, 0, 2))


def _comparison(answer: Answer) -> Iterator[RenderableType]:
    grid = layout.grid(answer)
    if grid is None:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for index, column in enumerate(grid.columns):
        table.add_column(column, ratio=3 if index else 2, style=None if index else "bold")
    for row in grid.rows:
        table.add_row(*map(_styled, row))
    yield Text("")
    yield table


class _Sources:
    """The sources; where the page is narrow, the category stands behind the title."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= PIPE_WIDTH
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(justify="right", style="cyan", no_wrap=True)
        table.add_column(no_wrap=True)
        for justify in ("right", "left") if wide else ("right",):
            table.add_column(justify=justify, no_wrap=True, style="dim")
        table.add_column(ratio=1)
        for source in self._answer.sources:
            table.add_row(*_source(source, wide))
        yield table


def _source(source: Source, wide: bool) -> list[Text]:
    category, origin = layout.plain(source.category), layout.origin(source)
    more = [origin] if wide or not category else [category, origin]
    title = Text(layout.described(source)) + Text("".join(f" · {part}" for part in more), "dim")
    cells = [f"  {source.number}", layout.plain(source.archive_id), layout.percent(source)]
    return [*map(Text, [*cells, category] if wide else cells), title]
