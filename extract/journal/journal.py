"""The journal: every paper and what was extracted from it, on disk as soon as it is acknowledged.

One SQLite file. The graph is built from it alone, so it can be built anew at any time. A batch is
one transaction, and SQLite flushes it to the disk before it answers (`synchronous=FULL`): what was
acknowledged outlives a kill and a power cut. Any number may read while one process writes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from extract.batches import batches
from extract.errors import JournalBusy, JournalError
from extract.journal.archive_ids import next_archive_id, note_archive_id
from extract.journal.database import journal_errors, open_database
from extract.journal.replies import JOINED, Answers
from extract.journal.serial import dump_extraction, dump_paper, load_extraction, load_paper
from extract.journal.vocabularies import Vocabularies
from extract.records import Extraction, Paper
from extract.sources.ids import paper_id
from extract.tagger.labels import Tier

PaperChange = Literal["new", "unchanged", "changed"]

# SQLite's own limit on parameters was 999 for long; pages bound what is in memory at once.
_PAGE = 200
_STORED = """
SELECT papers.paper_id, paper, archive_id, coalesce(extractor_version, '')
FROM papers LEFT JOIN extractions ON extractions.paper_id = papers.paper_id
"""
_PENDING = f"""
FROM papers LEFT JOIN extractions AS e ON e.paper_id = papers.paper_id {JOINED}
WHERE a.paper_id IS NULL
    AND (e.extractor_version IS NOT ? OR e.content_hash IS NOT papers.content_hash)
"""


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper with the number this archive gave it, `AG-YYYY.MM-N`, and what extracted its facts.

    `extractor` is empty where nothing did yet, and for papers of a server's list.
    """

    paper: Paper
    archive_id: str
    extractor: str = ""


def extractor_name(version: str) -> str:
    """Name what made an extraction of this version: a tier, or the model that was asked."""
    paid = version.partition("+")[2]
    if paid.count(":") == 2:
        return paid.split(":")[1]
    return tier_of(version) if version else ""


def tier_of(version: str) -> Tier:
    """The tier that a version of this machine's extractor ends with."""
    return "accurate" if version.endswith("-accurate") else "fast"


