"""`make bench-stores`: both stores over the same journal, in milliseconds or as named."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.vocabulary import data_dir, load_vocabulary
from kg.ask import ask
from kg.build.export import COMMAND_FILE, AdminExport
from kg.build.load import build_graph
from kg.check.answer import check_answer
from kg.records import Limits
from kg.settings import Login
from kg.stores.base import Store, Writer
from kg.stores.open import open_registry, open_store, open_writer
from tests.neo4j_server import Neo4jServer, missing

QUESTION = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
LOGIN = Login("neo4j", "groundpath-bench")
TIMES = 20
LONGEST_S = 20.0


class Chance:
    """Random vectors, equal for equal texts: only the speed of the search is measured."""

    model_id = "chance-1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector a text."""
        rows = [
            np.random.default_rng(int.from_bytes(text.encode()[-8:], "big")).normal(size=384)
            for text in texts
        ]
        made = np.array(rows, dtype=np.float32)
        units: NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
        return units


def main() -> None:
    """Build, measure, print."""
    if lacking := missing():
        sys.exit(lacking)
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else data_dir() / "demo"
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with journal_of(source, folder) as journal:
            measure(folder, journal)


def journal_of(source: Path, folder: Path) -> Journal:
    """A journal's copy, or a new one of papers."""
    file = folder / "journal.sqlite"
    if source.suffix == ".sqlite":
        shutil.copy(source, file)
        return Journal(file)
    journal = Journal(file)
    ingest([source], journal, load_vocabulary())
    return journal


def measure(folder: Path, journal: Journal) -> None:
    """Load both stores and by bulk import, then run the same reads on both."""
    server = Neo4jServer(folder / "batched", str(LOGIN.password))
    bulk = Neo4jServer(folder / "bulk", str(LOGIN.password))
    server.start()
    embedded, address = f"file:{folder / 'embedded'}", server.address
    loads = {
        "load": (load(journal, open_writer(embedded)), load(journal, open_writer(address, LOGIN)))
    }
    loads["load by import"] = (float("nan"), imported(folder / "csv", journal, bulk))
    stores = open_store(embedded), open_store(address, LOGIN)
    papers = int(str(stores[0].run("archive_counts").rows[0][0]))
    print(f"{papers} papers; median and slowest of up to {TIMES}, milliseconds\n")
    print(f"{'':<24}{'embedded':>20}{'Neo4j':>20}")
    for what, (here, there) in loads.items():
        print(f"{what + ', seconds':<24}{here:>20.1f}{there:>20.1f}")
        print(f"{what + ', papers a second':<24}{papers / here:>17.0f}{papers / there:>20.0f}")
    for what, work in works(stores[0]).items():
        print(f"{what:<24}" + "".join(f"{timed(work, store):>20}" for store in stores), flush=True)
    print(f"{'memory, MiB':<24}{resident('self'):>20}{resident(str(server.pid)):>20}")
    for store in stores:
        store.close()
    server.kill()


def load(journal: Journal, writer: Writer) -> float:
    """Seconds that a build takes."""
    started = time.perf_counter()
    build_graph(journal, writer, load_vocabulary(), Chance(), version="bench")
    return time.perf_counter() - started


def imported(folder: Path, journal: Journal, server: Neo4jServer) -> float:
    """Seconds that an export, its import and the indexes take."""
    started = time.perf_counter()
    load(journal, AdminExport(folder, journal))
    server.prepare()
    command = (folder / COMMAND_FILE).read_text().replace("\\\n", "").split()
    server.admin(*command[1:])
    server.start()
    registry = open_registry(server.address, LOGIN)
    assert registry is not None
    registry.close()
    server.kill()
    return time.perf_counter() - started


def works(store: Store) -> dict[str, Callable[[Store], object]]:
    """The reads that are timed, with ids of the archive."""
    text = "MATCH (n:Entity) RETURN n.id ORDER BY n.mentions DESC LIMIT 2"
    (entity,), (other,) = store.cypher(text, {}, Limits()).rows
    paper = store.cypher("MATCH (n:Paper) RETURN n.id ORDER BY n.id LIMIT 1", {}, Limits()).rows[0][
        0
    ]
    vector = Chance().encode(["anything"])[0]
    vocabulary = load_vocabulary()
    return {
        "id": lambda opened: opened.run("paper_by_id", {"id": paper}),
        "1 hop": lambda opened: opened.run("neighbours", {"id": entity, "limit": 100}),
        "2 hops": lambda opened: opened.run("co_mentioned", {"id": entity}),
        "path": lambda opened: opened.run("shortest_path", {"from": paper, "to": other}),
        "full text, 50": lambda opened: opened.text_search("fine-tuning language models", 50),
        "vector, 50": lambda opened: opened.vector_search(vector, 50),
        "ask": lambda opened: ask(QUESTION, opened, vocabulary, None),
        "ask and check": lambda opened: check_answer(
            ask(QUESTION, opened, vocabulary, None), opened, None
        ),
    }


def timed(work: Callable[[Store], object], store: Store) -> str:
    """Median and slowest of some runs after a first one."""
    work(store)
    spans = sorted(_spans(work, store))
    return f"{statistics.median(spans):.1f} / {spans[-1]:.1f}"


def _spans(work: Callable[[Store], object], store: Store) -> Iterator[float]:
    ending = time.perf_counter() + LONGEST_S
    for _ in range(TIMES):
        if time.perf_counter() > ending:
            return
        started = time.perf_counter()
        work(store)
        yield (time.perf_counter() - started) * 1000


def resident(process: str) -> int:
    """Memory of a process."""
    text = Path("/proc", process, "status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
