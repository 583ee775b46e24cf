"""Ingestion: sources -> papers in the journal -> extractions in the journal, in two stages.

Every batch is one transaction, so an ingestion that is killed loses a batch at most, and the next
one goes on from what was saved. The end is the same, byte for byte, as if nothing had happened.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from extract.batches import batches
from extract.claude.paid import answered_version, from_paid
from extract.errors import BrokenAnswer
from extract.journal.journal import Journal, PaperChange
from extract.pipeline import extract_papers, extractor_version
from extract.records import Extraction, Paper, Problem
from extract.sources.read import SourceEntry, read_files, source_files, total_bytes
from extract.tagger.labels import Tier
from extract.vocabulary import Vocabulary
from extract.workers import Extract, extract_batches

# Papers a transaction. Extraction's are smaller: a paper takes it about a hundred times as long.
BATCH = 200
EXTRACTION_BATCH = 50
# A source of a million bad lines has a million problems; as many are listed, the rest counted.
PROBLEMS_LISTED = 1_000
# Papers -> the archive id of each by its paper id.
Give: TypeAlias = Callable[[Sequence[Paper]], Mapping[str, str]]


class Progress(Protocol):
    """Receives how far an ingestion has come; `start` to `finish`, once a stage."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins: `reading` (in bytes of the files) or `extracting` (in papers)."""
        ...

    def advance(self, count: int) -> None:
        """So much more is done."""
        ...

    def finish(self) -> None:
        """The stage has ended."""
        ...


class NoProgress:
    """Ignores progress."""

    def start(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, count: int) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did.

    `read` counts papers and bad lines; `failed` counts problems, of reading and of extraction,
    also those past the first thousand, which `problems` doesn't list.
    """

    read: int
    new: int
    unchanged: int
    changed: int
    failed: int
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(slots=True)
class _Counts:
    """Counts while an ingestion runs."""

    read: int = 0
    failed: int = 0
    changes: dict[PaperChange, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, problem: Problem) -> None:
        self.failed += 1
        if len(self.problems) < PROBLEMS_LISTED:
            self.problems.append(problem)

    def change(self, change: PaperChange) -> None:
        self.changes[change] = self.changes.get(change, 0) + 1

    def report(self, seconds: float) -> IngestReport:
        return IngestReport(
            read=self.read,
            new=self.changes.get("new", 0),
            unchanged=self.changes.get("unchanged", 0),
            changed=self.changes.get("changed", 0),
            failed=self.failed,
            problems=tuple(self.problems),
            seconds=round(seconds, 3),
        )


class _SeenIds:
    """Paper ids of this run, in a temporary file of SQLite's, so that memory doesn't grow."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE seen (paper_id TEXT PRIMARY KEY) WITHOUT ROWID")

    def is_new(self, paper_id: str) -> bool:
        """True the first time it is asked for an id."""
        asked = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (paper_id,))
        return asked.rowcount > 0

    def close(self) -> None:
        self._db.close()


def ingest(
    sources: Iterable[Path],
    journal: Journal,
    vocabulary: Vocabulary,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    tier: Tier | None = None,
    extract: Extract | None = None,
    version: str | None = None,
    give: Give | None = None,
) -> IngestReport:
    """Bring the papers of the sources (files, folders) into the journal and extract their facts.

    What can't be read or extracted is a problem of the report; the rest goes on. Papers that an
    earlier run left without an extraction are extracted too. With `workers` over 1 and many papers,
    other processes extract; the result is the same. Without a `tier` it is that of the last time.
    Another extractor than the pipeline's is `extract`, importable, with its `version`. Where
    archive ids are not the journal's to give, `give` is asked for a batch's before it keeps them.
    Raises JournalBusy where another ingestion is running, JournalError where the journal fails.
    """
    started = time.monotonic()
    journal.lock()
    counts = _Counts()
    progress = progress or NoProgress()
    _read(list(sources), journal, progress, counts, give or _nobody)
    tier = tier or journal.tier()
    version = version or extractor_version(vocabulary, tier)
    extract = extract or partial(extract_papers, tier=tier)
    _convert(journal, vocabulary, counts, version)
    _extract(journal, vocabulary, progress, counts, workers, extract, version)
    return counts.report(time.monotonic() - started)


def _nobody(papers: Sequence[Paper]) -> Mapping[str, str]:
    """Leave the giving of archive ids to the journal."""
    return {}


def _read(
    sources: list[Path], journal: Journal, progress: Progress, counts: _Counts, give: Give
) -> None:
    files = source_files(sources)
    progress.start("reading", total_bytes(files))
    with closing(_SeenIds()) as seen:
        for batch in batches(_with_progress(read_files(files), progress), BATCH):
            papers = list(_papers(batch, seen, counts))
            given = give(papers)
            with journal.batch():
                changes = [journal.upsert(paper, given.get(paper.id, "")) for paper in papers]
            for change in changes:
                counts.change(change)
    progress.finish()


def _with_progress(entries: Iterable[SourceEntry], progress: Progress) -> Iterator[SourceEntry]:
    """The same entries, reporting how many bytes of the files were read for each."""
    file, consumed = "", 0
    for entry in entries:
        if entry.file != file:
            file, consumed = entry.file, 0
        if entry.consumed > consumed:
            progress.advance(entry.consumed - consumed)
            consumed = entry.consumed
        yield entry


def _papers(batch: Iterable[SourceEntry], seen: _SeenIds, counts: _Counts) -> Iterator[Paper]:
    """The batch's papers without those whose id came before in this run; problems are noted."""
    for entry in batch:
        # Line 0 is a source as a whole, not something read from it.
        counts.read += entry.line > 0
        if isinstance(entry.item, Problem):
            counts.problem(entry.item)
        elif seen.is_new(entry.item.id):
            yield entry.item
        else:
            reason = "the id came before in this run; the first is kept"
            counts.problem(Problem(entry.file, entry.line, entry.item.id, reason))


def _convert(journal: Journal, vocabulary: Vocabulary, counts: _Counts, version: str) -> None:
    """Bring papers that Claude answered about up to date with code and vocabulary, unpaid."""
    for batch in batches(journal.answers.stale(answered_version(version)), EXTRACTION_BATCH):
        with journal.batch():
            for paper, paid in batch:
                try:
                    made, _ = from_paid(paper, paid, vocabulary)
                except BrokenAnswer as error:
                    counts.problem(Problem("", 0, paper.id, f"a kept answer: {error}"))
                else:
                    journal.save_extraction(made, answered_version(version) + paid.extractor)


def _extract(
    journal: Journal,
    vocabulary: Vocabulary,
    progress: Progress,
    counts: _Counts,
    workers: int,
    extract: Extract,
    version: str,
) -> None:
    total = journal.count_pending(version)
    progress.start("extracting", total)
    pending = batches(journal.pending(version), EXTRACTION_BATCH)
    spread = workers if total > BATCH else 1
    for results in extract_batches(pending, vocabulary, extract, spread):
        _save(results, journal, counts, version)
        progress.advance(len(results))
    progress.finish()


def _save(
    results: Sequence[Extraction | Problem], journal: Journal, counts: _Counts, version: str
) -> None:
    with journal.batch():
        for result in results:
            if isinstance(result, Extraction):
                journal.save_extraction(result, version)
            else:
                counts.problem(result)
