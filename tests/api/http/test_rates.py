"""Clients may send so many requests a minute, by key or by address."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.http.address import ApiKeys
from api.http.app import create_app
from api.http.rates import Rates, network
from kg.settings import read_settings


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_a_minute_and_fills_evenly() -> None:
    clock = Clock()
    rates = Rates(6, clock)
    assert [rates.wait_s("a") for _ in range(6)] == [0.0] * 6
    assert rates.wait_s("a") == pytest.approx(10)
    assert rates.wait_s("b") == 0.0
    clock.now += 4
    assert rates.wait_s("a") == pytest.approx(6)
    clock.now += 6
    assert rates.wait_s("a") == 0.0
    assert rates.wait_s("a") == pytest.approx(10)
    clock.now += 1e6
    assert [rates.wait_s("a") > 0 for _ in range(7)] == [False] * 6 + [True]


def test_only_so_many_clients_are_remembered() -> None:
    rates = Rates(1, Clock())
    for number in range(10_100):
        rates.wait_s(str(number))
    assert rates.clients == 10_000
    assert rates.wait_s("10099") > 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [("10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("odd", "odd")],
)
def test_an_ipv6_network_is_one_client(address: str, counted: str) -> None:
    assert network(address) == counted


def test_keys_are_counted_apart_and_wrong_ones_by_address() -> None:
    app = create_app(read_settings(), keys=ApiKeys({"a": "k1", "b": "k2"}), rate=2)
    client = TestClient(app, base_url="http://localhost")

    def status(key: str) -> int:
        headers = {"authorization": f"Bearer {key}"}
        return client.get("/api/v1/queries", headers=headers).status_code

    assert [status("k1") for _ in range(3)] == [200, 200, 429]
    assert [status("guess") for _ in range(3)] == [401, 401, 429]
    assert [status("k2") for _ in range(2)] == [200, 200]
    refused = client.get("/api/v1/queries", headers={"authorization": "Bearer k2"})
    assert refused.json()["type"] == "urn:groundpath:too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 30
    assert client.get("/healthz").status_code == 200


def test_without_a_key_addresses_are_counted_where_a_rate_is_set() -> None:
    client = TestClient(create_app(read_settings(), rate=1), base_url="http://localhost")
    other = TestClient(
        create_app(read_settings()), base_url="http://localhost", client=("10.0.0.9", 1)
    )
    assert [client.get("/api/v1/queries").status_code for _ in range(2)] == [200, 429]
    assert [other.get("/api/v1/queries").status_code for _ in range(9)] == [200] * 9