class Journal:
    """The journal at a path; made with its folder where there is none. Close it, or use `with`.

    The first writing takes a lock (the file `lock` beside it) and holds it until `close`. Every
    method raises JournalError, one line, where the file can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None
        self.answers = Answers(self._paged, self._write)
        self.vocabularies = Vocabularies(self._rows, self._write)
        with journal_errors(path):
            self._db = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the file and the lock; the journal is not used afterwards."""
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def lock(self, *, wait: bool = False) -> None:
        """Become the one writer until `close`; JournalBusy, or a wait, where another process is."""
        if self._lock is not None:
            return
        with journal_errors(self._path):
            lock = os.open(self._path.parent / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(lock)
            raise JournalBusy(
                f"another process is writing to {self._path.parent}: try again when it has ended"
            ) from None
        self._lock = lock

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all that is written inside is kept, or none of it. Doesn't nest."""
        self.lock()
        with journal_errors(self._path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with journal_errors(self._path):
                self._db.execute("COMMIT")
        finally:
            # Still open here only where something failed.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def upsert(self, paper: Paper, archive_id: str = "") -> PaperChange:
        """Keep the paper; one with new content loses its extraction, never its archive id.

        A new one gets `archive_id`, where somebody else gives those, or the next of its month.
        """
        with self._writing():
            content_hash, row = paper.content_hash, self._row(paper.id)
            if row is None:
                self._insert(paper, content_hash, archive_id or next_archive_id(self._db, paper))
                return "new"
            if row[0] == content_hash:
                return "unchanged"
            self._db.execute("DELETE FROM extractions WHERE paper_id = ?", (paper.id,))
            self._db.execute(
                "UPDATE papers SET content_hash = ?, paper = ? WHERE paper_id = ?",
                (content_hash, dump_paper(paper), paper.id),
            )
            return "changed"

    def save_extraction(self, extraction: Extraction, version: str) -> None:
        """Keep what extractor `version` made of the paper's present content."""
        with self._writing():
            row = self._row(extraction.paper_id)
            if row is None:
                raise JournalError(f"no paper {extraction.paper_id} in the journal")
            self._db.execute(
                "INSERT OR REPLACE INTO extractions VALUES (?, ?, ?, ?)",
                (extraction.paper_id, row[0], version, dump_extraction(extraction)),
            )

    def remove(self, paper_id: str) -> bool:
        """Forget the paper and its extraction; its archive id is never given again.

        False where there is no such paper.
        """
        with self._writing():
            gone = self._db.execute("DELETE FROM papers WHERE paper_id = ?", (paper_id,))
            return gone.rowcount > 0

    def save_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep one vector (float32 bytes) a text hash for the model."""
        with self._writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((text_hash, model, vector) for text_hash, vector in vectors.items()),
            )

    def vectors(self, model: str, hashes: Iterable[str]) -> dict[str, bytes]:
        """Those of the wanted vectors that the journal has for the model, by text hash."""
        vectors: dict[str, bytes] = {}
        for page in batches(sorted(set(hashes)), _PAGE):
            marks = ",".join("?" * len(page))
            query = f"""
                SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks})
            """
            vectors.update(dict(self._rows(query, (model, *page))))
        return vectors

    def get(self, name: str) -> StoredPaper | None:
        """The paper of this id, in any form that sources give it, or archive id; None for none."""
        query = f"{_STORED} WHERE papers.paper_id IN (?, ?) OR archive_id = ?"
        bare = name.strip().strip("[]")
        for _, *row in self._rows(query, (bare, paper_id(bare), bare.upper())):
            return _stored(*row)
        return None

    def papers(self) -> Iterator[StoredPaper]:
        """Every paper, sorted by its id; the journal may be written to meanwhile."""
        query = f"{_STORED} WHERE papers.paper_id > ? ORDER BY papers.paper_id"
        for _, *row in self._paged(query, ""):
            yield _stored(*row)

    def extractions(self) -> Iterator[Extraction]:
        """Every paper's extraction, sorted by the paper's id; papers without one are left out."""
        query = "SELECT paper_id, extraction FROM extractions WHERE paper_id > ? ORDER BY paper_id"
        for _, text in self._paged(query, ""):
            yield load_extraction(text)

    def pending(self, version: str) -> Iterator[Paper]:
        """Papers that this extractor version hasn't seen as they are now, in order of arrival."""
        query = f"SELECT seq, paper {_PENDING} AND seq > ? ORDER BY seq"
        for _, text in self._paged(query, 0, version):
            yield load_paper(text)

    def count_pending(self, version: str) -> int:
        """How many papers `pending` gives."""
        return int(self._rows(f"SELECT count(*) {_PENDING}", (version,))[0][0])

    def count(self) -> int:
        """How many papers the journal holds."""
        return int(self._rows("SELECT count(*) FROM papers", ())[0][0])

    def hashes(self) -> dict[str, str]:
        """Content hash of every paper, by its id."""
        return dict(self._rows("SELECT paper_id, content_hash FROM papers", ()))

    def numbers(self) -> dict[str, int]:
        """The last number given in each month, `YYYY.MM`."""
        return dict(self._rows("SELECT month, last FROM archive_numbers ORDER BY month", ()))

    def versions(self) -> dict[str, int]:
        """How many papers each extractor version extracted."""
        query = "SELECT extractor_version, count(*) FROM extractions GROUP BY 1 ORDER BY 1"
        return dict(self._rows(query, ()))

    def tier(self) -> Tier:
        """By which tier this machine extracted papers last; `fast` before it has."""
        query = """
            SELECT extractor_version FROM extractions WHERE instr(extractor_version, '+') = 0
            ORDER BY rowid DESC LIMIT 1
        """
        rows = self._rows(query, ())
        return tier_of(rows[0][0]) if rows else "fast"

    def state_hash(self, version: str, model: str) -> str:
        """SHA-256 (hex) of what a graph built with this extractor and model would be built from.

        Another value than at a graph's building means that the graph is stale.
        """
        digest = hashlib.sha256(f"{version}\0{model}\n".encode())
        query = """
            SELECT paper_id, papers.content_hash, archive_id, coalesce(e.extractor_version, '')
            FROM papers LEFT JOIN extractions AS e USING (paper_id)
            WHERE paper_id > ? ORDER BY paper_id
        """
        for row in self._paged(query, ""):
            digest.update(("\0".join(row) + "\n").encode())
        return digest.hexdigest()

    def _insert(self, paper: Paper, content_hash: str, archive_id: str) -> None:
        note_archive_id(self._db, archive_id)
        self._db.execute(
            "INSERT INTO papers SELECT ?, ?, ?, ?, coalesce(max(seq), 0) + 1 FROM papers",
            (paper.id, content_hash, dump_paper(paper), archive_id),
        )

    def _row(self, paper_id: str) -> tuple[str] | None:
        query = "SELECT content_hash FROM papers WHERE paper_id = ?"
        row: tuple[str] | None = self._db.execute(query, (paper_id,)).fetchone()
        return row

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._writing():
            self._db.execute(statement, values)

    def _rows(self, query: str, parameters: tuple[object, ...]) -> list[Any]:
        """All rows, each a tuple."""
        with journal_errors(self._path):
            return self._db.execute(query, parameters).fetchall()

    def _paged(self, query: str, after: str | int, *before: str) -> Iterator[tuple[Any, ...]]:
        """Rows of a query that goes on after its first column's last value, a page at a time."""
        while page := self._rows(f"{query} LIMIT {_PAGE}", (*before, after)):
            yield from page
            after = page[-1][0]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Inside a batch, its transaction; outside, one of its own."""
        if self._db.in_transaction:
            with journal_errors(self._path):
                yield
        else:
            with self.batch(), journal_errors(self._path):
                yield


def _stored(text: str, archive_id: str, version: str) -> StoredPaper:
    return StoredPaper(load_paper(text), archive_id, extractor_name(version))
