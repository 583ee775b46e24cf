"""What a server of HTTP knows of the state of an archive on a Neo4j server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from api.http.current import CurrentArchive
from extract.journal.journal import Journal
from extract.vocabulary import Vocabulary
from kg.settings import Login, read_settings
from kg.stores.open import open_writer
from tests.neo4j_server import Neo4jServer


def test_a_state_is_of_a_build_and_there_is_none_meanwhile(
    tmp_path: Path,
    wiped_neo4j: Neo4jServer,
    login: Login,
    on_neo4j: Callable[..., None],
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> None:
    address = wiped_neo4j.address
    current = CurrentArchive(replace(read_settings(store=address), neo4j_password=login.password))
    with Journal(tmp_path / "journal.sqlite") as journal:
        fill_small(journal)
        on_neo4j(address, journal, small_vocabulary, version="small-1")
        first = current.state()
        with current.lend() as before:
            assert before.schema.labels
        assert current.state() == first != ""
        writer = open_writer(address, login, "test")
        writer.write("categories", [])
        writer.write("papers", [{"id": "arxiv:x", "properties": {"id": "arxiv:x"}}])
        assert current.state() == ""
        writer.close()
        on_neo4j(address, journal, small_vocabulary, version="small-2")
    assert current.state() not in (first, "")
    with current.lend() as after:
        assert after is not before
    current.close()
