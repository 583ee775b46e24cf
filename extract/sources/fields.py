"""Typed access to a record of JSON; RecordError, one line, for what has the wrong type."""

from __future__ import annotations

from typing import TypeAlias

from extract.errors import RecordError

Record: TypeAlias = "dict[str, object]"

_KINDS = {
    bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list",
    dict: "an object",
}  # fmt: skip


def _wrong(key: str, wanted: str, value: object) -> RecordError:
    return RecordError(f"{key} must be {wanted}, not {_KINDS.get(type(value), 'null')}")


def text(record: Record, key: str) -> str:
    """The field's text, empty where the field is missing or null."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(key, "text", value)
    return value


def items(record: Record, key: str) -> list[object]:
    """The field's list, empty where the field is missing or null."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong(key, "a list", value)
    return value


def texts(record: Record, key: str) -> list[str]:
    """The field's list of texts, empty where the field is missing or null."""
    found: list[str] = []
    for item in items(record, key):
        if not isinstance(item, str):
            raise _wrong(f"each of {key}", "text", item)
        found.append(item)
    return found
