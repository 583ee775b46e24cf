"""Boundaries of a sentence's clauses, by punctuation and the words that open clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.word_lists import alternations

_LEX = alternations("clauses")

_SUBJECT = (
    rf"(?:{_LEX['subjects']}|[a-z-]+ (?:is|are|was|were|has|have)|the (?:proposed|present|new) )"
)
_BOUND = re.compile(
    r"[;:?!]|\.\s|\s(?:-{1,3}|[\u2013\u2014])\s|[\u2014]|\b(?:but|whereas|although|though|because"
    r"|since|until|nevertheless)\s|,?\s\bwhile\s|,\s(?:and\s)?yet\s|\byet\s(?=we\b|it\b|the\b)"
    rf"|,\s*(?:(?:and|or|so|thus|hence|then|therefore|where|so that|as)\s+)*{_SUBJECT}(?![\w-])"
    r"|,\s*(?:(?:in|for|of|to|from|with|on|by) )?(?:which|who|where|whose|none of|neither of)\b"
    r"|,\s*(?:and |but )?(?:instead|rather than|unlike|never|not all|thereby|thus|hence|so)\b"
    r"|however,?\s(?:we|our|the|it|this|these)\b|(?<!\bdo)(?<!did)(?<!\bcan)(?<!\bare)(?<!have)"
    r"(?<!could)(?<!should)(?<!would)\swe\s"
)


def clause(text: str, at: int) -> tuple[int, int]:
    """Give the start and end of the clause around an offset."""
    bounds = _bounds(text)
    start = max((first for first, _ in bounds if first <= at), default=0)
    return start, min((first for first, _ in bounds if first > at), default=len(text))


@lru_cache(maxsize=64)
def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _BOUND.finditer(in_small_letters(text)))


def in_small_letters(text: str) -> str:
    """Give a text in small letters, or as it is where a letter would become two."""
    small = text.lower()
    return small if len(small) == len(text) else text
