"""The graph in one file: the embedded engine kglite behind the store interface.

A folder holds `graph.kgl` and `search-<hash>/` (words and vectors of the passages). The graph's
own Archive node names the search folder that belongs to it, and the graph file is replaced last
and atomically, so that a reader always sees both of one build.
"""

from __future__ import annotations

import _thread
import shutil
import threading
import time
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import kglite
import numpy as np
from numpy.typing import NDArray

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.plain import SCALARS
from kg.queries import (
    Query,
    read_query,
    schema_queries,
    schema_query,
    store_query,
    write_query,
)
from kg.records import Hit, Limits, Parameters, Rows, Value
from kg.stores.base import Store, Vector, Writer
from kg.stores.embedded.passages import PassageIndex
from kg.stores.embedded.sandbox import Sandbox
from kg.stores.location import GRAPH_FILE

BATCH: Final = 5_000
ARCHIVE_ID: Final = "archive"
# The search folder does both searches. Kept in the file, the engine's own full-text index took a
# graph of 69,000 papers from 2 s to 8 s to open; the worker makes it anew for untrusted queries.
NOT_KEPT: Final = frozenset({"passage_text", "passage_embedding"})

_NODE: Final = {"id", "labels", "properties"}
_RELATIONSHIP: Final = {"id", "start", "end", "type", "properties"}
_TIMEOUT_MS: Final = 120_000

kglite.set_query_warning_policy("silent")


class Engine:
    """An opened graph file: runs Cypher and gives its cells as plain values with content ids."""

    def __init__(self, file: Path, full_text: bool = False) -> None:
        """Load the file, with `full_text` index its words too; StoreError where it is no graph."""
        try:
            graph = kglite.load(str(file))
            if full_text:
                graph.cypher(schema_query("passage_text").text)
            self._graph = graph.freeze()
        except (kglite.KgError, OSError, ValueError) as error:
            raise StoreError(f"can't open {file}: {_first_line(error)}") from error
        self._known: dict[str, Value] = {}

    def run(
        self,
        text: str,
        parameters: Parameters,
        timeout_ms: int = _TIMEOUT_MS,
        limit: int | None = None,
    ) -> Rows:
        """Rows of a query, `limit` at most; QueryError or QueryTimeout in one line."""
        started = time.perf_counter()
        result = self._cypher(text, parameters, timeout_ms, None if limit is None else limit + 1)
        records = result.to_list()
        columns = tuple(result.columns)
        ends = self._ends(records)
        rows = tuple(
            tuple(_plain(record[column], ends) for column in columns) for record in records[:limit]
        )
        truncated = limit is not None and len(records) > limit
        return Rows(columns, rows, truncated, (time.perf_counter() - started) * 1000)

    def _cypher(self, text: str, parameters: Parameters, timeout_ms: int, limit: int | None) -> Any:
        try:
            return self._graph.cypher(
                text, params=parameters, timeout_ms=timeout_ms, row_limit=limit
            )
        except kglite.CypherTimeoutError as error:
            raise QueryTimeout(f"the query ran past {timeout_ms / 1000:g} s") from error
        except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise QueryError(_first_line(error)) from error
        except KeyboardInterrupt as error:
            # While it runs a query the engine takes Ctrl-C, which is for the main thread.
            if threading.current_thread() is threading.main_thread():
                raise
            _thread.interrupt_main()
            raise StoreError("the query was interrupted") from error

    def _ends(self, records: list[dict[str, Any]]) -> dict[str, Value]:
        """Content ids of the nodes that the relationships of a result go from and to."""
        wanted = {
            str(relationship[end])
            for record in records
            for cell in record.values()
            if isinstance(cell, dict | list)
            for relationship in _relationships(cell)
            for end in ("start", "end")
        }
        new: list[Value] = [*sorted(wanted - self._known.keys())]
        if new:
            result = self._cypher(read_query("content_ids").text, {"elements": new}, 0, None)
            self._known.update({row["element"]: row["id"] for row in result.to_list()})
        return self._known


