"""Fitting: a feature that separates members gets the weight, and sides count alike."""

from __future__ import annotations

import json

import pytest

from kg.evaluation.membership import JudgedSide
from kg.retrieve.logistic import Weights
from kg.stores.base import Store
from kg.training.membership import FEATURES, LEVEL, Row, features_of, fit

NAMES = ("tells", "noise")


def side(name: str, of: int, not_of: int) -> JudgedSide:
    members = frozenset(f"{name}-{n}" for n in range(of))
    others = frozenset(f"{name}-{n}" for n in range(of, of + not_of))
    return JudgedSide(name, "demo", name, "train", members, others, frozenset())


def rows(judged: JudgedSide, telling: float = 1.0) -> dict[str, Row]:
    return {
        paper: {
            "tells": telling * (paper in judged.of) + 0.01 * (n % 3),
            "noise": float(n % 2),
            "unused": 7.0,
        }
        for n, paper in enumerate(sorted(judged.of | judged.not_of))
    }


def fitted(*pairs: tuple[JudgedSide, dict[str, Row]]) -> Weights:
    made = fit([j for j, _ in pairs], {j.id: f for j, f in pairs}, NAMES)
    lists = {key: tuple(made.pop(key)) for key in ("features", "mean", "scale", "weights")}
    return Weights(**lists, intercept=made["intercept"], level=made["level"])


def test_what_separates_members_gets_the_weight() -> None:
    first, second = side("s1", 6, 10), side("s2", 4, 12)
    made = fitted((first, rows(first)), (second, rows(second)))
    telling, noise = made.weights
    assert telling > 1
    assert abs(noise) < telling / 4
    assert made.features == NAMES
    assert made.level == LEVEL
    for member, row in rows(first).items():
        assert (made.probability(row) >= made.level) is (member in first.of)


def test_what_speaks_against_members_gets_a_negative_weight() -> None:
    judged = side("s1", 6, 10)
    assert fitted((judged, rows(judged, telling=-1.0))).weights[0] < -1


def test_each_side_counts_alike_however_many_papers_were_judged() -> None:
    small, large = side("s1", 5, 5), side("s2", 50, 50)
    agree, differ = rows(small), rows(large, telling=-1.0)
    balanced = fitted((small, agree), (large, differ)).weights[0]
    many = side("s3", 50, 50)
    same_size = fitted((many, rows(many)), (large, differ)).weights[0]
    alone = fitted((large, differ)).weights[0]
    assert abs(balanced - same_size) < 0.2
    assert alone < balanced - 1


def test_equal_rows_give_equal_weights_that_are_plain_json() -> None:
    judged = side("s1", 3, 5)
    first = fit([judged], {judged.id: rows(judged)}, NAMES)
    assert first == fit([judged], {judged.id: rows(judged)}, NAMES)
    assert json.loads(json.dumps(first)) == first
    assert first.keys() == {"features", "mean", "scale", "weights", "intercept", "level"}


@pytest.mark.parametrize("name", ["meaning", "words"])
def test_the_features_of_judged_papers_are_those_of_the_models(name: str, demo: Store) -> None:
    papers = [str(row[0]) for row in demo.run("papers_with_phrase", {"pattern": "(?s).*"}).rows]
    judged = JudgedSide(
        "s1", "demo", "code summarization", "train", frozenset(papers[:3]), frozenset(papers[3:6]),
        frozenset(),
    )  # fmt: skip
    features = features_of(judged, demo, None)
    assert list(features) == sorted(papers[:6])
    for row in features.values():
        assert set(FEATURES[name]) <= row.keys()
