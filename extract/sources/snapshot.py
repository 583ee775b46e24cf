"""Records of the arXiv metadata snapshot that Kaggle hands out.

Its shape: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, Field

from extract.records import Paper
from extract.sources import clean, ids
from extract.sources.fields import PaperFields, Record, Text, Texts, checked

KEYS = frozenset({"authors_parsed", "categories", "submitter", "update_date", "versions"})
_AFFILIATION = re.compile(r"\([^()]*\)")
_BETWEEN_AUTHORS = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


class Version(BaseModel):
    """A version of a paper, with its day."""

    created: Text


class SnapshotFields(PaperFields):
    """What is read of a record."""

    authors: Text = ""
    authors_parsed: Annotated[
        tuple[Texts, ...], Field(description="a list of texts: last, first, suffix")
    ] = ()
    categories: Text = ""
    doi: Text = ""
    update_date: Text = ""
    versions: Annotated[
        tuple[Version, ...], Field(description="an object with the text 'created'")
    ] = ()


def _authors(fields: SnapshotFields) -> tuple[str, ...]:
    names = [*map(_parsed_name, fields.authors_parsed)] or _split_names(fields.authors)
    return tuple(name for name in names if name)


def _parsed_name(parts: Texts) -> str:
    """`[last, first, suffix, affiliation…]` as one would write it."""
    last, first, suffix = ([*parts, "", "", ""])[:3]
    return clean.name(f"{first} {last} {suffix}")


def _split_names(authors: str) -> list[str]:
    return [clean.name(part) for part in _BETWEEN_AUTHORS.split(_AFFILIATION.sub("", authors))]


def _published(fields: SnapshotFields) -> str:
    """The day of the earliest version; of the last update where no version has one."""
    days = [clean.published(version.created) for version in fields.versions]
    updated = clean.published(fields.update_date)
    return min((day for day in days if day), default=updated)


def paper_id(record: Record) -> str:
    """The paper's id, empty where the record has none; ids spoiled by a spreadsheet are mended."""
    raw = clean.plain(checked(PaperFields, record).id)
    return ids.paper_id(ids.repaired_arxiv_id(raw) or raw) if raw else ""


def to_paper(record: Record) -> Paper:
    """The record as a paper; RecordError where a field has the wrong type."""
    paper = paper_id(record)
    fields = checked(SnapshotFields, record)
    return Paper(
        id=paper,
        title=clean.title(fields.title),
        abstract=clean.abstract(fields.abstract),
        authors=_authors(fields),
        categories=clean.categories(fields.categories.split()),
        published=_published(fields),
        url=ids.landing_page(paper),
        doi=ids.doi(fields.doi),
    )
