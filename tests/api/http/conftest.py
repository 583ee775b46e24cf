"""What the tests of HTTP share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from tests.conftest import PATIENCE_S
from tests.serving import served


@pytest.fixture(scope="module")
def api(own_archive: str) -> Iterator[httpx.Client]:
    """Give a client of a server over the archive of own papers."""
    with (
        served(own_archive) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=PATIENCE_S) as client,
    ):
        yield client
