"""Papers are added to an archive and removed: first in its journal, then in its graph.

What takes time to import stands in the functions that need it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import BadInput, NoArchive, StoreError, UnknownName
from kg.stores.location import Location

if TYPE_CHECKING:
    from extract.claude.run import ClaudeReport
    from extract.ingest import IngestReport
    from extract.journal.journal import Journal
    from extract.tagger.labels import Tier
    from extract.vocabulary import Vocabulary
    from kg.build.claude import ClaudeOrder
    from kg.build.sharing import Member
    from kg.embed.embedder import Embedder
    from kg.settings import Settings
    from kg.stores.base import Writer

MOST_WORKERS: Final = 8


class BuildProgress:
    """How far an ingestion is: stages as for `extract.ingest`, then the graph's. Shows nothing."""

    def start(self, stage: str, total: int | None) -> None:
        """Begin a stage of reading or extracting."""

    def advance(self, count: int) -> None:
        """Count so much more of it as done."""

    def finish(self) -> None:
        """End the stage."""

    def building(self, stage: str, done: int, total: int) -> None:
        """Show that a stage of the graph has done so many papers of a total."""

    def waiting(self, line: str) -> None:
        """Show what is waited for."""

    def note(self, line: str) -> None:
        """Show what is done in addition to the request."""


QUIET: Final = BuildProgress()


@dataclass(frozen=True, slots=True)
class Built:
    """What bringing papers in did: the journal's report, and whether a new graph was written.

    `left_out` counts the hierarchy links that the new graph lacks, as they would close a cycle.
    `claude` is None where it wasn't asked.
    """

    report: IngestReport
    rebuilt: bool
    papers: int
    seconds: float
    embedded: bool
    claude: ClaudeReport | None = None
    left_out: int = 0


def bring_in(
    sources: Sequence[Path],
    settings: Settings,
    progress: BuildProgress,
    *,
    workers: int = 0,
    tier: Tier | None = None,
    order: ClaudeOrder | None = None,
) -> Built:
    """Ingest sources into the archive that the settings name, and build its graph where stale.

    With 0 workers there is a process a processor, 8 at most. `tier` counts for all papers, and from
    then on. What an earlier run left undone is done too; Claude is asked by order only. BadInput,
    before anything is done, for a source that is not there; errors are those of `extract` and `kg`.
    """
    from extract.ingest import ingest

    _need_sources(sources)
    started = time.monotonic()
    workers = workers or min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    with writing(settings, progress) as (journal, member):
        vocabulary = vocabulary_of(journal)
        _note_outdated(journal, vocabulary, progress)
        give = member.give if member else None
        report = ingest(
            sources, journal, vocabulary, progress, workers=workers, tier=tier, give=give
        )
        paid = order.carry_out(journal, vocabulary, progress) if order else None
        embedder = embedder_of(settings)
        left_out = _build(settings, journal, member, embedder, progress)
        seconds = time.monotonic() - started
        papers, embedded = journal.count(), embedder is not None
        built = left_out is not None
        return Built(report, built, papers, seconds, embedded, paid, left_out or 0)


def _need_sources(sources: Sequence[Path]) -> None:
    from extract.records import Problem
    from extract.sources.read import source_files

    missing = [item for item in source_files(sources) if isinstance(item, Problem)]
    if missing:
        named = "; ".join(f"{problem.file}: {problem.reason}" for problem in missing)
        raise BadInput(f"{named} (nothing was brought in)")


def _note_outdated(journal: Journal, vocabulary: Vocabulary, progress: BuildProgress) -> None:
    from extract.pipeline import extractor_version
    from extract.versions import outdated

    if line := outdated(journal.versions(), extractor_version(vocabulary)):
        progress.note(f"{line}: extracting them again")


def take_out(papers: Sequence[str], settings: Settings, progress: BuildProgress) -> int:
    """Remove papers (ids or archive ids) from the journal; all of them or, with an error, none."""
    need_journal(settings)
    with writing(settings, progress) as (journal, member):
        stored = [journal.get(name) for name in papers]
        for name, paper in zip(papers, stored, strict=True):
            if paper is None:
                raise UnknownName(f"no paper {name} in the archive; nothing was removed")
        ids = [paper.paper.id for paper in stored if paper is not None]
        if member:
            member.remove(ids)
        with journal.batch():
            return sum(journal.remove(paper_id) for paper_id in ids)


