"""Rows as CSV: what stands in a cell, and what a spreadsheet must not compute."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from api.formats.tables import table


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("a, b", "a, b"),
        ("two\nlines", "two\nlines"),
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        (-5, "-5"),
        (0.25, "0.25"),
        (None, ""),
        (True, "true"),
        (["a", "b", 3], "a; b; 3"),
        (["=1"], "'=1"),
        ({"id": "arxiv:1", "labels": ["Paper"], "properties": {}}, "arxiv:1"),
        ({"n": 1}, '{"n": 1}'),
    ],
)
def test_cells(value: Any, cell: str) -> None:
    written = table(["=head"], [[value]])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["'=head"], [cell]]
    assert written.startswith("'=head\r\n")
