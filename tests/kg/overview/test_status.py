"""The status of an archive: counts, versions and date."""

from __future__ import annotations

from kg.overview.status import status
from kg.settings import read_settings
from kg.stores.base import Store


def test_the_status_counts(small: Store) -> None:
    counts = status(small, read_settings(), None)
    assert (counts.papers, counts.passages, counts.entities) == (3, 6, 6)
    assert counts.labels["Method"] == 2
    assert counts.relationship_types["MENTIONS"] == 8
    assert (counts.extractor, counts.model, counts.vectors) == ("small-1", "", False)
    assert counts.updated == "2026-01-01T00:00:00Z"
