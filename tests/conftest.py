"""What several test modules share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.ingest import ingest
from extract.journal import Journal
from extract.pipeline import EXTRACTOR_VERSION
from extract.vocabulary import load_vocabulary
from kg.load import build_graph
from kg.retrieve.embedder import Embedder, load_embedder
from kg.settings import read_settings
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real papers beside the checkout; a test of it is skipped without one."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("skipped: no shared data")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the embedding model that set-up made; a test of it fails without one."""
    found = load_embedder(read_settings().models)
    if found is None:
        pytest.fail("no embedding model: run `make setup` once with a network")
    return found


def build_archive(folder: Path, sources: list[Path], embedder: Embedder | None) -> str:
    """Ingest the sources into a new archive in the folder; give its store's address."""
    vocabulary = load_vocabulary()
    address = f"file:{folder}"
    with Journal(folder / "journal.sqlite") as journal:
        ingest(sources, journal, vocabulary)
        build_graph(journal, open_writer(address), vocabulary, embedder, version=EXTRACTOR_VERSION)
    return address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Store]:
    """Give the demo archive, built from its digests."""
    sources = sorted((ROOT / "data" / "demo").glob("*.jsonl"))
    store = open_store(build_archive(tmp_path_factory.mktemp("demo"), sources, embedder))
    yield store
    store.close()


@pytest.fixture(scope="session")
def topics(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, shared_data: Path
) -> Iterator[Store]:
    """Give an archive of real abstracts on two subjects."""
    sources = [shared_data / "topics" / "papers.jsonl"]
    store = open_store(build_archive(tmp_path_factory.mktemp("topics"), sources, embedder))
    yield store
    store.close()
