"""Sentence ends so plain that pysbd need not be asked about them: most of those there are.

pysbd runs some eighty regular expressions over a whole text, many compiled anew for each. What it
would say of "... a word. Another one" is known beforehand: a sentence ends there, unless the word
may be an abbreviation or the place lies within something that pysbd pairs (its rules are those of
version 0.3.4, `pysbd/processor.py` and `pysbd/lang/common`). A test holds both to one answer.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

# Signs that pysbd marks its findings with, and such as it pairs or cuts at beside the usual ones.
_MARKS = (
    "\u222f\u266c\u266d\u14f0\u14f1\u14f3\u14f4\u14f7\u14f8\u2609\u2608\u2607\u2604\u2702\u232c"
    "\u0238\u0239\u01aa\u265f\u265d\u260f\u222e\u238b\u2668\u261d\u00ab\u300c\uff08"
)
_DOUBTFUL = re.compile(rf"[^\S ]|[{_MARKS}]|(?:^|[\s\-\u2043])\d{{1,2}}\.[\s)]")
_NO_PLAIN_END = re.compile(
    r".|\d\d|.*\.\w|.*(?:Co|[.!?\u3002\uff0e\uff01\uff1f\u00b0])"
    r"|(?:e.g|i.e|u.s|ph.d|dr?.phil(?:os)?)",  # pysbd's dots stand for any sign
    re.IGNORECASE | re.DOTALL,
)
_WORD_REACH = 40
_OPENING = re.compile(r"(?:^|[\s.!?])['\u2018]")
# What makes pysbd cut lines, or pair quotes otherwise than one with the next.
_UNPAIRED = re.compile(
    r"\\|\"\"|[\"\u201d]\s\(|[^\d\s]\.[\d\[]|\s\d{1,2}\)\s"
    r"|(?:(?<=\()|(?<!\S))(?:[a-z]|[ivx]{2,5})\)|(?<!\S)[a-z]\."
)
# A reference of so many digits is read in as many ways as its square and more: minutes.
_LONG_REFERENCE = re.compile(r"\.\[(?:[,\s-]*\d){20}")
_LIST_ITEM = re.compile(r"(?:^|[\s(])[A-Za-z]{1,5}[.)]")
_ITEM_LIMIT = 150


def is_costly(text: str) -> bool:
    """Tell whether pysbd would need seconds for a text: endless lists, references of all digits."""
    if _LONG_REFERENCE.search(text):
        return True
    return len(_LIST_ITEM.findall(text)) > _ITEM_LIMIT


def pysbd_starts(text: str) -> Iterator[int]:
    """Give where pysbd starts sentences; what it changed or lost joins the one before."""
    at = 0
    for sentence in _segmenter().segment(text):
        wanted = sentence.strip()
        start = text.find(wanted, at)
        if start >= at and wanted:
            yield start
            at = start + len(wanted)


def is_doubtful(text: str) -> bool:
    """Tell whether something in the text may change what pysbd says even of plain ends in it."""
    return _DOUBTFUL.search(text) is not None


def is_plain(text: str, end: int, start: int) -> bool:
    """Tell whether pysbd surely ends a sentence with `text[end]` and starts one at `start`.

    Holds for a text that is not `is_doubtful`, with nothing but blanks between the two places.
    """
    if text[end] not in ".?" or start != end + 2 or text[start] in ".!?'\u2018":
        return False
    word = text[max(0, end - _WORD_REACH) : end].rpartition(" ")[2]
    if not word or _NO_PLAIN_END.fullmatch(word) or word.lower() in _abbreviations():
        return False
    return not (_is_bracketed(text, end) or _is_quoted(text, end))


def _is_bracketed(text: str, place: int) -> bool:
    """Tell whether a bracket, curly quote or double dash before the place may reach beyond it."""
    for opening, closing in ("()", "[]", "\u201c\u201d"):
        if text.rfind(opening, 0, place) > text.rfind(closing, 0, place):
            return True
    left, right = text.rfind("-", 0, place), text.find("-", place)
    return left > 0 and text[left - 1] == "-" and text.startswith("--", right)


def _is_quoted(text: str, place: int) -> bool:
    """Tell whether straight quotes, single or double, may pair over the place."""
    if _OPENING.search(text, 0, place) and ("'" in text[place:] or "\u2019" in text[place:]):
        return True
    before = text.count('"', 0, place)
    if before and '"' in text[place:]:
        return before % 2 == 1 or _UNPAIRED.search(text) is not None
    return False


@cache
def _segmenter() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pysbd 0.3.4 writes regular expressions as plain strings
        import pysbd

        return pysbd.Segmenter(language="en", clean=False)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_segmenter().language_module.Abbreviation.ABBREVIATIONS)
