"""What the import tool makes of an export is the graph that batches make."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.journal.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.build.export import COMMAND_FILE, AdminExport
from kg.build.load import build_graph
from kg.embed.embedder import Embedder
from kg.settings import Login
from kg.stores.open import open_registry, open_store
from tests.graph_dump import dump
from tests.neo4j_server import Neo4jServer

TEN: tuple[tuple[str, dict[str, object]], ...] = (
    ("archive_counts", {}),
    ("archive_state", {}),
    ("label_counts", {}),
    ("relation_counts", {}),
    ("categories", {}),
    ("entities_by_key", {"key": "bert"}),
    ("top_entities", {"label": "Method"}),
    ("entity_descendants", {"id": "domain:physics"}),
    ("papers_in_category", {"category": "cs.SE"}),
    ("authors_named", {"words": "an"}),
)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory, demo_journal: Path) -> Iterator[Journal]:
    """Give a journal of the demo papers."""
    with Journal(Path(shutil.copy(demo_journal, tmp_path_factory.mktemp("export")))) as made:
        yield made


def test_an_import_is_the_batched_graph(
    tmp_path_factory: pytest.TempPathFactory,
    wiped_neo4j: Neo4jServer,
    login: Login,
    journal: Journal,
    embedder: Embedder,
    on_neo4j: Callable[..., None],
) -> None:
    on_neo4j(wiped_neo4j.address, journal, embedder=embedder)
    folder = tmp_path_factory.mktemp("csv")
    server = Neo4jServer(tmp_path_factory.mktemp("imported"), str(login.password))
    exported(folder, journal, embedder)
    server.prepare()
    command = (folder / COMMAND_FILE).read_text().replace("\\\n", "").split()
    assert command[:4] == ["neo4j-admin", "database", "import", "full"]
    output = server.admin(*command[1:])
    assert re.search(r"IMPORT DONE", output)
    server.start()
    try:
        registry = open_registry(server.address, login)
        assert registry is not None
        assert dict(registry.held()) == journal.hashes()
        registry.close()
        built, imported = (
            open_store(address, login) for address in (wiped_neo4j.address, server.address)
        )
        for name, given in TEN:
            assert imported.run(name, dict(given)).rows == built.run(name, dict(given)).rows  # type: ignore[arg-type]
        assert dump(imported) == dump(built)
        assert imported.text_search("fine-tuning", 50) == built.text_search("fine-tuning", 50)
        vector = embedder.encode(["fine-tuning"])[0]
        assert imported.vector_search(vector, 20) == built.vector_search(vector, 20)
        built.close()
        imported.close()
    finally:
        server.kill()


def exported(folder: Path, journal: Journal, embedder: Embedder) -> None:
    from extract.pipeline import extractor_version

    build_graph(
        journal,
        AdminExport(folder, journal),
        load_vocabulary(),
        embedder,
        version=extractor_version(load_vocabulary()),
        built_at="2026-01-01T00:00:00Z",
    )
