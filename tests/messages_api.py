"""A stand-in for Anthropic's Messages API: a real HTTP server here that follows a script.

It refuses what the real one refuses: a wrong key, `temperature` in the API version of October 2026
and with models that have none, and a schema that isn't closed.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

KEY = "sk-ant-test-0123456789"
NO_TEMPERATURE = ("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5")


@dataclass(frozen=True)
class Said:
    """A message: what the model wrote, why it stopped, and what is charged."""

    text: str
    stop_reason: str = "end_turn"
    usage: Mapping[str, int] = field(
        default_factory=lambda: {"input_tokens": 2000, "output_tokens": 500}
    )


@dataclass(frozen=True)
class Failed:
    """An error of the API."""

    status: int
    type: str
    message: str = "as the script says"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """A raw body; `cut`: only half of it is sent, then the connection ends."""

    body: bytes
    cut: bool = False


Step = Said | Failed | Raw
Reader = Callable[[list[dict[str, Any]]], Step]


@dataclass(frozen=True)
class Received:
    """One request."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def sentences(self) -> list[dict[str, Any]]:
        """The paper as it was sent."""
        sent: list[dict[str, Any]] = json.loads(self.body["messages"][0]["content"])["sentences"]
        return sent


class MessagesApi:
    """The server. It takes the steps of `script` one by one, and after them what `read` gives."""

    def __init__(self) -> None:
        self.script: list[Step] = []
        self.read: Reader = lambda _: Failed(500, "api_error", "the script has ended")
        self.received: list[Received] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def step(self, path: str, received: Received) -> Step:
        """The response to a request."""
        self.received.append(received)
        wrong = _wrong(path, received)
        if wrong:
            return wrong
        return self.script.pop(0) if self.script else self.read(received.sentences)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                self._send(api.step(self.path, Received(headers, body)), body["model"])

            def _send(self, step: Step, model: str) -> None:
                if isinstance(step, Said):
                    self._write(200, _message(step, model), {})
                elif isinstance(step, Failed):
                    self._write(step.status, _error(step), step.headers)
                else:
                    self._write(200, step.body, {}, cut=step.cut)

            def _write(
                self, status: int, body: bytes, headers: Mapping[str, str], *, cut: bool = False
            ) -> None:
                self.send_response(status)
                for name, value in {"content-type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if cut else body)
                self.close_connection = self.close_connection or cut

            def log_message(self, format: str, *args: Any) -> None:
                """Log nothing."""

        return Handler


def _wrong(path: str, received: Received) -> Failed | None:
    """What the real API refuses of a request."""
    given, body = received.headers, received.body
    if path != "/v1/messages":
        return Failed(404, "not_found_error", path)
    if KEY not in (given.get("x-api-key"), given.get("authorization", "").removeprefix("Bearer ")):
        return Failed(401, "authentication_error", "invalid x-api-key")
    newer = given["anthropic-version"] >= "2026-10-21" or body["model"] in NO_TEMPERATURE
    if newer and "temperature" in body:
        return Failed(400, "invalid_request_error", "temperature: Extra inputs are not permitted")
    if not _is_closed(body["output_config"]["format"]["schema"]):
        return Failed(400, "invalid_request_error", "additionalProperties must be false")
    return None


def _is_closed(schema: Any) -> bool:
    """Tell whether every object of a schema is closed and needs all that it names."""
    if isinstance(schema, list):
        return all(map(_is_closed, schema))
    if not isinstance(schema, dict):
        return True
    is_object = schema.get("type") == "object"
    closed = not is_object or (
        schema.get("additionalProperties") is False
        and schema.get("required") == list(schema["properties"])
    )
    return closed and all(map(_is_closed, schema.values()))


def _message(step: Said, model: str) -> bytes:
    blocks = [{"type": "text", "text": step.text}] if step.text else []
    return json.dumps(
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": blocks,
            "stop_reason": step.stop_reason,
            "stop_sequence": None,
            "usage": dict(step.usage),
        }
    ).encode()


def _error(step: Failed) -> bytes:
    said = {"type": step.type, "message": step.message}
    return json.dumps({"type": "error", "error": said, "request_id": "req_1"}).encode()
