"""What the model of roles reads: the words of a sentence by number, and where the sentence stands.

A word that the model does not know counts as one that ends alike; the middle of a long sentence
says little of its role and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BEGUN, ENDED = 28, 8  # words of a long sentence's begin and end
ENDINGS: Final = 256  # classes of words that are not known
PLACES: Final = 25

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]")
_NUMBER = "0"

Numbers = Mapping[str, int]
Floats = NDArray[np.float32]


def words_in(sentence: str) -> list[str]:
    """Cut a sentence into small words and signs, each number being "0"."""
    words = _TOKEN.findall(sentence.lower())
    return [_NUMBER if word[0].isdigit() else word for word in words]


def word_numbers(sentence: str, numbers: Numbers) -> list[int]:
    """Give the numbers of a sentence's words; 0 is kept for no word at all."""
    words = words_in(sentence)
    if len(words) > BEGUN + ENDED:
        words = words[:BEGUN] + words[-ENDED:]
    return [numbers.get(word) or _by_ending(word, len(numbers)) for word in words]


def _by_ending(word: str, known: int) -> int:
    # A lone surrogate can be in a text, though not in UTF-8.
    return 1 + known + crc32(word[-3:].encode("utf-8", "surrogatepass")) % ENDINGS


def places(count: int) -> Floats:
    """Give where each of an abstract's sentences stands: from the start, from the end, in parts."""
    at = np.arange(count)
    table = np.zeros((count, PLACES), np.float32)
    table[at, np.minimum(at, 4)] = 1
    table[at, 5 + np.minimum(count - 1 - at, 4)] = 1
    table[at, 10 + 8 * at // max(count, 1)] = 1
    table[:, 18 + min(count // 2, 6)] = 1
    return table


def numbers_of(words: Sequence[str]) -> dict[str, int]:
    """Number the known words, from 1 on."""
    return {word: number for number, word in enumerate(words, start=1)}
