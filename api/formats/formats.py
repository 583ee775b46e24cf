"""The formats that an answer comes in: their names, media types, and which one a client accepts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from typing import Final

from kg.answer.records import Answer
from kg.results import to_json


class AnswerFormat(StrEnum):
    """How an answer is written; in the order in which they are preferred."""

    json = "json"
    text = "text"
    markdown = "markdown"
    html = "html"
    bibtex = "bibtex"
    csv = "csv"


MEDIA_TYPES: Final = {
    AnswerFormat.json: "application/json",
    AnswerFormat.text: "text/plain",
    AnswerFormat.markdown: "text/markdown",
    AnswerFormat.html: "text/html",
    AnswerFormat.bibtex: "application/x-bibtex",
    AnswerFormat.csv: "text/csv",
}


def written(answer: Answer, wanted: AnswerFormat) -> str:
    """The answer in a format: the same on the command line and over HTTP."""
    from api.formats.bibtex import bibtex
    from api.formats.markdown import markdown
    from api.formats.sheets import sheet
    from api.formats.terminal import text
    from kg.answer.output.html import html

    writers: dict[AnswerFormat, Callable[[Answer], str]] = {
        AnswerFormat.json: to_json,
        AnswerFormat.text: text,
        AnswerFormat.markdown: markdown,
        AnswerFormat.html: html,
        AnswerFormat.bibtex: bibtex,
        AnswerFormat.csv: sheet,
    }
    return writers[wanted](answer)


def accepted(
    header: str, *more: str, among: Collection[AnswerFormat] = tuple(AnswerFormat)
) -> AnswerFormat | str:
    """The format that an Accept header likes best (RFC 9110); JSON where it names none of them.

    `more` are further media types that there are. Of formats that it likes as much, the one it
    names more exactly goes first, then the one it names earlier.
    """
    ranges = list(_ranges(header))
    best: AnswerFormat | str = AnswerFormat.json
    most = (0.0, 0, 0)
    own = ((wanted, MEDIA_TYPES[wanted]) for wanted in among)
    for wanted, media_type in (*own, *zip(more, more, strict=True)):
        group = f"{media_type.partition('/')[0]}/*"
        matching = [
            ((media_type, group, "*/*").index(name), place, quality)
            for place, (name, quality) in enumerate(ranges)
            if name in (media_type, group, "*/*")
        ]
        if matching:
            breadth, place, quality = min(matching)
            if (quality, -breadth, -place) > most:
                best, most = wanted, (quality, -breadth, -place)
    return best


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an Accept header, each with its quality from 0 to 1."""
    for part in header.split(","):
        name, *parameters = (part.strip().lower() for part in part.split(";"))
        given = [
            parameter.removeprefix("q=") for parameter in parameters if parameter.startswith("q=")
        ]
        yield name, _quality(given[0]) if given else 1.0


def _quality(given: str) -> float:
    """A quality; what is none counts as not accepted."""
    digits = given.replace(".", "", 1)
    return min(1.0, float(given)) if digits.isdecimal() and digits.isascii() else 0.0
