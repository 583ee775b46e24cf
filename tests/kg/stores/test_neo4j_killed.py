"""The server or the program is killed in the middle of a build; the same again heals it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.ingest import ingest
from extract.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.errors import StoreError
from kg.load import graph_is_current
from kg.records import Limits
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.neo4j_writer import Neo4jWriter
from kg.stores.open import open_store
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("neo4j_child.py")
DUMP = "MATCH (n) WHERE NOT n:Archive RETURN n AS cell UNION ALL MATCH ()-[r]->() RETURN r AS cell"


def dump(store: Store) -> list[str]:
    """Everything in a store but the archive's own record, sorted."""
    rows = store.cypher(DUMP, {}, Limits(60, 10**6, 10**9)).rows
    return sorted(json.dumps(row[0], sort_keys=True) for row in rows)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the journal's place."""
    return tmp_path_factory.mktemp("killed") / "journal.sqlite"


@pytest.fixture(scope="module")
def journal(file: Path) -> Iterator[Journal]:
    """Give a journal of the demo papers."""
    with Journal(file) as made:
        ingest(sorted((ROOT / "data" / "demo").glob("*.jsonl")), made, load_vocabulary())
        yield made


def test_a_killed_server_loses_nothing_that_the_same_again_does_not_heal(
    spare_neo4j: Neo4jServer, login: Login, journal: Journal, on_neo4j: Callable[..., None]
) -> None:
    on_neo4j(spare_neo4j.address, journal, version="test")
    undisturbed = opened_dump(spare_neo4j, login)
    for after in (14,):
        with pytest.raises(StoreError):
            killed_build(spare_neo4j, login, journal, on_neo4j, after)
        spare_neo4j.start()
        with_store = open_store(spare_neo4j.address, login)
        assert not graph_is_current(with_store, journal, "test", "")
        assert with_store.run("paper_by_id", {"id": some_paper(journal)}).rows
        with_store.close()
        on_neo4j(spare_neo4j.address, journal, version="test")
        assert opened_dump(spare_neo4j, login) == undisturbed


def killed_build(
    server: Neo4jServer,
    login: Login,
    journal: Journal,
    on_neo4j: Callable[..., None],
    after: int,
) -> None:
    """Kill the server when so many files of rows have been written."""
    written = 0
    original = Neo4jWriter.write

    def write(self: Neo4jWriter, name: str, rows: object) -> None:
        nonlocal written
        written += 1
        if written == after:
            server.kill()
        original(self, name, rows)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Neo4jWriter, "write", write)
        on_neo4j(server.address, journal, version="test")


def test_a_killed_build_is_healed_by_the_same_again(
    spare_neo4j: Neo4jServer,
    login: Login,
    file: Path,
    journal: Journal,
    on_neo4j: Callable[..., None],
) -> None:
    on_neo4j(spare_neo4j.address, journal, version="test")
    undisturbed = opened_dump(spare_neo4j, login)
    for stage in ("papers", "passages"):
        kill_child_at(stage, spare_neo4j, login, file)
        store = open_store(spare_neo4j.address, login)
        assert not graph_is_current(store, journal, "test", "")
        store.close()
        on_neo4j(spare_neo4j.address, journal, version="test")
        assert opened_dump(spare_neo4j, login) == undisturbed


def kill_child_at(stage: str, server: Neo4jServer, login: Login, file: Path) -> None:
    building = child(server, login, file)
    assert building.stdout is not None
    for line in building.stdout:
        if line.startswith(stage):
            building.kill()
    building.stdout.close()
    assert building.wait() == -9


def child(server: Neo4jServer, login: Login, file: Path) -> subprocess.Popen[str]:
    """Start building in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(file), server.address],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "KG_NEO4J_PASSWORD": str(login.password), "PYTHONPATH": str(ROOT)},
    )


def test_readers_have_an_archive_while_it_is_built(
    spare_neo4j: Neo4jServer,
    login: Login,
    file: Path,
    journal: Journal,
    on_neo4j: Callable[..., None],
) -> None:
    on_neo4j(spare_neo4j.address, journal, version="test")
    store = open_store(spare_neo4j.address, login)
    found = store.text_search("fine-tuning", 10)
    building = child(spare_neo4j, login, file)
    while building.poll() is None:
        assert len(store.text_search("fine-tuning", 10)) == len(found)
        assert store.run("archive_counts").dicts()[0]["papers"] == journal.count()
        time.sleep(0.05)
    assert building.stdout is not None
    building.stdout.close()
    assert building.returncode == 0
    assert store.text_search("fine-tuning", 10) == found
    store.close()


def some_paper(journal: Journal) -> str:
    return next(journal.papers()).paper.id


def opened_dump(server: Neo4jServer, login: Login) -> list[str]:
    store = open_store(server.address, login)
    try:
        return dump(store)
    finally:
        store.close()
