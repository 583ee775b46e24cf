"""Each request has an id, headers that keep other sites out, and a line in the log."""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.app import create_app
from api.http.logs import LogFormat, write_logs
from api.http.record import RequestRecord, current_record
from kg.settings import read_settings
from tests.conftest import PATIENCE_S
from tests.serving import logging_server

BASE = "http://127.0.0.1"
SECRET = "What is a secret subject?"


@pytest.fixture
def app(own_archive: str) -> FastAPI:
    """Give an application over the archive of own papers."""
    return create_app(read_settings(store=own_archive))


@pytest.fixture
def restored() -> Iterator[None]:
    """Take back what a test changes of logging."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(b"abc-1.2_X", True), (b"x" * 64, True), (b"x" * 65, False), (b"a b", False), (b"", False),
     ("é".encode(), False), (b'"}', False)],
)  # fmt: skip
def test_a_sane_request_id_is_kept(app: FastAPI, sent: bytes, kept: bool) -> None:
    client = TestClient(app, base_url=BASE)
    response = client.get("/api/v1/papers/nothing", headers={b"X-Request-ID": sent})
    given = response.headers["x-request-id"]
    assert (given.encode() == sent) is kept
    assert len(given) in {len(sent), 32}
    assert response.json()["request_id"] == given


@pytest.mark.parametrize("origin", ["https://evil.example", "null", BASE])
def test_no_other_sites_page_may_read_a_response(app: FastAPI, origin: str) -> None:
    client = TestClient(app, base_url=BASE)
    ask = {"origin": origin, "access-control-request-method": "POST"}
    for address in ("/api/v1/ask", "/api/v1/queries", "/metrics", "/mcp", "/", "/nothing"):
        sent = [
            client.get(address, headers={"origin": origin}),
            client.options(address, headers=ask),
        ]
        assert sent[1].status_code in {403, 404, 405}
        names = {name for response in sent for name in response.headers}
        assert not {name for name in names if name.startswith("access-control")}
        assert sent[0].headers["x-content-type-options"] == "nosniff"


def test_an_unforeseen_error_is_logged_with_the_id_that_the_client_gets(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError("odd")

    sent = TestClient(app, base_url=BASE).get("/api/v1/broken", headers={"X-Request-ID": "id-7"})
    assert (sent.status_code, sent.json()["request_id"]) == (500, "id-7")
    assert sent.headers["x-content-type-options"] == "nosniff"
    (error,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error.exc_info is not None
    assert str(error.exc_info[1]) == "odd"


def test_an_error_after_the_response_began_is_logged(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    from starlette.responses import StreamingResponse

    @app.get("/api/v1/broken")
    def broken() -> StreamingResponse:
        def parts() -> Iterator[str]:
            yield "a"
            raise RuntimeError("odd")

        return StreamingResponse(parts())

    sent = TestClient(app, base_url=BASE).get("/api/v1/broken")
    assert (sent.status_code, sent.text) == (200, "a")
    assert [record.message for record in caplog.records if record.exc_info] == [
        "an unforeseen error"
    ]


@pytest.mark.parametrize("wanted", LogFormat)
def test_a_warning_has_the_id_of_its_request_and_an_error_its_traceback(
    wanted: LogFormat, restored: None, capsys: pytest.CaptureFixture[str]
) -> None:
    write_logs(wanted)
    token = current_record.set(RequestRecord("id-7", "GET"))
    log = logging.getLogger("kg.ask")
    try:
        log.warning("s1 fails:\n%s", "its \u2028 quote")
        raise ValueError("odd")
    except ValueError as error:
        log.error("failed", exc_info=error)
    finally:
        current_record.reset(token)
    lines = capsys.readouterr().err.split("\n")
    if wanted is LogFormat.json:
        warning, failure = map(json.loads, lines[:2])
        assert (warning["level"], warning["request_id"]) == ("warning", "id-7")
        assert warning["message"] == "s1 fails:\nits \u2028 quote"
        assert "ValueError: odd" in failure["traceback"]
        assert lines[2:] == [""]
    else:
        assert lines[0].endswith(' warning kg.ask s1 fails: its quote request_id="id-7"')
        assert lines[2] == "Traceback (most recent call last):"


def test_a_server_writes_a_line_of_json_for_each_request(own_archive: str) -> None:
    lines: list[str] = []
    with (
        logging_server(
            own_archive,
            *("--log", "json"),
            log=lines,
            stopped_by=signal.SIGINT,
            env={"KG_API_KEY": "open sesame"},
        ) as address,
        httpx.Client(base_url=address, timeout=PATIENCE_S) as client,
    ):
        client.get("/healthz")
        client.get("/secret")
        key = {"authorization": "Bearer open sesame", "x-request-id": "mine"}
        client.get("/api/v1/search", params={"q": SECRET})
        asked = client.post("/api/v1/ask", json={"question": SECRET}, headers=key)
    entries: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert [(entry["route"], entry["status"]) for entry in entries] == [
        ("/healthz", 200),
        ("other", 404),
        ("other", 401),
        ("/api/v1/ask", 200),
    ]
    assert entries[2]["problem"] == "key-needed"
    last = entries[3]
    assert (last["request_id"], last["key"], last["method"]) == ("mine", "default", "POST")
    assert last["bytes"] == len(asked.content)
    assert last["answer"] == f"{asked.json()['status']} {asked.json()['kind']}"
    assert last["duration_ms"] >= last["waited_ms"] >= 0
    assert last["time"].endswith("Z")
    assert "secret" not in "".join(lines)
    assert "sesame" not in "".join(lines)
