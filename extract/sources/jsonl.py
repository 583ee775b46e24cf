"""JSON Lines of papers: each line becomes a paper, or a problem that says why it can't.

A record's keys show which of two schemas it has: the arXiv snapshot's or paper trackers'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from extract.errors import RecordError, SourceError
from extract.records import Paper, Problem
from extract.sources import snapshot, tracker
from extract.sources.fields import Record, json_object
from extract.sources.lines import Line, ReadLimits, read_lines

# A file without one record in so many lines is something else: saying so once is enough.
_GIVE_UP_AFTER = 1_000


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What a line gave, with its place. `consumed`: bytes of the file read so far."""

    item: Paper | Problem
    file: str
    line: int
    consumed: int


def read_jsonl(path: Path, limits: ReadLimits | None = None) -> Iterator[SourceEntry]:
    """What each line of the file gives, in order; never raises for what the file holds."""
    limits = limits or ReadLimits()
    line, papers = Line(0, None, 0), 0
    try:
        for line in read_lines(path, limits):
            item = _item(line, str(path), limits)
            papers += isinstance(item, Paper)
            yield SourceEntry(item, str(path), line.number, line.consumed)
            if not papers and line.number >= _GIVE_UP_AFTER:
                raise SourceError(f"not one record in {line.number} lines: is it JSON Lines?")
        if not line.number:
            raise SourceError("the file is empty")
    except SourceError as error:
        problem = Problem(str(path), error.line, "", error.reason)
        yield SourceEntry(problem, str(path), error.line, line.consumed)


def _item(line: Line, file: str, limits: ReadLimits) -> Paper | Problem:
    if line.content is None:
        return Problem(file, line.number, "", f"line over {limits.line_bytes:,} bytes")
    known_id = ""
    try:
        record = _record(line.content)
        schema = _schema(record)
        known_id = _checked_id(schema.paper_id(record))
        return _checked(schema.to_paper(record))
    except RecordError as error:
        return Problem(file, line.number, known_id, str(error))


def _record(content: bytes) -> Record:
    if b"\0" in content:
        raise RecordError("the line holds a NUL byte")
    return json_object(content, with_column=True)


def _schema(record: Record) -> ModuleType:
    if snapshot.KEYS & record.keys():
        return snapshot
    if tracker.KEYS & record.keys():
        return tracker
    raise RecordError(
        f"none of the keys of a paper: needs id and title, with {', '.join(sorted(snapshot.KEYS))}"
        f" (arXiv snapshot) or {', '.join(sorted(tracker.KEYS - {'title'}))} (tracker)"
    )


def _checked_id(paper_id: str) -> str:
    if not paper_id:
        raise RecordError("id is missing or empty")
    return paper_id


def _checked(paper: Paper) -> Paper:
    if not paper.title:
        raise RecordError("title is missing or empty")
    return paper
