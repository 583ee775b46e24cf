"""Files and folders as sources."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from extract.records import Paper, Problem
from extract.sources.read import PATTERNS, read_files, source_files, total_bytes


def _write(file: Path, *ids: str) -> Path:
    text = "".join(json.dumps({"id": id_, "title": id_, "abstract": ""}) + "\n" for id_ in ids)
    packed = file.suffix == ".gz"
    file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return file


def _ids(*sources: Path) -> list[str]:
    return [record.item.id for record in read_files(source_files(sources))]


def test_a_folder_gives_its_files_sorted_and_nothing_else(tmp_path: Path) -> None:
    _write(tmp_path / "b.jsonl", "b1", "b2")
    _write(tmp_path / "c.jsonl.gz", "c")
    _write(tmp_path / "a.jsonl", "a")
    _write(tmp_path / "notes.txt", "no")
    assert _ids(tmp_path) == ["tracker:a", "tracker:b1", "tracker:b2", "tracker:c"]


def test_sources_keep_their_order_and_no_file_is_read_twice(tmp_path: Path) -> None:
    first = _write(tmp_path / "z.jsonl", "z")
    _write(tmp_path / "a.jsonl", "a")
    assert _ids(first, tmp_path, first) == ["tracker:z", "tracker:a"]


def test_sources_that_are_not_there_are_problems(tmp_path: Path) -> None:
    missing, empty = tmp_path / "none.jsonl", tmp_path / "empty"
    empty.mkdir()
    good = _write(tmp_path / "good.jsonl", "g")
    items = [record.item for record in read_files(source_files([missing, empty, good]))]
    assert items[:2] == [
        Problem(str(missing), 0, "", "no such file"),
        Problem(str(empty), 0, "", f"no {' or '.join(PATTERNS)} in this folder"),
    ]
    assert isinstance(items[2], Paper)


def test_the_sizes_of_files_are_known_and_of_pipes_not(tmp_path: Path) -> None:
    file = _write(tmp_path / "a.jsonl", "a")
    assert total_bytes(source_files([file, tmp_path / "none"])) == file.stat().st_size
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert total_bytes([pipe]) is None


@pytest.mark.parametrize(
    ("name", "papers"),
    [
        ("topics/papers.jsonl", 349),
        ("arxiv-16k/arxiv-metadata-sample.jsonl.gz", 15_973),
        ("arxiv-2025/papers.jsonl.gz", 68_710),
    ],
)
def test_real_files_give_a_paper_a_line(shared_data: Path, name: str, papers: int) -> None:
    count = 0
    for record in read_files(source_files([shared_data / name])):
        assert isinstance(record.item, Paper), record.item
        assert record.item.published
        count += 1
    assert count == papers
