"""Text to sentences (pysbd) to passages, with offsets that always give the text back.

pysbd proposes boundaries; those within a number, a bracket, TeX mathematics or after an
abbreviation such as "Fig." are taken back. Sadvilkar and Neumann, "PySBD: Pragmatic Sentence
Boundary Disambiguation", 2020.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

Span = tuple[int, int]

PASSAGE_TARGET = 900
PIECE_LIMIT = 5000

_TITLE_TAIL = re.compile(r"\s*\(arXiv:\d{4}\.\d{4,5}(?:v\d+)?(?:\s*\[[^\]]*\])?[^)]*\)\s*$")
_ABSTRACT_HEAD = re.compile(
    r"\s*(?:arXiv:\S+\s+Announce Type:\s*\S+\s+)?Abstract\s*[:.]\s+|\s+", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?\u2026\u3002]['\")\]}\u2019\u201d$]*$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[~])(?:e\.g|i\.e|cf|vs|etc?|et\.? al|al|Figs?|Eqs?|Secs?|Refs?|Tabs?|Nos?|Thms?"
    r"|approx|resp|ca|viz|w\.r\.t|Drs?|Profs?|Mrs?|Ms|St|Inc|Ltd|[A-Z])\.$"
)
_OPENERS = (
    r"(?:We|The|This|These|That|It|In|Our|Though|Although|However|While|Here|For|To|A|An|As|By"
    r"|Moreover|Furthermore|Finally|Then|Results?|Experiments?)\b"
)
_OPENER = re.compile(_OPENERS)
_SURE_CUT = re.compile(rf"[.!?]['\")\]}}$]*\s+(?={_OPENERS})")
_SIMPLE_CUT = re.compile(r"[.!?]\s+(?=[^\W\d_])")
_LISTED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]\s")
_SMALL_START = re.compile(r"[a-z]+(?![A-Za-z0-9])")
_OPEN_TO_CLOSE = {"(": ")", "[": "]", "{": "}"}


def title_span(title: str) -> Span:
    """Give the part of a title that is the title: no outer blanks, no "(arXiv:...)" tail."""
    tail = _TITLE_TAIL.search(title)
    return _trim(title, 0, tail.start() if tail else len(title))


def abstract_start(abstract: str) -> int:
    """Give where the text of an abstract starts, after an announcement head or "Abstract:"."""
    head = _ABSTRACT_HEAD.match(abstract)
    return head.end() if head else 0


def split_sentences(text: str, start: int = 0) -> list[Span]:
    """Give the sentences of `text[start:]` as spans: in order, apart, without outer blanks.

    Every character that is no blank lies in exactly one span.
    """
    spans: list[Span] = []
    for piece_start, piece_end in _pieces(text, start):
        piece = text[piece_start:piece_end]
        cuts = [0, *_repaired(piece, _proposed(piece)), len(piece)]
        for left, right in pairwise(cuts):
            low, high = _trim(piece, left, right)
            if low < high:
                spans.append((piece_start + low, piece_start + high))
    return spans


def group_sentences(spans: Iterable[Span], target: int = PASSAGE_TARGET) -> list[list[Span]]:
    """Put consecutive sentences together while the stretch stays within `target` characters."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[1] - groups[-1][0][0] <= target:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _pieces(text: str, start: int) -> Iterator[Span]:
    """Cut very long text where a sentence seems to end, for pysbd's time grows with length."""
    while len(text) - start > PIECE_LIMIT:
        limit = start + PIECE_LIMIT
        cut = text.rfind(". ", start + PIECE_LIMIT // 2, limit) + 1
        cut = cut or text.rfind(" ", start + PIECE_LIMIT // 2, limit) + 1 or limit
        yield start, cut
        start = cut
    yield start, len(text)


@cache
def _segmenter() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pysbd 0.3.4 writes regular expressions as plain strings
        import pysbd

        return pysbd.Segmenter(language="en", clean=False)


def _proposed(piece: str) -> list[int]:
    """Give the starts of pysbd's sentences; what it changed or lost joins the one before.

    A piece that is mostly signs and digits is cut simply: pysbd needs seconds for it.
    """
    if sum(char.isalpha() or char == " " for char in piece) < 0.6 * len(piece):
        return [match.end() for match in _SIMPLE_CUT.finditer(piece)]
    cuts = [match.end() for match in _SURE_CUT.finditer(piece)]
    at = 0
    for sentence in _segmenter().segment(piece):
        found = piece.find(sentence.strip(), at)
        if found >= at and sentence.strip():
            if found > 0:
                cuts.append(found)
            at = found + len(sentence.strip())
    return sorted(set(cuts))


def _repaired(piece: str, cuts: list[int]) -> list[int]:
    """Keep the boundaries where a sentence can end, judged from the last one kept."""
    kept: list[int] = []
    last = 0
    for cut in cuts:
        before, after = piece[last:cut], piece[cut : cut + 200]
        if _is_boundary(before, after) and not _within(before, after):
            kept.append(cut)
            last = cut
    return kept


def _is_boundary(before: str, after: str) -> bool:
    ended = before.rstrip()
    if len(ended) == len(before) or not _ENDED.search(ended):
        return False
    if _ABBREVIATED.search(ended[-12:]) and not (
        ended[-2:-1].isupper() and _OPENER.match(after) and len(ended) > 12
    ):
        return False
    if _LISTED.match(before) and len(before) <= 5:
        return False
    return not _SMALL_START.match(after) or _LISTED.match(after) is not None


def _within(before: str, after: str) -> bool:
    """Tell whether a cut lies in a bracket or in TeX mathematics that closes soon after it."""
    closers: list[str] = []
    for char in before[-200:]:
        if char in _OPEN_TO_CLOSE:
            closers.append(_OPEN_TO_CLOSE[char])
        elif closers and closers[-1] == char:
            closers.pop()
    if closers and closers[-1] in after:
        return True
    dollar = before.rfind("$")
    return len(before) - dollar < 100 and before.count("$") % 2 == 1 and "$" in after[:100]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
