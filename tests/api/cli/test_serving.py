"""`kg serve` says what guards it, and ends as a service manager asks it to."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from api.cli.serving import guard
from api.http.address import read_address
from tests.conftest import PATIENCE_S
from tests.serving import logging_server

SLOW = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b RETURN sum(a * b) AS s"


@pytest.mark.parametrize(
    ("host", "environ", "said"),
    [
        ("127.0.0.1", {}, "reached from this machine, without a key, at any rate"),
        (
            "127.0.0.1",
            {"KG_RATE": "9"},
            "reached from this machine, without a key, 9 requests a minute for each address",
        ),
        (
            "0.0.0.0",
            {"KG_API_KEY": "k"},
            "reached from other machines too, with a key (default), "
            "600 requests a minute for each key",
        ),
    ],
)
def test_what_guards_a_server_is_said(host: str, environ: dict[str, str], said: str) -> None:
    assert guard(read_address(environ, host, 80)) == said


def test_the_names_of_keys_are_said_and_not_the_keys(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("alice:k1\nbob:k2\n")
    said = guard(read_address({"KG_API_KEYS_FILE": str(file)}, "::1", 80))
    assert "with a key (alice, bob)" in said
    assert "k1" not in said


def test_requests_in_flight_are_answered_before_the_end(own_archive: str) -> None:
    log: list[str] = []
    with ThreadPoolExecutor(1) as pool:
        server = logging_server(own_archive, log=log, stopped_by=signal.SIGTERM, env={})
        with server as address, httpx.Client(base_url=address, timeout=PATIENCE_S) as client:
            asked = pool.submit(
                httpx.post, f"{address}/api/v1/cypher", json={"query": SLOW}, timeout=PATIENCE_S
            )
            while 'groundpath_running{work="cypher"} 1.0' not in client.get("/metrics").text:
                assert not asked.done()
        answered = asked.result()
    assert answered.status_code in {200, 422, 504}  # in time, or stopped for memory or time
    assert answered.json()
    assert log == []
