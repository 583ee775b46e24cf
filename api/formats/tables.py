"""Rows as CSV (RFC 4180) that spreadsheets open as they are."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

# A spreadsheet computes what begins so, also with the wide signs of East Asian text.
_FORMULA: Final = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under a heading row: nodes by their ids, lists with `; ` between, no cell a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([[*map(_cell, row)] for row in (columns, *rows)])
    return written.getvalue()


def no_formula(text: str) -> str:
    """A text with a quotation mark before it where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: Any) -> str | int | float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else no_formula(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    if isinstance(value, dict) and {"id", "labels"} <= value.keys():
        return str(value["id"])
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
