"""The sources of an answer as BibTeX, in their order.

A key follows from its paper alone; papers that would have the same get a letter more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_lowercase
from typing import Final
from urllib.parse import quote

from extract.sources.ids import doi
from kg.answer.output import layout
from kg.answer.records import Answer, Source

NO_SOURCES: Final = "% The answer cites no source.\n"
# BibTeX counts braces even behind a backslash, so that a brace of the text needs a name.
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}
_ESCAPES: Final = str.maketrans(_SPECIAL)
_BREAKS_NAMES: Final = re.compile(r"\band\b|,.*,|^others$|^,|,$", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_NOT_KEY: Final = re.compile(r"[^a-z0-9]+")
# Letters that are no other letter with a mark.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
    }
)


def bibtex(answer: Answer) -> str:
    """An entry a source, ending with a line break; a comment where nothing is cited."""
    return "\n".join(entries(answer.sources)) or NO_SOURCES


def entries(sources: Sequence[Source]) -> list[str]:
    """An entry a source, in their order; the sources' numbers differ."""
    keys = _keys(sources)
    return [_entry(keys[source.number], source) for source in sources]


def _entry(key: str, source: Source) -> str:
    fields = (f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
    return f"@misc{{{key},\n{''.join(fields)}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    scheme, _, name = source.paper_id.partition(":")
    # A second pair of braces keeps the title's capitals.
    yield "title", f"{{{_escaped(source.title)}}}"
    yield "author", " and ".join(filter(None, map(_author, source.authors)))
    yield "year", _year(source)
    if scheme == "arxiv":
        yield "eprint", _verbatim(name)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _escaped(source.category)
    address = layout.address(source)
    yield "doi", _verbatim(name if scheme == "doi" else doi(address))
    yield "url", _verbatim(address)


def _single_line(text: object) -> str:
    return " ".join(layout.plain(text).split())


def _escaped(text: object) -> str:
    return _single_line(text).translate(_ESCAPES)


def _author(name: str) -> str:
    """A name; in braces where BibTeX would take it for several, or for parts of one."""
    name = _single_line(name)
    return f"{{{_escaped(name)}}}" if _BREAKS_NAMES.search(name) else _escaped(name)


def _verbatim(address: str) -> str:
    """An id or address, which BibTeX styles show as it stands, without what would end it."""
    return quote(_single_line(address), safe="!#$%&'()*+,/:;=?@[]_~|<>.-", errors="replace")


def _year(source: Source) -> str:
    year = layout.year(source)
    return year if _YEAR.fullmatch(year) else ""


def _keys(sources: Iterable[Source]) -> Mapping[int, str]:
    """A key a source, by the source's number: name, year, first word, and a letter if need be."""
    alike: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        alike[_base(source)].append(source)
    keys: dict[int, str] = {}
    taken = set(alike)
    for base in sorted(alike):
        same = sorted(alike[base], key=lambda source: source.paper_id)
        fresh = (base + letters for letters in _letters() if base + letters not in taken)
        for source in same:
            key = base if len(same) == 1 else next(fresh)
            taken.add(key)
            keys[source.number] = key
    return keys


def _base(source: Source) -> str:
    authors = [_single_line(name) for name in source.authors]
    before, comma, _ = authors[0].partition(",") if authors else ("", "", "")
    last = before if comma else before.rpartition(" ")[2]
    words = filter(None, map(_key_part, _single_line(source.title).split()))
    return f"{_key_part(last) or 'anon'}{_year(source)}{next(words, '')}"


def _key_part(text: str) -> str:
    """What of a word may stand in a key: ASCII letters and digits."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _NOT_KEY.sub("", "".join(sign for sign in bare if not unicodedata.combining(sign)))


def _letters() -> Iterator[str]:
    """`a`, `b` … `z`, `aa`, `ab` …."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
