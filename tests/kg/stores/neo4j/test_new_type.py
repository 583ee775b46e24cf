"""A server knows an entity type that only the schema and a vocabulary file declare."""

from __future__ import annotations

from pathlib import Path

from kg.settings import Login
from tests.instruments import check_answered, check_known, runner, write_papers
from tests.neo4j_server import Neo4jServer


def test_papers_that_name_an_instrument_are_linked_to_it(
    wiped_neo4j: Neo4jServer, login: Login, tmp_path: Path
) -> None:
    password = str(login.password)
    kg = runner(tmp_path / "own", KG_STORE=wiped_neo4j.address, KG_NEO4J_PASSWORD=password)
    kg("ingest", write_papers(tmp_path / "papers.jsonl"), "--workers", "1")
    check_known(kg)
    check_answered(kg)
