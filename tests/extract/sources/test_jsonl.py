"""Every kind of bad input is one problem with its place; the lines around it go on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Paper, Problem
from extract.sources.lines import ReadLimits
from extract.sources.read import read_files

GOOD = {"id": "2304.00001", "title": "A title", "abstract": "A text.", "cats": ["cs.SE"]}


def _line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def _read(path: Path, limits: ReadLimits | None = None) -> list[Paper | Problem]:
    return [record.item for record in read_files([path], limits)]


DEEP = b'{"id": "1", "title": "T", "abstract": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("bad", "paper_id", "reason"),
    [
        (b"{broken", "", "not JSON: Expecting property name"),
        (b'["a", "list"]', "", "not a JSON object"),
        (b"null", "", "not a JSON object"),
        (_line(id=None), "", "id is missing or empty"),
        (_line(id=" \u200b"), "", "id is missing or empty"),
        (_line(id=7), "", "id must be text, not a number"),
        (_line(id="x" * 501), "", "id is longer than 500 characters"),
        (_line(title=""), "arxiv:2304.00001", "title is missing or empty"),
        (_line(title="  \n"), "arxiv:2304.00001", "title is missing or empty"),
        (_line(title=["T"]), "", "title must be text, not a list"),
        (_line(abstract={"a": 1}), "", "abstract must be text, not an object"),
        (_line(abstract="x" * 1_000_001), "", "abstract is longer than 1,000,000 characters"),
        (_line(authors="A. Lee"), "arxiv:2304.00001", "authors must be a list, not text"),
        (_line(versions="v1"), "arxiv:2304.00001", "versions must be a list, not text"),
        (b'{"id": "1", "title": "T\xff"}', "", "not UTF-8 (byte 24 of the line)"),
        (b'{"id": "1", "title": "T\0"}', "", "the line holds a NUL byte"),
        (DEEP, "", "nested too deep"),
        (b'{"id": "1", "title": "T", "n": ' + b"9" * 5_000 + b"}", "", "too many digits"),
        (b'{"pmid": 1, "body": "x"}', "", "none of the keys of a paper: needs id and title, with"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_line_is_a_problem_and_the_rest_goes_on(
    tmp_path: Path, bad: bytes, paper_id: str, reason: str
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(_line() + b"\n" + bad + b"\n" + _line(id="2304.00002") + b"\n")
    first, problem, last = _read(file)
    assert isinstance(first, Paper)
    assert isinstance(last, Paper)
    assert isinstance(problem, Problem)
    assert (problem.file, problem.line, problem.id) == (str(file), 2, paper_id)
    assert reason in problem.reason
    assert "\n" not in problem.reason


def test_the_schemas_are_named_where_neither_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"pmid": 1}\n')
    (problem,) = _read(file)
    assert isinstance(problem, Problem)
    for key in ("authors_parsed", "versions", "arxiv_id", "cats", "announced"):
        assert key in problem.reason


def test_a_line_over_ten_megabytes_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(_line(abstract="x" * 10_000_000) + b"\n" + _line() + b"\n")
    problem, paper = _read(file)
    assert problem == Problem(str(file), 1, "", "line over 10,000,000 bytes")
    assert isinstance(paper, Paper)


@pytest.mark.parametrize("missing", [{"abstract": None}, {"abstract": ""}])
def test_a_paper_without_an_abstract_goes_in(tmp_path: Path, missing: dict[str, object]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(_line(**missing))
    (paper,) = _read(file)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract) == ("A title", "")


def test_hidden_characters_in_fields_are_dropped(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"id": "a\\ud800", "title": "T\\u0000i\\u200b", "abstract": "\\udfff x"}')
    assert _read(file) == [Paper(id="tracker:a", title="Ti", abstract="x")]


def test_both_schemas_may_stand_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    snapshot = {"id": "704.1040", "title": "T", "categories": "hep-th", "update_date": "2007-04-09"}
    file.write_bytes(gzip.compress(_line() + b"\n" + json.dumps(snapshot).encode()))
    tracked, archived = _read(file)
    assert isinstance(tracked, Paper)
    assert isinstance(archived, Paper)
    assert (tracked.id, tracked.categories) == ("arxiv:2304.00001", ("cs.SE",))
    assert (archived.id, archived.published) == ("arxiv:0704.1040", "2007-04-09")


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0), b"\n \n"])
def test_an_empty_file_is_a_problem(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(content)
    assert _read(file) == [Problem(str(file), 0, "", "the file is empty")]


def test_a_cut_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    lines = b"".join(_line(id=f"2304.{n:05}", title=f"Title {n * n}") + b"\n" for n in range(9_000))
    file.write_bytes(gzip.compress(lines)[:-500])
    *papers, problem = _read(file)
    assert all(isinstance(paper, Paper) for paper in papers)
    assert isinstance(problem, Problem)
    assert problem.line == len(papers) + 1 > 5_000


def test_a_bomb_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(bytes(5_000_000)))
    (problem,) = _read(file, ReadLimits(bomb_bytes=100_000))
    assert isinstance(problem, Problem)
    assert "refused" in problem.reason


def test_another_kind_of_file_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a,b,c\n" * 5_000)
    *problems, last = _read(file)
    assert len(problems) == 1_000
    assert isinstance(last, Problem)
    assert last.reason == "not one record in 1000 lines: is it JSON Lines?"


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["id", "title", "abstract", "authors", "authors_parsed", "categories", "cats", "versions",
     "update_date", "date", "announced", "arxiv_id", "doi", "url", "text_origin"]
)  # fmt: skip
RECORDS = st.dictionaries(KEYS, JSON_LIKE).map(lambda record: json.dumps(record).encode())


@given(lines=st.lists(st.binary(max_size=60) | RECORDS, max_size=8), packed=st.booleans())
def test_no_bytes_crash_the_reader(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], packed: bool
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    content = b"\n".join(lines)
    file.write_bytes(gzip.compress(content, compresslevel=1) if packed else content)
    records = list(read_files([file]))
    assert records
    for record in records:
        if isinstance(record.item, Paper):
            assert record.item.title
            assert record.item.content_hash
        else:
            assert record.item.reason
            assert "\n" not in record.item.reason
