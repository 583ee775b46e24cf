"""Regular expressions and index prefixes for the words of a phrase, in all their forms.

The expressions read alike in Rust and Java. A prefix is what the index term of any word that the
expression takes begins with, so that the passages worth reading are found by an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, pairwise, takewhile

from extract.keys import plain, singular, written_out
from kg.questions.folding import stem
from kg.stores.bm25 import STOPWORDS

LEAST_STEM = 4
LONG_STEM = 7  # letters from which any ending will do
LONGEST_SHORT_FORM = 6
NOTHING = r"[^\s\S]"
MOST_VARIANTS = 3
MOST_JOINED = 5  # words of a phrase that an index is asked for, any of them written as one
_ENDINGS = (
    "s", "es", "e", "ed", "er", "ers", "ing", "ings", "ion", "ions", "ation", "ations", "al",
    "ally", "ic", "ical", "ly", "y", "ies", "ias", "is", "ment", "ments", "ity", "ities",
    "able", "or", "ors", "led", "ling", "ial", "ially", "ied", "ious",
)  # fmt: skip
_ANY_ENDING = f"(?:{'|'.join(_ENDINGS)}|\u00e9s?)?"
_ANY_LETTERS = "[a-z\u00e0-\u017e]*"
_ACCENTED = {
    "a": "aàáâãäåāă", "c": "cçćč", "d": "dđ", "e": "eèéêëēęě", "g": "gğ", "i": "iìíîïī", "l": "lł",
    "n": "nñńň", "o": "oòóôõöøōő", "r": "rř", "s": "sśşš", "t": "tţť", "u": "uùúûüūůű", "y": "yýÿ",
    "z": "zźżž",
}  # fmt: skip
_EITHER_END = re.compile(r"(?<=[a-z]{2})i[sz](?=(?:ation|e|ed|er|ing)s?$)")
_WORDS = re.compile(r"[^\W_]+")


def phrase_pattern(phrase: str) -> str:
    """A regular expression for texts that hold the words of a phrase one after the other.

    Hyphen, blank or nothing may stand between them, and each may be plural, its letters with or
    without accents. A phrase without a letter or digit gives one that no text matches.
    """
    words = _WORDS.findall(phrase)
    if not words:
        return NOTHING
    return rf"(?isu).*\b{'[^a-z0-9]{0,3}'.join(map(_spelt, words))}\b.*"


def word_pattern(word: str) -> str:
    """A regular expression for texts that hold a word in any of its forms."""
    root = word_root(word)
    return rf"(?isu).*\b{_letters(root)}{_ANY_LETTERS}\b.*" if root else phrase_pattern(word)


def word_root(word: str) -> str:
    """The letters that all forms of a word begin with; empty where it has no other forms."""
    small = plain("".join(_WORDS.findall(word.casefold())))
    root = "" if is_short_form(word) else stem(small)
    if not small or not root.isascii() or len(root) < LEAST_STEM:
        return ""
    root = root.removesuffix("i")
    return root if small.startswith(root) else ""  # the stem of `coding` is `code`


def index_prefixes(phrase: str) -> list[list[frozenset[str]]]:
    """The ways in which an index may hold the words of a phrase, each a list of word prefixes.

    Of a list every entry must be met, of an entry any prefix. Words that may be written as one
    give further ways; the first five are enough. Empty where the index may know none of them.
    """
    ways = [
        [prefixes for word in words if (prefixes := _prefixes(word))]
        for words in _joined(_WORDS.findall(phrase)[:MOST_JOINED])
    ]
    return ways if all(ways) else []


def without_umlauts(text: str) -> str:
    """A text with every umlaut that is written out as its vowel alone: `Mueller` as `Muller`."""
    return re.sub("([aou])e", r"\1", text)


def is_short_form(word: str) -> bool:
    """Whether a word is typed as short forms are, in capitals: `IT` is not `it`."""
    letters = word.removesuffix("s")
    return 2 <= len(letters) <= LONGEST_SHORT_FORM and letters.isascii() and letters.isupper()


def _joined(words: Sequence[str]) -> Iterator[list[str]]:
    """Every way to write words with some of them as one."""
    gaps = range(1, len(words))
    for starts in chain.from_iterable(combinations(gaps, n) for n in reversed(range(len(words)))):
        bounds = pairwise((0, *starts, len(words)))
        yield ["".join(words[first:end]) for first, end in bounds]


def _prefixes(word: str) -> frozenset[str]:
    """The beginnings of index terms that a word's pattern may match.

    Empty where one of them may be missing from the index.
    """
    short = is_short_form(word)
    variants = [word.removesuffix("s").lower()] if short else _variants(word)
    if any(form in STOPWORDS for variant in variants for form in _numbers(variant)):
        return frozenset()
    return frozenset(
        _common([variant, stem(variant)]) if short else _prefix(variant) for variant in variants
    )


@lru_cache(maxsize=1 << 12)
def _prefix(small: str) -> str:
    """The common beginning of the stems of all that a word's pattern matches."""
    root, numbers = _root(small), _numbers(small)
    if not root:
        return _common([*numbers, *map(stem, numbers)])
    roots = {root, re.sub("is$", "iz", root)}  # `renormalisation` has another stem with a z
    stems = [stem(f"{root}{ending}") for root in sorted(roots) for ending in ("", *_ENDINGS)]
    start = _common([re.sub("(?:ou?r|i[sz])$", "", root), *stems, *map(stem, numbers)])
    return re.sub("ll.*", "l", start[:-1] if len(start) > LEAST_STEM else start)


