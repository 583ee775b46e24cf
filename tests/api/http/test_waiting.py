"""A question over HTTP while its client waits, and after it has left."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from starlette.requests import Request

from api.http.slots import Work
from api.http.waiting import EVENTS, AnswerEvents
from kg import AskProgress, Stage, StoreError
from kg.answer.records import Answer
from tests.conftest import PATIENCE_S
from tests.serving import ServedHere

QUESTION = "How does fine-tuning for physics differ from code summarization?"
STAGES = ["understood", "sides", "evidence", "statements"]
# A query that is run between the stages `sides` and `evidence`.
BETWEEN = "hierarchy_below"
Event = tuple[str, str]


@pytest.fixture
def server(own_archive: str) -> Iterator[ServedHere]:
    with ServedHere(own_archive) as started:
        yield started


@pytest.fixture
def client(server: ServedHere) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=PATIENCE_S) as made:
        yield made


def events(sent: httpx.Response) -> Iterator[Event]:
    """The events of a response as they come; a comment, which may come at any time, is none."""
    for name, data in with_comments(sent):
        if name:
            yield name, data


def with_comments(sent: httpx.Response) -> Iterator[Event]:
    """The events of a response as they come; a comment is an event without a name."""
    name = ""
    for line in sent.iter_lines():
        field, _, value = line.partition(": ")
        if field == "data":
            yield name, value
        elif field == "event":
            name = value
        elif line.startswith(":"):
            yield "", line


def asked(client: httpx.Client, question: str = QUESTION) -> Any:
    headers = {"accept": EVENTS}
    return client.stream("POST", "/api/v1/ask", json={"question": question}, headers=headers)


def timeless(answer: dict[str, Any]) -> str:
    del answer["provenance"]["answered_at"], answer["provenance"]["timings_ms"]
    return json.dumps(answer)


def test_an_answer_comes_in_stages_and_statements(client: httpx.Client) -> None:
    with asked(client) as sent:
        assert sent.headers["content-type"] == f"{EVENTS}; charset=utf-8"
        assert sent.headers["cache-control"] == "no-store"
        assert sent.headers["x-accel-buffering"] == "no"
        come = list(events(sent))
    plain = client.post("/api/v1/ask", json={"question": QUESTION})
    answer = plain.json()
    stages = [json.loads(data) for name, data in come if name == "stage"]
    assert [stage["name"] for stage in stages] == STAGES
    assert stages[0]["text"].startswith("Read as a comparison of physics and code summarization")
    statements = [json.loads(data) for name, data in come if name == "statement"]
    assert [each["statement"] for each in statements] == [
        *answer["bottom_line"],
        *answer["scope"],
        *(statement for section in answer["sections"] for statement in section["statements"]),
    ]
    headings = [section["heading"] for section in answer["sections"]]
    assert [*dict.fromkeys(each["section"] for each in statements)] == [
        None, "What the archive holds", *headings
    ]  # fmt: skip
    name, done = come[-1]
    assert name == "done"
    assert len(come) == len(stages) + len(statements) + 1
    assert timeless(json.loads(done)) == timeless(answer)
    assert done == json.dumps(json.loads(done), ensure_ascii=False, separators=(",", ":"))


def test_a_stage_is_sent_when_it_is_reached(server: ServedHere, client: httpx.Client) -> None:
    with server.held(BETWEEN) as held, asked(client) as sent:
        coming = events(sent)
        assert [json.loads(next(coming)[1])["name"] for _ in range(2)] == STAGES[:2]
        held.let_go.set()
        assert [name for name, _ in coming][-1] == "done"


@pytest.mark.parametrize("accept", [EVENTS, "application/json", "text/markdown"])
def test_the_work_ends_when_the_client_leaves(server: ServedHere, accept: str) -> None:
    body = json.dumps({"question": QUESTION})
    head = "POST /api/v1/ask HTTP/1.1", "Host: 127.0.0.1", f"Accept: {accept}"
    more = "Content-Type: application/json", f"Content-Length: {len(body)}"
    request = "\r\n".join([*head, *more, "", body]).encode()
    place = server.address.removeprefix("http://").split(":")
    with server.held(BETWEEN) as held:
        with socket.create_connection((place[0], int(place[1])), PATIENCE_S) as client:
            client.sendall(request)
            assert held.reached.wait(PATIENCE_S)
            if accept == EVENTS:
                assert b"event: stage" in client.recv(10_000)
        assert server.left.wait(PATIENCE_S)
        run = len(held.names)
        held.let_go.set()
        assert server.ended.wait(PATIENCE_S)
        assert held.names[run:] == []


def test_what_cannot_be_asked_is_a_problem_with_a_status(client: httpx.Client) -> None:
    with asked(client, "Welche Datensätze werden für Code-Zusammenfassung verwendet?") as sent:
        sent.read()
    assert (sent.status_code, sent.json()["type"]) == (422, "urn:groundpath:bad-input")


@pytest.mark.parametrize(
    ("error", "status", "kind", "logged"),
    [
        (StoreError("secret"), 503, "archive-unavailable", 0),
        (RuntimeError("secret"), 500, "failure", 1),
    ],
)
def test_a_failure_on_the_way_is_an_event(
    server: ServedHere,
    client: httpx.Client,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    kind: str,
    logged: int,
) -> None:
    with server.held(BETWEEN, error), caplog.at_level(logging.ERROR), asked(client) as sent:
        *_, (name, data) = events(sent)
    problem = json.loads(data)
    assert (name, sent.status_code) == ("error", 200)
    assert (problem["status"], problem["type"]) == (status, f"urn:groundpath:{kind}")
    assert "secret" not in data
    assert [record.message for record in caplog.records] == ["a question failed"] * logged


def test_a_silent_stream_is_kept_alive(server: ServedHere, client: httpx.Client) -> None:
    let_go = threading.Event()

    def ask(progress: AskProgress) -> Answer:
        progress.reached(Stage("understood", "Read as one subject"))
        assert let_go.wait(PATIENCE_S)
        with server.app.state.archive.lend() as archive:
            answer: Answer = archive.ask(QUESTION)
        return answer

    def slow(_: Request) -> AnswerEvents:
        return AnswerEvents(ask, server.app.state.slots[Work.questions], keep_alive_s=0.001)

    server.app.add_route("/slow", slow)
    with client.stream("GET", "/slow") as sent:
        coming = with_comments(sent)
        assert next(name for name, _ in coming if name) == "stage"
        assert next(coming) == ("", ": still at work")
        let_go.set()
        *_, (name, _) = coming
    assert name == "done"
