"""Checks of what is said of claims: every count is that of the papers which the store gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.check.records import Failure
from kg.claims import findings
from kg.records import Rows

QUERY = "claims_between"


def claim_failures(statement_id: str, text: str, rows: Rows) -> Iterator[Failure]:
    """Every finding of the rows is given with the number of papers that claim it; no other is."""
    rest = text
    for finding in findings(rows):
        count, said = str(len(finding.papers)), finding.said
        reported = re.compile(
            r"\b(\d+)(?: papers? compares? them and)?(?: reports?)? that "
            rf"{re.escape(said)}(?!\w)"
        )
        counts = reported.findall(text)
        if counts != [count]:
            message = f"{count} claim that {said}, not [{', '.join(counts)}]"
            yield Failure(statement_id, "count", message)
        rest = reported.sub(" ", rest)
    if re.search(r"\breports? that |\d+ that ", rest):
        yield Failure(statement_id, "count", "the text tells of a claim that no paper makes")


def claim_numbers(rows: Rows) -> set[str]:
    """The numbers that a statement on claims may give: of papers, and by how much."""
    numbers = {str(len(finding.papers)) for finding in findings(rows)}
    numbers.add(str(len({row["paper_id"] for row in rows.dicts()})))
    values = (row["value"] for row in rows.dicts())
    return numbers | {f"{value:g}" for value in values if isinstance(value, int | float)}
