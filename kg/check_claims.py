"""Checks of what is said of claims: every count is that of the papers which the store gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.check_frame import Failure
from kg.claims import findings
from kg.records import Rows

QUERY = "claims_between"


def claim_failures(statement_id: str, text: str, rows: Rows) -> Iterator[Failure]:
    """Every finding of the rows is told, with the number of papers that claim it; no other is."""
    told = text
    for found in findings(rows):
        count = len(found.papers)
        said = re.compile(
            r"\b(\d+)(?: papers? compares? them and)?(?: reports?)? that "
            rf"{re.escape(found.said)}(?!\w)"
        )
        counts = [int(one) for one in said.findall(text)]
        if counts != [count]:
            yield Failure(statement_id, "count", f"{count} claim that {found.said}, not {counts}")
        told = said.sub(" ", told)
    if re.search(r"\breports? that |\d+ that ", told):
        yield Failure(statement_id, "count", "the text tells of a claim that no paper makes")


def claim_numbers(rows: Rows) -> set[str]:
    """The numbers that a statement on claims may give: of papers, and by how much."""
    numbers = {str(len(one.papers)) for one in findings(rows)}
    numbers.add(str(len({row["paper_id"] for row in rows.dicts()})))
    values = (row["value"] for row in rows.dicts())
    return numbers | {f"{one:g}" for one in values if isinstance(one, int | float)}
