"""A server keeps users' vocabularies for every journal that is a member of it."""

from __future__ import annotations

from pathlib import Path

from extract.journal.journal import Journal
from kg.build.sharing import Member
from kg.settings import Login
from kg.stores.open import open_registry
from tests.kg.stores.conftest import Ended, Start
from tests.neo4j_server import Neo4jServer


def test_each_journal_gets_what_another_kept(
    tmp_path: Path, wiped_neo4j: Neo4jServer, login: Login
) -> None:
    registry = open_registry(wiped_neo4j.address, login)
    assert registry is not None
    with (
        Journal(tmp_path / "a" / "j.sqlite") as first,
        Journal(tmp_path / "b" / "j.sqlite") as second,
    ):
        first.lock()
        second.lock()
        members = [Member(registry, j, tmp_path / n) for j, n in ((first, "a"), (second, "b"))]
        members[0].keep_vocabularies({"stars": "1\n", "ä": "2\n"})
        members[1].keep_vocabularies({"bread": "3\n", "ä": None})
        for member, journal in zip(members, (first, second), strict=True):
            member.catch_up()
            assert journal.vocabularies.contents() == {"bread": "3\n", "stars": "1\n"}
        assert registry.vocabularies() == {"bread": "3\n", "stars": "1\n"}
    registry.close()


def test_two_machines_extract_by_the_same_names(
    tmp_path: Path, start: Start, ended: Ended, wiped_neo4j: Neo4jServer
) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    (tmp_path / "stars.jsonl").write_text('{"name": "stellar streams", "aliases": ["GD1"]}\n')
    (tmp_path / "p.jsonl").write_text(
        '{"id": "a", "title": "Finding GD1", "abstract": "We find GD1 again."}\n'
    )
    ended(start(home, "vocabulary", "add", tmp_path / "stars.jsonl"))
    ended(start(other, "ingest", tmp_path / "p.jsonl"))
    assert "stellar streams" in ended(start(other, "entity", "GD1"))
    assert "the graph is current" in ended(start(home, "rebuild"))
    assert ended(start(other, "vocabulary", "list")).startswith("stars ")
    ended(start(home, "vocabulary", "remove", "stars"))
    ended(start(other, "rebuild"))
    assert "0 rows" in ended(start(home, "cypher", "--name", "own_concepts"))
