"""Fields of the wrong type are reported even where the paper could do without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.records import Problem
from extract.sources.jsonl import read_jsonl

SNAPSHOT = {
    "id": "2401.00001",
    "title": "Letters",
    "abstract": "Letters are read.",
    "categories": "cs.CL",
    "authors_parsed": [["Doe", "Jo", ""]],
    "versions": [{"version": "v1", "created": "2024-01-01"}],
}


@pytest.mark.parametrize(
    ("key", "value"), [("authors", 17), ("update_date", 20240101), ("title", 17)]
)
def test_a_wrong_type_is_a_problem(key: str, value: object, tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_text(json.dumps(SNAPSHOT | {key: value}) + "\n", encoding="utf-8")
    (found,) = read_jsonl(file)
    assert isinstance(found.item, Problem)
    assert found.item.line == 1
    assert key in found.item.reason
