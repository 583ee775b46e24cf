"""Sources as a user names them, files and folders, become papers and problems in file order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.records import Problem
from extract.sources.jsonl import SourceEntry, read_jsonl
from extract.sources.lines import ReadLimits

_PATTERNS = ("*.jsonl", "*.jsonl.gz")


def source_files(sources: Iterable[Path]) -> list[Path | Problem]:
    """The files to read, each once: a file itself, a folder's `*.jsonl` and `*.jsonl.gz` sorted."""
    files: dict[Path, Path | Problem] = {}
    for source in sources:
        for item in _files(source):
            place = Path(item.file) if isinstance(item, Problem) else item
            files.setdefault(place.absolute(), item)
    return list(files.values())


def _files(source: Path) -> list[Path | Problem]:
    if source.is_dir():
        inside = sorted({file for pattern in _PATTERNS for file in source.glob(pattern)})
        none_there = Problem(str(source), 0, "", "no *.jsonl or *.jsonl.gz in this folder")
        return [*inside] or [none_there]
    if not source.exists():
        return [Problem(str(source), 0, "", "no such file")]
    return [source]


def total_bytes(files: Iterable[Path | Problem]) -> int | None:
    """The size of all files together, None where one is a pipe and has none."""
    paths = [file for file in files if isinstance(file, Path)]
    return sum(file.stat().st_size for file in paths) if all(map(Path.is_file, paths)) else None


def read_files(
    files: Iterable[Path | Problem], limits: ReadLimits | None = None
) -> Iterator[SourceEntry]:
    """What every line of every file gives; a source that can't be read is a problem at line 0.

    `consumed` starts anew with each file.
    """
    for file in files:
        if isinstance(file, Problem):
            yield SourceEntry(file, file.file, 0, 0)
        else:
            yield from read_jsonl(file, limits)
