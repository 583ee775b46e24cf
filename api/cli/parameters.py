"""Parameters of queries given as text: `-p name=value` and `?name=value`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.queries import read_query
from kg.records import Parameters


def relationship_types(text: str) -> list[str]:
    """Relationship types given with commas between."""
    return [name.strip().upper() for name in text.split(",") if name.strip()]


def typed(name: str, given: Mapping[str, str]) -> Parameters:
    """Parameters read as the named query declares them: a string as it is, all else as JSON."""
    declared = {parameter.name: parameter.type for parameter in read_query(name).parameters}
    return {
        key: text if declared.get(key) == "string" else guessed(text) for key, text in given.items()
    }


def guessed(text: str) -> Any:
    """The JSON value that a text is, else the text itself."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return text


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
