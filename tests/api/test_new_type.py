"""A new entity type is an entry of the schema and a vocabulary file: no Python, no training."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.instruments import check_answered, check_known, runner, write_papers


@pytest.mark.parametrize("tier", ["fast", "accurate"])
def test_papers_that_name_an_instrument_are_linked_to_it(tier: str, tmp_path: Path) -> None:
    kg = runner(tmp_path / tier)
    kg("ingest", write_papers(tmp_path / "papers.jsonl"), "--extractor", tier, "--workers", "1")
    check_known(kg)
    check_answered(kg)
