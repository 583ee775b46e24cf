"""Benchmarks of ingestion and answering, each figure beside its baseline or bound in one run.

Times are wall-clock seconds on this machine; read the ratios, the machine may be busy.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.pipeline import extractor_version
from extract.records import Extraction, Paper
from extract.vocabulary import Vocabulary, load_vocabulary
from kg.answer.records import Answer
from kg.archive import Archive
from kg.build.load import build_graph
from kg.embed.embedder import load_embedder
from kg.records import Value
from kg.retrieve.search import search
from kg.settings import Settings, read_settings
from kg.stores.open import open_writer

QUESTION: Final = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
ASKED: Final = 10
TOP: Final = 12
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured figure and what it is to be read against."""

    what: str
    value: str
    beside: str = ""


def run_bench(sources: Sequence[Path]) -> list[Measure]:
    """Ingest the sources into a throw-away archive, ask it, and measure both."""
    with tempfile.TemporaryDirectory(prefix="groundpath-bench-") as folder:
        settings = read_settings(store=f"file:{folder}")
        figures = _ingestion(sources, settings, Path(folder))
        with Archive(settings) as archive:
            figures += _asking(archive, folder)
            figures += _balance(archive)
    return figures


def _nothing(papers: Sequence[Paper], _: Vocabulary) -> list[Extraction]:
    return [Extraction(paper.id) for paper in papers]


def _ingestion(sources: Sequence[Path], settings: Settings, folder: Path) -> list[Measure]:
    vocabulary, version = load_vocabulary(), extractor_version(load_vocabulary())
    with Journal(folder / "reading" / "journal.sqlite") as journal:
        _, reading = _timed(lambda: ingest(sources, journal, vocabulary, extract=_nothing))
    with Journal(folder / "journal.sqlite") as journal:
        report, extracting = _timed(lambda: ingest(sources, journal, vocabulary))
        papers = journal.count()
        words = sum(len(entry.paper.abstract.split()) for entry in journal.papers())
        embedder = load_embedder(settings.models, settings.threads)

        def build(with_embedder: bool) -> None:
            build_graph(
                journal,
                open_writer(settings.store),
                vocabulary,
                embedder if with_embedder else None,
                version=version,
            )

        _, graph = _timed(lambda: build(False))
        _, whole = _timed(lambda: build(True))
    total = extracting + whole
    embedding = max(whole - graph, 0.0)
    return [
        Measure("papers", f"{papers:,}", f"{report.failed} lines not taken"),
        Measure("ingestion, all of it", f"{total:.1f} s", f"{papers / total:,.0f} papers a second"),
        Measure("  reading and journal", f"{reading:.1f} s", _percent(reading, total)),
        Measure(
            "  extraction",
            f"{extracting - reading:.1f} s",
            f"{words / max(extracting - reading, 1e-9):,.0f} words a second, one process",
        ),
        Measure("  embedding (the bound)", f"{embedding:.1f} s", _percent(embedding, total)),
        Measure("  graph", f"{graph:.1f} s", _percent(graph, total)),
    ]


def _asking(archive: Archive, folder: str) -> list[Measure]:
    archive.ask(QUESTION)
    asked = _several(lambda: archive.ask(QUESTION))
    plain = _several(lambda: search(QUESTION, archive.store, archive.embedder))
    kg = str(Path(sys.executable).with_name("kg"))
    command = [kg, "--store", f"file:{folder}", "ask", QUESTION]
    process = _several(
        lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), times=3
    )
    return [
        Measure("ask, archive open, median", f"{asked:.3f} s", f"search alone {plain:.3f} s"),
        Measure("kg ask, a process from its start", f"{process:.3f} s", "warm file cache"),
    ]


def _balance(archive: Archive) -> list[Measure]:
    answer = archive.ask(QUESTION)
    checked = archive.check(answer)
    hits = search(QUESTION, archive.store, archive.embedder, 100).hits
    top = list(dict.fromkeys(hit.paper_id for hit in hits))[:TOP]
    figures = []
    for side in answer.sides:
        cited = len(_sources_of(answer, side.label))
        anchors: list[Value] = [node.id for node in side.anchors]
        rows = archive.store.run("links_below", {"entities": anchors, "floor": 0.5})
        by_search = len({str(row["paper_id"]) for row in rows.dicts()} & {*top})
        beside = f"of the {TOP} best of plain search: {by_search}"
        figures.append(Measure(f"sources for {side.label}", str(cited), beside))
    return [
        *figures,
        Measure("aspects grounded on both sides", str(_grounded(answer)), "wanted: 4"),
        Measure(
            "statements that fail the check",
            str(len(checked.failures)),
            f"of {checked.statements}",
        ),
    ]


def _sources_of(answer: Answer, label: str) -> set[int]:
    by_id = {statement.id: statement for statement in answer.statements()}
    return {
        citation.source
        for row in answer.comparison.aspects
        for cell in row.cells
        if cell.side == label
        for statement in cell.statements
        for citation in by_id[statement].citations
    }


def _grounded(answer: Answer) -> int:
    cited = {statement.id for statement in answer.statements() if statement.citations}
    return sum(
        all(cited & {*cell.statements} for cell in row.cells) for row in answer.comparison.aspects
    )


def _timed(run: Callable[[], _T]) -> tuple[_T, float]:
    started = time.perf_counter()
    return run(), time.perf_counter() - started


def _several(run: Callable[[], object], times: int = ASKED) -> float:
    return statistics.median(_timed(run)[1] for _ in range(times))


def _percent(part: float, whole: float) -> str:
    return f"{part / whole:.0%} of it" if whole else ""
