"""The server or the program is killed in the middle of a build; the same again heals it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from extract.ingest import ingest
from extract.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.errors import StoreError
from kg.load import graph_is_current
from kg.settings import Login
from kg.stores.neo4j_writer import Neo4jWriter
from kg.stores.open import open_store
from tests.conftest import build_archive
from tests.graph_dump import opened_dump
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("neo4j_child.py")


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
    undisturbed = opened_dump(spare_neo4j.address, login)
    for after in (14,):
        with pytest.raises(StoreError):
            killed_build(spare_neo4j, login, journal, on_neo4j, after)
        spare_neo4j.start()
        with_store = open_store(spare_neo4j.address, login)
        assert not graph_is_current(with_store, journal, "test", "")
        assert with_store.run("paper_by_id", {"id": some_paper(journal)}).rows
        with_store.close()
        on_neo4j(spare_neo4j.address, journal, version="test")
        assert opened_dump(spare_neo4j.address, login) == undisturbed


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
    undisturbed = opened_dump(spare_neo4j.address, login)
    for stage in ("papers", "passages"):
        kill_child_at(stage, spare_neo4j, login, file)
        store = open_store(spare_neo4j.address, login)
        assert not graph_is_current(store, journal, "test", "")
        store.close()
        on_neo4j(spare_neo4j.address, journal, version="test")
        assert opened_dump(spare_neo4j.address, login) == undisturbed


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


DEMO = sorted((ROOT / "data" / "demo").glob("*.jsonl"))


@pytest.mark.parametrize("what", ["kg", "server"])
@pytest.mark.parametrize("papers", [0, 88])
def test_an_ingestion_killed_in_its_middle_is_healed_by_the_same_command(
    what: str,
    papers: int,
    tmp_path: Path,
    wiped_neo4j: Neo4jServer,
    login: Login,
    start: Callable[..., subprocess.Popen[str]],
    ended: Callable[[subprocess.Popen[str]], str],
    undisturbed: str,
) -> None:
    running = start(tmp_path, "ingest", *DEMO)
    wait_until(wiped_neo4j, login, papers)
    if what == "kg":
        running.kill()
        running.communicate(timeout=60)
        assert running.returncode == -9
    else:
        wiped_neo4j.kill()
        out, told = running.communicate(timeout=120)
        assert (running.returncode, out) == (1, "")
        failure, *others = reversed(told.splitlines())
        assert failure.startswith(f"kg: no Neo4j server answers at {wiped_neo4j.address}")
        assert all(line.endswith("%") for line in others)  # how far it had come
        wiped_neo4j.start()
    ended(start(tmp_path, "ingest", *DEMO))
    assert opened_dump(wiped_neo4j.address, login) == opened_dump(undisturbed, login)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of an archive of the demo papers that nothing disturbed."""
    return build_archive(tmp_path_factory.mktemp("undisturbed"), DEMO, None)


def wait_until(server: Neo4jServer, login: Login, papers: int) -> None:
    """Wait until so many papers are there; 0: until the archive has been begun."""
    driver = neo4j.GraphDatabase.driver(server.address, auth=(login.user, str(login.password)))
    asked = "MATCH (a:Archive) RETURN COUNT { (:Paper) } AS papers"
    with driver, driver.session() as session:
        ends = time.monotonic() + 120
        while time.monotonic() < ends:
            found = session.run(asked).data()
            if found and found[0]["papers"] >= papers:
                return
            time.sleep(0.02)
    raise AssertionError("the ingestion never came so far")
