"""An archive as CSV files for `neo4j-admin database import full`: for millions of papers.

`AdminExport` is a writer like those of the stores, so that the files hold what a build writes. Text
is always quoted (an empty text is no null), list items are parted by the unit separator.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from extract.journal.journal import Journal
from extract.journal.vocabularies import packed
from kg.records import Value
from kg.schema import nodes, relationships
from kg.stores.neo4j.rows import (
    OPTIONAL,
    ServerRows,
    properties_of,
    registered,
    vector_hash,
)

SEPARATOR: Final = "\x1f"
COMMAND_FILE: Final = "import.sh"


class AdminExport:
    """Writes one CSV file a kind of node or relationship; `commit` adds the command."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        """Take an empty or new folder, and the journal, whose source papers are exported too."""
        self._folder, self._journal = folder, journal
        self._rows = ServerRows()
        self._columns: dict[str, list[dict[str, str]]] = {}
        self._passages: list[Mapping[str, Value]] = []
        self._archive: list[dict[str, Value]] = []
        self._vectors: dict[str, NDArray[np.float32]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Add rows to the file of their kind; passages wait for their vectors."""
        marked = [self._rows.marked(name, row) for row in rows]
        if name == "papers":
            marked = [self._with_source(row) for row in marked]
        if name == "passages":
            self._passages.extend(marked)
        elif name != "archive":
            self._add(name, marked)
        else:
            self._archive = marked

    def write_vectors(self, passage_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep one vector a passage."""
        self._vectors.update(zip(passage_ids, vectors, strict=True))

    def commit(self) -> None:
        """Write passages, the archive's record and the command."""
        self._add("passages", [self._with_vector(row) for row in self._passages])
        record = self._rows.record(len(self._vectors)) | {
            "imported": True,
            "owner": uuid4().hex,
            "numbers": json.dumps(self._journal.numbers()),
            "touched": 0,
            "vocabularies": packed(self._journal.vocabularies.contents()),
        }
        self._add(
            "archive", [{**row, "properties": properties_of(row) | record} for row in self._archive]
        )
        command = " \\\n  ".join(shlex.quote(part) for part in self.command())
        (self._folder / COMMAND_FILE).write_text(f"{command}\n", encoding="utf-8")

    def close(self) -> None:
        """Do nothing: files that lack the command are no export."""

    def command(self, database: str = "neo4j") -> list[str]:
        """Give the command that imports the files, to be run on the stopped server's machine."""
        labelled = [
            f"--nodes={':'.join(filter(None, (kind.also, kind.label)))}={file}"
            for kind in nodes()
            for file in self._files(kind.write)
        ]
        links = [
            f"--relationships={kind.type}={file}"
            for kind in relationships()
            for file in self._files(kind.write)
        ]
        options = ["--overwrite-destination=true", "--multiline-fields=true"]
        options += ["--array-delimiter=U+001F", "--id-type=string"]
        return ["neo4j-admin", "database", "import", "full", database, *options, *labelled, *links]

    def _files(self, name: str) -> list[Path]:
        """Files of a kind: rows with other properties than those before begin a new one."""
        parts = range(len(self._columns.get(name, ())))
        return [(self._folder / f"{name}{f'-{n}' if n else ''}.csv").absolute() for n in parts]

    def _with_source(self, row: Mapping[str, Value]) -> dict[str, Value]:
        stored = self._journal.get(str(row["id"]))
        made = registered(stored.paper) if stored else {}
        return {**row, "properties": properties_of(row) | made}

    def _with_vector(self, row: Mapping[str, Value]) -> Mapping[str, Value]:
        vector = self._vectors.get(str(row["id"]))
        if vector is None:
            return row
        made: dict[str, Value] = {"embedding": vector.tolist(), "vector_hash": vector_hash(vector)}
        return {**row, "properties": properties_of(row) | made}

    def _add(self, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        if not rows:
            return
        columns, parts = _columns(name, rows), self._columns.setdefault(name, [])
        fitting = [place for place, part in enumerate(parts) if columns.items() <= part.items()]
        if not fitting:
            parts.append(columns)
        place = fitting[0] if fitting else -1
        columns, path = parts[place], self._files(name)[place]
        with path.open("a" if fitting else "w", encoding="utf-8", newline="") as file:
            if not fitting:
                file.write(_line([_ends(name), [f"{key}:{kind}" for key, kind in columns.items()]]))
            for row in rows:
                ends = [row[key] for key in ("from", "to") if key in row]
                cells = [properties_of(row).get(key) for key in columns]
                file.write(",".join(_cell(end) for end in (*ends, row["id"], *cells)) + "\n")


def _ends(name: str) -> list[str]:
    """The first columns of a kind's header."""
    groups = {kind.label: kind.also or kind.label for kind in nodes()}
    for node in nodes():
        if node.write == name:
            return [f"id:ID({groups[node.label]})"]
    kind = next(kind for kind in relationships() if kind.write == name)
    ends = [groups.get(end, end) for end in (kind.source, kind.target)]
    return [f":START_ID({ends[0]})", f":END_ID({ends[1]})", "id:string"]


def _columns(name: str, rows: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    """Type of each property of a kind, by the first row that has one."""
    types: dict[str, str] = {}
    for row in rows:
        for key, value in properties_of(row).items():
            kind = "float[]" if key == "embedding" else _type(value)
            if kind:
                types.setdefault(key, kind)
    return {**dict.fromkeys(OPTIONAL.get(name, ()), "long"), **types}


def _type(value: Value) -> str:
    """The import tool's name of a value's type; empty where it is not known yet."""
    if isinstance(value, list):
        inner = _type(value[0]) if value else ""
        return f"{inner}[]" if inner else ""
    names = {bool: "boolean", int: "long", float: "double", str: "string"}
    return names.get(type(value), "")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _quoted(SEPARATOR.join(str(item) for item in value))
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _line(parts: Iterable[Sequence[str]]) -> str:
    return ",".join(cell for part in parts for cell in part) + "\n"
