"""An ingestion that is killed and run again ends where an undisturbed one ends."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from extract.journal import Journal

CHILD = Path(__file__).with_name("ingest_child.py")
ROOT = CHILD.parent.parent.parent
PAPERS = 1_600
VERSION = "child-1"


def _start(source: Path, journal: Path, workers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(source), str(journal), str(workers)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _finish(source: Path, journal: Path, workers: int = 1) -> str:
    with _start(source, journal, workers) as child:
        said, _ = child.communicate(timeout=120)
        assert child.returncode == 0
    return said.strip()


def _kill_at(source: Path, journal: Path, workers: int, table: str, rows: int) -> None:
    """Kill the ingestion as soon as the table is seen to hold so many rows."""
    with _start(source, journal, workers) as child:
        deadline = time.monotonic() + 60
        while _rows(journal, table) < rows:
            assert child.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline
            time.sleep(0.002)
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=10)


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
    with _start(source, journal, 2) as child:
        while _rows(journal, "extractions") < 200:
            time.sleep(0.005)
        workers = _children(child.pid)
        assert len(workers) >= 2
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=10)
    deadline = time.monotonic() + 10
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_running, workers))


def _children(process: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=True
    )
    return [int(pid) for pid in found.stdout.split()]


def _is_running(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
