"""Patterns of words: what looks like a name, the labels of head nouns, what names nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extract.records import EntityLabel
from extract.schema import schema
from extract.word_lists import alternations, word_lists

_LEX = alternations("names")


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


NAME = (
    r"(?<![\w.@/\\-])(?=[\w+.-]*[A-Z])(?=[\w+-]*?(?:[A-Z][\w-]*?[A-Z0-9]|[A-Za-z][\w-]*\d"
    r"|[a-z][A-Z]))[A-Za-z][\w]*(?:[-.+][\w]+)*\+*(?![\w/@-])"
)
NAME_LIST = rf"{NAME}(?:(?:,\s+|,?\s+and\s+|,?\s+or\s+|\s*/\s*|\s+&\s+){NAME}){{0,15}}"

GENERIC = frozenset(word_lists("names")["generic"])
_GENERIC_PARTS = frozenset(word_lists("names")["generic parts"])
_ODD_PART = re.compile(r"[A-Z].*[A-Z\d]|[a-z][A-Z]|[A-Za-z]\d")
_COMPOUND_END = re.compile(r"-[a-z]{4,}$")
_NP_END = re.compile(rf"[.;:()]|\s[-\u2013\u2014]+\s|\b(?:{_LEX['head noun ends']})\b")
_FAMILY = re.compile(r"[\w\s-]*?\b(?:family|series|set|class|collection|suite|group) of\s+")
_PHRASE_PARTS = 3


def is_name(text: str) -> bool:
    """Tell whether a word that looks like a name names something: no "LLM-Based", no "GPU"."""
    small = text.casefold()
    if len(text) < 3 or small in GENERIC or not any(map(str.isalpha, text)):
        return False
    parts = [part for part in re.split(r"[-_.]", small) if part]
    if any(part in _GENERIC_PARTS for part in parts) or _COMPOUND_END.search(text):
        return False
    return not all(part in GENERIC or part.isdigit() or len(part) == 1 for part in parts)


def is_strict_name(text: str) -> bool:
    """Tell whether a name has capitals or digits that no pair of plain words has."""
    return is_name(text) and any(_ODD_PART.search(part) for part in re.split(r"[-_]", text))


def label_of(phrase: str) -> EntityLabel | None:
    """Give the label of a noun phrase by its head noun: "a new benchmark for X" -> Dataset."""
    family = _FAMILY.match(phrase)
    if family and label_of(phrase[family.end() :]):
        return label_of(phrase[family.end() :])
    end = _NP_END.search(phrase)
    for part in (phrase[: end.start()] if end else phrase).split(",")[:_PHRASE_PARTS]:
        nouns = _last_head().findall(part) or _any_head().findall(part)
        if nouns:
            return heads()[nouns[-1].lower()]
    return None


@cache
def heads() -> Mapping[str, EntityLabel]:
    """Give the label of each noun that names are called by."""
    types = schema().entity_types.values()
    return {noun: type_.name for type_ in types for noun in type_.nouns.called}


@cache
def head_noun() -> str:
    """Give these nouns as a regular expression, longest first."""
    return "|".join(sorted(map(re.escape, heads()), key=lambda head: (-len(head), head)))


@cache
def _any_head() -> re.Pattern[str]:
    return re.compile(rf"\b({head_noun()})s?\b", re.IGNORECASE)


@cache
def _last_head() -> re.Pattern[str]:
    return re.compile(rf"\b({head_noun()})s?\s*$", re.IGNORECASE)


# "Cable News Network" is no kind of network.
_ORGANISATION = re.compile(rf"\b(?:{_LEX['organisations']})\b")


def label_of_long_form(long: str) -> EntityLabel | None:
    """Give what a long form of two words or more names, by its last words; None if unclear."""
    if len(re.split(r"[\s-]+", long.strip())) < 2 or _ORGANISATION.search(long):
        return None
    return next((label for label, head in _long_form_ends() if head.search(long)), None)


@cache
def _long_form_ends() -> tuple[tuple[EntityLabel, re.Pattern[str]], ...]:
    return tuple(
        (
            type_.name,
            re.compile(rf"(?:^|[\s-])(?:{'|'.join(type_.nouns.long_form)})s?$", re.IGNORECASE),
        )
        for type_ in schema().entity_types.values()
        if type_.nouns.long_form
    )
