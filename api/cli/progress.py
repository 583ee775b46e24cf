"""How far an ingestion has come: bars on a terminal, a line now and then anywhere else.

How far a question has come: a line on a terminal, which goes when there is an answer.

All of it goes to standard error, so that standard output holds results only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from rich.console import Console
from rich.filesize import decimal
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.status import Status
from rich.text import Text

from kg.answer.output.layout import plain
from kg.build.ingest import BuildProgress
from kg.progress import AskProgress, Stage

LINE_EVERY_S: Final = 10.0
_UNITS: Final = {
    "reading": "bytes", "asking": "questions", "asking again": "questions", "quoting": "questions",
}  # fmt: skip


class _Rate(ProgressColumn):
    """So many papers, bytes or questions a second."""

    def render(self, task: Task) -> Text:
        """The mean rate so far; nothing before there is one."""
        seconds = task.finished_time or task.elapsed
        if not seconds or not task.completed:
            return Text("")
        speed = task.completed / seconds
        unit = _UNITS.get(str(task.description), "papers")
        if unit == "bytes":
            return Text(f"{decimal(int(speed))}/s")
        return Text(f"{speed:,.1f} {unit}/s" if speed < 10 else f"{speed:,.0f} {unit}/s")


class Bars(BuildProgress):
    """Progress bars with rate and time left, one a stage."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TaskProgressColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True, elapsed_when_finished=True),
            console=Console(stderr=True),
        )
        self._stages: dict[str, tuple[TaskID, int | None]] = {}
        self._now = ""
        self._last = self._progress.get_time()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage; one without work gets no bar."""
        self._now = stage
        if total != 0:
            self._stages[stage] = (self._progress.add_task(stage, total=total), total)

    def advance(self, count: int) -> None:
        """Move the stage's bar."""
        if self._now in self._stages:
            self._progress.advance(self._stages[self._now][0], count)

    def finish(self) -> None:
        """Fill the stage's bar."""
        if self._now in self._stages:
            task, total = self._stages[self._now]
            done = self._progress.tasks[task].completed
            self._progress.update(task, total=total or done or 1, completed=total or done or 1)
        self._last = self._progress.get_time()

    def building(self, stage: str, done: int, total: int) -> None:
        """Move the bar of a stage of the graph."""
        if stage not in self._stages:
            self.start(stage, total)
            self._began_at_last(stage)
        if stage in self._stages:
            self._progress.update(self._stages[stage][0], completed=done)
        self._last = self._progress.get_time()

    def waiting(self, line: str) -> None:
        """Say what is waited for."""
        self.note(f"waiting: {line}")

    def note(self, line: str) -> None:
        """Say a line above the bars."""
        self._progress.console.print(line, markup=False, highlight=False)

    def _began_at_last(self, stage: str) -> None:
        """Count a stage's time from the end of the one before: its first word comes late."""
        for task in self._progress.tasks:
            if stage in self._stages and task.id == self._stages[stage][0]:
                task.start_time = self._last


class Lines(BuildProgress):
    """One line when a stage begins to take long, and one now and then after that."""

    def __init__(self) -> None:
        self._stage, self._done = "", 0
        self._total: int | None = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage."""
        self._stage, self._total, self._done = stage, total, 0

    def advance(self, count: int) -> None:
        """Say how far it is, where the last line is long enough ago."""
        self._done += count
        self._print()

    def building(self, stage: str, done: int, total: int) -> None:
        """Say how far the graph is."""
        self._stage, self._done, self._total = stage, done, total
        self._print()

    def waiting(self, line: str) -> None:
        """Say what is waited for."""
        self.note(f"waiting: {line}")

    def note(self, line: str) -> None:
        """Say a line."""
        print(line, file=sys.stderr, flush=True)

    def _print(self) -> None:
        now = time.monotonic()
        if now - self._last >= LINE_EVERY_S:
            self._last = now
            done = f"{self._done / self._total:.0%}" if self._total else f"{self._done:,}"
            print(f"{self._stage}: {done}", file=sys.stderr, flush=True)


def progress_for_stderr() -> Bars | Lines:
    """Bars where standard error is a terminal, lines anywhere else."""
    return Bars() if sys.stderr.isatty() else Lines()


class _StageLine(AskProgress):
    """The stage that a question has reached."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def reached(self, stage: Stage) -> None:
        """Show a stage in the place of the one before."""
        self._status.update(Text(plain(stage.text)))


@contextmanager
def stage_line() -> Iterator[AskProgress]:
    """Show the stages of a question on standard error, a terminal, as long as the block runs."""
    with Console(stderr=True).status("Reading the question") as status:
        yield _StageLine(status)
