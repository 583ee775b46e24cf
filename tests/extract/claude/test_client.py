"""One question over HTTP: what is sent, what comes back, and what each failure means."""

from __future__ import annotations

import json

import anthropic
import pytest

from extract.claude.client import Claude, Lost, Unavailable, wait_s
from extract.claude.models import MODELS, claude_model
from extract.claude.prompt import Prompt, answer_schema, instructions
from extract.errors import ClaudeError
from tests.messages_api import KEY, Failed, MessagesApi, Raw, Said

ASKED = Prompt('{"sentences":[{"n":1,"text":"We test."}]}', (), 3000)


def _ask(api: MessagesApi, model: str = "", key: str = KEY) -> tuple[str, str, int, int]:
    claude = Claude(claude_model(model), key, api.url)
    try:
        reply = claude.ask(ASKED)
    finally:
        claude.close()
    return reply.text, reply.outcome, reply.input_tokens, reply.output_tokens


def test_a_question_is_instructions_schema_and_data_without_tools(api: MessagesApi) -> None:
    api.script = [Said("{}")]
    assert _ask(api) == ("{}", "answered", 2000, 500)
    (sent,) = api.received
    assert sent.body == {
        "model": "claude-haiku-4-5-20251001",
        "max_tokens": 3000,
        "system": instructions(),
        "messages": [{"role": "user", "content": ASKED.text}],
        "output_config": {"format": {"type": "json_schema", "schema": answer_schema()}},
        "temperature": 0,
    }
    assert sent.headers["anthropic-version"] == "2023-06-01"


def test_the_schema_is_in_the_words_of_the_api() -> None:
    assert anthropic.transform_schema(answer_schema()) == answer_schema()


@pytest.mark.parametrize("name", MODELS)
def test_each_model_is_sent_what_it_takes(api: MessagesApi, name: str) -> None:
    api.script = [Said("{}")]
    _ask(api, name)
    (sent,) = api.received
    assert sent.body["model"] == name
    assert ("temperature" in sent.body) == MODELS[name].temperature
    assert sent.body["output_config"].get("effort") == (None if MODELS[name].temperature else "low")


def test_a_model_without_a_price_is_not_asked() -> None:
    with pytest.raises(ClaudeError, match="no price for the model claude-1"):
        claude_model("claude-1")


@pytest.mark.parametrize(
    ("stop_reason", "outcome"),
    [
        ("end_turn", "answered"),
        ("refusal", "refused"),
        ("max_tokens", "cut off"),
        ("model_context_window_exceeded", "cut off"),
        ("tool_use", "broken"),
        ("something_new", "broken"),
    ],
)
def test_every_end_of_an_answer_is_reported_and_paid(
    api: MessagesApi, stop_reason: str, outcome: str
) -> None:
    usage = {"input_tokens": 10, "output_tokens": 3, "cache_read_input_tokens": 5}
    api.script = [Said("{", stop_reason, usage)]
    assert _ask(api) == ("{", outcome, 15, 3)


def test_an_answer_without_text_is_empty(api: MessagesApi) -> None:
    api.script = [Said("", "refusal")]
    assert _ask(api)[:2] == ("", "refused")


@pytest.mark.parametrize(
    ("step", "wait"),
    [
        (Failed(429, "rate_limit_error", headers={"retry-after": "7"}), 7.0),
        (Failed(429, "rate_limit_error", headers={"retry-after": "soon"}), None),
        (Failed(529, "overloaded_error"), None),
        (Failed(500, "api_error"), None),
        (Failed(503, "api_error", headers={"retry-after": "1.5"}), 1.5),
        (Failed(408, "timeout_error"), None),
    ],
)
def test_a_passing_failure_gives_the_time_to_wait(
    api: MessagesApi, step: Failed, wait: float | None
) -> None:
    api.script = [step]
    with pytest.raises(Unavailable, match=str(step.status)) as raised:
        _ask(api)
    assert raised.value.wait == wait
    assert len(api.received) == 1


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (Failed(400, "invalid_request_error", "Your credit balance is too low"), "credit balance"),
        (Failed(402, "billing_error"), "402"),
        (Failed(403, "permission_error"), "403"),
        (Failed(404, "not_found_error", "model: claude-haiku-4-5"), "model: claude-haiku-4-5"),
        (Failed(413, "request_too_large"), "413"),
        (Failed(401, "authentication_error"), "set ANTHROPIC_API_KEY"),
    ],
)
def test_a_lasting_failure_ends_the_run(api: MessagesApi, step: Failed, reason: str) -> None:
    api.script = [step]
    with pytest.raises(ClaudeError, match=reason) as raised:
        _ask(api)
    assert "\n" not in str(raised.value)
    assert KEY not in str(raised.value)


def test_a_wrong_key_is_one_line_without_the_key(api: MessagesApi) -> None:
    with pytest.raises(ClaudeError) as raised:
        _ask(api, key="sk-ant-wrong")
    expected = "Claude refuses the key (401): set ANTHROPIC_API_KEY to a valid one"
    assert str(raised.value) == expected


@pytest.mark.parametrize(
    "step",
    [
        Raw(json.dumps({"type": "message"}).encode() * 200, cut=True),
        Raw(b"<html>a proxy says hello</html>"),
        Raw(b""),
        Raw(b'{"type":"message","content":[],"stop_reason":"end_turn"}'),
        Raw(b'{"content":7,"stop_reason":[],"usage":{"input_tokens":1,"output_tokens":1}}'),
    ],
)
def test_a_reply_that_is_no_message_is_lost(api: MessagesApi, step: Raw) -> None:
    api.script = [step]
    with pytest.raises(Lost):
        _ask(api)


def test_a_place_where_nobody_listens_was_never_asked() -> None:
    claude = Claude(claude_model(""), KEY, "http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="no connection to 127"):
        claude.ask(ASKED)
    claude.close()


def test_the_key_is_not_in_what_is_printed() -> None:
    claude = Claude(claude_model(""), KEY, "http://127.0.0.1:9")
    assert KEY not in repr(claude)
    claude.close()


def test_waits_double_unless_the_api_gives_a_time() -> None:
    assert [wait_s(tries, None) for tries in (1, 2, 3, 4)] == [2, 4, 8, 16]
    assert wait_s(20, None) == 120
    assert wait_s(1, 0.5) == 0.5
