"""The journal: numbers given once, nothing lost, one writer, clear refusals."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import JournalBusy, JournalError, JournalTooNew
from extract.journal.archive_ids import archive_month
from extract.journal.journal import Journal
from extract.journal.serial import dump_extraction, dump_paper, load_extraction, load_paper
from extract.records import (
    Claim,
    Entity,
    EntityRelation,
    Extraction,
    Mention,
    Paper,
    PaperRelation,
    Passage,
    Sentence,
)

FULL = Extraction(
    paper_id="arxiv:2304.00001",
    passages=(Passage(0, "title", "A model", 0, 7, (Sentence(0, 7, "objective"),)),),
    entities=(Entity("model:a", "A", "Model", ("A", "“ä”")), Entity("task:b", "B", "Task")),
    mentions=(Mention(0, 0, 1, "A", "model:a", 0.9, "vocabulary"),),
    paper_relations=(
        PaperRelation("USES", "model:a", 0, 0, 7, 0.6, "roles"),
        PaperRelation(
            "REPORTS", "task:b", 0, 0, 7, 0.9, "t", value=34.2, unit="%", change="increase"
        ),
    ),
    entity_relations=(EntityRelation("USED_FOR", "model:a", "task:b", 0, 0, 7, 0.9, "patterns"),),
    phrases=((2, 7),),
    claims=(Claim("better", "model:a", "task:b", 0, 0, 7, 0.9, "t", value=3.0, unit="points"),),
)


def _paper(number: int, published: str = "2023-04-05", title: str = "T") -> Paper:
    return Paper(
        f"arxiv:2304.{number:05}", title, "An abstract.", ("A. Lee",), ("cs.SE",), published
    )


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "archive" / "journal.sqlite")


def _archive_ids(journal: Journal) -> dict[str, str]:
    return {stored.paper.id: stored.archive_id for stored in journal.papers()}


def test_papers_and_extractions_come_back_as_they_went_in(journal: Journal) -> None:
    paper = _paper(1)
    with journal:
        assert journal.upsert(paper) == "new"
        journal.save_extraction(FULL, "v1")
        (stored,) = journal.papers()
        assert stored.paper == paper
        assert stored.archive_id == "AG-2023.04-1"
        assert list(journal.extractions()) == [FULL]
        assert journal.get("AG-2023.04-1") == journal.get(paper.id) == stored
        for name in ("ag-2023.04-1", f"https://arxiv.org/abs/{paper.id.partition(':')[2]}v2"):
            assert journal.get(name) == stored
        assert journal.get("AG-2023.04-2") is None
        assert journal.count() == 1


def test_json_gives_back_the_same_records() -> None:
    assert load_extraction(dump_extraction(FULL)) == FULL
    assert load_paper(dump_paper(_paper(1))) == _paper(1)


def test_an_entity_of_before_reasons_were_kept_is_read() -> None:
    new = json.loads(dump_extraction(FULL))
    old = [*new[:2], [row[:4] for row in new[2]], *new[3:]]
    read = load_extraction(json.dumps(old))
    assert [e.aliases for e in read.entities] == [e.aliases for e in FULL.entities]
    assert {e.reasons for e in read.entities} == {()}


@given(st.text(), st.lists(st.text()).map(tuple))
def test_any_text_comes_back_from_json(text: str, aliases: tuple[str, ...]) -> None:
    paper = Paper(id=text, title=text, abstract=text, authors=aliases)
    assert load_paper(dump_paper(paper)) == paper
    extraction = replace(FULL, entities=(Entity(text, text, "Method", aliases),))
    assert load_extraction(dump_extraction(extraction)) == extraction


def test_an_upsert_reports_what_it_changed(journal: Journal) -> None:
    with journal:
        assert journal.upsert(_paper(1)) == "new"
        journal.save_extraction(FULL, "v1")
        assert journal.upsert(_paper(1)) == "unchanged"
        assert list(journal.extractions()) == [FULL]
        assert journal.upsert(_paper(1, title="Other", published="2024-01-01")) == "changed"
        assert list(journal.extractions()) == []
        assert _archive_ids(journal) == {"arxiv:2304.00001": "AG-2023.04-1"}


@pytest.mark.parametrize(
    ("paper", "month"),
    [
        (_paper(1, "2024-12-31"), "2024.12"),
        (_paper(1, "2024-12"), "2024.12"),
        (_paper(1, "2024"), "2023.04"),
        (_paper(1, ""), "2023.04"),
        (Paper("doi:10.1000/a", "T", "", published="2024"), "2024.00"),
        (Paper("tracker:a", "T", ""), "0000.00"),
    ],
)
def test_the_month_of_an_archive_id(paper: Paper, month: str) -> None:
    assert archive_month(paper) == month


def test_numbers_count_within_their_month_and_are_never_given_again(journal: Journal) -> None:
    with journal:
        for number in (1, 2, 3):
            journal.upsert(_paper(number))
        journal.upsert(_paper(4, "2023-05-01"))
        assert journal.remove("arxiv:2304.00003")
        assert not journal.remove("arxiv:2304.00003")
        journal.upsert(_paper(5))
        journal.upsert(_paper(3))
        assert _archive_ids(journal) == {
            "arxiv:2304.00001": "AG-2023.04-1",
            "arxiv:2304.00002": "AG-2023.04-2",
            "arxiv:2304.00003": "AG-2023.04-5",
            "arxiv:2304.00004": "AG-2023.05-1",
            "arxiv:2304.00005": "AG-2023.04-4",
        }


@settings(max_examples=30)  # every step is flushed to the disk
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 4)), max_size=12))
def test_no_archive_id_is_ever_given_to_two_papers(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    given_out: list[str] = []
    with Journal(tmp_path_factory.mktemp("j") / "journal.sqlite") as journal:
        for add, number in steps:
            if not add:
                journal.remove(_paper(number).id)
            elif journal.upsert(_paper(number)) == "new":
                stored = journal.get(_paper(number).id)
                assert stored is not None
                given_out.append(stored.archive_id)
    assert len(given_out) == len(set(given_out))


def test_removing_takes_the_extraction_along(journal: Journal) -> None:
    with journal:
        journal.upsert(_paper(1))
        journal.save_extraction(FULL, "v1")
        journal.remove(FULL.paper_id)
        assert list(journal.extractions()) == []
        with pytest.raises(JournalError, match=r"no paper arxiv:2304\.00001"):
            journal.save_extraction(FULL, "v1")


def test_pending_papers_come_in_order_of_arrival(journal: Journal) -> None:
    with journal:
        with journal.batch():
            for number in range(500, 0, -1):
                journal.upsert(_paper(number))
        pending = [paper.id for paper in journal.pending("v1")]
        assert pending == [_paper(number).id for number in range(500, 0, -1)]
        journal.save_extraction(Extraction(_paper(7).id), "v1")
        assert journal.count_pending("v1") == 499
        assert _paper(7) not in list(journal.pending("v1"))
        assert journal.count_pending("v2") == 500
        journal.upsert(_paper(7, title="Other"))
        assert journal.count_pending("v1") == 500


def test_saving_while_pending_papers_are_drawn(journal: Journal) -> None:
    with journal:
        with journal.batch():
            for number in range(450):
                journal.upsert(_paper(number))
        seen = 0
        for paper in journal.pending("v1"):
            if seen % 10 == 0:
                journal.save_extraction(Extraction(paper.id), "v1")
            seen += 1
        assert (seen, journal.count_pending("v1")) == (450, 405)


def test_many_papers_come_sorted(journal: Journal) -> None:
    with journal:
        with journal.batch():
            for number in range(500, 0, -1):
                journal.upsert(_paper(number))
                journal.save_extraction(Extraction(_paper(number).id), "v1")
        ids = [_paper(number).id for number in range(1, 501)]
        assert list(_archive_ids(journal)) == ids
        assert [extraction.paper_id for extraction in journal.extractions()] == ids


def test_vectors_are_kept_by_text_and_model(journal: Journal) -> None:
    vectors = {f"h{number}": bytes([number % 256] * 8) for number in range(1_200)}
    with journal:
        journal.save_vectors("m", vectors)
        assert journal.vectors("m", [*vectors, "none"]) == vectors
        assert journal.vectors("other", vectors) == {}
        assert journal.vectors("m", []) == {}


def test_the_state_changes_with_all_that_a_graph_is_built_from(journal: Journal) -> None:
    with journal:
        states = [journal.state_hash("v1", "m")]
        journal.upsert(_paper(1))
        states.append(journal.state_hash("v1", "m"))
        journal.save_extraction(FULL, "v1")
        states.append(journal.state_hash("v1", "m"))
        journal.upsert(_paper(1, title="Other"))
        states += [journal.state_hash(*pair) for pair in (("v1", "m"), ("v2", "m"), ("v1", "n"))]
        assert len(set(states)) == len(states)
        assert journal.state_hash("v1", "n") == states[-1]


def test_a_batch_is_kept_whole_or_not_at_all(journal: Journal) -> None:
    with journal:
        with pytest.raises(KeyError), journal.batch():  # noqa: PT012 - the first step must work
            journal.upsert(_paper(1))
            raise KeyError
        assert journal.count() == 0
        with journal.batch():
            journal.upsert(_paper(2))
        assert _archive_ids(journal) == {"arxiv:2304.00002": "AG-2023.04-1"}


def test_what_was_acknowledged_is_flushed_to_the_disk(journal: Journal) -> None:
    with journal:
        assert journal._db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert journal._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_one_process_writes_and_others_read(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "archive" / "journal.sqlite"
    with journal, Journal(path) as other:
        journal.upsert(_paper(1))
        assert other.count() == 1
        with pytest.raises(JournalBusy, match=r"is writing to .*archive: try again"):
            other.upsert(_paper(2))
        journal.close()
        assert other.upsert(_paper(2)) == "new"


def test_the_lock_is_the_file_beside(journal: Journal, tmp_path: Path) -> None:
    lock = os.open(tmp_path / "archive" / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with journal, pytest.raises(JournalBusy):
        journal.lock()
    os.close(lock)


def test_a_newer_journal_is_refused(journal: Journal, tmp_path: Path) -> None:
    journal.close()
    path = tmp_path / "archive" / "journal.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE schema_version SET version = 99")
    database.close()
    with pytest.raises(JournalTooNew, match=r"journal version 99, this one knows 1\): upgrade"):
        Journal(path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (text)")
    database.close()
    with pytest.raises(JournalError, match="another program's database"):
        Journal(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("not a database at all, but long enough to look at its header " * 5)
    with pytest.raises(JournalError, match="file is not a database"):
        Journal(path)


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"journal .*file"):
        Journal(tmp_path / "file" / "journal.sqlite")
