"""The Messages API: one question, one reply, its usage always known. Only this module has the SDK.

`messages.parse` validates inside the call and throws the reply away with its usage where the text
is no JSON, refused or cut off; those are paid for too, so the raw reply is read instead.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

import anthropic
from anthropic.types import OutputConfigParam

from extract.claude.models import ClaudeModel
from extract.claude.prompt import Prompt, answer_schema, instructions
from extract.errors import ClaudeError

Sleep = Callable[[float], None]
Outcome = Literal["answered", "refused", "cut off", "broken"]

TRIES: Final = 5
FIRST_WAIT_S: Final = 2.0
LONGEST_WAIT_S: Final = 120.0
TIMEOUT_S: Final = 300.0
CONNECT_S: Final = 10.0
_PASSING: Final = frozenset({408, 409, 429})
_NEVER_SENT: Final = frozenset({"ConnectError", "ConnectTimeout", "UnsupportedProtocol"})
_OUTCOMES: Final[dict[str, Outcome]] = {
    "end_turn": "answered",
    "refusal": "refused",
    "max_tokens": "cut off",
    "model_context_window_exceeded": "cut off",
}
# The API version that takes `temperature`; from 2026-10-21 on, the SDK's own, it is refused even
# for the models that honour it.
_OLD_API: Final = {"anthropic-version": "2023-06-01"}


class Lost(Exception):
    """A question may have been answered and paid for, but the reply did not arrive whole."""


class Unavailable(Exception):
    """The API can't answer now; nothing was paid. `wait`: how long it asks to wait, in seconds."""

    def __init__(self, said: str, wait: float | None = None) -> None:
        super().__init__(said)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, how it ended, and the tokens that are paid for."""

    text: str
    outcome: Outcome
    input_tokens: int
    output_tokens: int


@dataclass(slots=True)
class Claude:
    """Asks one model. `key` is shown nowhere; `url` (empty: the public API) can name a proxy."""

    model: ClaudeModel
    key: str = field(repr=False)
    url: str = ""
    sleep: Sleep = time.sleep
    _client: anthropic.Anthropic = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._client = anthropic.Anthropic(
            api_key=self.key,
            base_url=self.url or None,
            max_retries=0,  # each try is held against the budget first
            timeout=anthropic.Timeout(TIMEOUT_S, connect=CONNECT_S),
            default_headers=_OLD_API if self.model.temperature else {},
        )

    def close(self) -> None:
        """Give back the connection."""
        self._client.close()

    def ask(self, asked: Prompt) -> Reply:
        """Put the question once.

        Raises Lost where it may have been paid for in vain, Unavailable where another try may help,
        ClaudeError where none will: a refused key, an unknown model, an empty account.
        """
        try:
            raw = self._client.messages.with_raw_response.create(
                model=self.model.name,
                max_tokens=asked.max_tokens,
                system=instructions(),
                messages=[{"role": "user", "content": asked.text}],
                output_config=self._output(),
                extra_body={"temperature": 0} if self.model.temperature else {},
            )
            return _reply(raw.text())
        except anthropic.APIStatusError as error:
            raise _failure(error) from None
        except anthropic.APIConnectionError as error:
            cause = type(error.__cause__).__name__
            if cause in _NEVER_SENT:
                raise Unavailable(f"no connection to {self._client.base_url.host}") from None
            raise Lost(f"the connection broke ({cause})") from None

    def _output(self) -> OutputConfigParam:
        """The schema; where a model thinks by default, as little of it as it can."""
        given = cast(
            "OutputConfigParam", {"format": {"type": "json_schema", "schema": answer_schema()}}
        )
        return given if self.model.temperature else {**given, "effort": "low"}


def wait_s(tries: int, asked: float | None) -> float:
    """Seconds to wait after so many failed tries: 2, 4, 8, …, or what the API asks for."""
    return asked if asked is not None else min(FIRST_WAIT_S * 2 ** (tries - 1), LONGEST_WAIT_S)


def _failure(error: anthropic.APIStatusError) -> Exception:
    """What a status means for the run."""
    status = error.status_code
    said = f"{error.type or 'error'} ({status})"
    if status in _PASSING or status >= 500:
        return Unavailable(said, _retry_after(error.response.headers.get("retry-after")))
    if status == 401:
        return ClaudeError("Claude refuses the key (401): set ANTHROPIC_API_KEY to a valid one")
    detail = " ".join((error.api_message or "").split())[:200]
    return ClaudeError(f"Claude refuses the request: {said} {detail}".rstrip())


def _retry_after(value: str | None) -> float | None:
    """Seconds of a `retry-after` header; None for none, and for a date."""
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _reply(body: str) -> Reply:
    """Read a message of the API; Lost where it is none, for then its usage isn't known."""
    try:
        message: dict[str, Any] = json.loads(body)
        usage = message["usage"]
        cached = ("cache_creation_input_tokens", "cache_read_input_tokens")
        paid_in = int(usage["input_tokens"]) + sum(int(usage.get(key) or 0) for key in cached)
        paid_out = int(usage["output_tokens"])
        blocks = [block["text"] for block in message["content"] if block["type"] == "text"]
        outcome = _OUTCOMES.get(message["stop_reason"], "broken")
        return Reply("".join(blocks), outcome, paid_in, paid_out)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Lost(f"the reply is no message ({type(error).__name__})") from None
