"""Names in a Cypher query that no graph of this schema has: an unknown label matches nothing.

Neither engine says so: `(:paper)` gives no rows, as labels are told apart by case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from kg.schema import labels, relationship_types
from kg.stores.cypher_tokens import CypherToken, tokens, where

_LABEL: Final = "label"
_TYPE: Final = "relationship type"
_NAMES: Final = ("word", "quoted_name")
_CLOSING: Final = (")", "]", "}")


def unknown_names(text: str) -> tuple[str, ...]:
    """A line for each unknown label or relationship type, with its place and a name near it."""
    lines = {}
    for what, token in _named(list(tokens(text))):
        name = token.text.strip("`").replace("``", "`")
        # A label predicate (`WHERE r:USES`) may hold a type.
        known = relationship_types() if what == _TYPE else (*labels(), *relationship_types())
        if name not in known:
            place = where(text, token.place)
            lines[name] = f"{place}: there is no {what} {name}{_near(name, known)}"
    return tuple(lines.values())


def _near(name: str, known: Sequence[str]) -> str:
    by_letters = {known_name.casefold(): known_name for known_name in known}
    near = get_close_matches(name.casefold(), by_letters, n=1, cutoff=0.7)
    return f"; did you mean {by_letters[near[0]]}?" if near else ""


def _named(query: Sequence[CypherToken]) -> Iterator[tuple[str, CypherToken]]:
    """Each name after a colon that is no map's, with what it is the name of."""
    brackets: list[str] = []
    what = ""
    for place, token in enumerate(query):
        if what and token.kind in _NAMES:
            yield what, token
            what = what if _at(query, place + 1) in ("|", "&") else ""
        elif token.text == ":":
            what = _what(brackets)
        elif token.text not in ("|", "&", "!", "("):
            what = ""
        if token.kind == "mark" and token.text in "([{":
            brackets.append(_opened(query, place))
        elif token.text in _CLOSING and brackets:
            brackets.pop()


def _opened(query: Sequence[CypherToken], place: int) -> str:
    """A bracket by what it opens: `-[` a relationship, `{:` a map, else as it is."""
    mark = query[place].text
    if mark == "[" and _at(query, place - 1) == "-":
        return "-["
    if mark == "{" and (_at(query, place + 1) == "." or _at(query, place + 2) == ":"):
        return "{" if _at(query, place + 1) == "(" else "{:"
    return mark


def _what(brackets: Sequence[str]) -> str:
    """What a name after a colon is here; nothing in a map."""
    inner = brackets[-1] if brackets else ""
    return {"{:": "", "-[": _TYPE}.get(inner, _LABEL)


def _at(query: Sequence[CypherToken], place: int) -> str:
    return query[place].text if 0 <= place < len(query) else ""
