"""Which texts can be spellings of a concept: short, visible, and no function words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from extract.keys import fold
from extract.word_lists import lexicon_words

LONGEST: Final = 200  # characters
_LONGEST_SHORT_FORM: Final = 6
_SHOWN: Final = 40


def cleaned(text: str) -> str:
    """The text in one line, its characters composed, blanks single, none that can't be seen."""
    seen = (
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) != "Cf"
    )
    return " ".join("".join(seen).split())


def spelling_problem(text: str) -> str:
    """Say why a cleaned text can't be a spelling; empty where it can."""
    if not text:
        return "is empty"
    if len(text) > LONGEST:
        return f"{shown(text)} has {len(text):,} characters: {LONGEST} is the most"
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in text):
        return f"{shown(text)} holds characters that no text has"
    small = not is_short_form(text) and {*fold(text).split()} <= _function_words()
    if sum(map(str.isalnum, text)) < 2 or small:
        return f"{shown(text)} says too little to be looked for in papers"
    return ""


def shown(text: str) -> str:
    """The text between quotation marks, as much of it as a line can hold."""
    seen = "".join(character if character.isprintable() else "�" for character in text[:_SHOWN])
    return f"“{seen}{'…' * (len(text) > _SHOWN)}”"


def short_forms(spellings: Iterable[str]) -> tuple[str, ...]:
    """Those that are short forms, sorted: `AIDS` is not `aids`, nor `mRNA` `mrna`."""
    return tuple(sorted(text for text in {*spellings} if is_short_form(text)))


def is_short_form(text: str) -> bool:
    """Tell whether a text is a short word with capitals, another one in small letters: `WHO`."""
    capitals = sum(map(str.isupper, text))
    return capitals >= 2 and len(text) <= _LONGEST_SHORT_FORM and not any(map(str.isspace, text))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(map(fold, lexicon_words("question_words", "function")))
