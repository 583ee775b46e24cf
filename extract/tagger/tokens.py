"""Text to words with their places: what the taggers read and what their spans are made of.

Every sign is a word of its own, as in BERT's basic tokenizer, so that "state-of-the-art" and the
"state - of - the - art" of corpora that come cut into words give the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a text: `text` is what stands from `start` up to before `end`."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Cut a text into runs of letters and digits, and single signs; blanks only separate."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]
