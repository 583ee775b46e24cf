"""Cypher text cut into tokens, for the guard: what is quoted, what is a word, what is neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import GuardError

TokenKind = Literal["word", "quoted_name", "string", "number", "parameter", "mark"]

_TOKEN: Final = re.compile(
    r"""
    (?P<space>[ \t\r\n]+ | //[^\n]* | /\*.*?\*/)
  | (?P<string>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*")
  | (?P<parameter>\$(?:[^\W\d]\w*|[0-9]+|`(?:``|[^`])+`))
  | (?P<quoted_name>`(?:``|[^`])+`)
  | (?P<number>0[xXoO][0-9A-Fa-f_]+ | [0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>/(?!\*) | [()\[\]{},.;:|&!%+\-*^=<>~])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\[uU]")
_NOT_TEXT: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class CypherToken:
    """A token and its place; `upper` is the text in capitals."""

    kind: TokenKind
    text: str
    upper: str
    place: int


def tokens(text: str) -> Iterator[CypherToken]:
    """Cut a text; GuardError for what is no token: an open quote, an odd character."""
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise GuardError(f"{where(text, place)}: {_unknown(text[place])}")
        kind = match.lastgroup
        if kind != "space":
            cut = match.group()
            if kind == "word" and not cut.isascii():
                _no_look_alike(text, cut, place)
            yield CypherToken(kind, cut, cut.upper(), place)  # type: ignore[arg-type]
        place = match.end()


def refuse_odd_characters(text: str) -> None:
    """Refuse characters that can't be seen, or that engines may read in different ways.

    Escapes by code point are refused too: Neo4j turns one that stands for a quotation mark into it
    before it looks for strings.
    """
    if not text.isprintable():
        for place, char in enumerate(text):
            bare = char == "\r" and text[place + 1 : place + 2] != "\n"
            if bare or (char not in "\t\n\r" and unicodedata.category(char) in _NOT_TEXT):
                raise GuardError(
                    f"{where(text, place)}: the character U+{ord(char):04X} is not allowed; "
                    "pass such text as a parameter"
                )
    escape = _ESCAPE.search(text)
    if escape:
        raise GuardError(
            f"{where(text, escape.start())}: escapes by code point are not allowed; write the "
            "character itself or pass the text as a parameter"
        )


def shown(text: str) -> str:
    """Give a piece of a query for a message: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def where(text: str, place: int) -> str:
    """`line 2, column 5`."""
    before = text[:place].split("\n")
    return f"line {len(before)}, column {len(before[-1]) + 1}"


def _unknown(char: str) -> str:
    if char in "'\"`":
        return f"the quotation mark {char} is not closed"
    if char == "/":
        return "the comment /* is not closed"
    return f"the character {char!r} is not allowed outside quotes"


def _no_look_alike(text: str, word: str, place: int) -> None:
    """Refuse a word that some way of folding letters turns into plain ones (full width, long s)."""
    plain = unicodedata.normalize("NFKC", word)
    forms = (plain.upper(), plain.lower(), plain.casefold(), word.upper(), word.lower())
    same_length = any(form.isascii() and len(form) == len(word) for form in forms)
    if plain.isascii() or same_length:
        raise GuardError(
            f"{where(text, place)}: {shown(word)} is not what it seems; use plain letters"
        )
