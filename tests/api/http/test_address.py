from __future__ import annotations

from pathlib import Path

import pytest

from api.errors import ApiError, NotSafe
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
    assert server.keys.names == ("default",)
    assert "sesame" not in repr(server)


def test_each_key_has_a_name(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# who may ask\n\nalice: open sesame\nci-2:k:2\n")
    keys = read_address({"KG_API_KEY": "own", "KG_API_KEYS_FILE": str(file)}, "::", 80).keys
    assert keys.names == ("default", "alice", "ci-2")
    assert keys.name_of("Bearer own") == "default"
    assert keys.name_of("bearer  open sesame ") == "alice"
    assert keys.name_of("Bearer k:2") == "ci-2"
    for wrong in ("", "Bearer", "Bearer ", "Basic own", "own", "Bearer ow", "Bearer \udc80"):
        assert keys.name_of(wrong) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [("nothing", "line 1: give NAME:KEY"), ("a:\n", "line 1"), ("a b:c", "line 1"),
     ("a:x\na:y", "line 2: names and keys differ"), ("a:x\nb:x", "line 2"),
     ("\n".join(f"k{number}:{number}" for number in range(101)), "line 101: .* 100 at most")],
)  # fmt: skip
def test_a_file_of_keys_that_cannot_be_used_is_said_without_a_key(
    tmp_path: Path, lines: str, said: str
) -> None:
    file = tmp_path / "keys"
    file.write_text(lines)
    with pytest.raises(ApiError, match=said):
        read_address({"KG_API_KEYS_FILE": str(file)}, "::", 80)
    with pytest.raises(ApiError, match="can't be read"):
        read_address({"KG_API_KEYS_FILE": str(tmp_path)}, "::", 80)


def test_clients_with_a_key_may_send_600_a_minute_and_others_what_is_set() -> None:
    def rate(**environ: str) -> int:
        return read_address(environ, "127.0.0.1", 80).rate

    assert (rate(), rate(KG_API_KEY="x"), rate(KG_API_KEY="x", KG_RATE="0")) == (0, 600, 0)
    assert rate(KG_RATE="30") == 30
    for value in ("-1", "many", "9" * 10):
        with pytest.raises(ApiError, match="KG_RATE"):
            rate(KG_RATE=value)


@pytest.mark.parametrize(
    ("header", "name"),
    [("Localhost:80", "localhost"), ("[::1]:80", "[::1]"), ("a.example", "a.example"), ("", "")],
)
def test_a_host_header_is_read_without_its_port(header: str, name: str) -> None:
    assert host_name(header) == name


@pytest.mark.parametrize("key", ["secret ", " ", "clé", "two\tparts"])
def test_a_key_that_no_client_can_send_is_refused(key: str) -> None:
    with pytest.raises(ApiError, match=r"the key default can't be sent"):
        read_address({"KG_API_KEY": key}, "127.0.0.1", 80)
