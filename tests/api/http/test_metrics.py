"""What Prometheus reads: figures of one application, and never a user's text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.http.address import ApiKeys
from api.http.app import create_app
from kg.settings import read_settings

BASE = "http://127.0.0.1"
QUESTION = "How does fine-tuning for physics differ from code summarization?"


@pytest.fixture
def client(own_archive: str) -> Iterator[TestClient]:
    """Give a client of a new application."""
    with TestClient(create_app(read_settings(store=own_archive)), base_url=BASE) as client:
        yield client


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, which stand in alphabetical order."""
    sent = client.get("/metrics")
    assert sent.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(sent.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_method_and_class_of_status(client: TestClient) -> None:
    for address in ("/api/v1/papers/secret%20words", "/secret/words", "/", "/api/v1/queries"):
        client.get(address)
    client.request("BREW", "/secret")
    client.get("/api/v1/search?q=")
    client.get("/api/v1/status", headers={"host": "secret.example"})
    seen = figures(client)
    name = "groundpath_requests_total"
    assert seen[name, "GET", "/api/v1/papers/{name:path}", "4xx"] == 1
    assert seen[name, "GET", "other", "4xx"] == 2
    assert seen[name, "other", "other", "4xx"] == 1
    assert seen[name, "GET", "page", "2xx"] == 1
    assert seen[name, "GET", "/api/v1/queries", "2xx"] == 1
    assert seen["groundpath_request_seconds_count", "/api/v1/search"] == 1
    assert seen["groundpath_problems_total", "bad-input"] == 1
    assert seen["groundpath_problems_total", "unknown-host"] == 1
    assert "secret" not in str(seen)
    assert seen["groundpath_running", "questions"] == seen["groundpath_waiting", "queries"] == 0
    assert seen["process_cpu_seconds_total",] > 0
    assert seen["process_resident_memory_bytes",] > 1e6


def test_answers_of_every_interface_are_counted(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    call: dict[str, Any] = {"name": "ask", "arguments": {"question": QUESTION}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    accept = {"accept": "application/json, text/event-stream"}
    assert client.post("/mcp", json=message, headers=accept).status_code == 200
    seen = figures(client)
    assert seen["groundpath_answers_total", "comparison", answer["status"]] == 2
    assert seen["groundpath_dropped_statements_total",] == 0
    assert seen["groundpath_request_seconds_count", "/mcp"] == 1


def test_the_archive_is_described_as_it_is_now(client: TestClient, tmp_path: Path) -> None:
    seen = figures(client)
    assert seen["groundpath_archive_readable",] == 1
    assert seen["groundpath_archive_papers",] == 7
    assert seen["groundpath_archive_entities",] > 7
    assert seen["groundpath_archive_built_timestamp_seconds",] > 1.7e9
    empty = TestClient(create_app(read_settings(store=f"file:{tmp_path}")), base_url=BASE)
    without = figures(empty)
    assert without["groundpath_archive_readable",] == 0
    assert ("groundpath_archive_papers",) not in without


def test_the_figures_are_guarded_by_the_key(own_archive: str) -> None:
    app = create_app(read_settings(store=own_archive), keys=ApiKeys({"prometheus": "k"}))
    client = TestClient(app, base_url=BASE)
    assert client.get("/metrics").status_code == 401
    sent = client.get("/metrics", headers={"authorization": "Bearer k"})
    assert sent.status_code == 200
    assert 'groundpath_problems_total{kind="key-needed"} 1.0' in sent.text
