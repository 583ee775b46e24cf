"""Sources as a user names them, files and folders, become papers and problems in file order.

A further format of files is a module that gives their records, and a row of `FORMATS`; a further
schema of records is a module with `KEYS`, `paper_id` and `to_paper`, and a row of `SCHEMAS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from extract.errors import RecordError, SourceError
from extract.records import Paper, Problem
from extract.sources import snapshot, tracker
from extract.sources.fields import Entry, Record
from extract.sources.jsonl import json_lines
from extract.sources.lines import Line, ReadLimits

# A file without one record in so many lines is something else: saying so once is enough.
_GIVE_UP_AFTER = 1_000


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: what its files' names end with, and what gives their records."""

    name: str
    suffixes: tuple[str, ...]
    entries: Callable[[Path, ReadLimits], Iterator[Entry]]


# A file of another name is read as the first; a record is of the first schema that has its keys.
FORMATS = (Format("JSON Lines", (".jsonl", ".jsonl.gz"), json_lines),)
SCHEMAS: dict[str, ModuleType] = {"arXiv snapshot": snapshot, "tracker": tracker}
PATTERNS = tuple(f"*{suffix}" for known in FORMATS for suffix in known.suffixes)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What a record gave, with its place. `consumed`: bytes of the file read so far."""

    item: Paper | Problem
    file: str
    line: int
    consumed: int


def source_files(sources: Iterable[Path]) -> list[Path | Problem]:
    """The files to read, each once: a file itself, a folder's of known formats sorted."""
    files: dict[Path, Path | Problem] = {}
    for source in sources:
        for item in _files(source):
            place = Path(item.file) if isinstance(item, Problem) else item
            files.setdefault(place.absolute(), item)
    return list(files.values())


def _files(source: Path) -> list[Path | Problem]:
    if source.is_dir():
        inside = sorted({file for pattern in PATTERNS for file in source.glob(pattern)})
        none_there = Problem(str(source), 0, "", f"no {' or '.join(PATTERNS)} in this folder")
        return [*inside] or [none_there]
    return [source if source.exists() else Problem(str(source), 0, "", "no such file")]


def total_bytes(files: Iterable[Path | Problem]) -> int | None:
    """The size of all files together, None where one is a pipe and has none."""
    paths = [file for file in files if isinstance(file, Path)]
    return sum(file.stat().st_size for file in paths) if all(map(Path.is_file, paths)) else None


def read_files(
    files: Iterable[Path | Problem], limits: ReadLimits | None = None
) -> Iterator[SourceEntry]:
    """What every record of every file gives; a source that can't be read is a problem at line 0.

    `consumed` starts anew with each file.
    """
    for file in files:
        if isinstance(file, Problem):
            yield SourceEntry(file, file.file, 0, 0)
        else:
            yield from _read(file, limits or ReadLimits())


def _read(path: Path, limits: ReadLimits) -> Iterator[SourceEntry]:
    """What each record of the file gives, in order; never raises for what the file holds."""
    suited = (known for known in FORMATS if path.name.endswith(known.suffixes))
    form, line, papers = next(suited, FORMATS[0]), Line(0, None, 0), 0
    try:
        for line, record in form.entries(path, limits):
            item = _item(record, str(path), line.number)
            papers += isinstance(item, Paper)
            yield SourceEntry(item, str(path), line.number, line.consumed)
            if not papers and line.number >= _GIVE_UP_AFTER:
                raise SourceError(f"not one record in {line.number} lines: is it {form.name}?")
        if not line.number:
            raise SourceError("the file is empty")
    except SourceError as error:
        problem = Problem(str(path), error.line, "", error.reason)
        yield SourceEntry(problem, str(path), error.line, line.consumed)


def _item(read: Callable[[], Record], file: str, line: int) -> Paper | Problem:
    paper_id = ""
    try:
        schema = _schema(record := read())
        if not (paper_id := schema.paper_id(record)):
            raise RecordError("id is missing or empty")
        paper: Paper = schema.to_paper(record)
        if not paper.title:
            raise RecordError("title is missing or empty")
    except RecordError as error:
        return Problem(file, line, paper_id, str(error))
    return paper


def _schema(record: Record) -> ModuleType:
    for schema in SCHEMAS.values():
        if schema.KEYS & record.keys():
            return schema
    keys = (f"{', '.join(sorted(of.KEYS - {'title'}))} ({name})" for name, of in SCHEMAS.items())
    raise RecordError(f"none of the keys of a paper: needs id and title, with {' or '.join(keys)}")
