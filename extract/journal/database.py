"""The journal's SQLite file: its tables, how it is opened, and its errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from extract.errors import JournalError, JournalTooNew
from extract.journal import replies, vocabularies

SCHEMA_VERSION: Final = 1
_BUSY_S: Final = 30.0
_SCHEMA: Final = """
CREATE TABLE schema_version (version INTEGER NOT NULL);
CREATE TABLE papers (
    paper_id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, paper TEXT NOT NULL,
    archive_id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL UNIQUE
);
CREATE TABLE extractions (
    paper_id TEXT PRIMARY KEY REFERENCES papers ON DELETE CASCADE, content_hash TEXT NOT NULL,
    extractor_version TEXT NOT NULL, extraction TEXT NOT NULL
);
CREATE TABLE vectors (
    text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (text_hash, model)
);
CREATE TABLE archive_numbers (month TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
"""
# Journals from before there were such tables lack them.
_LATER_TABLES: Final = (replies.TABLE, vocabularies.TABLE)


@contextmanager
def journal_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's and the system's errors as a JournalError that names the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalError(f"journal {path}: {error}") from error


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file, made with its folder and tables where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    if _version(db, path) is None:
        db.execute("PRAGMA journal_mode = WAL")
        _create(db, path)
    version = _version(db, path)
    if version is None or version > SCHEMA_VERSION:
        raise JournalTooNew(
            f"{path} was made by a newer groundpath (journal version {version}, this one"
            f" knows {SCHEMA_VERSION}): upgrade groundpath"
        )
    for table in _LATER_TABLES:
        db.execute(table)


def _version(db: sqlite3.Connection, path: Path) -> int | None:
    """The file's schema version, None for a new file; JournalError for another program's."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return None
    if "schema_version" not in tables:
        raise JournalError(f"{path} is not a journal: it is another program's database")
    return int(db.execute("SELECT max(version) FROM schema_version").fetchone()[0])


def _create(db: sqlite3.Connection, path: Path) -> None:
    db.execute("BEGIN IMMEDIATE")
    # Another process may have made the tables while this one waited.
    if _version(db, path) is None:
        for statement in filter(str.strip, _SCHEMA.split(";")):
            db.execute(statement)
        db.execute("INSERT INTO schema_version VALUES (?)", (SCHEMA_VERSION,))
    db.execute("COMMIT")
