"""Where `kg serve` listens, the names it goes by, who may ask it, and how often."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.errors import ApiError, NotSafe

VARIABLES: Final[Mapping[str, str]] = {
    "KG_API_KEY": "the key that HTTP clients send as a bearer token (none where unset)",
    "KG_API_KEYS_FILE": "a file of further keys, NAME:KEY a line; logs and metrics hold the names",
    "KG_HOSTS": "further names that the server goes by, with commas between",
    "KG_RATE": "how many requests a minute each key may send, and as many at once (600 where "
    "unset, 0: any number); where no key is asked for, each address, and only where it is set",
}
_RATE: Final = 600
_KEY_LINE: Final = re.compile(r"([\w.-]{1,40}):\s*(\S.*)", re.ASCII)
_MOST_KEYS: Final = 100
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


class ApiKeys:
    """Keys by the names that logs and metrics call them; only digests are kept."""

    def __init__(self, keys: Mapping[str, str] | None = None) -> None:
        self._digests = {name: _digest(key) for name, key in (keys or {}).items()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names; none where no key is asked for."""
        return (*self._digests,)

    def name_of(self, authorization: str) -> str | None:
        """Whose key an Authorization header holds; as long for a wrong one as for a right one."""
        scheme, _, key = authorization.partition(" ")
        digest = _digest(key.strip())
        same = [name for name, own in self._digests.items() if hmac.compare_digest(digest, own)]
        return same[0] if same and scheme.lower() == "bearer" else None


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server listens, its names, the keys it asks for, requests a minute (0: any)."""

    host: str
    port: int
    hosts: tuple[str, ...]
    keys: ApiKeys
    rate: int


def read_address(environ: Mapping[str, str], host: str, port: int) -> ServerAddress:
    """The server's address as flags and environment give it.

    NotSafe for an address that other machines reach, without a key; ApiError for settings that
    can't be read.
    """
    given = _keys(environ)
    _refuse_unsendable(given)
    keys = ApiKeys(given)
    if not is_loopback(host) and not keys.names:
        raise NotSafe(
            f"{host} can be reached by others: set KG_API_KEY to a key that they must send, "
            "or listen on 127.0.0.1"
        )
    named = [part.strip() for part in environ.get("KG_HOSTS", "").split(",") if part.strip()]
    own = host_name(f"[{host}]" if ":" in host else host)
    return ServerAddress(
        host, port, (*dict.fromkeys((*LOOPBACK, own, *named)),), keys, _rate(environ, keys)
    )


def _keys(environ: Mapping[str, str]) -> dict[str, str]:
    """The keys by name: `default` is the one of KG_API_KEY."""
    keys = {"default": environ["KG_API_KEY"]} if environ.get("KG_API_KEY") else {}
    file = environ.get("KG_API_KEYS_FILE")
    if not file:
        return keys
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ApiError(f"KG_API_KEYS_FILE can't be read: {error}") from error
    for number, line in enumerate(map(str.strip, lines), 1):
        if line and not line.startswith("#"):
            name, key = _named_key(line, number)
            if name in keys or key in keys.values() or len(keys) == _MOST_KEYS:
                raise ApiError(
                    f"KG_API_KEYS_FILE, line {number}: names and keys differ, and there are "
                    f"{_MOST_KEYS} at most"
                )
            keys[name] = key
    return keys


def _refuse_unsendable(keys: Mapping[str, str]) -> None:
    """ApiError for a key that no client can send in a header as it stands."""
    for name, key in keys.items():
        if key != key.strip() or not key.isascii() or not key.isprintable():
            raise ApiError(f"the key {name} can't be sent: use ASCII, without blanks at its ends")


def _named_key(line: str, number: int) -> tuple[str, str]:
    match = _KEY_LINE.fullmatch(line)
    if match is None:
        raise ApiError(
            f"KG_API_KEYS_FILE, line {number}: give NAME:KEY, the name of letters, digits, "
            "`.`, `-` and `_`"
        )
    return match[1], match[2]


def _rate(environ: Mapping[str, str], keys: ApiKeys) -> int:
    value = environ.get("KG_RATE", "")
    if not value:
        return _RATE if keys.names else 0
    if not value.isdecimal() or len(value) > 9:
        raise ApiError(f"KG_RATE is {value!r}: give a whole number of requests a minute")
    return int(value)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()


def is_loopback(host: str) -> bool:
    """True for addresses and names that only this machine reaches."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """The name in a Host header, without its port and in small letters: `[::1]:80` is `[::1]`."""
    name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return name.lower()
