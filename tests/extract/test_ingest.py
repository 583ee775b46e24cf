"""Ingestion: what is counted, what is a problem, what a second run does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from extract.errors import JournalBusy
from extract.ingest import PROBLEMS_LISTED, IngestReport, ingest
from extract.journal.journal import Journal
from extract.records import Extraction, Paper, Passage, Problem
from extract.vocabulary import Vocabulary, load_vocabulary

VERSION = "test-1"


def title_only(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[Extraction]:
    """Stands in for extraction where only its being called matters."""
    del vocabulary
    if any("unlucky" in paper.title for paper in papers):
        raise ValueError("an odd title\nwith a second line")
    return [
        Extraction(paper.id, (Passage(0, "title", paper.title, 0, len(paper.title), ()),))
        for paper in papers
    ]


class Steps:
    """A progress that keeps the calls it received."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int | None]] = []
        self.done: list[int] = []
        self.finished = 0

    def start(self, stage: str, total: int | None) -> None:
        self.stages.append((stage, total))
        self.done.append(0)

    def advance(self, count: int) -> None:
        self.done[-1] += count

    def finish(self) -> None:
        self.finished += 1


def _write(file: Path, *records: Mapping[str, object] | str) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    file.write_text("\n".join(lines) + "\n")
    return file


def _record(number: int, **changes: object) -> dict[str, object]:
    record = {"id": f"2304.{number:05}", "title": f"Title {number}", "abstract": "A text."}
    return {**record, "date": "2023-04-05", **changes}


def _ingest(*sources: Path, journal: Journal, workers: int = 1) -> IngestReport:
    return ingest(
        sources, journal, load_vocabulary(), workers=workers, extract=title_only, version=VERSION
    )


def _counts(report: IngestReport) -> tuple[int, ...]:
    return (report.read, report.new, report.unchanged, report.changed, report.failed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive" / "journal.sqlite"


def test_a_first_run_and_a_second(tmp_path: Path, path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", *(_record(number) for number in range(1, 451)))
    with Journal(path) as journal:
        assert _counts(_ingest(file, journal=journal)) == (450, 450, 0, 0, 0)
        state = journal.state_hash(VERSION, "m")
        assert _counts(_ingest(file, journal=journal)) == (450, 0, 450, 0, 0)
        assert journal.state_hash(VERSION, "m") == state
        assert journal.count_pending(VERSION) == 0


def test_archive_ids_follow_the_order_of_the_file(tmp_path: Path, path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", *(_record(number) for number in (9, 3, 7, 1)))
    with Journal(path) as journal:
        _ingest(file, journal=journal)
        ids = [(stored.paper.id[-1], stored.archive_id[-1]) for stored in journal.papers()]
    assert ids == [("1", "4"), ("3", "2"), ("7", "3"), ("9", "1")]


def test_changed_papers_are_extracted_again_under_their_number(tmp_path: Path, path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", _record(1), _record(2))
    with Journal(path) as journal:
        _ingest(file, journal=journal)
        _write(file, _record(1, title="Another title"), _record(2), _record(3))
        assert _counts(_ingest(file, journal=journal)) == (3, 1, 1, 1, 0)
        titles = [extraction.passages[0].text for extraction in journal.extractions()]
        assert titles == ["Another title", "Title 2", "Title 3"]
        assert [stored.archive_id[-1] for stored in journal.papers()] == ["1", "2", "3"]


def test_of_two_papers_with_one_id_the_first_is_kept(tmp_path: Path, path: Path) -> None:
    again = {"id": "arXiv:2304.00001v2", "title": "Again", "abstract": ""}
    first = _write(tmp_path / "a.jsonl", _record(1), _record(2))
    second = _write(tmp_path / "b.jsonl", _record(3), again)
    with Journal(path) as journal:
        report = _ingest(first, second, journal=journal)
        assert _counts(report) == (4, 3, 0, 0, 1)
        reason = "the id came before in this run; the first is kept"
        assert report.problems == (Problem(str(second), 2, "arxiv:2304.00001", reason),)
        stored = journal.get("arxiv:2304.00001")
        assert stored is not None
        assert stored.paper.title == "Title 1"


def test_bad_lines_and_sources_are_problems(tmp_path: Path, path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", _record(1), "{broken", _record(2, title=""), _record(3))
    with Journal(path) as journal:
        report = _ingest(tmp_path / "none", file, journal=journal)
    assert _counts(report) == (4, 2, 0, 0, 3)
    assert [(Path(problem.file).name, problem.line) for problem in report.problems] == [
        ("none", 0),
        ("a.jsonl", 2),
        ("a.jsonl", 3),
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_paper_that_cannot_be_extracted_stops_no_other(
    tmp_path: Path, path: Path, workers: int
) -> None:
    titles = {7: "An unlucky title", 250: "An unlucky end"}
    records = (_record(number, title=titles.get(number, "Fine")) for number in range(1, 301))
    file = _write(tmp_path / "a.jsonl", *records)
    with Journal(path) as journal:
        report = _ingest(file, journal=journal, workers=workers)
        assert _counts(report) == (300, 300, 0, 0, 2)
        reason = "extraction failed: ValueError: an odd title"
        assert report.problems == (
            Problem("", 0, "arxiv:2304.00007", reason),
            Problem("", 0, "arxiv:2304.00250", reason),
        )
        assert [paper.id for paper in journal.pending(VERSION)] == [
            "arxiv:2304.00007",
            "arxiv:2304.00250",
        ]
        assert len(list(journal.extractions())) == 298


def test_papers_left_by_an_earlier_run_are_extracted(tmp_path: Path, path: Path) -> None:
    with Journal(path) as journal:
        journal.upsert(Paper("tracker:left", "Left", ""))
        assert _counts(_ingest(journal=journal)) == (0, 0, 0, 0, 0)
        assert [extraction.paper_id for extraction in journal.extractions()] == ["tracker:left"]


def test_a_million_bad_lines_are_counted_and_a_thousand_listed(tmp_path: Path, path: Path) -> None:
    bad = ["{"] * (PROBLEMS_LISTED + 50)
    file = _write(tmp_path / "a.jsonl", _record(1), *bad)
    with Journal(path) as journal:
        report = _ingest(file, journal=journal)
    assert report.failed == PROBLEMS_LISTED + 50
    assert len(report.problems) == PROBLEMS_LISTED


def test_progress_comes_to_its_totals(tmp_path: Path, path: Path) -> None:
    records = [_record(number) for number in range(600)]
    files = [
        _write(tmp_path / "a.jsonl", *records[:300]),
        _write(tmp_path / "b.jsonl", *records[300:]),
    ]
    steps = Steps()
    with Journal(path) as journal:
        ingest(files, journal, load_vocabulary(), steps, extract=title_only, version=VERSION)
    size = sum(file.stat().st_size for file in files)
    assert steps.stages == [("reading", size), ("extracting", 600)]
    assert steps.done == [size, 600]
    assert steps.finished == 2


def test_a_second_ingestion_is_refused_while_one_runs(tmp_path: Path, path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", _record(1))
    with Journal(path) as journal, Journal(path) as other:
        journal.lock()
        with pytest.raises(JournalBusy, match="another process is writing"):
            _ingest(file, journal=other)
