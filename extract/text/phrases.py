"""Noun phrases of a text, by the classes of their words; no tagger runs.

A phrase is a run of words that no verb, adverb, function word or sign interrupts, with a specific
word in it and a noun at its end. The classes of words, and the words that all fields use alike, are
lists in `data/lexicon/phrase_words.json`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extract.keys import plain, singular
from extract.mentions.matcher import Token, tokenize
from extract.records import Mention, Passage
from extract.word_lists import lexicon_words

LONGEST = 5  # words
LEAST_WORD = 4  # letters of a phrase of a single word
_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2212"


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Words by class: `breaks` end a phrase, `modifiers` end none, `leading` begin none.

    `general` are words that papers of all fields use, alone or among themselves they name nothing;
    `common` ones name nothing alone; `nouns` may.
    """

    breaks: frozenset[str]
    modifiers: frozenset[str]
    leading: frozenset[str]
    general: frozenset[str]
    common: frozenset[str]
    nouns: frozenset[str]


@cache
def phrase_words() -> PhraseWords:
    """The lists that come with the project."""
    order = ("break", "modifier", "leading", "general", "common", "noun")
    return PhraseWords(*(lexicon_words("phrase_words", name) for name in order))


def phrases_of(
    passages: Iterable[Passage], mentions: Iterable[Mention]
) -> tuple[tuple[int, ...], ...]:
    """Give a paper's phrases: for each passage `(start, end, start, end, …)`, sorted.

    Those within longer ones are there too, but none that is a mention or a piece of one.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        taken.setdefault(mention.passage, []).append((mention.char_start, mention.char_end))
    return tuple(
        tuple(
            place
            for span in sorted(phrase_spans(passage.text))
            if not _within(span, taken.get(passage.position, ()))
            for place in span
        )
        for passage in passages
    )


def phrase_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of every stretch of a text that may be a term."""
    for run in _runs(text, tokenize(text)):
        yield from _spans(run)


def phrase_key(surface: str) -> str:
    """Give the match key of a phrase: equal for its case, hyphen, accent and plural variants."""
    if surface.replace(" ", "").isalnum() and surface.isascii():
        head, space, last = surface.rpartition(" ")
        return f"{head.lower()}{space}{_singular(last)}"
    tokens = tokenize(surface)
    return " ".join([*(plain(token.key) for token in tokens[:-1]), _singular(tokens[-1].raw)])


@lru_cache(maxsize=1 << 16)
def _singular(raw: str) -> str:
    return plain(singular(raw).casefold())


def _within(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span lies within a mention, or cuts through one; mentions are sorted."""
    start, end = span
    place = bisect_left(taken, (start, 0))
    for first, last in taken[max(place - 1, 0) : place + LONGEST]:
        if (
            first < end
            and start < last
            and not (start <= first and last <= end and span != (first, last))
        ):
            return True
    return False


class _Word(NamedTuple):
    """A word of a phrase; `glued`: a hyphen joins it to the word before.

    `kind` is that of `_kind`, or `of` between two nouns.
    """

    token: Token
    kind: str
    glued: bool


@lru_cache(maxsize=1 << 16)
def _kind(raw: str) -> str:
    """`break`, `number`, `leading`, `modifier`, `noun`, or `name` of what is one by itself."""
    words, key = phrase_words(), plain(raw.casefold())
    if (
        not key[0].isalnum()
        or key in words.breaks
        or (key.endswith("ly") and len(key) > LEAST_WORD)
    ):
        return "break"
    if key[0].isdigit() and not any(map(str.isalpha, key)):
        return "number"
    if key in words.leading:
        return "leading"
    if key in words.modifiers or (key.endswith("ed") and key not in words.nouns):
        return "modifier"
    alone = key in words.nouns or _singular(raw) in words.nouns or raw != raw.lower()
    small = key in words.general or key in words.common or _singular(raw) in words.common
    return "name" if alone and not small and len(key) >= LEAST_WORD else "noun"


@lru_cache(maxsize=1 << 16)
def _is_specific(key: str) -> bool:
    words = phrase_words()
    return key not in words.general and key not in words.breaks


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    end = -2
    for token in tokens:
        gap = text[end : token.char_start]
        glued = len(gap) == 1 and gap in _HYPHENS
        kind = _kind(token.raw)
        if text[token.char_start - 1 : token.char_start] == "\\":
            kind = "break"
        elif token.key == "of" and run and run[-1].kind in ("noun", "name"):
            kind = "of"
        ends = not glued and (kind in ("break", "number") or gap.strip() != "")
        if run and ends:
            yield run
            run = []
        if run and (glued and kind == "break" and token.key[0].isalnum()):
            kind = "modifier"
        if kind != "break" and (run or not (glued or kind == "number")):
            run.append(_Word(token, kind, glued))
        end = token.char_end
    if run:
        yield run


def _spans(run: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Spans of a run, none of which cuts a hyphenated word."""
    ends = [
        word.kind in ("noun", "name", "number") and (n + 1 == len(run) or not run[n + 1].glued)
        for n, word in enumerate(run)
    ]
    for first, word in enumerate(run):
        if word.glued or word.kind in ("leading", "of") or len(word.token.key) < 2:
            continue
        if ends[first] and word.kind == "name":
            yield word.token.char_start, word.token.char_end
        specific = _is_specific(word.token.key)
        for last in range(first + 1, min(first + LONGEST, len(run))):
            if run[last].kind == "of" and last > first + 1:
                break  # "density of states", not "local density of states of graphene"
            specific = specific or _is_specific(run[last].token.key)
            if ends[last] and specific:
                yield word.token.char_start, run[last].token.char_end
