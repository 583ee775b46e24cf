"""The aspects that answers are divided into."""

from __future__ import annotations

from typing import get_args

from extract.records import EntityLabel, PaperRelationType, Role
from extract.vocabulary import load_vocabulary
from kg.retrieve.aspects import asked_aspects, load_aspects


def test_aspects_name_only_what_there_is() -> None:
    vocabulary = load_vocabulary()
    facets = {facet for concept in vocabulary.concepts.values() for facet in concept.facets}
    for aspect in load_aspects():
        assert {*aspect.general} <= vocabulary.concepts.keys()
        assert not aspect.facet or aspect.facet in facets | {*get_args(EntityLabel)}
        assert {*aspect.types} <= {*get_args(PaperRelationType)}
        assert {*aspect.roles} <= {*get_args(Role)}
        assert bool(aspect.facet) == bool(aspect.verb)


def test_a_question_asks_for_aspects_by_name() -> None:
    assert [one.name for one in asked_aspects("metrics")] == ["evaluation"]
    assert [one.name for one in asked_aspects("training data")] == ["training data"]
    assert [one.name for one in asked_aspects("Papers")] == ["papers"]
    assert asked_aspects("colour") == ()
