"""Shares that differ by more than chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.answer.counts.statistics import fisher_exact


@pytest.mark.parametrize(
    ("counts", "chance"),
    [((3, 4, 1, 4), 17 / 70), ((4, 4, 0, 4), 1 / 70), ((0, 5, 3, 5), 1.0), ((2, 2, 2, 2), 1.0)],
)
def test_known_tables(counts: tuple[int, int, int, int], chance: float) -> None:
    assert fisher_exact(*counts) == pytest.approx(chance)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_a_larger_share_is_never_more_likely(of: int, others: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, of))
    other = data.draw(st.integers(0, others))
    chance = fisher_exact(held, of, other, others)
    assert 0 < chance <= 1 + 1e-12
    if held < of and other:
        assert fisher_exact(held + 1, of, other - 1, others) <= chance + 1e-12
