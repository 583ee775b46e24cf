"""What the Neo4j tests share: archives built on a server as well as in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from extract.journal import Journal
from extract.pipeline import EXTRACTOR_VERSION
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
        version: str = EXTRACTOR_VERSION,
    ) -> None:
        build_graph(
            journal,
            open_writer(address, login),
            vocabulary or load_vocabulary(),
            embedder,
            version=version,
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
