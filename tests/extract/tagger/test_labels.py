"""Weights say what they tag; what the schema doesn't declare is refused."""

from __future__ import annotations

import pytest

from extract.errors import WeightsError
from extract.schema import schema
from extract.tagger.labels import TagSet, pair_classes, read_tags
from extract.tagger.tagger import load_tagger


def test_the_shipped_weights_know_types_of_the_schema() -> None:
    assert set(load_tagger("fast").labels) <= set(schema().labels)


def test_tags_are_read_in_the_order_of_the_weights() -> None:
    tags = TagSet(("Task", "Method"))
    assert read_tags(tags.names, schema()).labels == ("Task", "Method")
    assert tags.runs([0, 1, 2, 3]) == [(1, 3, "Task"), (3, 4, "Method")]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("O", "B-Star", "I-Star"), "the weights know the entity type Star, which schema.json"),
        (("O", "I-Task", "B-Task"), "in no order of ours"),
    ],
)
def test_tags_that_are_not_declared_are_refused(names: tuple[str, ...], reason: str) -> None:
    with pytest.raises(WeightsError, match=reason):
        read_tags(names, schema())


def test_relations_that_are_not_declared_are_refused() -> None:
    assert pair_classes(["PART_OF"], schema()) == (None, ("PART_OF", True), ("PART_OF", False))
    with pytest.raises(WeightsError, match="the weights know the relation ORBITS"):
        pair_classes(["PART_OF", "ORBITS"], schema())
