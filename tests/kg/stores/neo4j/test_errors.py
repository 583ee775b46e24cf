"""Each way in which a server can't be used is said in one line."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.journal.journal import Journal
from extract.vocabulary import Vocabulary
from kg.errors import StoreError
from kg.schema import FORMAT
from kg.settings import Login
from kg.stores.neo4j.server import check_version
from kg.stores.neo4j.store import check_format, server_schema
from kg.stores.neo4j.writer import Neo4jWriter
from kg.stores.open import open_store, open_writer
from tests.neo4j_server import Neo4jServer


def free_address() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{probe.getsockname()[1]}"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_wrong_host_is_named(scheme: str, login: Login) -> None:
    address = free_address().replace("bolt", scheme)
    with pytest.raises(StoreError, match=f"^no Neo4j server answers at {address}: ") as raised:
        open_store(address, login)
    assert "\n" not in str(raised.value)


def test_a_wrong_password_is_reported_without_it(neo4j_address: str) -> None:
    with pytest.raises(StoreError, match="refuses the user or the password") as raised:
        open_store(neo4j_address, Login("neo4j", "not-the-password"))
    assert "not-the-password" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("bolt://neo4j:secret@localhost", "no user or password in an address"),
        ("bolt://", "can't open bolt://"),
        ("http://localhost", "a store is file:PATH, bolt://"),
    ],
)
def test_a_wrong_address_is_reported(address: str, message: str, login: Login) -> None:
    with pytest.raises(StoreError, match=message) as raised:
        open_store(address, login)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.30", "Memgraph", ""])
def test_too_old_a_server_is_refused(agent: str) -> None:
    with pytest.raises(StoreError, match=r"needs Neo4j 5\.26 or newer"):
        check_version("bolt://x", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/5.27-aura", "Neo4j/2026.08.1"])
def test_a_new_server_is_taken(agent: str) -> None:
    check_version("bolt://x", agent)


def test_a_newer_schema_is_refused() -> None:
    check_format("bolt://x", {"format": FORMAT})
    with pytest.raises(StoreError, match=f"schema {FORMAT + 1}.*: upgrade groundpath"):
        check_format("bolt://x", {"format": FORMAT + 1})


def test_what_a_server_lacks_is_said_step_by_step(
    wiped_neo4j: Neo4jServer,
    login: Login,
    tmp_path: Path,
    on_neo4j: Callable[..., None],
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> None:
    address = wiped_neo4j.address
    with pytest.raises(StoreError, match=r"no archive on .*: run `kg ingest` first"):
        open_store(address, login)
    with Journal(tmp_path / "journal.sqlite") as journal:
        fill_small(journal)
        on_neo4j(address, journal, small_vocabulary, version="small-1")
        open_store(address, login).close()
        wiped_neo4j.run("DROP INDEX passage_words")
        with pytest.raises(StoreError, match="lacks the index passage_words: run `kg rebuild`"):
            open_store(address, login)
        on_neo4j(address, journal, small_vocabulary, version="small-1")
    open_store(address, login).close()
    assert len({query.name for query in server_schema()}) == len(server_schema())


def test_no_right_to_write_is_reported(neo4j_server: Neo4jServer, login: Login) -> None:
    neo4j_server.stop()  # in order, as recovery would have to write
    neo4j_server.start({"server.databases.default_to_read_only": "true"})
    try:
        with pytest.raises(StoreError, match="no right to write to bolt") as raised:
            open_writer(neo4j_server.address, login)
        assert "\n" not in str(raised.value)
    finally:
        neo4j_server.kill()
        neo4j_server.start()


def test_a_failed_batch_is_reported_and_the_rest_is_kept(
    neo4j_server: Neo4jServer, login: Login
) -> None:
    writer = Neo4jWriter(neo4j_server.address, login)
    writer.write("categories", [{"id": "cs", "properties": {"name": "Computer Science"}}])
    with pytest.raises(StoreError, match=r"^categories: "):
        writer.write("categories", [{"id": "x", "properties": {"name": {"no": "map"}}}])
    writer.write("categories", [{"id": "cs.LG", "properties": {"name": "Machine Learning"}}])
    writer.close()
