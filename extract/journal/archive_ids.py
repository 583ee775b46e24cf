"""Archive ids, `AG-YYYY.MM-N`: numbered within the month of a paper, none given twice."""

from __future__ import annotations

import sqlite3

from extract.records import Paper
from extract.sources.ids import arxiv_month


def archive_month(paper: Paper) -> str:
    """`YYYY.MM` of the paper's date, else of its arXiv number; `00` and `0000` for the unknown."""
    day = paper.published
    if len(day) < len("YYYY-MM"):
        day = arxiv_month(paper.id) or day
    return f"{day[:4] or '0000'}.{day[5:7] or '00'}"


def next_archive_id(db: sqlite3.Connection, paper: Paper) -> str:
    """Count the paper's month up and give its next id."""
    month = archive_month(paper)
    (number,) = db.execute(
        "INSERT INTO archive_numbers VALUES (?, 1) "
        "ON CONFLICT (month) DO UPDATE SET last = last + 1 RETURNING last",
        (month,),
    ).fetchone()
    return f"AG-{month}-{number}"


def note_archive_id(db: sqlite3.Connection, archive_id: str) -> None:
    """Let the ids that `next_archive_id` gives follow one that was given elsewhere."""
    month, _, number = archive_id.removeprefix("AG-").rpartition("-")
    db.execute(
        "INSERT INTO archive_numbers VALUES (?, ?) "
        "ON CONFLICT (month) DO UPDATE SET last = max(last, excluded.last)",
        (month, int(number)),
    )
