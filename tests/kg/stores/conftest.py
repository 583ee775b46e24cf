"""What the Neo4j tests share: archives built on a server as well as in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.journal import Journal
from extract.pipeline import extractor_version
from extract.vocabulary import Vocabulary, load_vocabulary
from kg.load import build_graph
from kg.retrieve.embedder import Embedder
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from tests.neo4j_server import Neo4jServer


@pytest.fixture(scope="session")
def on_neo4j(login: Login) -> Callable[..., None]:
    """Give what builds a journal's graph on a server."""

    def build(
        address: str,
        journal: Journal,
        vocabulary: Vocabulary | None = None,
        embedder: Embedder | None = None,
        version: str = "",
    ) -> None:
        build_graph(
            journal,
            open_writer(address, login, "test"),
            vocabulary or load_vocabulary(),
            embedder,
            version=version or extractor_version(load_vocabulary()),
            built_at="2026-01-01T00:00:00Z",
        )

    return build


@pytest.fixture(scope="module")
def small_neo4j(
    tmp_path_factory: pytest.TempPathFactory,
    neo4j_address: str,
    login: Login,
    on_neo4j: Callable[..., None],
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> Iterator[Store]:
    """Give the three known papers on the shared server."""
    with Journal(tmp_path_factory.mktemp("small") / "journal.sqlite") as journal:
        fill_small(journal)
        on_neo4j(neo4j_address, journal, small_vocabulary, version="small-1")
    store = open_store(neo4j_address, login)
    yield store
    store.close()


@pytest.fixture(scope="session")
def spare_neo4j(new_neo4j: Callable[[], Neo4jServer]) -> Neo4jServer:
    """Give a server of its own for what starts, stops and kills."""
    return new_neo4j()


@pytest.fixture
def wiped_neo4j(spare_neo4j: Neo4jServer) -> Neo4jServer:
    """Give that server without anything on it."""
    spare_neo4j.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
    return spare_neo4j


@pytest.fixture
def start(wiped_neo4j: Neo4jServer, login: Login) -> Callable[..., subprocess.Popen[str]]:
    """Give what starts `kg` on an empty server; `home` is a user's data folder, without a model."""

    def run(home: Path, *arguments: str | Path) -> subprocess.Popen[str]:
        own = {
            "XDG_DATA_HOME": str(home),
            "KG_MODELS": str(home / "none"),
            "KG_STORE": wiped_neo4j.address,
            "KG_NEO4J_PASSWORD": str(login.password),
        }
        program = Path(sys.executable).with_name("kg")
        return subprocess.Popen(
            [program, *arguments],
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return run


@pytest.fixture
def ended() -> Callable[[subprocess.Popen[str]], str]:
    """Give what waits for a process to end well, and gives its standard output."""

    def wait(process: subprocess.Popen[str]) -> str:
        out, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
        return out

    return wait
