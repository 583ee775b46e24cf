"""Fixtures and helpers of several test modules."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.pipeline import extractor_version
from extract.vocabulary import Vocabulary, load_vocabulary, make_vocabulary
from kg.build.load import build_graph
from kg.embed.embedder import Embedder, load_embedder
from kg.settings import Login, read_settings
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from tests.neo4j_server import Neo4jServer, missing
from tests.small_papers import SMALL_CONCEPTS, SMALL_PAPERS, small_extraction

ROOT = Path(__file__).resolve().parent.parent
DEMO = sorted((ROOT / "data" / "demo").glob("*.jsonl"))
NEO4J_PASSWORD = "groundpath-test"
PATIENCE_S = 900.0  # what takes longer than this hangs, however slow the machine is

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep in one worker what shares a Neo4j server, and each other module's tests in one, too."""
    for item in items:
        on_server = "neo4j_server" in getattr(item, "fixturenames", ())
        group = "neo4j" if on_server else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give what fills a folder, by its name: the first worker does it, the others wait for it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        made, filled = root / name, root / f"{name}.filled"
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not filled.exists():
                shutil.rmtree(made, ignore_errors=True)
                made.mkdir()
                fill(made)
                filled.touch()
        return made

    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real papers next to the checkout; its tests are skipped without it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("skipped: no shared data")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the embedding model that set-up made; its tests fail without it."""
    model = load_embedder(read_settings().models)
    if model is None:
        pytest.fail("no embedding model: run `make setup` once with a network")
    return model


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Give the server that all tests share; each builds what it needs there.

    Its tests are skipped where Java or Maven is missing; with `KG_REQUIRE=neo4j` they fail there.
    """
    if lacking := missing():
        required = "neo4j" in os.environ.get("KG_REQUIRE", "").split(",")
        (pytest.fail if required else pytest.skip)(f"skipped: {lacking}")
    server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), NEO4J_PASSWORD)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def neo4j_address(neo4j_server: Neo4jServer) -> str:
    """Give the address of that server."""
    return neo4j_server.address


@pytest.fixture(scope="session")
def login() -> Login:
    """Give the user and the password of the servers that tests start."""
    return Login("neo4j", NEO4J_PASSWORD)


def build_archive(folder: Path, sources: list[Path], embedder: Embedder | None) -> str:
    """Ingest the sources into a new archive in the folder; give its store's address."""
    vocabulary = load_vocabulary()
    address = f"file:{folder}"
    with Journal(folder / "journal.sqlite") as journal:
        ingest(sources, journal, vocabulary)
        version = extractor_version(vocabulary)
        build_graph(journal, open_writer(address), vocabulary, embedder, version=version)
    return address


@pytest.fixture(scope="session")
def demo_journal(made_once: Callable[..., Path]) -> Path:
    """Give the journal of the demo papers, extracted; a test that writes takes a copy."""

    def fill(folder: Path) -> None:
        with Journal(folder / "journal.sqlite") as journal:
            ingest(DEMO, journal, load_vocabulary())

    return made_once("demo-journal", fill) / "journal.sqlite"


@pytest.fixture(scope="session")
def demo_address(made_once: Callable[..., Path], demo_journal: Path, embedder: Embedder) -> str:
    """Give the address of the demo archive, which tests only read."""
    return f"file:{made_once('demo', lambda folder: build_demo(folder, demo_journal, embedder))}"


@pytest.fixture(scope="session")
def plain_demo_address(made_once: Callable[..., Path], demo_journal: Path) -> str:
    """Give the address of a demo archive without vectors, which tests only read."""
    return f"file:{made_once('plain', lambda folder: build_demo(folder, demo_journal, None))}"


def build_demo(folder: Path, demo_journal: Path, embedder: Embedder | None) -> None:
    """Build the demo archive in a folder from its journal."""
    vocabulary, version = load_vocabulary(), extractor_version(load_vocabulary())
    with Journal(Path(shutil.copy(demo_journal, folder))) as journal:
        build_graph(journal, open_writer(f"file:{folder}"), vocabulary, embedder, version=version)


@pytest.fixture(scope="session")
def demo(demo_address: str) -> Iterator[Store]:
    """Give the demo archive, built from its digests."""
    store = open_store(demo_address)
    yield store
    store.close()


@pytest.fixture(scope="session")
def topics(
    made_once: Callable[..., Path], embedder: Embedder, shared_data: Path
) -> Iterator[Store]:
    """Give an archive of real abstracts on two subjects."""
    sources = [shared_data / "topics" / "papers.jsonl"]
    folder = made_once("topics", lambda folder: build_archive(folder, sources, embedder))
    store = open_store(f"file:{folder}")
    yield store
    store.close()


Kg = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = str(Path(sys.executable).with_name("kg"))


def program_env(**own: str) -> dict[str, str]:
    """The variables with which `PROGRAM` runs this checkout's code, also where another's is
    installed, and sees neither the user's archives nor settings; `own` come on top."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    models = str(read_settings().models)
    bare = {"PYTHONPATH": str(ROOT), "KG_MODELS": models, "XDG_DATA_HOME": "/nowhere"}
    return {**inherited, **bare, **own}


def without_progress(errors: str) -> str:
    """Standard error without the progress lines that a slow machine prints."""
    return re.sub(r"^[a-z ]+: ([\d,]+|\d+%)\n", "", errors, flags=re.MULTILINE)


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Give what runs `kg` as a user would; `env` holds variables that differ from this process's.

    It can't see the user's own archives.
    """

    def run(
        *arguments: str | Path, env: dict[str, str] | None = None, given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [PROGRAM, *arguments],
            env=program_env(**(env or {})),
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        done.stderr = without_progress(done.stderr)
        return done

    return run


@pytest.fixture(scope="session")
def own_papers() -> Path:
    """Give the source of the papers of the tests of the command line and HTTP."""
    return ROOT / "tests" / "api" / "papers.jsonl"


@pytest.fixture(scope="session")
def own_archive(made_once: Callable[..., Path], kg: Kg, own_papers: Path) -> str:
    """Give the address of an archive that `kg ingest` built."""

    def fill(folder: Path) -> None:
        done = kg("ingest", own_papers, "--store", folder)
        assert (done.returncode, done.stderr) == (0, "")

    return f"file:{made_once('own', fill)}"


@pytest.fixture(scope="session")
def small_vocabulary() -> Vocabulary:
    """Give six concepts."""
    return make_vocabulary({concept.id: concept for concept in SMALL_CONCEPTS}, "small")


@pytest.fixture(scope="session")
def fill_small() -> Callable[[Journal], None]:
    """Give what fills a journal with three papers."""

    def fill(journal: Journal) -> None:
        with journal.batch():
            for paper in SMALL_PAPERS:
                journal.upsert(paper)
                journal.save_extraction(small_extraction(paper), "small-1")

    return fill


@pytest.fixture(scope="session")
def small(
    tmp_path_factory: pytest.TempPathFactory,
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> Iterator[Store]:
    """Give an archive of three papers whose every row is known; without vectors."""
    folder = tmp_path_factory.mktemp("small")
    with Journal(folder / "journal.sqlite") as journal:
        fill_small(journal)
        writer = open_writer(f"file:{folder}")
        build_graph(
            journal,
            writer,
            small_vocabulary,
            None,
            version="small-1",
            built_at="2026-01-01T00:00:00Z",
        )
    store = open_store(f"file:{folder}")
    yield store
    store.close()
