"""Records of paper trackers: arXiv feeds kept as JSON Lines, curated lists, our own digests."""

from __future__ import annotations

from typing import get_args

from extract.errors import RecordError
from extract.records import Paper, TextOrigin
from extract.sources import clean, ids
from extract.sources.fields import PaperFields, Record, Text, Texts, checked

KEYS = frozenset(
    {"abstract", "announced", "arxiv_id", "cats", "date", "labels", "text_origin", "title",
     "topics", "truncated", "url", "venue"}
)  # fmt: skip
_ORIGINS: tuple[TextOrigin, ...] = get_args(TextOrigin)


class Head(PaperFields):
    """What the id is made of."""

    arxiv_id: Text = ""


class TrackerFields(Head):
    """What is read of a record."""

    announced: Text = ""
    authors: Texts = ()
    cats: Texts = ()
    date: Text = ""
    doi: Text = ""
    text_origin: Text = ""
    url: Text = ""


def _origin(given: str) -> TextOrigin:
    for origin in _ORIGINS:
        if given == origin:
            return origin
    raise RecordError(f"text_origin must be one of {', '.join(_ORIGINS)}")


def _published(fields: TrackerFields, paper: str) -> str:
    """The date given; where it is a later version's announcement, the month in the arXiv id.

    Feeds announce replacements too: a paper of 2018 announced in 2025 is a paper of 2018. A paper
    may be announced the month after it got its id.
    """
    if day := clean.published(fields.date):
        return day
    day = clean.published(fields.announced)
    month = ids.arxiv_month(paper)
    return month if month and _month(day) - _month(month) > 1 else day


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7] or 0) if day else 0


def paper_id(record: Record) -> str:
    """The paper's id, empty where the record has none; a valid `arxiv_id` goes before `id`."""
    head = checked(Head, record)
    raw = clean.plain(head.id)
    if arxiv := ids.arxiv_id(head.arxiv_id):
        return f"arxiv:{arxiv}"
    return ids.paper_id(raw) if raw else ""


def to_paper(record: Record) -> Paper:
    """The record as a paper; RecordError where a field has the wrong type."""
    paper = paper_id(record)
    fields = checked(TrackerFields, record)
    own_doi = paper.removeprefix("doi:") if paper.startswith("doi:") else ""
    return Paper(
        id=paper,
        title=clean.title(fields.title),
        abstract=clean.abstract(fields.abstract),
        authors=tuple(filter(None, map(clean.name, fields.authors))),
        categories=clean.categories(fields.cats),
        published=_published(fields, paper),
        url=ids.web_address(fields.url) or ids.landing_page(paper),
        doi=ids.doi(fields.doi) or own_doi,
        text_origin=_origin(fields.text_origin or "abstract"),
    )
