"""Reciprocal rank fusion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.retrieve.fusion import reciprocal_rank_fusion

RANKED = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_scores_are_summed_over_lists() -> None:
    assert reciprocal_rank_fusion([["a", "b"], ["b"]], k=1) == [("b", 1 / 3 + 1 / 2), ("a", 1 / 2)]


def test_ties_go_by_id() -> None:
    assert [key for key, _ in reciprocal_rank_fusion([["b"], ["a"]])] == ["a", "b"]


@given(st.lists(RANKED, max_size=4))
def test_every_id_comes_out_once_and_the_order_of_lists_is_nothing(lists: list[list[str]]) -> None:
    fused = reciprocal_rank_fusion(lists)
    ids = [key for key, _ in fused]
    assert sorted(ids) == sorted({key for ranked in lists for key in ranked})
    assert [key for key, _ in reciprocal_rank_fusion(lists[::-1])] == ids
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
