"""What is known of the request that is being answered: for its log line, metrics and errors."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.answer.records import Answer

ID_HEADER: Final = "X-Request-ID"
REQUESTS: Final = "groundpath.requests"  # the logger of request lines
_SANE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class RequestRecord:
    """A request as logs and metrics name it; nothing of it is a user's text."""

    id: str
    method: str
    key: str = ""  # the name of the client's key
    waited_s: float = 0.0  # for a slot
    problem: str = ""  # its kind, where the response is a problem
    answers: list[Answer] = field(default_factory=list)
    status: int = 0  # 0: no response has begun
    size: int = 0  # bytes of the response's body


current_record: ContextVar[RequestRecord | None] = ContextVar("current_record", default=None)


def request_id(sent: str) -> str:
    """The id that a client sent, where it is short and plain, else a new one."""
    return sent if _SANE_ID.fullmatch(sent) else uuid.uuid4().hex


def note_key(name: str) -> None:
    """Say whose key the current request holds."""
    if record := current_record.get():
        record.key = name


def note_wait(seconds: float) -> None:
    """Say how long the current request waited for a slot."""
    if record := current_record.get():
        record.waited_s += seconds


def note_answer(answer: Answer) -> Answer:
    """Count an answer of the current request, and give it back."""
    if record := current_record.get():
        record.answers.append(answer)
    return answer
