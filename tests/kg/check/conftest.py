"""What the tests of the checker share: an answer that holds."""

from __future__ import annotations

from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.ask import ask
from kg.stores.base import Store
from tests.kg.check.breaking import COMPARISON


@pytest.fixture(scope="package")
def good(demo: Store) -> dict[str, Any]:
    """Give a comparison; a test that changes it changes a copy."""
    return ask(COMPARISON, demo, load_vocabulary(), None).to_dict()
