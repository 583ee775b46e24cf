"""The graph on a Neo4j server (5.26 LTS or newer, or a hosted one): the one importer of its driver.

`Server` is a connection that runs queries and gives plain values and one-line errors; the store
and the writer are made of it and do not import the driver.
"""

from __future__ import annotations

import json
import logging
import re
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)
from neo4j.graph import Node, Path, Relationship

from kg.errors import QueryError, QueryTimeout, StoreError
from kg.queries import Query, read_query
from kg.records import Limits, Parameters, Rows, Value
from kg.settings import Login
from kg.stores.neo4j.plans import check_plan, plan_rows

OLDEST: Final = (5, 26)

# The driver logs each lost connection as an error; StoreError says it in one line.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_MEMORY: Final = "the query needed more memory than the server lets it have"
_TIMEOUT_S: Final = 120.0
_HIDDEN: Final = frozenset({"build", "words", "embedding", "vector_hash", "source", "source_hash"})
_T = TypeVar("_T")
Run = Callable[[Query, Parameters], list[dict[str, Any]]]


class Server:
    """A connection to one database of a server."""

    def __init__(self, address: str, login: Login) -> None:
        """Connect; StoreError, in one line, where that can't be or the server is too old."""
        self.address, self._database = address, login.database or None
        _check_address(address)
        with self._translating():
            self._driver = neo4j.GraphDatabase.driver(
                address,
                auth=(login.user, login.password or ""),
                connection_timeout=10.0,
                max_transaction_retry_time=15.0,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="groundpath",
            )
        # Closed with this object too: a build that failed calls no `close`.
        self.close = weakref.finalize(self, self._driver.close)
        try:
            with self._translating():
                self._driver.verify_connectivity()
                check_version(address, self._driver.get_server_info().agent)
        except BaseException:
            self.close()
            raise

    def read(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        """Do reading work in one transaction; again where the server says that may help."""
        with self._translating(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(_unit(work))

    def rows(self, query: Query, parameters: Parameters) -> Rows:
        """Rows of a query, read."""
        return self.read(lambda tx: _rows(tx, query, parameters))

    def write(self, what: str, work: Callable[[Run], _T]) -> _T:
        """Do writing work in one transaction; again where the server says that may help.

        `work` gets what runs a query in the transaction; `what` stands before an error's line.
        """

        def careful(tx: neo4j.ManagedTransaction) -> _T:
            return work(lambda query, parameters: tx.run(query.text, parameters).data())

        with self._translating(what), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(_unit(careful))

    def alone(self, query: Query, parameters: Parameters) -> None:
        """Run a statement that makes its own transaction, such as a schema change."""
        with self._translating(query.name), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(query.text, parameters).consume()

    def untrusted(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """Rows of an untrusted query: planned first, run once, within limits."""
        started = time.perf_counter()
        with self._translating(), self._session(neo4j.READ_ACCESS) as session:
            check_plan(_planned(session, text, parameters, limits))
            with session.begin_transaction(timeout=limits.timeout_s) as tx:
                result = tx.run(text, parameters)
                columns = tuple(result.keys())
                kept, truncated = _capped(tx, result, limits)
        return Rows(columns, kept, truncated, (time.perf_counter() - started) * 1000)

    def plan(self, text: str, parameters: Parameters, limits: Limits) -> Rows:
        """The server's plan of an untrusted query: its operators with their depth, then details."""
        with self._translating(), self._session(neo4j.READ_ACCESS) as session:
            plan = _planned(session, text, parameters, limits)
        check_plan(plan)
        return Rows(("step", "operation", "estimated_rows"), tuple(plan_rows(plan or {})))

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database, default_access_mode=mode, fetch_size=1000
        )

    @contextmanager
    def _translating(self, what: str = "") -> Iterator[None]:
        """Raise the driver's errors as StoreError, in one line."""
        try:
            yield
        except (DriverError, Neo4jError, OSError, ValueError, TypeError) as error:
            raise _translated(error, self.address, self._database, what) from error


def _planned(
    session: neo4j.Session, text: str, parameters: Parameters, limits: Limits
) -> dict[str, Any] | None:
    with session.begin_transaction(timeout=limits.timeout_s) as tx:
        return tx.run(f"EXPLAIN {text}", parameters).consume().plan


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if not parts.hostname:
        raise StoreError(f"can't open {parts.scheme}://…: an address is bolt://HOST:PORT or alike")
    if parts.username or parts.password:
        raise StoreError("no user or password in an address: set KG_NEO4J_USER, KG_NEO4J_PASSWORD")


def check_version(address: str, agent: str) -> None:
    """Refuse a server older than 5.26, by what it calls itself (`Neo4j/5.26.30`)."""
    match = re.fullmatch(r"Neo4j/(\d+)\.(\d+).*", agent)
    if match is None or (int(match[1]), int(match[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreError(f"{address} is {agent}: Groundpath needs Neo4j {oldest} or newer")


def _translated(error: Exception, address: str, database: str | None, what: str) -> StoreError:
    """The error for an exception of the driver: one line that says what to do."""
    code = str(getattr(error, "code", "") or "")
    line = (str(getattr(error, "message", "") or error).strip().splitlines() or [code])[0][:500]
    named = f"{what}: " if what else ""
    if isinstance(error, AuthError):
        return StoreError(
            f"{address} refuses the user or the password: set KG_NEO4J_USER and KG_NEO4J_PASSWORD"
        )
    if isinstance(error, ServiceUnavailable | OSError):
        return StoreError(f"no Neo4j server answers at {address}: is it running, and is that it?")
    if "DatabaseNotFound" in code:
        return StoreError(f"{address} has no database {database}: set KG_NEO4J_DATABASE")
    if "ReadOnly" in code or "Forbidden" in code or "AccessMode" in code:
        return StoreError(f"{named}no right to write to {address}: {line}")
    if "TimedOut" in code or "Terminated" in code:
        return QueryTimeout(f"{named}the query ran past its time")
    if "OutOfMemory" in code:
        return QueryError(f"{named}{_MEMORY}")
    if isinstance(error, ClientError | ConfigurationError | ValueError | TypeError):
        return QueryError(f"{named}{line}")
    return StoreError(f"{named}{line}")


def _unit(work: Callable[[neo4j.ManagedTransaction], _T]) -> Callable[..., _T]:
    """Work with a time-out that is not done again after the memory cap's transient error."""

    @neo4j.unit_of_work(timeout=_TIMEOUT_S)
    def careful(tx: neo4j.ManagedTransaction) -> _T:
        try:
            return work(tx)
        except Neo4jError as error:
            if "OutOfMemory" in str(error.code):
                raise QueryError(_MEMORY) from error
            raise

    return careful


def _rows(tx: neo4j.ManagedTransaction, query: Query, parameters: Parameters) -> Rows:
    started = time.perf_counter()
    result = tx.run(query.text, parameters)
    columns, records = tuple(result.keys()), [record.values() for record in result]
    return Rows(columns, _mapped(tx, records), False, (time.perf_counter() - started) * 1000)


def _capped(
    tx: neo4j.Transaction, result: neo4j.Result, limits: Limits
) -> tuple[tuple[tuple[Value, ...], ...], bool]:
    """As many whole rows as the caps allow, and whether there were more."""
    records: list[list[Any]] = []
    size = 0
    for record in result:
        records.append(record.values())
        size += len(json.dumps(_plain(records[-1], {})))
        if len(records) > limits.rows or size > limits.bytes:
            records.pop()
            break
    else:
        return _mapped(tx, records), False
    result.consume()
    return _mapped(tx, records), True


def _mapped(tx: Any, records: list[list[Any]]) -> tuple[tuple[Value, ...], ...]:
    ends = _ends(tx, records)
    return tuple(tuple(_plain(cell, ends) for cell in record) for record in records)


def _ends(tx: Any, records: list[list[Any]]) -> dict[str, Value]:
    """Content ids of the nodes that the relationships of a result go from and to."""
    wanted = {
        node.element_id
        for cell in records
        for relationship in _relationships(cell)
        for node in relationship.nodes
        if node is not None
    }
    if not wanted:
        return {}
    rows = tx.run(read_query("content_ids").text, {"elements": sorted(wanted)})
    return {str(row["element"]): row["id"] for row in rows}


def _relationships(cell: Any) -> Iterator[Relationship]:
    """Every relationship in a cell, however deep."""
    if isinstance(cell, Relationship):
        yield cell
    elif isinstance(cell, Path):
        yield from cell.relationships
    elif isinstance(cell, list | tuple):
        for item in cell:
            yield from _relationships(item)
    elif isinstance(cell, dict):
        yield from _relationships(list(cell.values()))


def _plain(cell: Any, ends: Mapping[str, Value]) -> Value:
    """A cell as a plain value: content ids, without the store's own properties."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    if isinstance(cell, Node):
        kept = _shown(cell, ends)
        return {"id": kept.get("id"), "labels": [*sorted(cell.labels)], "properties": kept}
    if isinstance(cell, Relationship):
        return _relationship(cell, ends)
    if isinstance(cell, Path):
        parts = {"nodes": list(cell.nodes), "relationships": list(cell.relationships)}
        return _plain(parts, ends)
    if isinstance(cell, list | tuple):
        return [_plain(item, ends) for item in cell]
    if isinstance(cell, dict):
        return {str(key): _plain(item, ends) for key, item in cell.items()}
    return str(cell.iso_format()) if hasattr(cell, "iso_format") else str(cell)


def _relationship(cell: Relationship, ends: Mapping[str, Value]) -> Value:
    kept = _shown(cell, ends)
    source, target = cell.nodes
    return {
        "id": kept.get("id"),
        "type": cell.type,
        "from": ends.get(source.element_id) if source is not None else None,
        "to": ends.get(target.element_id) if target is not None else None,
        "properties": kept,
    }


def _shown(cell: Node | Relationship, ends: Mapping[str, Value]) -> dict[str, Value]:
    return {key: _plain(cell[key], ends) for key in sorted(cell.keys()) if key not in _HIDDEN}
