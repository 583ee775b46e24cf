"""Scores of the papers that sides get, against judged ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.membership import (
    JudgedSide,
    MembershipScore,
    gold_folder,
    load_judged,
    score,
)


def side(name: str, of: str, not_of: str = "", doubtful: str = "") -> JudgedSide:
    return JudgedSide(name, "demo", name, "dev", *map(frozenset, (of, not_of, doubtful)))


def test_precision_and_recall_are_means_over_sides() -> None:
    sides = [side("s1", "ab", "cd"), side("s2", "abcd")]
    members = {"s1": frozenset("ac"), "s2": frozenset("ab")}
    assert score(sides, members) == MembershipScore(2, 0.75, 0.5, 0.75, 0.5, 0)


def test_a_side_without_members_says_nothing_of_precision_and_none_of_recall() -> None:
    sides = [side("s1", "ab"), side("s2", "", "a")]
    figures = score(sides, {"s1": frozenset(), "s2": frozenset("a")})
    assert (figures.precision, figures.recall) == (0.0, 0.0)
    figures = score(sides, {"s1": frozenset("ab"), "s2": frozenset()})
    assert (figures.precision, figures.recall) == (1.0, 1.0)


def test_doubtful_papers_are_left_out_of_the_sure_figures() -> None:
    figures = score([side("s1", "abc", "d", doubtful="cd")], {"s1": frozenset("abd")})
    assert (figures.precision, figures.recall) == (0.667, 0.667)
    assert (figures.sure_precision, figures.sure_recall) == (1.0, 1.0)


def test_papers_that_nobody_judged_count_as_wrong() -> None:
    figures = score([side("s1", "a", "b")], {"s1": frozenset("abxy")})
    assert (figures.precision, figures.recall, figures.unjudged) == (0.25, 1.0, 2)


def test_no_sides_give_zeros() -> None:
    assert score([], {}) == MembershipScore(0, 0.0, 0.0, 0.0, 0.0, 0)


papers = st.frozensets(st.sampled_from("abcdefgh"))


@given(st.lists(st.tuples(papers, papers, papers), min_size=1, max_size=5))
def test_figures_are_shares_and_all_right_is_one(
    rows: list[tuple[frozenset[str], frozenset[str], frozenset[str]]],
) -> None:
    sides = [
        JudgedSide(str(n), "demo", "x", "dev", of, not_of - of, doubtful)
        for n, (of, not_of, doubtful) in enumerate(rows)
    ]
    figures = score(sides, {str(n): row[2] for n, row in enumerate(rows)})
    for figure in (figures.precision, figures.recall, figures.sure_precision, figures.sure_recall):
        assert 0 <= figure <= 1
    right = score(sides, {judged.id: judged.of for judged in sides})
    assert right.unjudged == 0
    assert right.precision == right.recall == (1.0 if any(judged.of for judged in sides) else 0.0)


def test_a_file_of_judged_sides_is_read_in_its_order(tmp_path: Path) -> None:
    row = {"id": "m2", "archive": "demo", "side": "spin ice", "part": "test"}
    lists = {"of": ["a"], "not_of": ["b", "c"], "doubtful": ["c"]}
    file = tmp_path / "judged.jsonl"
    lines = [json.dumps({**row, **lists}), json.dumps({**row, **lists, "id": "m1"})]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = load_judged(file)
    assert first == JudgedSide(
        "m2", "demo", "spin ice", "test", frozenset("a"), frozenset("bc"), frozenset("c")
    )
    assert second.id == "m1"


@pytest.mark.parametrize("name", ["judged.jsonl", "train.jsonl"])
def test_the_judged_sides_are_sound(name: str) -> None:
    sides = load_judged(gold_folder() / name)
    assert len({judged.id for judged in sides}) == len(sides)
    for judged in sides:
        assert not judged.of & judged.not_of
        assert judged.doubtful <= judged.of | judged.not_of
        assert judged.part == "train" if name == "train.jsonl" else judged.part in ("dev", "test")


def test_no_side_is_trained_on_and_measured_on() -> None:
    measured = {judged.side.casefold() for judged in load_judged(gold_folder() / "judged.jsonl")}
    trained = {judged.side.casefold() for judged in load_judged(gold_folder() / "train.jsonl")}
    assert not measured & trained
