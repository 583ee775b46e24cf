"""Records of sources as pydantic models; RecordError, one line, for what has the wrong type."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, Field, InstanceOf, ValidationError, model_validator

from extract.errors import RecordError
from extract.sources.lines import Line

Record: TypeAlias = dict[str, object]
Entry: TypeAlias = tuple[Line, Callable[[], Record]]  # a record's place, and what reads it
Text: TypeAlias = InstanceOf[str]  # pydantic's own text may hold no half of a character
Texts: TypeAlias = tuple[Text, ...]

_KINDS = {
    bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list",
    dict: "an object",
}  # fmt: skip


class PaperFields(BaseModel):
    """What every schema has; what is missing or null is empty.

    In characters, longer ones are not what they say they are, and would be costly further on. The
    description of a field says what each of its items must be, where that isn't text.
    """

    id: Annotated[Text, Field(max_length=500)] = ""
    title: Annotated[Text, Field(max_length=2_000)] = ""
    abstract: Annotated[Text, Field(max_length=1_000_000)] = ""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, record: Record) -> Record:
        return {key: value for key, value in record.items() if value is not None}


def json_object(line: bytes, with_column: bool = False) -> dict[str, Any]:
    """The object that a line of JSON is; RecordError, one line, where it is none."""
    try:
        record = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8 (byte {error.start + 1} of the line)") from error
    except json.JSONDecodeError as error:
        place = f" at column {error.colno}" if with_column else ""
        raise RecordError(f"not JSON: {error.msg.removesuffix(' at')}{place}") from error
    except RecursionError as error:
        raise RecordError("nested too deep") from error
    except ValueError as error:
        raise RecordError("holds a number with too many digits") from error
    if not isinstance(record, dict):
        raise RecordError("not a JSON object")
    return record


F = TypeVar("F", bound=PaperFields)


def checked(schema: type[F], record: Record) -> F:
    """The record's fields; RecordError for the first that can't be used."""
    try:
        return schema.model_validate(record)
    except ValidationError as error:
        raise RecordError(_reason(schema, error.errors()[0])) from None


def _reason(schema: type[F], error: Any) -> str:
    key, *inside = error["loc"]
    if error["type"] == "too_long":
        return f"{key} is longer than {error['ctx']['max_length']:,} characters"
    if inside and (wanted := schema.model_fields[key].description):
        return f"each of {key} must be {wanted}"
    wanted = "a list" if error["type"] == "tuple_type" else "text"
    kind = _KINDS.get(type(error["input"]), "null")
    return f"{'each of ' if inside else ''}{key} must be {wanted}, not {kind}"
