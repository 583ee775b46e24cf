"""Builds the graph on a Neo4j server in place, batch by batch, each batch one transaction.

Every node and relationship gets the build's mark; at the end what has an older one is taken away,
so that the graph is what the journal says and readers meanwhile have a usable archive. The Archive
node says last of which state the graph is: a build that was cut short is known as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.errors import StoreError
from kg.queries import store_query, write_query
from kg.records import Parameters, Value
from kg.settings import Login
from kg.stores.neo4j_server import Server
from kg.stores.neo4j_store import check_format, server_schema
from kg.stores.server_rows import ARCHIVE_ID, ServerRows, properties_of, vector_hash

BATCH: Final = 2_000
VECTOR_BATCH: Final = 500

_INDEX_WAIT_S: Final = 600


class Neo4jWriter:
    """Builds the graph in place; `commit` takes away what this build didn't write."""

    def __init__(self, address: str, login: Login, owner: str = "") -> None:
        """Connect, make the schema where it is missing; StoreError for a newer one.

        `owner` names the journal: an archive that another journal keeps is left alone, as a build
        takes away what its own journal doesn't have.
        """
        self._owner = owner
        self._server = Server(address, login)
        self._rows, self._vectors = ServerRows(), 0
        self._archive: dict[str, Value] = {}
        try:
            self._prepare()
        except BaseException:
            self._server.close()
            raise

    def _prepare(self) -> None:
        found = self._server.rows(store_query("server_state"), {}).dicts()
        record = found[0] if found else {}
        check_format(self._server.address, record)
        check_owner(self._server.address, record, self._owner)
        create_schema(self._server)
        # From here on the graph is of no state of the journal, until `commit` says of which.
        self._write_archive({"state_hash": "", "owner": self._owner})

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
            self._server.execute(query, {"rows": batch})

    def write_vectors(self, passage_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep one vector a passage; those that the server has already are not sent."""
        self._vectors += len(passage_ids)
        made = dict(zip(passage_ids, np.ascontiguousarray(vectors, np.float32), strict=True))
        hashes = {one: vector_hash(vector) for one, vector in made.items()}
        for start in range(0, len(passage_ids), BATCH):
            ids = passage_ids[start : start + BATCH]
            rows: list[Value] = [{"id": one, "hash": hashes[one]} for one in ids]
            lacking = self._server.rows(store_query("server_missing_vectors"), {"rows": rows}).rows
            self._send([str(row[0]) for row in lacking], made, hashes)

    def _send(self, ids: Sequence[str], made: Mapping[str, Any], hashes: Mapping[str, str]) -> None:
        query = store_query("server_write_vectors")
        for start in range(0, len(ids), VECTOR_BATCH):
            rows: list[Value] = [
                {"id": one, "hash": hashes[one], "vector": made[one].tolist()}
                for one in ids[start : start + VECTOR_BATCH]
            ]
            self._server.execute(query, {"rows": rows})

    def commit(self) -> None:
        """Take away what no longer is, wait for the indexes, and say what the graph is."""
        marked: Parameters = {"build": self._rows.mark, "limit": 5 * BATCH}
        self._drop("server_drop_relationships", marked)
        self._drop("server_drop_nodes", marked)
        if not self._vectors:
            self._drop("server_drop_vectors", {"limit": BATCH})
        await_indexes(self._server)
        self._write_archive({**self._archive, **self._rows.record(self._vectors)})
        self.close()

    def close(self) -> None:
        """Close the connection; without `commit` before it, the graph is known as unfinished."""
        self._server.close()

    def _drop(self, name: str, parameters: Parameters) -> None:
        query = store_query(name)
        while self._server.execute(query, parameters)[0]["removed"]:
            pass

    def _write_archive(self, properties: dict[str, Value]) -> None:
        row: Value = {"id": ARCHIVE_ID, "properties": properties}
        self._server.execute(write_query("archive"), {"rows": [row]})


def check_owner(address: str, record: Mapping[str, Value], owner: str) -> None:
    """Refuse to build over the archive of another journal."""
    kept = record.get("owner")
    if kept and owner and kept != owner:
        raise StoreError(
            f"the archive on {address} is kept by another journal: bring papers in where that is, "
            "or copy its folder here"
        )


def create_schema(server: Server) -> None:
    """Make what is missing of constraints and indexes, and wait until they are ready."""
    for query in server_schema():
        server.alone(query, {})
    await_indexes(server)
    found = server.rows(store_query("server_state"), {}).dicts()
    if found and found[0]["imported"]:
        for name in ("papers", "entities", "passages"):
            server.alone(store_query(f"server_fill_{name}"), {})
        done: Value = {"id": ARCHIVE_ID, "properties": {"imported": False}}
        server.execute(write_query("archive"), {"rows": [done]})


def await_indexes(server: Server) -> None:
    """Wait until every index is ready."""
    server.alone(store_query("server_await_indexes"), {"seconds": _INDEX_WAIT_S})
