from __future__ import annotations

import pytest

from api.errors import NotSafe
from api.http.address import host_name, is_loopback, read_address


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("192.168.1.2", False), ("localhost.example", False)],
)  # fmt: skip
def test_loopback_differs_from_what_others_reach(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_an_address_that_others_reach_needs_a_key() -> None:
    with pytest.raises(NotSafe, match="KG_API_KEY"):
        read_address({}, "0.0.0.0", 80)
    with pytest.raises(NotSafe):
        read_address({"KG_API_KEY": ""}, "0.0.0.0", 80)
    server = read_address({"KG_API_KEY": "sesame", "KG_HOSTS": "a.example, b.example"}, "::", 80)
    assert server.hosts == ("localhost", "127.0.0.1", "[::1]", "[::]", "a.example", "b.example")
    assert "sesame" not in repr(server)


@pytest.mark.parametrize(
    ("header", "name"),
    [("Localhost:80", "localhost"), ("[::1]:80", "[::1]"), ("a.example", "a.example"), ("", "")],
)
def test_a_host_header_is_read_without_its_port(header: str, name: str) -> None:
    assert host_name(header) == name
