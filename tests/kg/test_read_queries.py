"""Every file of `cypher/read` gives the rows that three known papers make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.queries import load_queries, read_queries
from kg.stores.base import Store

# One query a line, with parameters and rows; in rows a node stands as its id, a relationship as
# `from -TYPE-> to`.
FILE = Path(__file__).with_name("read_queries.jsonl")
CASES = {
    case["query"]: (case["parameters"], case["rows"])
    for case in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
}


def test_every_read_query_has_a_case_and_no_other() -> None:
    assert sorted(CASES) == [query.name for query in read_queries()]


@pytest.mark.parametrize("name", sorted(CASES))
def test_rows_are_as_the_papers_say(name: str, small: Store) -> None:
    parameters, expected = CASES[name]
    table = small.run(name, parameters)
    assert table.columns == load_queries()[name].returns
    rows = [[short(cell) for cell in row] for row in table.rows]
    if name == "archive_state":
        assert len(rows[0][0]) == 64
        rows[0][0] = "STATE"
    assert rows == expected


@pytest.mark.parametrize("name", sorted(CASES))
def test_unknown_names_give_no_row_or_zero(name: str, small: Store) -> None:
    parameters = {key: unknown(value) for key, value in CASES[name][0].items()}
    if parameters:
        assert small.run(name, parameters).rows == ()


def short(cell: Any) -> Any:
    """A cell with nodes cut to their ids and relationships to type and ends."""
    if isinstance(cell, list):
        return [short(part) for part in cell]
    if isinstance(cell, dict) and "labels" in cell:
        return cell["id"]
    if isinstance(cell, dict):
        return f"{cell['from']} -{cell['type']}-> {cell['to']}"
    return cell


def unknown(value: Any) -> Any:
    """A parameter of the same type that names nothing."""
    if isinstance(value, list):
        return ["nothing"] if value else value
    return "nothing" if isinstance(value, str) else value
