"""What a server writes to standard error: a line a request where asked for, warnings always."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from api.http.record import REQUESTS, current_record


class LogFormat(StrEnum):
    """How requests are logged; `none`: only warnings and errors are, as text."""

    none = "none"
    text = "text"
    json = "json"


def write_logs(wanted: LogFormat) -> None:
    """Log to standard error from now on, in place of what was set before."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if wanted is LogFormat.json else _TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    quiet = wanted is LogFormat.none
    logging.getLogger(REQUESTS).setLevel(logging.WARNING if quiet else logging.INFO)


def _entry(record: logging.LogRecord) -> dict[str, Any]:
    """A log record with the id of the request that it is about."""
    at = datetime.fromtimestamp(record.created, UTC)
    request = current_record.get()
    return {
        "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
        **({"request_id": request.id} if request else {}),
        **getattr(record, "fields", {}),
    }


class _JsonLines(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback is a field of it."""
        entry = _entry(record)
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class _TextLines(logging.Formatter):
    """Words and `name=value` in a line, a traceback in lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and a traceback below it."""
        entry = _entry(record)
        said = [str(entry.pop(name)) for name in ("time", "level", "logger", "message")]
        fields = [f"{name}={json.dumps(value)}" for name, value in entry.items()]
        line = " ".join(" ".join((*said, *fields)).split())
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line
