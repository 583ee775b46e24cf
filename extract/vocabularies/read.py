"""A vocabulary file is read by what its name says it is, within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from extract.errors import VocabularyError
from extract.records import EntityLabel
from extract.vocabularies.lines import read_lines
from extract.vocabularies.terms import Reading, ReadingLimits
from extract.vocabularies.xml_guard import check_xml

_TURTLE: Final = (".ttl", ".turtle", ".nt")  # N-Triples is a part of Turtle
_XML: Final = (".rdf", ".xml", ".owl", ".skos")
_LINES: Final = (".jsonl", ".ndjson")


def read_file(path: Path, label: EntityLabel, limits: ReadingLimits | None = None) -> Reading:
    """Read a file's terms; `label` is for those of which the file says none.

    VocabularyError, in one line, where the file as a whole can't be used.
    """
    limits = limits or ReadingLimits()
    kind = path.suffix.lower()
    if kind not in (*_TURTLE, *_XML, *_LINES):
        raise VocabularyError(
            f"can't tell what {path} is: SKOS ends with .ttl or .rdf, JSON Lines with .jsonl"
        )
    content = _content(path, limits)
    try:
        return _read(content, path, label, limits)
    except VocabularyError as error:
        raise VocabularyError(f"{path}: {error}") from None


def _read(content: bytes, path: Path, label: EntityLabel, limits: ReadingLimits) -> Reading:
    kind = path.suffix.lower()
    if kind in _LINES:
        return read_lines(content, str(path), label)
    from extract.vocabularies.skos import read_skos  # rdflib takes 0.2 s to import

    if kind in _XML:
        check_xml(content)
    return read_skos(content, str(path), "xml" if kind in _XML else "turtle", label, limits)


def _content(path: Path, limits: ReadingLimits) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limits.size + 1)
    except OSError as error:
        raise VocabularyError(f"can't read {path}: {error.strerror or error}") from None
    if len(content) > limits.size:
        raise VocabularyError(
            f"{path} is over {limits.size / 1e6:,.0f} MB: take out other languages, or cut it"
        )
    return content.removeprefix(b"\xef\xbb\xbf")
