"""An answer read from JSON, whoever wrote it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.answer.records import Answer
from kg.errors import NotAnAnswer

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_PLACE: Final = 120  # characters of a place that are shown


def read_answer(given: object) -> Answer:
    """The answer that plain JSON values are; keys that the contract lacks are passed over.

    Raises NotAnAnswer, which names the first place that breaks the contract's shape.
    """
    from pydantic import ValidationError  # takes a tenth of a second, which asking doesn't need

    try:
        return _adapter().validate_json(json.dumps(given), strict=True)
    except ValidationError as error:
        first, *others = error.errors(include_url=False, include_context=False, include_input=False)
        place = "".join(filter(str.isprintable, ".".join(map(str, first["loc"]))))[:_PLACE]
        more = f" (and {len(others)} more)" if others else ""
        raise NotAnAnswer(f"{place or 'answer'}: {first['msg']}{more}") from error
    except (RecursionError, ValueError) as error:
        raise NotAnAnswer(f"not JSON: {error}") from error


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