def export_archive(folder: Path, settings: Settings, progress: BuildProgress) -> list[str]:
    """Write the archive's journal as CSV files for Neo4j's import tool; give the tool's command."""
    from extract.ingest import ingest
    from kg.build.export import AdminExport

    need_journal(settings)
    with writing(settings, progress) as (journal, _):
        vocabulary = vocabulary_of(journal)
        _note_outdated(journal, vocabulary, progress)
        ingest([], journal, vocabulary, progress)
        writer = AdminExport(folder, journal)
        _write(journal, writer, vocabulary, embedder_of(settings), progress)
    return writer.command(settings.neo4j_database or "neo4j")


def journal_file(settings: Settings) -> Path:
    """The file of the journal that this machine keeps of the archive."""
    place = Location.parse(settings.store)
    return place.journal_file(settings.home, settings.neo4j_database)


def need_journal(settings: Settings) -> None:
    """NoArchive for a folder without a journal; a server's is made and filled when it is opened."""
    from kg.stores.open import missing

    place = Location.parse(settings.store)
    if place.folder and not journal_file(settings).is_file():
        raise NoArchive(missing(place))


def vocabulary_of(journal: Journal) -> Vocabulary:
    """The vocabulary that a journal's papers are extracted by: the shipped one and its users'."""
    from extract.vocabularies.merge import own_vocabulary

    return own_vocabulary(tuple(journal.vocabularies.contents().items()))


def embedder_of(settings: Settings) -> Embedder | None:
    """The embedding model; None where it is missing."""
    from kg.embed.embedder import load_embedder

    return load_embedder(settings.models, settings.threads)


@contextmanager
def writing(settings: Settings, progress: BuildProgress) -> Iterator[tuple[Journal, Member | None]]:
    """Lock the journal, waiting for other processes, and bring it up to date with its server."""
    from extract.errors import JournalBusy
    from extract.journal.journal import Journal
    from kg.build.sharing import Member
    from kg.stores.open import open_registry

    file = journal_file(settings)
    with Journal(file) as journal, ExitStack() as opened:
        try:
            journal.lock()
        except JournalBusy:
            progress.waiting(f"another process is writing to {file.parent}")
            journal.lock(wait=True)
        member: Member | None = None
        if registry := open_registry(settings.store, settings.login):
            opened.callback(registry.close)
            member = Member(registry, journal, file.parent)
            member.catch_up()
        yield journal, member


def _build(
    settings: Settings,
    journal: Journal,
    member: Member | None,
    embedder: Embedder | None,
    progress: BuildProgress,
) -> int | None:
    """Build the graph anew where it isn't what the journal gives; None where it is.

    Gives how many hierarchy links were left out.
    """
    from extract.ingest import ingest
    from kg.build.sharing import journal_name
    from kg.stores.open import open_writer

    current = _is_current(settings, journal, embedder)
    if current or (current is None and journal.count() == 0):
        return None
    name = journal_name(journal_file(settings).parent) if member else ""
    writer = open_writer(settings.store, settings.login, name, progress.waiting)
    try:
        if member:
            # While another build was waited for, more papers or a vocabulary may have come in.
            member.catch_up()
            ingest([], journal, vocabulary_of(journal), progress)
            if _is_current(settings, journal, embedder):
                return None
        return _write(journal, writer, vocabulary_of(journal), embedder, progress)
    finally:
        writer.close()


def _write(
    journal: Journal,
    writer: Writer,
    vocabulary: Vocabulary,
    embedder: Embedder | None,
    progress: BuildProgress,
) -> int:
    """Write the journal's graph; give how many hierarchy links were left out."""
    from extract.pipeline import extractor_version
    from kg.build.load import build_graph

    left_out = build_graph(
        journal,
        writer,
        vocabulary,
        embedder,
        version=extractor_version(vocabulary, journal.tier()),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        progress=progress.building,
    )
    return len(left_out)


def _is_current(settings: Settings, journal: Journal, embedder: Embedder | None) -> bool | None:
    """True where the graph is what the journal gives; None where there is no graph to read."""
    from extract.pipeline import extractor_version
    from kg.build.load import graph_is_current
    from kg.stores.open import open_archive

    version = extractor_version(vocabulary_of(journal), journal.tier())
    try:
        with closing(open_archive(Location.parse(settings.store), settings.login)) as store:
            return graph_is_current(store, journal, version, embedder.model_id if embedder else "")
    except (NoArchive, StoreError):
        return None
