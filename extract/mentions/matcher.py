"""Finds a vocabulary's concepts in text: longest match over folded tokens.

A trie over tokens, walked from every token, after Aho and Corasick, "Efficient string matching",
1975. Case, hyphens, a plural at the end and "finetuning" for "fine-tuning" make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extract.keys import fold_cased, singular
from extract.vocabulary import Concept, Vocabulary

_TOKEN = re.compile(r"[^\W_]+(?:\.\d+[^\W_]*)*|--+|[^\w\s\-\u00ad\u2010-\u2013\u2212]")
_JOINED_LENGTH = 8


class Token(NamedTuple):
    """A word, number or sign: `raw` as written (NFKC), `key` case-folded.

    A tuple, for every word of every text becomes one: a frozen dataclass takes thrice as long.
    """

    raw: str
    key: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Concepts that one stretch of text may name; tokens from `first` up to before `end`."""

    first: int
    end: int
    char_start: int
    char_end: int
    concepts: tuple[Concept, ...]


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    forms: list[tuple[Concept, str | None]] = field(default_factory=list)


def tokenize(text: str) -> list[Token]:
    """Cut text into words, numbers and signs; hyphens and underscores only separate."""
    tokens = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if not raw.isascii():
            raw = unicodedata.normalize("NFKC", raw)
        tokens.append(Token(raw, raw.casefold(), *match.span()))
    return tokens


class Matcher:
    """An index of concepts by the tokens of their spellings; build it once, use it often."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._root = _Node()
        for concept in concepts:
            for spelling in concept.spellings:
                self._add(concept, spelling)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Matcher:
        """Index a whole vocabulary."""
        return cls(vocabulary.concepts.values())

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Give the longest match at each place, earliest first, none within another."""
        matches = []
        starts = self._root.next
        at, end = 0, len(tokens)
        while at < end:
            key = tokens[at].key
            match = None
            if key in starts or (key.endswith("s") and _singular(tokens[at].raw) in starts):
                match = self.match_at(tokens, at)
            if match:
                matches.append(match)
            at = match.end if match else at + 1
        return matches

    def match_at(self, tokens: Sequence[Token], first: int) -> Match | None:
        """Give the longest match that starts at a token."""
        node: _Node | None = self._root
        best: Match | None = None
        for at in range(first, len(tokens)):
            if node is None:
                break
            key = tokens[at].key
            last = node.next.get(_singular(tokens[at].raw)) if key.endswith("s") else None
            after = node.next.get(key)
            here = _match(after, tokens, first, at) or _match(last, tokens, first, at)
            best = here or best
            if after is None and key.isdigit() and tokens[at - 1].key == "@":
                after = node.next.get("k")
                if after and after.forms:
                    span = (tokens[first].char_start, tokens[at].char_end)
                    best = Match(first, at + 1, *span, tuple(c for c, _ in after.forms))
            node = after
        return best

    def _add(self, concept: Concept, spelling: str) -> None:
        tokens = tokenize(fold_cased(spelling))
        if not tokens:
            return
        exact = _written(tokens) if concept.needs_exact_case(spelling) else None
        keys = [token.key for token in tokens]
        self._insert(keys, concept, exact)
        joined = "".join(keys)
        if len(keys) > 1 and len(joined) >= _JOINED_LENGTH and joined.isalpha() and exact is None:
            self._insert([joined], concept, None)

    def _insert(self, keys: list[str], concept: Concept, exact: str | None) -> None:
        node = self._root
        for key in keys:
            node = node.next.setdefault(key, _Node())
        if (concept, exact) not in node.forms:
            node.forms.append((concept, exact))


def _written(tokens: Sequence[Token]) -> str:
    return " ".join(token.raw for token in tokens)


@lru_cache(maxsize=1 << 16)
def _singular(raw: str) -> str:
    """Give the key of a token at a name's end, its plural taken off; few words make most texts."""
    return singular(raw).casefold()


def _match(node: _Node | None, tokens: Sequence[Token], first: int, last: int) -> Match | None:
    """Give the match of a name's last node; a name spelt with its plural is asked for first."""
    if node is None or not node.forms:
        return None
    named = _named(node, tokens[first : last + 1])
    span = (tokens[first].char_start, tokens[last].char_end)
    return Match(first, last + 1, *span, named) if named else None


def _named(node: _Node, tokens: Sequence[Token]) -> tuple[Concept, ...]:
    """Give the concepts of a node that the tokens name, exact case minded; by id."""
    written = _written(tokens)
    variants = {written, fold_cased(written)}
    named = {c.id: c for c, exact in node.forms if exact is None or exact in variants}
    return tuple(named[key] for key in sorted(named))
