"""Word lists of `data/lexicon`: a file a use, a name and a reason a list.

A list holds words, or regular expressions for words ("us(?:e|es|ed|ing)"), in the order in which
they are tried. Python has the structure of a pattern, a list has what may stand in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from extract.errors import LexiconError
from extract.vocabulary import data_dir


@cache
def word_lists(use: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a use by name; LexiconError where one is not `{"why": "…", "words": […]}`.

    Words without blanks may also stand in a single string.
    """
    lists = read_lexicon(use)
    if not isinstance(lists, dict):
        raise LexiconError(f"data/lexicon/{use}.json: an object of lists by name is needed")
    return {
        name: _words(value, f"data/lexicon/{use}.json: {name}") for name, value in lists.items()
    }


@cache
def lexicon_words(use: str, name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(word_lists(use)[name])


@cache
def alternations(use: str) -> Mapping[str, str]:
    """The lists of a use, each as the inside of a group: "a|b|c"."""
    return {name: "|".join(listed) for name, listed in word_lists(use).items()}


def listed(use: str) -> str:
    """What a file of `data/lexicon` lists, without the reasons: what its readers depend on."""
    return json.dumps(_bare(read_lexicon(use)))


@cache
def read_lexicon(use: str) -> Any:
    """What a file of `data/lexicon` holds; LexiconError where it can't be read."""
    try:
        return json.loads((data_dir() / "lexicon" / f"{use}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise LexiconError(f"data/lexicon/{use}.json can't be read: {err}") from err


def any_case(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for text in small letters and capitals."""
    return re.compile(pattern, re.IGNORECASE)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items() if name != "why"}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value


def _words(value: Any, where: str) -> tuple[str, ...]:
    given = value.get("words") if isinstance(value, dict) and value.get("why") else None
    listed = given.split() if isinstance(given, str) else given
    if not isinstance(listed, list) or not listed:
        raise LexiconError(f'{where}: {{"why": "a reason", "words": [words]}} is needed')
    if not all(isinstance(word, str) and word for word in listed):
        raise LexiconError(f"{where}: each word must be a string that is not empty")
    if len({*listed}) < len(listed):
        raise LexiconError(f"{where}: each word must stand once")
    return tuple(listed)
