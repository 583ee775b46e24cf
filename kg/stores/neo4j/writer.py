"""Builds the graph on a Neo4j server in place, batch by batch, each batch one transaction.

Every node and relationship gets the build's mark; at the end what has an older one is removed,
so that the graph is what the journal says and readers meanwhile have a usable archive. The Archive
node says last of which state the graph is: an interrupted build is recognized. Of several
builds one is under way: each transaction makes sure of it, others wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.build.rows import node
from kg.errors import StoreError
from kg.queries import Query, store_query, write_query
from kg.records import Parameters, Value
from kg.settings import Login
from kg.stores.base import Writer
from kg.stores.neo4j.rows import ARCHIVE_ID, ServerRows, properties_of, vector_hash
from kg.stores.neo4j.server import Run, Server
from kg.stores.neo4j.store import archive_record, check_format, lacking

BATCH: Final = 2_000
VECTOR_BATCH: Final = 500

STILL_S: Final = 300  # a build that wrote nothing for so long is taken for dead

_AGAIN_S: Final = 1.0
_INDEX_WAIT_S: Final = 600


class Neo4jWriter(Writer):
    """Builds the graph in place; `commit` removes what this build didn't write."""

    def __init__(
        self,
        address: str,
        login: Login,
        journal: str = "",
        waiting: Callable[[str], None] | None = None,
    ) -> None:
        """Connect, make the schema where it is missing; StoreError for a newer one.

        `journal` names the journal: a build of it that was killed isn't waited for, that of another
        one is, and `waiting` is called, once.
        """
        self._server = Server(address, login)
        self._rows, self._vectors = ServerRows(), 0
        self._archive: dict[str, Value] = {}
        self._build = f"{journal or 'build'}:{self._rows.mark}"
        try:
            check_format(address, archive_record(self._server))
            create_schema(self._server)
            self._take(journal or self._build, waiting or _nobody)
        except BaseException:
            self._server.close()
            raise

    def _take(self, journal: str, waiting: Callable[[str], None]) -> None:
        given: Parameters = {"build": self._build, "journal": journal, "seconds": STILL_S}
        query = store_query("server_take_build")
        announced = False
        while not self._server.write(query.name, lambda run: run(query, given)):
            if not announced:
                waiting(f"another build of the archive on {self._server.address} is under way")
            announced = True
            time.sleep(_AGAIN_S)

    def write(self, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Run `cypher/write/<name>.cypher` over rows in batches; the archive's own waits."""
        if name == "archive":
            for row in rows:
                self._archive.update(properties_of(row))
            return
        query = write_query(name)
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            batch: list[Value] = [self._rows.marked(name, row) for row in some]
            self._execute(query, {"rows": batch})

    def write_vectors(self, passage_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep one vector a passage; those that the server has already are not sent."""
        self._vectors += len(passage_ids)
        made = dict(zip(passage_ids, np.ascontiguousarray(vectors, np.float32), strict=True))
        hashes = {passage: vector_hash(vector) for passage, vector in made.items()}
        for start in range(0, len(passage_ids), BATCH):
            ids = passage_ids[start : start + BATCH]
            rows: list[Value] = [
                {"id": identifier, "hash": hashes[identifier]} for identifier in ids
            ]
            lacking = self._server.rows(store_query("server_missing_vectors"), {"rows": rows}).rows
            self._send([str(row[0]) for row in lacking], made, hashes)

    def _send(self, ids: Sequence[str], made: Mapping[str, Any], hashes: Mapping[str, str]) -> None:
        query = store_query("server_write_vectors")
        for start in range(0, len(ids), VECTOR_BATCH):
            rows: list[Value] = [
                {"id": identifier, "hash": hashes[identifier], "vector": made[identifier].tolist()}
                for identifier in ids[start : start + VECTOR_BATCH]
            ]
            self._execute(query, {"rows": rows})

    def commit(self) -> None:
        """Remove what this build didn't write, wait for the indexes, write the archive's record."""
        marked: Parameters = {"build": self._rows.mark, "limit": 5 * BATCH}
        self._drop("server_drop_relationships", marked)
        self._drop("server_drop_nodes", marked)
        if not self._vectors:
            self._drop("server_drop_vectors", {"limit": BATCH})
        await_indexes(self._server)
        record = {**self._archive, **self._rows.record(self._vectors)}
        self._execute(write_query("archive"), {"rows": [dict(node(ARCHIVE_ID, **record))]})
        self.close()

    def close(self) -> None:
        """Release the build; without `commit` before it, the graph is marked as unfinished."""
        with suppress(StoreError):
            self._server.alone(store_query("server_end_build"), {"build": self._build})
        self._server.close()

    def _drop(self, name: str, parameters: Parameters) -> None:
        query = store_query(name)
        while self._execute(query, parameters)[0]["removed"]:
            pass

    def _execute(self, query: Query, parameters: Parameters) -> list[dict[str, Any]]:
        """Run a query in a transaction that first makes sure that this build is under way."""

        def work(run: Run) -> list[dict[str, Any]]:
            if not run(
                store_query("server_hold_build"), {"build": self._build, "seconds": STILL_S}
            ):
                raise StoreError(
                    f"another build of the archive on {self._server.address} has taken over: "
                    "run the same again"
                )
            return run(query, parameters)

        return self._server.write(query.name, work)


def _nobody(line: str) -> None:
    """Report nothing."""


def create_schema(server: Server) -> None:
    """Make what is missing of constraints and indexes, and wait until they are ready."""
    for query in lacking(server):
        try:
            server.alone(query, {})
        except StoreError:
            # IF NOT EXISTS is no help where another process makes the same at the same moment.
            if query in lacking(server):
                raise
    await_indexes(server)
    if archive_record(server).get("imported"):
        for name in ("papers", "entities", "passages"):
            server.alone(store_query(f"server_fill_{name}"), {})
        done: Value = dict(node(ARCHIVE_ID, imported=False))
        server.write("archive", lambda run: run(write_query("archive"), {"rows": [done]}))


def await_indexes(server: Server) -> None:
    """Wait until every index is ready."""
    server.alone(store_query("server_await_indexes"), {"seconds": _INDEX_WAIT_S})
