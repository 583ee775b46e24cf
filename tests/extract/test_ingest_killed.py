"""An ingestion that is killed and run again ends where an undisturbed one ends."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from extract.journal.journal import Journal
from tests.conftest import PATIENCE_S, program_env

CHILD = Path(__file__).with_name("ingest_child.py")
ROOT = CHILD.parent.parent.parent
PAPERS = 1_600
VERSION = "child-1"


def _start(source: Path, journal: Path, workers: int, most: int = PAPERS) -> subprocess.Popen[str]:
    """Start an ingestion of whose processes each extracts so many papers at most, then waits."""
    words = map(str, (source, journal, workers, most))
    return subprocess.Popen(
        [sys.executable, str(CHILD), *words], stdout=subprocess.PIPE, text=True, env=program_env()
    )


def _finish(source: Path, journal: Path, workers: int = 1) -> str:
    with _start(source, journal, workers) as child:
        output, _ = child.communicate(timeout=PATIENCE_S)
        assert child.returncode == 0
    return output.strip()


def _kill_at(source: Path, journal: Path, workers: int, table: str, rows: int) -> None:
    """Kill the ingestion as soon as the table is seen to hold so many rows."""
    with _start(source, journal, workers, _enough(table, rows)) as child:
        _wait_for(child, journal, table, rows)
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=PATIENCE_S)


def _enough(table: str, rows: int) -> int:
    """How many papers are extracted at most, so that the rows are there and the end is not."""
    return (rows if table == "extractions" else 0) + 150


def _wait_for(child: subprocess.Popen[str], journal: Path, table: str, rows: int) -> None:
    while _rows(journal, table) < rows:
        assert child.poll() is None, "it ended before it could be killed"
        time.sleep(0.002)


def _rows(journal: Path, table: str) -> int:
    if not journal.exists():
        return 0
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as database:
        try:
            count: tuple[int] = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        except sqlite3.OperationalError:
            return 0  # not made yet
    return count[0]


def _dump(journal: Path) -> list[str]:
    with closing(sqlite3.connect(journal)) as database:
        return list(database.iterdump())


def _state(journal: Path) -> str:
    with Journal(journal) as opened:
        return opened.state_hash(VERSION, "m")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("source") / "papers.jsonl"
    with file.open("w") as out:
        for number in range(PAPERS):
            record = {
                "id": f"23{number % 12 + 1:02}.{number:05}",
                "title": f"Title {number}",
                "abstract": f"We look at the number {number}. " * 20,
                "date": f"2023-{number % 12 + 1:02}-01",
            }
            out.write(json.dumps(record) + "\n")
    return file


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    journal = tmp_path_factory.mktemp("undisturbed") / "journal.sqlite"
    assert _finish(source, journal) == f"{PAPERS} 0"
    return journal


@pytest.mark.parametrize(
    ("table", "rows", "workers"),
    [
        ("papers", 1, 1),
        ("papers", 1_000, 1),
        ("papers", PAPERS, 1),
        ("extractions", 200, 1),
        ("extractions", 1_000, 1),
        ("extractions", 400, 2),
    ],
)
def test_a_killed_ingestion_run_again_ends_the_same(
    source: Path, undisturbed: Path, tmp_path: Path, table: str, rows: int, workers: int
) -> None:
    journal = tmp_path / "journal.sqlite"
    _kill_at(source, journal, workers, table, rows)
    left = _rows(journal, "extractions")
    assert left < PAPERS
    assert _rows(journal, table) >= rows
    assert _finish(source, journal, workers) == f"{PAPERS} 0"
    assert _state(journal) == _state(undisturbed)
    assert _dump(journal) == _dump(undisturbed)


def test_killed_again_and_again_it_still_comes_to_its_end(
    source: Path, undisturbed: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "journal.sqlite"
    for rows in (200, 1_000):
        _kill_at(source, journal, 1, "extractions", rows)
    _finish(source, journal)
    assert _dump(journal) == _dump(undisturbed)


def test_workers_end_with_a_killed_ingestion(source: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite"
    with _start(source, journal, 2, _enough("extractions", 200)) as child:
        _wait_for(child, journal, "extractions", 200)
        workers = _children(child.pid)
        assert len(workers) >= 2
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=PATIENCE_S)
    deadline = time.monotonic() + PATIENCE_S
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_running, workers))


def _children(process: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=True
    )
    return [int(pid) for pid in listed.stdout.split()]


def _is_running(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
