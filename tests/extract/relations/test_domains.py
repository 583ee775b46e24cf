"""When a paper is in a field, and when a word only sounds so."""

from __future__ import annotations

import pytest

from extract.records import PaperRelation
from tests.extract.extracted import by_shipped, extracted


def domains(title: str, abstract: str, *categories: str) -> list[PaperRelation]:
    relations = extracted(abstract, title, *categories).paper_relations
    return [relation for relation in relations if relation.type == "IN_DOMAIN"]


@pytest.mark.parametrize("category", ["astro-ph", "astro-ph.GA"])
def test_categories_count_with_wildcards(category: str) -> None:
    (relation,) = domains("Dust", "Dust is red.", category)
    assert (relation.entity_id, relation.why) == ("domain:astronomy", category)
    assert relation.confidence == 0.9


@pytest.mark.parametrize(
    ("title", "abstract", "confidence"),
    [
        ("Teaching physics", "Classes are large.", 0.9),
        ("Classes", "We ask 40 people about physics.", 0.7),
        ("Classes", "Teachers of physics exist. We ask them.", 0.5),
        ("Classes", "Some like physics. Some hate physics. We ask both.", 0.7),
    ],
)
def test_named_fields_count_by_place(title: str, abstract: str, confidence: float) -> None:
    relations = domains(title, abstract)
    assert {relation.entity_id for relation in relations} == {"domain:physics"}
    assert max(relation.confidence for relation in relations) == confidence


@pytest.mark.parametrize(
    "abstract",
    [
        "We train a physics-informed neural network on loads.",
        "We use physics-based rendering of rooms.",
        "We render rooms with a physics engine.",
        "We add a physics prior to the video model.",
        "We model multi-physics loads.",
        "We keep to the laws of physics in each frame.",
        "We study physical books.",
    ],
)
def test_words_that_only_sound_like_the_field(abstract: str) -> None:
    assert domains("Rooms and loads", abstract) == []


def test_a_list_of_fields_counts_less() -> None:
    abstract = "We ask about physics, astronomy, quantum field theory, and software engineering."
    relations = domains("Asking", abstract)
    assert len(relations) == 4
    assert {relation.confidence for relation in relations} == {0.5}


def test_tasks_bring_their_fields() -> None:
    (relation,) = domains("A look at code summarization", "")
    assert relation.entity_id == "domain:software-engineering"
    assert relation.confidence == 0.7


def of_metal(title: str, abstract: str) -> list[float]:
    relations = by_shipped(abstract, title).paper_relations
    return [r.confidence for r in relations if r.entity_id in ("domain:metallurgy", "domain:steel")]


@pytest.mark.parametrize(
    "abstract",
    [
        "We extend the bound that Steel gave in 1994 to trees.",
        "We use the trees of Mike Steel and of Steel and Penny.",
    ],
)
def test_a_name_that_is_a_common_noun_is_no_field(abstract: str) -> None:
    assert of_metal("Bounds on trees", abstract) == []


def test_an_entity_named_once_is_too_little_for_a_field() -> None:
    assert of_metal("Robots", "We build robots of steel.") == [0.4]
    assert of_metal("Steel", "We build robots.") == [0.4]
    assert max(of_metal("Robots", "We study steel. The steel is cast.")) == 0.7
    assert max(of_metal("Steel", "We study steel and how it breaks.")) == 0.9
    assert max(of_metal("Robots", "We apply robots to metallurgy.")) == 0.7
