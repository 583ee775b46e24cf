"""Fixtures and helpers of several test modules."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.pipeline import extractor_version
from extract.records import (
    Claim,
    Entity,
    EntityRelation,
    Extraction,
    Mention,
    Paper,
    PaperRelation,
    Passage,
    Sentence,
)
from extract.vocabulary import Concept, Vocabulary, load_vocabulary, make_vocabulary
from kg.build.load import build_graph
from kg.embed.embedder import Embedder, load_embedder
from kg.settings import Login, read_settings
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from tests.neo4j_server import Neo4jServer, missing

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
    """Give the folder of real papers beside the checkout; a test of it is skipped without one."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("skipped: no shared data")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the embedding model that set-up made; a test of it fails without one."""
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
    """Standard error without the lines that say on a slow machine how far a stage is."""
    return re.sub(r"^[a-z ]+: ([\d,]+|\d+%)\n", "", errors, flags=re.MULTILINE)


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Give what runs `kg` as a user would; `env` holds variables that differ from this process's.

    The user's own archives are out of its sight.
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


SMALL_CONCEPTS = (
    Concept("domain:physics", "physics", "Domain", categories=("physics.*", "gr-qc")),
    Concept(
        "domain:string-theory",
        "string theory",
        "Domain",
        aliases=("strings",),
        parents=(("PART_OF", "domain:physics"),),
        categories=("hep-th",),
    ),
    Concept("method:fine-tuning", "fine-tuning", "Method", facets=("tuning",)),
    Concept(
        "method:low-rank-adaptation",
        "low-rank adaptation",
        "Method",
        aliases=("LoRA",),
        parents=(("SUBCLASS_OF", "method:fine-tuning"),),
        facets=("tuning",),
    ),
    Concept("metric:bleu", "BLEU", "Metric", facets=("evaluation",)),
    Concept("task:code-summarization", "code summarization", "Task", facets=("task",)),
)
SMALL_PAPERS = (
    Paper(
        "arxiv:2401.00001",
        "Low-rank adaptation for string theory",
        "We tune a model with LoRA. It solves string theory problems.",
        ("Ada Byron", "Ben Cole"),
        ("hep-th", "cs.LG"),
        "2024-01-02",
        "https://arxiv.org/abs/2401.00001",
    ),
    Paper(
        "arxiv:2302.00002",
        "Summaries of code by fine-tuning",
        "Fine-tuning helps code summarization. We report BLEU.",
        ("Ben Cole",),
        ("cs.SE",),
        "2023-02-03",
    ),
    Paper("doi:10.1/x", "On counting", "We count."),
)


def small_extraction(paper: Paper) -> Extraction:
    """Extract by looking for names as they are written: enough to build a graph from."""
    first = paper.abstract.index(".") + 1
    ends = [(0, first)] + (
        [(first + 1, len(paper.abstract))] if first < len(paper.abstract) else []
    )
    passages = (
        Passage(
            0,
            "title",
            paper.title,
            0,
            len(paper.title),
            (Sentence(0, len(paper.title), "objective"),),
        ),
        Passage(
            1,
            "abstract",
            paper.abstract,
            0,
            len(paper.abstract),
            tuple(Sentence(start, end, "method") for start, end in ends),
        ),
    )
    mentions = tuple(
        Mention(passage.position, at, at + len(name), name, concept.id, 0.9, "test")
        for passage in passages
        for concept in SMALL_CONCEPTS
        for name in (concept.name, concept.name.capitalize(), *concept.aliases)
        if (at := passage.text.find(name)) >= 0
    )
    kinds = {"Domain": "IN_DOMAIN", "Method": "USES", "Metric": "REPORTS", "Task": "ADDRESSES"}
    concepts = {concept.id: concept for concept in SMALL_CONCEPTS}
    relations = tuple(
        PaperRelation(
            kinds[concepts[mention.entity_id].label],
            mention.entity_id,
            mention.passage,
            0,
            passages[mention.passage].sentences[0].char_end,
            0.9 if mention.passage else 0.6,
            "test",
        )
        for mention in mentions
    )
    ids = [mention.entity_id for mention in mentions]
    used = [id_ for id_ in ids if concepts[id_].label == "Method"]
    aims = [id_ for id_ in ids if concepts[id_].label in ("Task", "Domain")]
    return Extraction(
        paper.id,
        passages,
        tuple(Entity(id_, concepts[id_].name, concepts[id_].label) for id_ in sorted({*ids})),
        mentions,
        relations,
        tuple(
            EntityRelation("USED_FOR", a, b, 0, 0, 9, 0.6, "test")
            for a, b in zip(used, aims, strict=False)
        ),
        claims=small_claims(passages[1]),
    )


def small_claims(passage: Passage) -> tuple[Claim, ...]:
    """Claim something beside fine-tuning: of low-rank adaptation, or of the paper's own system."""
    other, place = "method:fine-tuning", (1, 0, passage.sentences[0].char_end)
    if "LoRA" in passage.text:
        claim = Claim("better", "method:low-rank-adaptation", other, *place, 0.9, "test")
        return (replace(claim, condition="for strings"),)
    if "Fine-tuning" in passage.text:
        claim = Claim("needs_more", "", other, *place, 0.5, "test", value=2.0, unit="x")
        return (replace(claim, metric_id="metric:bleu"),)
    return ()


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
