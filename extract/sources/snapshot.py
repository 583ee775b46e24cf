"""Records of the arXiv metadata snapshot that Kaggle hands out.

Its shape: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import re

from extract.errors import RecordError
from extract.records import Paper
from extract.sources import clean, ids
from extract.sources.categories import arxiv_categories
from extract.sources.fields import Record, items, text

KEYS = frozenset({"authors_parsed", "categories", "submitter", "update_date", "versions"})
_AFFILIATION = re.compile(r"\([^()]*\)")
_BETWEEN_AUTHORS = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def _authors(record: Record) -> tuple[str, ...]:
    parsed = items(record, "authors_parsed")
    whole = text(record, "authors")
    names = [_parsed_name(parts) for parts in parsed] or _split_names(whole)
    return tuple(name for name in names if name)


def _parsed_name(parts: object) -> str:
    """`[last, first, suffix, affiliation…]` as one would write it."""
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise RecordError("each of authors_parsed must be a list of texts: last, first, suffix")
    last, first, suffix = ([*parts, "", "", ""])[:3]
    return clean.name(f"{first} {last} {suffix}")


def _split_names(authors: str) -> list[str]:
    return [clean.name(one) for one in _BETWEEN_AUTHORS.split(_AFFILIATION.sub("", authors))]


def _published(record: Record) -> str:
    """The day of the earliest version; of the last update where no version has one."""
    days = [_created(version) for version in items(record, "versions")]
    updated = clean.published(text(record, "update_date"))
    return min((day for day in days if day), default=updated)


def _created(version: object) -> str:
    created = version.get("created") if isinstance(version, dict) else None
    if not isinstance(created, str):
        raise RecordError("each of versions must be an object with the text 'created'")
    return clean.published(created)


def paper_id(record: Record) -> str:
    """The paper's id, empty where the record has none; ids spoiled by a spreadsheet are mended."""
    raw = clean.plain(text(record, "id"))
    return ids.paper_id(ids.repaired_arxiv_id(raw) or raw) if raw else ""


def to_paper(record: Record) -> Paper:
    """The record as a paper; RecordError where a field has the wrong type."""
    paper = paper_id(record)
    return Paper(
        id=paper,
        title=clean.title(text(record, "title")),
        abstract=clean.abstract(text(record, "abstract")),
        authors=_authors(record),
        categories=arxiv_categories(text(record, "categories").split()),
        published=_published(record),
        url=ids.landing_page(paper),
        doi=ids.doi(text(record, "doi")),
    )
