"""How far cited sentences carry a sentence put together from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.keys import fold
from extract.word_lists import lexicon_words

THRESHOLD = 0.6
_BRACKETS = re.compile(r"\[[^\]]*\]")
_TOKEN = re.compile(r"[^\W_]+(?:[.%][^\W_]+)*%?")
_FUNCTION = lexicon_words("quotes", "function")


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> frozenset[str]:
    """The telling words of a text, folded; citations in brackets and function words left out."""
    words = (fold(word) for word in _TOKEN.findall(_BRACKETS.sub(" ", text)))
    return frozenset(word for word in words if word not in _FUNCTION)


def support(text: str, quotes: Sequence[str], names: Sequence[str]) -> float:
    """Fraction (0-1) of a sentence's telling words found in its quotes or in the linked names."""
    asked = tokens(text)
    known = {word for quote in (*quotes, *names) for word in tokens(quote)}
    return round(len(asked & known) / len(asked), 4) if asked else 0.0
