"""How many requests a client may send in a minute, and as many at once."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MINUTE_S: Final = 60.0
_MOST_CLIENTS: Final = 10_000


class Rates:
    """A token bucket for each client, which holds a minute's requests and fills evenly.

    Kept is the time, in seconds, at which a client's bucket would be full (the generic cell rate
    algorithm). Beyond 10,000 clients those that were not seen for longest are forgotten.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = _MINUTE_S / per_minute
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    @property
    def clients(self) -> int:
        """How many clients are remembered."""
        return len(self._full_at)

    def wait_s(self, client: str) -> float:
        """Count a request of a client: 0.0, or after how many seconds it may come again."""
        now = self._clock()
        full_at = max(self._full_at.pop(client, now), now)
        wait = full_at + self._interval - now - _MINUTE_S
        refused = wait > self._interval * 1e-6  # sums of intervals are a little more than a minute
        self._full_at[client] = full_at if refused else full_at + self._interval
        if len(self._full_at) > _MOST_CLIENTS:
            self._full_at.popitem(last=False)
        return wait if refused else 0.0


def network(address: str) -> str:
    """The address whose requests are counted: in IPv6 a network of 64 bits, which one site has."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return address
    return str(ipaddress.ip_network((ip, 64), strict=False))
