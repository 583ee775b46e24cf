"""Records as plain JSON values. A field's metadata are pydantic's: `alias` and `exclude_if`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


SCALARS: Final = frozenset({str, int, float, bool, type(None)})


def unset(value: object) -> bool:
    """Whether a value says nothing, so that an optional field is left out of the JSON."""
    return value in ((), "", None, {})


def record_dict(record: DataclassInstance) -> dict[str, Any]:
    """A record's fields in plain JSON values, in their order, by their names in JSON."""
    made = {}
    for field in fields(record):
        value = getattr(record, field.name)
        exclude = field.metadata.get("exclude_if")
        if exclude is None or not exclude(value):
            made[field.metadata.get("alias", field.name)] = _plain(value)
    return made


def _plain(value: Any) -> Any:
    if type(value) in SCALARS:  # nearly all are
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return record_dict(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [*map(_plain, value)] if isinstance(value, list | tuple) else value
