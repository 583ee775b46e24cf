"""The speed of an extraction is measured on real papers; how high it is depends on the machine."""

from __future__ import annotations

from pathlib import Path

from extract.evaluation.speed import speed_rows


def test_each_figure_stands_beside_another(shared_data: Path) -> None:
    whole, sentences = speed_rows(shared_data, count=20)
    assert whole.value > 0
    assert whole.bar == ">= 20,000"
    assert sentences.before > 0
    assert sentences.value > sentences.before
