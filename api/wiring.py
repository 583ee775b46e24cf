"""The one place where the parts are put together: settings, store, vocabulary, embedder, journal.

Parts are made when they are first asked for, so that a command pays for what it uses only.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from api.errors import NoArchive
from extract.vocabulary import Vocabulary
from kg.errors import StoreError, UnknownName
from kg.schema import FORMAT
from kg.settings import Settings, data_home
from kg.stores.base import Store
from kg.vocabulary import archive_vocabulary

if TYPE_CHECKING:
    from api.claude import ClaudeOrder
    from extract.claude.run import ClaudeReport
    from extract.ingest import IngestReport, Progress
    from extract.journal import Journal
    from extract.trained.labels import Tier
    from kg.retrieve.embedder import Embedder
    from kg.share import Share

JOURNAL_FILE: Final = "journal.sqlite"
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+]*:")


class BuildProgress(Protocol):
    """Who is told of an ingestion's stages and of the graph's, which counts what is done."""

    @property
    def reading(self) -> Progress:
        """For the stages of reading and extracting."""
        ...

    def building(self, stage: str, done: int, total: int) -> None:
        """Take note of a stage of the graph: so many of so many papers are done."""
        ...

    def waiting(self, line: str) -> None:
        """Take note of what is waited for."""
        ...

    def note(self, line: str) -> None:
        """Take note of what is done beside what was asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Built:
    """What bringing papers in did: the journal's report, and whether a new graph was written.

    `left_out` counts the hierarchy links that the new graph lacks, as they would close a cycle.
    `claude` is None where there was no order for it.
    """

    report: IngestReport
    rebuilt: bool
    papers: int
    seconds: float
    embedded: bool
    claude: ClaudeReport | None = None
    left_out: int = 0


@dataclass(frozen=True)
class Archive:
    """An archive opened for reading, with what answering from it needs. Close it, or use `with`."""

    settings: Settings
    store: Store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the store; the archive is not used afterwards."""
        self.store.close()

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that the graph was built with, its users' concepts among it.

        Asked for anew each time: a server's graph may be built again while it is read.
        """
        return archive_vocabulary(self.store)

    @cached_property
    def model(self) -> str:
        """Name of the model that the archive's passages were embedded with; empty for none."""
        rows = self.store.run("archive_state").dicts()
        return str(rows[0]["model"] or "") if rows else ""

    @property
    def outdated(self) -> str:
        """What the next ingestion will extract again and why, in one line; empty for nothing."""
        from extract.versions import change, outdated, stated_version

        state = self.store.run("archive_state").dicts()
        version = str(state[0]["extractor"]) if state else ""
        if not change(version, stated_version()):
            return ""
        papers = sum(int(str(count)) for _, count in self.store.run("extractors").rows)
        line = outdated({version: papers}, stated_version())
        return f"{line}: the next `kg ingest` or `kg rebuild` extracts them again"

    @cached_property
    def embedder(self) -> Embedder | None:
        """The model for questions; None where it is missing or not the one of the passages."""
        if not self.store.has_vectors():
            return None
        found = _embedder(self.settings)
        return found if found is not None and found.model_id == self.model else None


def with_scheme(store: str) -> str:
    """A store's address; a bare path is a folder."""
    return store if _SCHEME.match(store) else f"file:{store}"


def demo_store(environ: Mapping[str, str]) -> str:
    """The address of the demo archive where `--store` says nothing else."""
    return f"file:{data_home(environ) / 'demo'}"


def open_archive(settings: Settings, *, demo: str = "") -> Archive:
    """Open what the settings name; NoArchive, in one line, where there is none.

    `demo` is the address of the demo archive, named in that line where it exists.
    """
    from kg.stores.open import open_store

    if settings.store.startswith("file:") and not graph_file(settings.store).is_file():
        raise NoArchive(_missing(settings.store, demo))
    store = open_store(settings.store, settings.login)
    try:
        _check_age(settings.store, store)
    except BaseException:
        store.close()
        raise
    return Archive(settings, store)


def _check_age(address: str, store: Store) -> None:
    """StoreError for a graph that lacks what this version's queries ask for."""
    found = store.run("archive_state").dicts()
    if found and isinstance(found[0]["format"], int) and found[0]["format"] < FORMAT:
        raise StoreError(
            f"the archive {address} was built by an older groundpath: run `kg rebuild`"
        )


def graph_file(store: str) -> Path:
    """The graph of a `file:` store."""
    from kg.stores.embedded import GRAPH_FILE

    return _folder(store) / GRAPH_FILE


def _has_graph(settings: Settings) -> bool:
    try:
        open_archive(settings).close()
    except (NoArchive, StoreError):
        return False
    return True


def _folder(store: str) -> Path:
    from kg.stores.open import store_folder

    return store_folder(store)


def journal_file(settings: Settings) -> Path:
    """The file of the journal that this machine keeps of the archive."""
    from kg.stores.open import journal_folder

    home = data_home(os.environ)
    return journal_folder(settings.store, home, settings.neo4j_database) / JOURNAL_FILE


def need_journal(settings: Settings) -> None:
    """NoArchive for a folder without a journal; a server's is made and filled when it is opened."""
    if settings.store.startswith("file:") and not journal_file(settings).is_file():
        raise NoArchive(_missing(settings.store, ""))


def _missing(store: str, demo: str) -> str:
    folder = _folder(store)
    if (folder / JOURNAL_FILE).is_file():
        return f"the archive in {folder} has no graph yet: run `kg ingest` again to finish it"
    if demo and demo != store and graph_file(demo).is_file():
        return f"no archive in {folder}: run `kg ingest`, or add --store {demo} for the demo's"
    return f"no archive in {folder}: run `kg ingest SOURCE` or `kg demo`"


