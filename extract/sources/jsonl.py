"""JSON Lines, plain or gzip: a record a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from extract.errors import RecordError
from extract.sources.fields import Entry, Record, json_object
from extract.sources.lines import ReadLimits, read_lines


def json_lines(path: Path, limits: ReadLimits) -> Iterator[Entry]:
    """The record of each line; SourceError where the file can't be read on."""
    for line in read_lines(path, limits):
        yield line, partial(_record, line.content, limits)


def _record(content: bytes | None, limits: ReadLimits) -> Record:
    if content is None:
        raise RecordError(f"line over {limits.line_bytes:,} bytes")
    if b"\0" in content:
        raise RecordError("the line holds a NUL byte")
    return json_object(content, with_column=True)
