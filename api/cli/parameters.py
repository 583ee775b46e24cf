"""Parameters of queries given as text: `-p name=value` and `?name=value`, each again for lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.errors import QueryError
from kg.queries import Type, read_query
from kg.records import Parameters


def relationship_types(text: str) -> list[str]:
    """Relationship types given with commas between."""
    return [name.strip().upper() for name in text.split(",") if name.strip()]


def typed(name: str, given: Iterable[tuple[str, str]]) -> Parameters:
    """Parameters read as the named query declares them: a string as it is, all else as JSON.

    A list may also be given value by value. QueryError for another one that is given twice.
    """
    declared = {parameter.name: parameter.type for parameter in read_query(name).parameters}
    texts: dict[str, list[str]] = {}
    for key, text in given:
        texts.setdefault(key, []).append(text)
    return {key: _value(key, several, declared.get(key)) for key, several in texts.items()}


def _value(name: str, texts: list[str], declared: Type | None) -> Any:
    if declared == "list":
        values = [guessed(text) for text in texts]
        return values[0] if len(values) == 1 and isinstance(values[0], list) else values
    if len(texts) > 1:
        raise QueryError(f"{name} is given {len(texts)} times, and is no list: give it once")
    return texts[0] if declared == "string" else guessed(texts[0])


def guessed(text: str) -> Any:
    """The JSON value that a text is, else the text itself."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return text


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
