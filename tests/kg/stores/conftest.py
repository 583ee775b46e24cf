"""What the Neo4j tests share: archives built on a server as well as in a folder."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.journal.journal import Journal
from extract.pipeline import extractor_version
from extract.vocabulary import Vocabulary, load_vocabulary
from kg.build.load import build_graph
from kg.embed.embedder import Embedder
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from tests.conftest import PATIENCE_S, PROGRAM, program_env
from tests.neo4j_server import Neo4jServer

Start = Callable[..., subprocess.Popen[str]]
Ended = Callable[[subprocess.Popen[str]], str]


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
    neo4j_server: Neo4jServer,
    login: Login,
    on_neo4j: Callable[..., None],
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> Iterator[Store]:
    """Give the three known papers on the shared server."""
    neo4j_server.wipe()
    with Journal(tmp_path_factory.mktemp("small") / "journal.sqlite") as journal:
        fill_small(journal)
        on_neo4j(neo4j_server.address, journal, small_vocabulary, version="small-1")
    store = open_store(neo4j_server.address, login)
    yield store
    store.close()


@pytest.fixture
def wiped_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """Give the shared server, emptied."""
    neo4j_server.wipe()
    return neo4j_server


@pytest.fixture
def start(wiped_neo4j: Neo4jServer, login: Login) -> Start:
    """Give what starts `kg` on an empty server; `home` is a user's data folder, without a model."""

    def run(home: Path, *arguments: str | Path) -> subprocess.Popen[str]:
        env = program_env(
            XDG_DATA_HOME=str(home),
            KG_MODELS=str(home / "none"),
            KG_STORE=wiped_neo4j.address,
            KG_NEO4J_PASSWORD=str(login.password),
        )
        pipe = subprocess.PIPE
        return subprocess.Popen([PROGRAM, *arguments], env=env, stdout=pipe, stderr=pipe, text=True)

    return run


@pytest.fixture
def ended() -> Ended:
    """Give what waits for a process to succeed and returns its standard output."""

    def wait(process: subprocess.Popen[str]) -> str:
        out, errors = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0, errors
        return out

    return wait