class EmbeddedStore(Store):
    """A store in a folder, reading only."""

    def __init__(self, folder: Path, *_: object) -> None:
        """Open the folder's graph; StoreError where it holds none. A login is not needed."""
        self._folder = Path(folder)
        file = self._folder / GRAPH_FILE
        if not file.is_file():
            raise StoreError(f"no archive in {folder}: run `kg ingest` or `kg demo` first")
        self._engine, self._passages = self._open(file)
        self._sandbox = Sandbox(file)

    def _open(self, file: Path, tries: int = 3) -> tuple[Engine, PassageIndex]:
        """Open graph and search folder; again where a build came between the two."""
        engine = Engine(file)
        name = _search_folder(engine)
        try:
            return engine, PassageIndex.load(self._folder / name)
        except FileNotFoundError as error:
            if tries > 1:
                return self._open(file, tries - 1)
            raise StoreError(f"{self._folder / name} is missing: run `kg rebuild`") from error

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of `cypher/read/<name>.cypher`."""
        query = read_query(name)
        return self._engine.run(query.text, query.bind(parameters or {}))

    def cypher(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Rows of an untrusted query, run in a worker process that can be killed."""
        return self._sandbox.run(text, parameters, limits)

    def plan(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """The steps that the engine plans, with its estimates."""
        return self._sandbox.run(f"EXPLAIN {text}", parameters, limits)

    def text_search(self, text: str, k: int, papers: Collection[str] | None = None) -> list[Hit]:
        """The k best passages by BM25, best first, ties by id."""
        return self._passages.by_words(text, k, papers)

    def vector_search(
        self, vector: Vector, k: int, papers: Collection[str] | None = None
    ) -> list[Hit]:
        """The k passages of highest cosine, best first, ties by id."""
        return self._passages.by_vector(vector, k, papers)

    def papers_holding(self, way: Sequence[Collection[str]]) -> list[str]:
        """Papers with a passage that holds for every entry a word with one of its prefixes."""
        return self._passages.holding(way)

    def has_vectors(self) -> bool:
        """True where the archive was embedded."""
        return self._passages.has_vectors

    def close(self) -> None:
        """End the worker process, where one was started."""
        self._sandbox.close()


class EmbeddedWriter(Writer):
    """Builds a graph in memory; `commit` makes it what readers of the folder see."""

    def __init__(self, folder: Path, *_: object) -> None:
        """Start an empty graph; the folder is made where it is missing."""
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._graph = kglite.KnowledgeGraph()
        self._texts: dict[str, str] = {}
        self._vectors: dict[str, Vector] = {}

    def write(self, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Run `cypher/write/<name>.cypher` over rows in batches."""
        query = write_query(name)
        for start in range(0, len(rows), BATCH):
            self._execute(query, {"rows": [dict(row) for row in rows[start : start + BATCH]]})
        if name == "passages":
            self._texts.update({str(row["id"]): _text(row) for row in rows})

    def write_vectors(self, passage_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep one vector a passage."""
        self._vectors.update(zip(passage_ids, vectors, strict=True))

    def commit(self) -> None:
        """Write the search folder, then replace the graph file, then drop older search folders."""
        name = PassageIndex.build(self._texts, self._vectors).save(self._folder)
        self.write("archive", [{"id": ARCHIVE_ID, "properties": {"search": name}}])
        for query in schema_queries():
            if query.name not in NOT_KEPT:
                self._execute(query, {})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
            self._graph.save(str(self._folder / GRAPH_FILE))  # temporary file, fsync, rename
        for old in self._folder.glob("search-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Discard a build that isn't committed."""

    def _execute(self, query: Query, parameters: Parameters) -> None:
        try:
            self._graph.cypher(query.text, params=parameters, timeout_ms=0)
        except (kglite.KgError, ValueError, TypeError) as error:
            raise StoreError(f"{query.kind}/{query.name}: {_first_line(error)}") from error


def _search_folder(engine: Engine) -> str:
    query = store_query("search_folder")
    rows = engine.run(query.text, query.bind({})).dicts()
    name = rows[0]["search"] if rows else None
    if not isinstance(name, str):
        raise StoreError("the graph file doesn't name its search folder: run `kg rebuild`")
    return name


def _relationships(cell: Any) -> Iterator[dict[str, Any]]:
    """Every relationship in a cell, however deep; a node's properties hold none."""
    if isinstance(cell, dict):
        if cell.keys() == _RELATIONSHIP:
            yield cell
        elif cell.keys() != _NODE:
            cell = list(cell.values())
    if isinstance(cell, list):
        for item in cell:
            if type(item) not in SCALARS:
                yield from _relationships(item)


def _plain(cell: Any, ends: Mapping[str, Value]) -> Value:
    """A cell as a plain value: content ids, without the properties that the engine adds."""
    if type(cell) in SCALARS:
        return cell  # type: ignore[no-any-return]
    if isinstance(cell, list | tuple):
        return [_plain(item, ends) for item in cell]
    if not isinstance(cell, dict):
        return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
    if cell.keys() == _NODE:
        return _node(cell, ends)
    if cell.keys() == _RELATIONSHIP:
        return _relationship(cell, ends)
    return {str(key): _plain(item, ends) for key, item in cell.items()}


def _node(cell: dict[str, Any], ends: Mapping[str, Value]) -> Value:
    labels = sorted(cell["labels"])
    made_up = {"type"} if "Paper" in labels else {"type", "title"}
    return {
        "id": cell["properties"].get("id"),
        "labels": [*labels],
        "properties": _properties(cell["properties"], made_up, ends),
    }


def _relationship(cell: dict[str, Any], ends: Mapping[str, Value]) -> Value:
    return {
        "id": cell["properties"].get("id"),
        "type": cell["type"],
        "from": ends.get(str(cell["start"])),
        "to": ends.get(str(cell["end"])),
        "properties": _properties(cell["properties"], {"type"}, ends),
    }


def _properties(
    properties: dict[str, Any], made_up: set[str], ends: Mapping[str, Value]
) -> dict[str, Value]:
    return {key: _plain(properties[key], ends) for key in sorted(properties) if key not in made_up}


def _text(row: Mapping[str, Value]) -> str:
    properties = row["properties"]
    return str(properties.get("text", "")) if isinstance(properties, dict) else ""


def _first_line(error: Exception) -> str:
    """The first line of the engine's message: the others repeat the query."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:500]