def _common(words: Sequence[str]) -> str:
    """The letters that all words begin with."""
    pairs = zip(min(words), max(words), strict=False)
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _root(small: str) -> str:
    """The stem of a word without its last `i`; empty where it is no stem to add endings to."""
    root = stem(small)
    fits = len(root) >= LEAST_STEM and root.isascii() and root.isalpha()
    return root.removesuffix("i") if fits and small.startswith(root[:-1]) else ""


def _spelt(word: str) -> str:
    """A word in singular and plural; short forms as typed."""
    if is_short_form(word):
        return rf"(?-i:{word.removesuffix('s')})s?"
    ways = [_endings(variant) for variant in _variants(word)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _endings(small: str) -> str:
    """A word in its forms; only its plural where a form would be a word such as `these`."""
    root = _root(small)
    if not root:
        return _as_written(small)
    ending = _ANY_LETTERS if len(stem(small)) >= LONG_STEM else _ANY_ENDING
    made = _either_english(root) + ending
    if any(re.fullmatch(made, word) for word in STOPWORDS):
        return _as_written(small)
    return made if re.fullmatch(made, small) else f"(?:{made}|{_as_written(small)})"


def _as_written(small: str) -> str:
    """A word as it is written, in singular and plural."""
    ways = [
        "i[sz]".join(map(_letters, _EITHER_END.split(number, maxsplit=1)))
        for number in _numbers(small)
    ]
    return f"(?:{'|'.join(ways)})"


def _numbers(small: str) -> list[str]:
    """A word, its singular and its plurals; a single letter has none (`I` is not `is`)."""
    if len(small) == 1:
        return [small]
    plurals = [f"{small[:-1]}ies"] if small.endswith("y") and len(small) > 3 else []
    return [*dict.fromkeys([small, singular(small), *plurals, f"{small}s", f"{small}es"])]


def _variants(word: str) -> Sequence[str]:
    """A word without accents, and what umlauts make of it: `Schroedinger` as `schrodinger`."""
    small = plain(word.casefold())
    further = [plain(written_out(word)).casefold(), re.sub("([aou])e(?=.)", r"\1", small, count=1)]
    if word[:1].isupper():
        further += _with_umlauts(small)
    return list(dict.fromkeys([small, *further]))[: 2 + MOST_VARIANTS]


def _with_umlauts(small: str) -> Iterator[str]:
    """A name with one of its vowels written as umlauts are: `schrodinger` as `schroedinger`."""
    for vowel in re.finditer(r"[aou](?![aeiou])", small):
        yield f"{small[: vowel.end()]}e{small[vowel.end() :]}"


def _either_english(root: str) -> str:
    """A stem in British and American spelling."""
    made = re.sub(r"(?<=[a-z]{2})ou?r$", "\0", root)
    made = re.sub(r"(?<=[a-z]{2})i[sz]$", "\1", made).replace("ll", "l\2")
    return _letters(made).replace("\0", "ou?r").replace("\1", "i[sz]").replace("\2", "l?")


def _letters(word: str) -> str:
    """The letters of a word, each with its accented forms."""
    return "".join(map(_letter, word))


def _letter(letter: str) -> str:
    if letter in _ACCENTED:
        return f"[{_ACCENTED[letter]}]"
    return letter if letter.isascii() or letter.isalnum() else re.escape(letter)
