"""Several journals share a server's archive: at once or in turn, the graph is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from extract.journal.journal import Journal, StoredPaper
from extract.records import Paper
from kg.build.sharing import Member
from kg.errors import StoreError
from kg.records import Limits, Value
from kg.schema import FORMAT
from kg.settings import Login
from kg.stores.base import Membership, Registry
from kg.stores.neo4j.writer import Neo4jWriter
from kg.stores.open import open_registry, open_store
from tests.conftest import PATIENCE_S
from tests.graph_dump import opened_dump
from tests.kg.stores.conftest import Ended, Start
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[4]
DEMO = ROOT / "data" / "demo"
PHYSICS, CODE, BOTH = (DEMO / f"{name}.jsonl" for name in ("physics", "code", "both"))
CATEGORIES: list[dict[str, Value]] = [{"id": "cs", "properties": {"name": "Computer Science"}}]


@pytest.fixture
def registry(wiped_neo4j: Neo4jServer, login: Login) -> Iterator[Registry]:
    """Give the papers of an empty server."""
    papers = open_registry(wiped_neo4j.address, login)
    assert papers is not None
    yield papers
    papers.close()


@pytest.mark.parametrize("homes", [("one", "other"), ("one", "one")], ids=["two", "one journal"])
def test_two_ingests_at_once_give_what_one_after_the_other_gives(
    homes: tuple[str, str],
    tmp_path: Path,
    start: Start,
    ended: Ended,
    wiped_neo4j: Neo4jServer,
    login: Login,
    plain_demo_address: str,
) -> None:
    first, second = (tmp_path / home for home in homes)
    running = [start(first, "ingest", PHYSICS, BOTH), start(second, "ingest", CODE, BOTH)]
    for process in running:
        ended(process)
    assert "the graph is current" in ended(start(first, "rebuild"))
    assert "the graph is current" in ended(start(second, "rebuild"))
    graph = opened_dump(wiped_neo4j.address, login, "archive_id")
    assert graph == opened_dump(plain_demo_address, login, "archive_id")
    given = archive_ids(wiped_neo4j.address, login)
    assert len(set(given.values())) == len(given)
    assert sorted(given.values()) == sorted(archive_ids(plain_demo_address, login).values())
    for home in (first, second):
        with Journal(journal_of(home)) as journal:
            assert {stored.paper.id: stored.archive_id for stored in journal.papers()} == given


def archive_ids(address: str, login: Login) -> dict[str, str]:
    """Archive id of every paper, by its id."""
    store = open_store(address, login)
    text = "MATCH (n:Paper) RETURN n.id AS id, n.archive_id AS archive_id"
    rows = store.cypher(text, {}, Limits()).dicts()
    store.close()
    return {str(row["id"]): str(row["archive_id"]) for row in rows}


def journal_of(home: Path) -> Path:
    (file,) = home.glob("groundpath/127.0.0.1-*/journal.sqlite")
    return file


def test_what_one_journal_takes_out_is_gone_for_the_other(
    tmp_path: Path, start: Start, ended: Ended, wiped_neo4j: Neo4jServer, login: Login
) -> None:
    first, second = tmp_path / "one", tmp_path / "other"
    ended(start(first, "ingest", BOTH))
    assert "0 read: 0 new" in ended(start(second, "rebuild"))
    assert "1 removed" in ended(start(second, "remove", "arxiv:2106.09685"))
    report = json.loads(ended(start(first, "ingest", PHYSICS, "--json")))
    assert report["new"] == len(PHYSICS.read_text().splitlines())
    assert "arxiv:2106.09685" not in archive_ids(wiped_neo4j.address, login)
    again = ended(start(first, "ingest", BOTH))
    assert "16 read: 1 new, 0 changed, 15 unchanged" in again
    assert archive_ids(wiped_neo4j.address, login)["arxiv:2106.09685"] == "AG-2021.06-2"


def paper(number: int, title: str = "A title") -> Paper:
    return Paper(f"arxiv:2401.{number:05}", title, "An abstract.", published="2024-01-02")


def joined(registry: Registry, journal: str = "one") -> Membership:
    made = registry.join(Membership(journal), {}, empty=True)
    registry.joined()
    return made


def test_nothing_is_brought_into_an_archive_of_a_newer_schema(
    registry: Registry, wiped_neo4j: Neo4jServer, login: Login
) -> None:
    joined(registry)
    wiped_neo4j.run(f"MATCH (n:Archive) SET n.format = {FORMAT + 1}")
    with pytest.raises(StoreError, match=": upgrade groundpath"):
        open_registry(wiped_neo4j.address, login)


def test_no_archive_id_is_given_twice(registry: Registry) -> None:
    joined(registry)
    first = registry.give([paper(1), paper(2)])
    assert first == {"arxiv:2401.00001": "AG-2024.01-1", "arxiv:2401.00002": "AG-2024.01-2"}
    assert registry.give([paper(2), paper(1, "Another")]) == first
    registry.remove(["arxiv:2401.00002"])
    assert registry.give([paper(3), paper(2)]) == {
        "arxiv:2401.00003": "AG-2024.01-3",
        "arxiv:2401.00002": "AG-2024.01-4",
    }
    (stored,) = registry.papers(["arxiv:2401.00001"])
    assert stored == StoredPaper(paper(1, "Another"), "AG-2024.01-1")


def test_many_at_once_get_numbers_of_their_own(
    registry: Registry, wiped_neo4j: Neo4jServer, login: Login
) -> None:
    joined(registry)
    given: list[str] = []

    def ask(turn: int) -> None:
        own = open_registry(wiped_neo4j.address, login)
        assert own is not None
        for number in range(10):
            given.extend(own.give([paper(100 * turn + number)]).values())
        own.close()

    threads = [Thread(target=ask, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == sorted(f"AG-2024.01-{number}" for number in range(1, 41))


def test_a_journal_brings_its_papers_to_an_empty_server(registry: Registry, tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        for number in (1, 2, 3):
            journal.upsert(paper(number))
        journal.remove(paper(2).id)
        Member(registry, journal, tmp_path).catch_up()
        assert journal.hashes() == dict(registry.held())
    given = registry.give([paper(2), paper(3)])
    assert given == {paper(2).id: "AG-2024.01-4", paper(3).id: "AG-2024.01-3"}


def test_a_journal_that_was_killed_while_it_brought_its_papers_goes_on(
    registry: Registry, tmp_path: Path
) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        for number in (1, 2, 3):
            journal.upsert(paper(number))
        (tmp_path / "journal.id").write_text("one")
        registry.join(Membership("one"), journal.numbers(), empty=False)
        registry.bring([StoredPaper(paper(1), "AG-2024.01-1")])
        Member(registry, journal, tmp_path).catch_up()
        assert sorted(journal.hashes()) == [paper(number).id for number in (1, 2, 3)]
        assert journal.hashes() == dict(registry.held())


def test_a_journal_of_another_archive_is_left_alone(registry: Registry, tmp_path: Path) -> None:
    joined(registry)
    registry.give([paper(1)])
    with Journal(tmp_path / "journal.sqlite") as journal:
        journal.upsert(paper(2))
        with pytest.raises(StoreError, match="is kept by another journal than the one here"):
            Member(registry, journal, tmp_path)
        assert list(journal.hashes()) == [paper(2).id]
    assert [held[0] for held in registry.held()] == [paper(1).id]


def test_a_server_that_was_restored_takes_nothing_from_a_journal(
    registry: Registry, tmp_path: Path, wiped_neo4j: Neo4jServer
) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        member = Member(registry, journal, tmp_path)
        for number in (1, 2):
            given = member.give([paper(number)])
            journal.upsert(paper(number), given[paper(number).id])
        member.catch_up()
        wiped_neo4j.run(
            "MATCH (n:Archive) SET n.touched = 1, n.numbers = '{\"2024.01\": 1}' WITH n "
            f"MATCH (p:Paper {{id: '{paper(2).id}'}}) DELETE p"
        )
        Member(registry, journal, tmp_path).catch_up()
        assert sorted(journal.hashes()) == [paper(1).id, paper(2).id]
        assert journal.hashes() == dict(registry.held())
    assert registry.give([paper(3)]) == {paper(3).id: "AG-2024.01-3"}


def test_a_build_waits_for_another_journals(wiped_neo4j: Neo4jServer, login: Login) -> None:
    first = Neo4jWriter(wiped_neo4j.address, login, "one")
    messages: SimpleQueue[str] = SimpleQueue()
    waiting = Thread(
        target=lambda: Neo4jWriter(wiped_neo4j.address, login, "other", messages.put).close()
    )
    waiting.start()
    message = messages.get(timeout=PATIENCE_S)
    assert message == f"another build of the archive on {wiped_neo4j.address} is under way"
    first.write("categories", CATEGORIES)
    waiting.join(timeout=3)
    assert waiting.is_alive()
    first.commit()
    waiting.join(timeout=PATIENCE_S)
    assert not waiting.is_alive()
    assert messages.empty()


def test_a_build_that_was_given_up_for_dead_writes_no_more(
    wiped_neo4j: Neo4jServer, login: Login
) -> None:
    first = Neo4jWriter(wiped_neo4j.address, login, "one")
    first.write("categories", CATEGORIES)
    wiped_neo4j.run("MATCH (n:Archive) SET n.builder_until = 0")
    second = Neo4jWriter(wiped_neo4j.address, login, "other")
    with pytest.raises(StoreError, match="has taken over: run the same again"):
        first.write("categories", CATEGORIES)
    first.close()
    second.write("categories", CATEGORIES)
    second.commit()


def test_a_killed_build_is_not_waited_for_by_its_own_journal(
    wiped_neo4j: Neo4jServer, login: Login
) -> None:
    Neo4jWriter(wiped_neo4j.address, login, "one")
    Neo4jWriter(wiped_neo4j.address, login, "one").close()
