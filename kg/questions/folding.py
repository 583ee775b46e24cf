"""Phrases as sets of the stems of their telling words, to compare them and look them up."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import Stemmer

from extract.keys import fold
from extract.vocabulary import data_dir
from extract.word_lists import lexicon_words

_POSSESSIVE = re.compile(r"['\u2019]s\b")
LEAST_NAME = 5
_ALSO_TOPICS = frozenset(
    ["application", "architecture", "algorithm", "language model", "model", "method", "problem"]
)
_WORD = re.compile(r"[^\W_]+")


def word_list(name: str) -> frozenset[str]:
    """A list of small words of data/lexicon/question_words.json: function, generic or kind."""
    return lexicon_words("question_words", name)


@cache
def aspect_names() -> frozenset[str]:
    """The names of known aspects, each at least five letters long, folded as names are."""
    text = (data_dir() / "vocabulary" / "aspects.json").read_text(encoding="utf-8")
    keys = (key for aspect in json.loads(text) for key in aspect["keys"])
    return frozenset(fold(key).casefold() for key in keys if len(key) >= LEAST_NAME) - _ALSO_TOPICS


@cache
def stem(word: str) -> str:
    """The stem of a lower-case English word (Porter 2)."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, possessives and punctuation dropped, in order."""
    small = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _WORD.findall(small)


def telling_words(text: str, *, generic: bool = False) -> list[str]:
    """The words of a text that are no function words, in order.

    With `generic`, words such as `method` and `paper` are left out too where others remain.
    """
    words = [word for word in plain_words(text) if word not in word_list("function")]
    if not generic:
        return words
    return [word for word in words if word not in word_list("generic")] or words


def folded(text: str, *, generic: bool = False) -> frozenset[str]:
    """The stems of a phrase's telling words."""
    return frozenset(stem(word) for word in telling_words(text, generic=generic))


def folded_all(phrases: Iterable[str], *, generic: bool = False) -> frozenset[str]:
    """The stems of the telling words of several phrases."""
    return frozenset().union(*(folded(phrase, generic=generic) for phrase in phrases))
