"""Terms of a file become the same concepts in any order, each once."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from extract.keys import entity_id
from extract.vocabularies.concepts import concepts_of, dump_concepts, load_concepts
from extract.vocabularies.terms import FileTerm, Reading

WORDS = st.sampled_from(["stream", "streams", "Stream", "halo", "disk", "GD1", "gd1", "tidal halo"])
TERMS = st.builds(
    FileTerm,
    ref=st.sampled_from("abcdef"),
    line=st.integers(1, 9),
    name=WORDS,
    label=st.sampled_from(["Domain", "Task"]),
    aliases=st.lists(WORDS, max_size=3).map(tuple),
    parents=st.lists(st.sampled_from("abcdef"), max_size=2).map(tuple),
    same=st.lists(st.sampled_from("abcdef"), max_size=1).map(tuple),
    exact=st.sampled_from([(), ("GD1",)]),
)


def term(
    ref: str,
    name: str,
    line: int = 0,
    aliases: tuple[str, ...] = (),
    parents: tuple[str, ...] = (),
    same: tuple[str, ...] = (),
) -> FileTerm:
    return FileTerm(ref, line, name, "Domain", aliases=aliases, parents=parents, same=same)


@given(st.lists(TERMS, max_size=8), st.randoms())
def test_the_order_of_a_file_makes_no_difference(terms: list[FileTerm], rng: random.Random) -> None:
    other = rng.sample(terms, len(terms))
    first, second = concepts_of(Reading("f", terms)), concepts_of(Reading("f", other))
    assert first.concepts == second.concepts
    assert load_concepts(dump_concepts(first.concepts)) == first.concepts
    ids = [concept.id for concept in first.concepts]
    assert ids == sorted({*ids})
    for concept in first.concepts:
        assert concept.id == entity_id(concept.label, concept.name)
        assert concept.id not in {parent for _, parent in concept.parents}


def test_equal_names_are_one_concept_and_reported() -> None:
    reading = Reading("f", [term("a", "star stream", 1), term("b", "Star-streams", 2)])
    result = concepts_of(reading)
    assert [(concept.name, concept.aliases) for concept in result.concepts] == [
        ("Star-streams", ())
    ]
    assert [(problem.line, problem.reason) for problem in result.problems] == [
        (2, "“Star-streams” is a concept already (line 1): made one of both")
    ]


def test_an_exact_match_of_a_spelling_is_the_same_concept_without_a_word() -> None:
    reading = Reading(
        "f",
        [
            term("a", "star stream", same=("b",), parents=("c",)),
            term("b", "tidal stream", aliases=("star streams",)),
            term("c", "galaxy", same=("a",)),
        ],
    )
    result = concepts_of(reading)
    assert [concept.id for concept in result.concepts] == ["domain:galaxy", "domain:star-stream"]
    assert result.concepts[1].aliases == ("tidal stream",)
    assert result.concepts[1].parents == (("PART_OF", "domain:galaxy"),)
    assert result.problems == ()


def test_a_spelling_stays_with_the_concept_that_it_names() -> None:
    reading = Reading(
        "f",
        [
            term("a", "alpha", aliases=("gamma", "shared")),
            term("b", "beta", aliases=("shared",)),
            term("c", "gamma"),
        ],
    )
    result = concepts_of(reading)
    assert [concept.aliases for concept in result.concepts] == [("shared",), (), ()]
    assert [problem.reason for problem in result.problems] == [
        "alias “gamma” is a spelling of domain:gamma: left out",
        "alias “shared” is a spelling of domain:alpha: left out",
    ]


def test_lost_parents_are_reported_and_own_ids_are_kept() -> None:
    parents = ("http://e.org/x", "domain:physics", "a")
    result = concepts_of(Reading("f", [term("a", "alpha", 4, parents=parents)]))
    assert result.concepts[0].parents == (("PART_OF", "domain:physics"),)
    assert [(problem.line, problem.reason) for problem in result.problems] == [
        (4, "is its own parent: left out"),
        (4, "its parent http://e.org/x is no concept here: left out"),
    ]