def bring_in(
    sources: Sequence[Path],
    settings: Settings,
    progress: BuildProgress,
    *,
    workers: int = 1,
    tier: Tier | None = None,
    order: ClaudeOrder | None = None,
) -> Built:
    """Ingest sources into the archive that the settings name, and build its graph where stale.

    `tier` counts for all papers, and from then on. What an earlier run left undone is done too;
    Claude is asked by order only. Errors are those of `extract` and `kg`.
    """
    from extract.ingest import ingest

    started = time.monotonic()
    with writing(settings, progress) as (journal, share):
        vocabulary = vocabulary_of(journal)
        _note_outdated(journal, vocabulary, progress)
        give = share.give if share else None
        report = ingest(
            sources, journal, vocabulary, progress.reading, workers=workers, tier=tier, give=give
        )
        paid = order.carry_out(journal, vocabulary, progress.reading) if order else None
        embedder = _embedder(settings)
        left_out = _build(settings, journal, share, embedder, progress)
        seconds = time.monotonic() - started
        papers, embedded = journal.count(), embedder is not None
        built = left_out is not None
        return Built(report, built, papers, seconds, embedded, paid, left_out or 0)


def _note_outdated(journal: Journal, vocabulary: Vocabulary, progress: BuildProgress) -> None:
    from extract.pipeline import extractor_version
    from extract.versions import outdated

    if line := outdated(journal.versions(), extractor_version(vocabulary)):
        progress.note(f"{line}: extracting them again")


def vocabulary_of(journal: Journal) -> Vocabulary:
    """The vocabulary that a journal's papers are extracted by: the shipped one and its users'."""
    from extract.vocabularies.joined import own_vocabulary

    return own_vocabulary(tuple(journal.vocabularies.contents().items()))


@contextmanager
def writing(settings: Settings, progress: BuildProgress) -> Iterator[tuple[Journal, Share | None]]:
    """The journal, locked, as new as the server that it shares; another process is waited for."""
    from extract.errors import JournalBusy
    from extract.journal import Journal
    from kg.share import Share
    from kg.stores.open import open_registry

    file = journal_file(settings)
    with Journal(file) as journal, ExitStack() as opened:
        try:
            journal.lock()
        except JournalBusy:
            progress.waiting(f"another process is writing to {file.parent}")
            journal.lock(wait=True)
        share: Share | None = None
        if registry := open_registry(settings.store, settings.login):
            opened.callback(registry.close)
            share = Share(registry, journal, file.parent)
            share.catch_up()
        yield journal, share


def export_archive(folder: Path, settings: Settings, progress: BuildProgress) -> list[str]:
    """Write the archive's journal as CSV files for Neo4j's import tool; give the tool's command."""
    from extract.ingest import ingest
    from extract.pipeline import extractor_version
    from kg.export import AdminExport
    from kg.load import build_graph

    need_journal(settings)
    with writing(settings, progress) as (journal, _):
        vocabulary = vocabulary_of(journal)
        _note_outdated(journal, vocabulary, progress)
        ingest([], journal, vocabulary, progress.reading)
        writer = AdminExport(folder, journal)
        build_graph(
            journal,
            writer,
            vocabulary,
            _embedder(settings),
            version=extractor_version(vocabulary, journal.tier()),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            progress=progress.building,
        )
    return writer.command(settings.neo4j_database or "neo4j")


def take_out(papers: Sequence[str], settings: Settings, progress: BuildProgress) -> int:
    """Remove papers (ids or archive ids) from the journal; all of them or, with an error, none."""
    need_journal(settings)
    with writing(settings, progress) as (journal, share):
        found = [journal.get(name) for name in papers]
        for name, stored in zip(papers, found, strict=True):
            if stored is None:
                raise UnknownName(f"no paper {name} in the archive; nothing was removed")
        gone = [one.paper.id for one in found if one is not None]
        if share:
            share.remove(gone)
        with journal.batch():
            return sum(journal.remove(paper) for paper in gone)


def _build(
    settings: Settings,
    journal: Journal,
    share: Share | None,
    embedder: Embedder | None,
    progress: BuildProgress,
) -> int | None:
    """Build the graph anew where it isn't what the journal gives; None where it is.

    Gives how many hierarchy links were left out.
    """
    from extract.ingest import ingest
    from extract.pipeline import extractor_version
    from kg.load import build_graph
    from kg.share import journal_name
    from kg.stores.open import open_writer

    vocabulary = vocabulary_of(journal)
    version = extractor_version(vocabulary, journal.tier())
    model = embedder.model_id if embedder else ""
    nothing = journal.count() == 0 and not _has_graph(settings)
    if nothing or _is_current(settings, journal, version, model):
        return None
    name = journal_name(journal_file(settings).parent) if share else ""
    writer = open_writer(settings.store, settings.login, name, progress.waiting)
    try:
        if share:
            # While another build was waited for, more papers or a vocabulary may have come in.
            share.catch_up()
            vocabulary = vocabulary_of(journal)
            version = extractor_version(vocabulary, journal.tier())
            ingest([], journal, vocabulary, progress.reading)
            if _is_current(settings, journal, version, model):
                return None
        left_out = build_graph(
            journal,
            writer,
            vocabulary,
            embedder,
            version=version,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            progress=progress.building,
        )
    finally:
        writer.close()
    return len(left_out)


def _is_current(settings: Settings, journal: Journal, version: str, model: str) -> bool:
    from kg.load import graph_is_current

    try:
        with open_archive(settings) as archive:
            return graph_is_current(archive.store, journal, version, model)
    except (NoArchive, StoreError):
        return False


def _embedder(settings: Settings) -> Embedder | None:
    from kg.retrieve.embedder import load_embedder

    return load_embedder(settings.models, settings.threads)
