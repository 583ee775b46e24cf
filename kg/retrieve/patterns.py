"""Regular expressions and index prefixes for the words of a phrase, in all that texts make of them.

The expressions read alike in Rust and Java. A prefix is what the index term of any word that the
expression takes begins with, so that the passages worth reading are found by an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.naming import plain, written_out
from kg.questions.folding import stem
from kg.stores.bm25 import STOPWORDS

LEAST_STEM = 4
LONG_STEM = 7  # letters from which any ending will do
LONGEST_SHORT_FORM = 6
NOTHING = r"[^\s\S]"
MOST_VARIANTS = 3
_ENDINGS = (
    r"(?:s|es|e|ed|er|ers|ing|ings|ion|ions|ation|ations|al|ally|ic|ical|ly|y|ies|i[ae]s|is|ment"
    r"|ments|ity|ities|able|or|ors|led|ling|ial|ially|ied|ious)?"
)
_ACCENTED = {
    "a": "aàáâãäåāă", "c": "cçćč", "d": "dđ", "e": "eèéêëēęě", "g": "gğ", "i": "iìíîïī", "l": "lł",
    "n": "nñńň", "o": "oòóôõöøōő", "r": "rř", "s": "sśşš", "t": "tţť", "u": "uùúûüūůű", "y": "yýÿ",
    "z": "zźżž",
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")


def phrase_pattern(phrase: str) -> str:
    """A regular expression for texts that hold the words of a phrase one after the other.

    Hyphen, blank or nothing may stand between them, and each may be plural, its letters with or
    without accents. A phrase without a letter or digit gives one that no text matches.
    """
    words = _WORDS.findall(phrase)
    if not words:
        return NOTHING
    return rf"(?is).*\b{'[^a-z0-9]{0,3}'.join(map(_spelt, words))}\b.*"


def word_pattern(word: str) -> str:
    """A regular expression for texts that hold a word in any of its forms."""
    root = word_root(word)
    return rf"(?is).*\b{_letters(root)}[a-z]*\b.*" if root else phrase_pattern(word)


def word_root(word: str) -> str:
    """The letters that all forms of a word begin with; empty where it has no other forms."""
    small = plain("".join(_WORDS.findall(word.casefold())))
    root = "" if is_short_form(word) else stem(small)
    if not small or not root.isascii() or len(root) < LEAST_STEM or not small.startswith(root[:-1]):
        return ""
    return root.removesuffix("i")


def index_prefixes(phrase: str) -> list[list[frozenset[str]]]:
    """The ways in which an index may hold the words of a phrase, each a list of word prefixes.

    Of a list every entry must be met, of an entry any prefix. Words that may be written as one
    give further ways. Empty where the index knows none of the words.
    """
    words = _WORDS.findall(phrase)
    found = [prefixes for word in words if (prefixes := _prefixes(word))]
    ways = [found]
    for n in range(len(words) - 1):
        joined = [*words[:n], words[n] + words[n + 1], *words[n + 2 :]]
        ways.append([prefixes for word in joined if (prefixes := _prefixes(word))])
    if len(words) > 2:
        ways.append([_prefixes("".join(words))])
    return [way for way in ways if way] if found else []


def is_short_form(word: str) -> bool:
    """Whether a word is typed as short forms are, in capitals: `IT` is not `it`."""
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= LONGEST_SHORT_FORM and letters.isascii() and letters.isupper()


def _prefixes(word: str) -> frozenset[str]:
    """What index terms begin with that a word's pattern may match; empty for what isn't indexed."""
    return frozenset(
        prefix
        for one in _variants(word)
        if one not in STOPWORDS and (prefix := _prefix(one, is_short_form(word)))
    )


def _prefix(small: str, short: bool) -> str:
    if short:
        return small.removesuffix("s")
    root = stem(small)
    if not small.startswith(root[:-1]):
        return small[:2]
    if len(root) < LEAST_STEM:
        return root if small.startswith(root) else root[:-1]
    root = re.sub(r"(?:ou?r|i[sz])$", "", root.removesuffix("i"))
    return re.sub(r"ll.*", "l", root[:-1] if len(root) > LEAST_STEM else root)


def _spelt(word: str) -> str:
    """A word in singular and plural; short forms as typed."""
    if is_short_form(word):
        return rf"(?-i:{word.removesuffix('s')})s?"
    ways = [_endings(one) for one in _variants(word)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _endings(small: str) -> str:
    root = stem(small)
    if (
        len(root) >= LEAST_STEM
        and root.isascii()
        and root.isalpha()
        and small.startswith(root[:-1])
    ):
        ending = "[a-z]*" if len(root) >= LONG_STEM else _ENDINGS
        return _either_english(root.removesuffix("i")) + ending
    ending = r"(?:e?s)?"
    if small.endswith("y") and len(small) > 3:
        small, ending = small[:-1], r"(?:y|ies)"
    return _letters(small) + ending


def _variants(word: str) -> Sequence[str]:
    """A word without accents, and what umlauts make of it: `Schroedinger` as `schrodinger`."""
    small = plain(word.casefold())
    further = [plain(written_out(word)).casefold(), re.sub("([aou])e", r"\1", small, count=1)]
    if word[:1].isupper():
        further += _with_umlauts(small)
    return list(dict.fromkeys([small, *further]))[: 2 + MOST_VARIANTS]


def _with_umlauts(small: str) -> Iterator[str]:
    """A name with one of its vowels written as umlauts are: `schrodinger` as `schroedinger`."""
    for found in re.finditer(r"[aou](?![aeiou])", small):
        yield f"{small[: found.end()]}e{small[found.end() :]}"


def _either_english(root: str) -> str:
    """A stem in British and American spelling."""
    made = re.sub(r"(?<=[a-z]{2})ou?r$", "\0", root)
    made = re.sub(r"(?<=[a-z]{2})i[sz]$", "\1", made).replace("ll", "l\2")
    return _letters(made).replace("\0", "ou?r").replace("\1", "i[sz]").replace("\2", "l?")


def _letters(word: str) -> str:
    """The letters of a word, each with its accented forms; Greek ones also as signs between."""
    return "".join(map(_letter, word))


def _letter(letter: str) -> str:
    if letter in _ACCENTED:
        return f"[{_ACCENTED[letter]}]"
    return letter if letter.isascii() or letter.isalnum() else re.escape(letter)
