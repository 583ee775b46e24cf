"""The two schemas: the arXiv snapshot's records and paper trackers'."""

from __future__ import annotations

import pytest

from extract.errors import RecordError
from extract.records import Paper
from extract.sources import snapshot, tracker
from extract.sources.fields import Record

SNAPSHOT: Record = {
    "id": "2304.06815",
    "submitter": None,
    "authors": r"A. Fr\'echet and B. Lee (Lab, Town), C. Moss Jr.",
    "title": "Small models\n  for large skies",
    "comments": "9 pages",
    "journal-ref": None,
    "doi": "10.1000/ABC 10.1000/DEF",
    "categories": "astro-ph.IM cs.LG astro-ph.IM",
    "abstract": "  We tune a small model.\nIt sees stars.\n",
    "versions": [
        {"version": "v2", "created": "Tue, 1 Aug 2023 10:00:00 GMT"},
        {"version": "v1", "created": "Thu, 13 Apr 2023 20:14:50 GMT"},
    ],
    "update_date": "2023-08-02",
    "authors_parsed": [[r"Fr\'echet", "A.", ""], ["Lee", "B.", "", "Lab"], ["Moss", "C.", "Jr."]],
}
TRACKER: Record = {
    "id": "_publications/one.markdown",
    "arxiv_id": "2304.06815v2",
    "title": "Small models for large skies. (arXiv:2304.06815v1 [cs.LG])",
    "abstract": "We tune a small model.",
    "topics": ["sky"],
    "cats": ["astro-ph.IM", "68T45, 62H30", "I.5.3; I.2.10", "hep-th"],
    "authors": ["A. Lee", "", "B. Moss"],
    "date": "2023-04-14",
    "truncated": False,
}


def test_a_snapshot_record() -> None:
    assert snapshot.to_paper(SNAPSHOT) == Paper(
        id="arxiv:2304.06815",
        title="Small models for large skies",
        abstract="We tune a small model. It sees stars.",
        authors=("A. Fréchet", "B. Lee", "C. Moss Jr."),
        categories=("astro-ph.IM", "cs.LG"),
        published="2023-04-13",
        url="https://arxiv.org/abs/2304.06815",
        doi="10.1000/abc",
    )


def test_authors_are_split_where_nobody_parsed_them() -> None:
    record = {**SNAPSHOT, "authors_parsed": None}
    assert snapshot.to_paper(record).authors == ("A. Fréchet", "B. Lee", "C. Moss Jr.")


def test_the_update_stands_in_for_versions() -> None:
    assert snapshot.to_paper({**SNAPSHOT, "versions": []}).published == "2023-08-02"
    assert snapshot.to_paper({"id": "704.104", "title": "T"}).id == "arxiv:0704.1040"


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("title", ["T"], "title must be text, not a list"),
        ("id", 704.0045, "id must be text, not a number"),
        ("categories", ["cs.SE"], "categories must be text, not a list"),
        ("versions", "v1", "versions must be a list, not text"),
        ("versions", [{"created": None}], "each of versions must be an object with the text"),
        ("versions", ["v1"], "each of versions must be an object with the text"),
        ("authors_parsed", [["Lee", None]], "each of authors_parsed must be a list of texts"),
        ("authors_parsed", ["Lee"], "each of authors_parsed must be a list of texts"),
        ("doi", True, "doi must be text, not true or false"),
        ("authors", 17, "authors must be text, not a number"),  # though they are parsed already
        ("update_date", 20240101, "update_date must be text, not a number"),
    ],
)
def test_wrong_types_in_a_snapshot_are_reported(key: str, value: object, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        snapshot.to_paper({**SNAPSHOT, key: value})


def test_a_tracker_record() -> None:
    assert tracker.to_paper(TRACKER) == Paper(
        id="arxiv:2304.06815",
        title="Small models for large skies",
        abstract="We tune a small model.",
        authors=("A. Lee", "B. Moss"),
        categories=("astro-ph.IM", "hep-th"),
        published="2023-04-14",
        url="https://arxiv.org/abs/2304.06815",
    )


def test_a_bare_tracker_record() -> None:
    record: Record = {"id": "one", "title": "T", "cats": None}
    assert tracker.to_paper(record) == Paper(id="tracker:one", title="T", abstract="")


def test_a_tracker_record_with_all_that_may_be_given() -> None:
    record: Record = {
        **TRACKER,
        "id": "https://doi.org/10.1000/ABC",
        "arxiv_id": None,
        "url": "https://example.org/one",
        "text_origin": "digest",
    }
    paper = tracker.to_paper(record)
    assert (paper.id, paper.doi) == ("doi:10.1000/abc", "10.1000/abc")
    assert (paper.url, paper.text_origin) == ("https://example.org/one", "digest")
    assert tracker.to_paper({**record, "url": "javascript:alert(1)"}).url == (
        "https://doi.org/10.1000/abc"
    )


@pytest.mark.parametrize(
    ("paper", "announced", "published"),
    [
        ("2304.06815", "2023-04-14", "2023-04-14"),
        ("2304.06815", "2023-05-02", "2023-05-02"),
        ("2304.06815", "2025-10-13", "2023-04"),
        ("math/9909001", "2025-10-13", "1999-09"),
        ("2312.00001", "2024-01-02", "2024-01-02"),
        ("https://example.org/", "2025-10-13", "2025-10-13"),
        ("2304.06815", "", ""),
    ],
)
def test_a_replacement_announced_late_is_no_new_paper(
    paper: str, announced: str, published: str
) -> None:
    record: Record = {"id": paper, "title": "T", "announced": announced}
    assert tracker.to_paper(record).published == published


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("authors", "A. Lee", "authors must be a list, not text"),
        ("authors", [1], "each of authors must be text, not a number"),
        ("cats", {"a": 1}, "cats must be a list, not an object"),
        ("abstract", 5, "abstract must be text, not a number"),
        ("arxiv_id", 2304.06815, "arxiv_id must be text, not a number"),
        ("date", [2023], "date must be text, not a list"),
        ("text_origin", "rumour", "text_origin must be one of abstract, full_text, digest"),
    ],
)
def test_wrong_types_in_a_tracker_are_reported(key: str, value: object, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        tracker.to_paper({**TRACKER, key: value})
