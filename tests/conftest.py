"""What several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.retrieve.embedder import Embedder, load_embedder
from kg.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real papers beside the checkout; a test of it is skipped without one."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("skipped: no shared data")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the embedding model that set-up made; a test of it fails without one."""
    found = load_embedder(read_settings().models)
    if found is None:
        pytest.fail("no embedding model: run `make setup` once with a network")
    return found
