"""The server or the program is killed in the middle of a build; the same again heals it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from extract.journal.journal import Journal
from kg.build.load import graph_is_current
from kg.errors import StoreError
from kg.settings import Login
from kg.stores.neo4j.writer import Neo4jWriter
from kg.stores.open import open_store
from tests.conftest import DEMO, PATIENCE_S, program_env, without_progress
from tests.graph_dump import opened_dump
from tests.kg.stores.conftest import Ended, Start
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[4]
CHILD = Path(__file__).with_name("neo4j_child.py")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, demo_journal: Path) -> Path:
    """Give the place of a journal of the demo papers."""
    return Path(shutil.copy(demo_journal, tmp_path_factory.mktemp("killed")))


@pytest.fixture(scope="module")
def journal(file: Path) -> Iterator[Journal]:
    """Give the journal, opened."""
    with Journal(file) as made:
        yield made


def test_a_killed_server_loses_nothing_that_the_same_again_does_not_heal(
    neo4j_server: Neo4jServer, login: Login, journal: Journal, on_neo4j: Callable[..., None]
) -> None:
    on_neo4j(neo4j_server.address, journal, version="test")
    undisturbed = opened_dump(neo4j_server.address, login)
    for after in (14,):
        with pytest.raises(StoreError):
            killed_build(neo4j_server, login, journal, on_neo4j, after)
        neo4j_server.start()
        with_store = open_store(neo4j_server.address, login)
        assert not graph_is_current(with_store, journal, "test", "")
        assert with_store.run("paper_by_id", {"id": some_paper(journal)}).rows
        with_store.close()
        on_neo4j(neo4j_server.address, journal, version="test")
        assert opened_dump(neo4j_server.address, login) == undisturbed


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
    neo4j_server: Neo4jServer,
    login: Login,
    file: Path,
    journal: Journal,
    on_neo4j: Callable[..., None],
) -> None:
    on_neo4j(neo4j_server.address, journal, version="test")
    undisturbed = opened_dump(neo4j_server.address, login)
    for stage in ("papers", "passages"):
        kill_child_at(stage, neo4j_server, login, file)
        store = open_store(neo4j_server.address, login)
        assert not graph_is_current(store, journal, "test", "")
        store.close()
        on_neo4j(neo4j_server.address, journal, version="test")
        assert opened_dump(neo4j_server.address, login) == undisturbed


def kill_child_at(stage: str, server: Neo4jServer, login: Login, file: Path) -> None:
    """Kill a build at a stage, while it waits for a line of input."""
    with child(server, login, file, stdin=subprocess.PIPE) as building:
        assert building.stdout is not None
        assert building.stdin is not None
        while not building.stdout.readline().startswith(stage):
            assert building.poll() is None
            building.stdin.write("\n")
            building.stdin.flush()
        building.kill()
    assert building.returncode == -9


def child(
    server: Neo4jServer, login: Login, file: Path, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """Start a build in a child process, which waits for a line after each that it prints."""
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(file), server.address],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        env=program_env(KG_NEO4J_PASSWORD=str(login.password)),
    )


def test_readers_have_an_archive_while_it_is_built(
    neo4j_server: Neo4jServer,
    login: Login,
    file: Path,
    journal: Journal,
    on_neo4j: Callable[..., None],
) -> None:
    on_neo4j(neo4j_server.address, journal, version="test")
    store = open_store(neo4j_server.address, login)
    hits = store.text_search("fine-tuning", 10)
    building = child(neo4j_server, login, file)
    while building.poll() is None:
        assert len(store.text_search("fine-tuning", 10)) == len(hits)
        assert store.run("archive_counts").dicts()[0]["papers"] == journal.count()
        time.sleep(0.05)
    assert building.stdout is not None
    building.stdout.close()
    assert building.returncode == 0
    assert store.text_search("fine-tuning", 10) == hits
    store.close()


def some_paper(journal: Journal) -> str:
    return next(journal.papers()).paper.id


@pytest.mark.parametrize("what", ["kg", "server"])
@pytest.mark.parametrize("papers", [0, 88])
def test_an_ingestion_killed_in_its_middle_is_healed_by_the_same_command(
    what: str,
    papers: int,
    tmp_path: Path,
    wiped_neo4j: Neo4jServer,
    login: Login,
    start: Start,
    ended: Ended,
    plain_demo_address: str,
) -> None:
    running = start(tmp_path, "ingest", *DEMO)
    stop_at(running, wiped_neo4j, login, papers)
    if what == "kg":
        running.kill()
        running.communicate(timeout=PATIENCE_S)
        assert running.returncode == -9
    else:
        wiped_neo4j.kill()
        running.send_signal(signal.SIGCONT)
        out, errors = running.communicate(timeout=PATIENCE_S)
        assert (running.returncode, out) == (1, "")
        (failure,) = without_progress(errors).splitlines()
        assert failure.startswith(f"kg: no Neo4j server answers at {wiped_neo4j.address}")
        wiped_neo4j.start()
    ended(start(tmp_path, "ingest", *DEMO))
    assert opened_dump(wiped_neo4j.address, login) == opened_dump(plain_demo_address, login)


def stop_at(running: subprocess.Popen[str], server: Neo4jServer, login: Login, papers: int) -> None:
    """Stop the process when so many papers are there; 0: when the archive has been begun.

    It is paused while papers are counted, so that it can't end before it is killed.
    """
    driver = neo4j.GraphDatabase.driver(server.address, auth=(login.user, str(login.password)))
    asked = "MATCH (a:Archive) RETURN COUNT { (:Paper) } AS papers"
    with driver, driver.session() as session:
        while running.poll() is None:
            running.send_signal(signal.SIGSTOP)
            rows = session.run(asked).data()
            if rows and rows[0]["papers"] >= papers:
                return
            running.send_signal(signal.SIGCONT)
            time.sleep(0.02)
    raise AssertionError("the ingestion never came so far")
