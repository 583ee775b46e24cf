"""What is said of an archive as a whole."""

from __future__ import annotations

from kg.settings import read_settings
from kg.status import status
from kg.stores.base import Store


def test_the_status_counts(small: Store) -> None:
    found = status(small, read_settings(), None)
    assert (found.papers, found.passages, found.entities) == (3, 6, 6)
    assert found.labels["Method"] == 2
    assert found.relationship_types["MENTIONS"] == 8
    assert (found.extractor, found.model, found.vectors) == ("small-1", "", False)
    assert found.updated == "2026-01-01T00:00:00Z"
