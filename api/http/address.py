"""Where `kg serve` listens: an address of this machine, the server's names and its key."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from api.errors import NotSafe

VARIABLES: Final[Mapping[str, str]] = {
    "KG_API_KEY": "the key that HTTP clients send as a bearer token (none where unset)",
    "KG_HOSTS": "further names that the server goes by, with commas between",
}
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the server listens, the names it goes by, and the key that it asks for."""

    host: str
    port: int
    hosts: tuple[str, ...]
    api_key: str | None = field(default=None, repr=False)


def read_address(environ: Mapping[str, str], host: str, port: int) -> ServerAddress:
    """The server's address as flags and environment give it.

    NotSafe for an address that other machines reach, without a key.
    """
    key = environ.get("KG_API_KEY") or None
    if not is_loopback(host) and key is None:
        raise NotSafe(
            f"{host} can be reached by others: set KG_API_KEY to a key that they must send, "
            "or listen on 127.0.0.1"
        )
    named = [part.strip() for part in environ.get("KG_HOSTS", "").split(",") if part.strip()]
    own = host_name(f"[{host}]" if ":" in host else host)
    return ServerAddress(host, port, (*dict.fromkeys((*LOOPBACK, own, *named)),), key)


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
