"""The composer's own words: what a statement may say that no source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.word_lists import word_lists
from kg.answer.quotes.support import tokens
from kg.retrieve.aspects import load_aspects

_NUMBER = re.compile(r"\d+")
_TEMPLATE = tokens(" ".join(word_lists("quotes")["template"]))


def stray_words(text: str, known: Sequence[str]) -> list[str]:
    """The telling words of a text that are neither the composer's nor in `known`, sorted."""
    borne = _own_words().union(*map(tokens, known))
    return sorted(word for word in tokens(text) - borne if not _NUMBER.fullmatch(word))


@cache
def _own_words() -> frozenset[str]:
    """The words of the templates, those of the aspects with them."""
    aspects = [
        word for aspect in load_aspects() for word in (aspect.heading, aspect.what, aspect.lead)
    ]
    verbs = [aspect.verb.format(side="", items="") for aspect in load_aspects()]
    return frozenset(_TEMPLATE).union(*map(tokens, (*aspects, *verbs)))
