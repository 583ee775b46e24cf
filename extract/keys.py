"""Names and keys: one id for each meaning, one match key for each spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[\W_]+")
_SEPARATORS = re.compile(r"[\s_\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_KEPT_ENDINGS = ("ss", "us", "is", "ics", "as", "series", "species")
_PLURALS_IN_ICS = frozenset(["metrics", "topics", "heuristics", "characteristics", "critics"])
_LETTERS = {
    "\u00df": "ss", "\u00e6": "ae", "\u00c6": "Ae", "\u0153": "oe", "\u0152": "Oe", "\u00f8": "o",
    "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0131": "i", "\u0111": "d", "\u0110": "D",
}  # fmt: skip
_WRITTEN_OUT = str.maketrans(
    {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00c4": "Ae", "\u00d6": "Oe", "\u00dc": "Ue",
     "\u00f8": "oe", "\u00d8": "Oe", "\u00e5": "aa", "\u00c5": "Aa"}
)  # fmt: skip
_ES_ENDINGS = ("sses", "xes", "ches", "shes", "iases")


def slug(name: str) -> str:
    """Give the id part of a name: case-folded, words joined by single hyphens, `+` and `#` kept.

    A name without any letter or digit gives the code points of its characters, so that no two
    such names share an id.
    """
    text = plain(unicodedata.normalize("NFKC", name)).casefold()
    text = text.replace("+", " plus ").replace("#", " sharp ")
    made = _NOT_WORD.sub("-", text).strip("-")
    return made or "-".join(f"u{ord(char):x}" for char in name)


def plain(text: str) -> str:
    """Give a text without the accents of its Latin letters: `Schrödinger` as `Schrodinger`."""
    return text if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=1 << 12)
def _plain_letter(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


def written_out(text: str) -> str:
    """Give a text with umlauts as two letters, as German does without them: `Schroedinger`."""
    return text.translate(_WRITTEN_OUT)


def entity_id(label: str, name: str) -> str:
    """Give the id of an entity: `method:low-rank-adaptation`."""
    return f"{label.lower()}:{slug(name)}"


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Give the match key of a spelling: equal for its case, hyphen and simple plural variants."""
    return fold_cased(text).casefold()


def fold_cased(text: str) -> str:
    """Fold as `fold` does but keep the case, for names that are words when written small."""
    joined = _SEPARATORS.sub(" ", plain(unicodedata.normalize("NFKC", text))).strip()
    head, space, last = joined.rpartition(" ")
    return f"{head}{space}{singular(last)}"


def singular(word: str) -> str:
    """Take a simple English plural off a word; words that only look plural stay as they are."""
    small = word.casefold()
    if len(small) > 2 and word.endswith("s") and word[:-1].isupper():
        return word[:-1]
    if len(small) < 4 or not small.endswith("s"):
        return word
    if word.endswith("s") and word[-2].isupper():
        return word[:-1]
    if small.endswith(_KEPT_ENDINGS) and small not in _PLURALS_IN_ICS:
        return word
    if small.endswith("ies") and len(small) > 4:
        return word[:-3] + "y"
    if small.endswith("yses"):
        return word[:-2] + "is"
    if small.endswith(_ES_ENDINGS):
        return word[:-2]
    return word[:-1]


def spelling_difference(left: str, right: str) -> str:
    """Name the slightest difference of two spellings of a name: case, hyphen, accent, plural."""
    if left.casefold() == right.casefold():
        return "case"
    joined = [_SEPARATORS.sub("", unicodedata.normalize("NFKC", text)) for text in (left, right)]
    if joined[0].casefold() == joined[1].casefold():
        return "hyphen"
    bare = {plain(text).casefold() for text in joined}
    out = {written_out(text).casefold() for text in joined}
    return "accent" if len(bare) == 1 or len(out) == 1 else "plural"


def fold_name(long: str) -> str:
    """Give the canonical name of a concept from its long form: one space, no plural."""
    words = " ".join(long.split()).split(" ")
    return " ".join([*words[:-1], singular(words[-1])])
