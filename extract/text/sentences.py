"""Text to sentences (pysbd) to passages, with offsets that always give the text back.

pysbd proposes boundaries; those within a number, a bracket, TeX mathematics or after an
abbreviation such as "Fig." are taken back. It is asked only about boundaries that would otherwise
stand and are not plain. Sadvilkar and Neumann, "PySBD: Pragmatic Sentence Boundary
Disambiguation", 2020.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from extract.text.boundaries import is_costly, is_doubtful, is_plain, pysbd_starts
from extract.word_lists import alternations, any_case

_LEX = alternations("roles")

Offsets = tuple[int, int]

PASSAGE_TARGET = 900
PIECE_LIMIT = 5000

# No part may run over another opening: a title of nothing but openings would cost its square.
_TITLE_TAIL = re.compile(r"\(arXiv:\d{4}\.\d{4,5}(?:v\d+)?(?:\s*\[[^\[\]]*\])?[^()]*\)\s*$")
_ABSTRACT_HEAD = any_case(r"\s*(?:arXiv:\S+\s+Announce Type:\s*\S+\s+)?Abstract\s*[:.]\s+|\s+")
_END = re.compile(r"([.!?\u2026\u3002]['\")\]}\u2019\u201d$]*)\s+")
_ABBREVIATED = re.compile(rf"(?:^|[\s(\[~])(?:{_LEX['abbreviations']})\.$")
_OPENERS = rf"(?:{_LEX['openers']})\b"
_OPENER = re.compile(_OPENERS)
_SURE_END = re.compile(r"[.!?]['\")\]}$]*")
_LISTED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]\s")
_SMALL_START = re.compile(r"[a-z]+(?![A-Za-z0-9])")
_OPEN_TO_CLOSE = {"(": ")", "[": "]", "{": "}"}
_LETTER = re.compile(r"[^\W\d_]")
_BRACKET = re.compile(r"[()\[\]{}]")


def title_span(title: str) -> Offsets:
    """Give the part of a title that is the title: no outer blanks, no "(arXiv:...)" tail."""
    tail = _TITLE_TAIL.search(title)
    return _trim(title, 0, tail.start() if tail else len(title))


def abstract_start(abstract: str) -> int:
    """Give where the text of an abstract starts, after an announcement head or "Abstract:"."""
    head = _ABSTRACT_HEAD.match(abstract)
    return head.end() if head else 0


def split_sentences(text: str, start: int = 0) -> list[Offsets]:
    """Give the sentences of `text[start:]` as spans: in order, apart, without outer blanks.

    Every character that is no blank lies in exactly one span.
    """
    spans: list[Offsets] = []
    for piece_start, piece_end in _pieces(text, start):
        piece = text[piece_start:piece_end]
        cuts = [0, *_starts(piece), len(piece)]
        for left, right in pairwise(cuts):
            low, high = _trim(piece, left, right)
            if low < high:
                spans.append((piece_start + low, piece_start + high))
    return spans


def group_sentences(spans: Iterable[Offsets], target: int = PASSAGE_TARGET) -> list[list[Offsets]]:
    """Put consecutive sentences together while the stretch stays within `target` characters."""
    groups: list[list[Offsets]] = []
    for span in spans:
        if groups and span[1] - groups[-1][0][0] <= target:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _pieces(text: str, start: int) -> Iterator[Offsets]:
    """Cut very long text where a sentence seems to end, for pysbd's time grows with length."""
    while len(text) - start > PIECE_LIMIT:
        limit = start + PIECE_LIMIT
        cut = text.rfind(". ", start + PIECE_LIMIT // 2, limit) + 1
        cut = cut or text.rfind(" ", start + PIECE_LIMIT // 2, limit) + 1 or limit
        yield start, cut
        start = cut
    yield start, len(text)


def _starts(piece: str) -> list[int]:
    """Give where sentences start within a piece, the first aside; each is judged from the last."""
    proposed = _Proposed(piece)
    starts: list[int] = []
    last = 0
    for match in _END.finditer(piece):
        end, start = match.end(1), match.end()
        if (
            start < len(piece)
            and _is_boundary(piece[last:end], piece[last:start], piece[start : start + 200])
            and proposed.has(match.group(1), match.start(), start)
        ):
            starts.append(start)
            last = start
    return starts


class _Proposed:
    """The boundaries that a piece of text may have by its words; pysbd judges the harder ones.

    A piece that is mostly signs and digits is cut before letters: pysbd needs seconds for it.
    """

    def __init__(self, piece: str) -> None:
        self._piece = piece
        letters = sum(map(str.isalpha, piece)) + piece.count(" ")
        self._odd = letters < 0.6 * len(piece)

    def has(self, sign: str, end: int, start: int) -> bool:
        """Tell whether a sentence may end with the sign at `end` and the next one start."""
        if self._odd:
            return self._simply(sign, start)
        if _SURE_END.fullmatch(sign) and _OPENER.match(self._piece, start):
            return True
        if not self._doubtful and is_plain(self._piece, end, start):
            return True
        return self._simply(sign, start) if self._costly else start in self._of_pysbd

    def _simply(self, sign: str, start: int) -> bool:
        return sign in ".!?" and _LETTER.match(self._piece, start) is not None

    @cached_property
    def _doubtful(self) -> bool:
        return is_doubtful(self._piece)

    @cached_property
    def _of_pysbd(self) -> frozenset[int]:
        return frozenset(pysbd_starts(self._piece))

    @cached_property
    def _costly(self) -> bool:
        return is_costly(self._piece)


def _is_boundary(ended: str, before: str, after: str) -> bool:
    """Tell whether a sentence can end there: no abbreviation, list item, bracket or maths."""
    if _ABBREVIATED.search(ended[-12:]) and not (
        ended[-2:-1].isupper() and _OPENER.match(after) and len(ended) > 12
    ):
        return False
    if len(before) <= 5 and _LISTED.match(before):
        return False
    if _SMALL_START.match(after) and not _LISTED.match(after):
        return False
    return not _within(before, after)


def _within(before: str, after: str) -> bool:
    """Tell whether a cut lies in a bracket or in TeX mathematics that closes soon after it."""
    closers: list[str] = []
    for char in _BRACKET.findall(before[-200:]):
        if char in _OPEN_TO_CLOSE:
            closers.append(_OPEN_TO_CLOSE[char])
        elif closers and closers[-1] == char:
            closers.pop()
    if closers and closers[-1] in after:
        return True
    dollar = before.rfind("$")
    return len(before) - dollar < 100 and before.count("$") % 2 == 1 and "$" in after[:100]


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
