"""Errors of tools as a model reads them: what happened and what to do, in one line."""

from __future__ import annotations

import logging
from typing import Final

from pydantic import ValidationError

from api.errors import ApiError
from api.http.problems import described
from extract.errors import ExtractError
from kg.errors import KgError

LONGEST: Final = 1_000
# The messages of the archive name commands, which a model has as tools.
_TOOLS: Final = {"`kg search`": "search_papers", "`kg queries`": "get-schema"}
_log = logging.getLogger(__name__)


class TooLarge(ApiError):
    """An answer would be larger than a model's context takes."""


def message(error: Exception) -> str:
    """An error in one line; an unforeseen error is logged, and its details are not shown."""
    if isinstance(error, ValidationError):
        return _line(_of_arguments(error))
    if isinstance(error, TooLarge):
        return _line(str(error))
    if not isinstance(error, ApiError | ExtractError | KgError):
        _log.error("a tool failed", exc_info=error)
    return _line(described(error)[2])


def _of_arguments(error: ValidationError) -> str:
    faults = [
        f"{'.'.join(map(str, fault['loc'])) or 'arguments'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)[:5]
    ]
    return f"{'; '.join(faults)} (the tool's input schema says what it takes)"


def _line(text: str) -> str:
    for command, tool in _TOOLS.items():
        text = text.replace(command, tool)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
