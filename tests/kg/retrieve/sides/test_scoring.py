"""How likely a paper is of a side: the model, its features, and what counts for a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.vocabulary import load_vocabulary
from kg.embed.embedder import Embedder
from kg.retrieve.evidence import Concept, Papers
from kg.retrieve.logistic import Weights, load_weights
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.concepts import ConceptFinder
from kg.retrieve.sides.scoring import CANDIDATES, WEIGHTS_FILE, Scorer
from kg.stores.base import Store

NAMES = ("meaning", "words")
SIDES = (
    "code summarization",
    "graph neural networks",
    "quantum error correction",
    "language models",
)
WEIGHTS = Weights(("a", "b"), (0.5, 1.0), (0.5, 2.0), (2.0, 1.0), -0.5, 0.4)
shares = st.floats(0, 1)


def held(store: Store, side: str) -> tuple[tuple[Concept, ...], Papers, Papers]:
    """The concepts of a side, the papers that say it, and those that bear it out."""
    finder = ConceptFinder(QueryLog(store), load_vocabulary())
    concepts = finder.concepts(side)
    said = finder.holding(side)
    return concepts, said, frozenset.intersection(*(one.papers for one in concepts))


def test_a_probability_is_the_logistic_of_the_weighed_sum() -> None:
    assert WEIGHTS.probability({"a": 0.5, "b": 1.0}) == 0.3775
    assert WEIGHTS.probability({"a": 1.0, "b": 1.0, "unused": 9.0}) == 0.8176
    with pytest.raises(KeyError):
        WEIGHTS.probability({"a": 0.5})


@given(shares, shares, shares)
def test_more_of_a_feature_of_positive_weight_is_no_less_likely(
    first: float, second: float, other: float
) -> None:
    low, high = sorted((first, second))
    for name in ("a", "b"):
        rest = {"a": other, "b": other}
        less, more = (WEIGHTS.probability(rest | {name: one}) for one in (low, high))
        assert 0 <= less <= more <= 1
    against = replace(WEIGHTS, weights=(-2.0, 1.0))
    assert against.probability({"a": low, "b": 1}) >= against.probability({"a": high, "b": 1})


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_that_come_with_the_project_are_sound(name: str) -> None:
    found = load_weights(WEIGHTS_FILE, name)
    sizes = {len(one) for one in (found.features, found.mean, found.scale, found.weights)}
    assert sizes == {len(found.features)}
    assert all(one > 0 for one in (*found.scale, *found.weights))
    assert 0 < found.level < 1
    assert ("cosine" in found.features) is (name == "meaning")


@pytest.mark.parametrize("side", SIDES)
def test_features_are_those_of_both_models(demo: Store, embedder: Embedder, side: str) -> None:
    concepts, said, borne = held(demo, side)
    for used, name in ((embedder, "meaning"), (None, "words")):
        scorer = Scorer(demo, used)
        assert scorer.weights == load_weights(WEIGHTS_FILE, name)
        found = scorer.features(side, concepts, said, borne)
        assert list(found) == sorted(found)
        assert borne <= found.keys()
        for one in found.values():
            assert set(load_weights(WEIGHTS_FILE, name).features) <= one.keys()
            assert 0 <= one["bm25_share"] <= 1
            assert 0 <= one["least_firm"] <= one["mean_firm"] <= 1
            assert -1 <= one["cosine"] <= 1
            assert one["said"] in (0.0, 1.0)


def test_without_the_embedder_no_paper_is_near(demo: Store) -> None:
    concepts, said, borne = held(demo, SIDES[0])
    found = Scorer(demo, None).features(SIDES[0], concepts, said, borne)
    assert found
    for one in found.values():
        assert (one["cosine"], one["cosine_to_top"]) == (0.0, 0.0)


def test_the_embedder_finds_papers_that_no_word_leads_to(demo: Store, embedder: Embedder) -> None:
    text = "writing prose on what programs do"
    nothing: Papers = frozenset()
    words = Scorer(demo, None).features(text, (), nothing, nothing)
    meaning = Scorer(demo, embedder).features(text, (), nothing, nothing)
    assert words.keys() <= meaning.keys()
    assert len(meaning) <= 2 * CANDIDATES
    assert max(one["cosine"] for one in meaning.values()) > 0.3


@pytest.mark.parametrize("used", [True, False])
def test_what_words_say_and_links_bear_out_counts_more_than_what_words_alone_say(
    demo: Store, embedder: Embedder, used: bool
) -> None:
    scorer = Scorer(demo, embedder if used else None)
    side = "code summarization"
    papers = sorted(held(demo, side)[2])[:4]
    linked, titled, texted, bare = papers
    concept = Concept(
        side,
        link=frozenset([linked]),
        mention=frozenset([titled]),
        text=frozenset([texted]),
    )
    said = frozenset(papers)
    found = scorer.features(side, (concept,), said, said)
    assert [found[one]["least_firm"] for one in papers] == [1.0, 0.8, 0.6, 0.0]
    names = ("least_firm", "mean_firm")
    firmness = {one: {name: found[one][name] for name in names} for one in papers}
    same = {one: found[linked] | firmness[one] for one in papers}
    ranked = [scorer.weights.probability(same[one]) for one in papers]
    assert ranked == sorted(ranked, reverse=True)
    assert len(set(ranked)) == 4
    unsaid = scorer.features(side, (concept,), said - {linked}, said)[linked]
    assert scorer.weights.probability(unsaid) < scorer.weights.probability(found[linked])
    assert bare in found


def test_all_parts_of_a_side_are_to_be_borne_out(demo: Store) -> None:
    paper, other = sorted(held(demo, SIDES[0])[2])[:2]
    both, one = frozenset([paper, other]), frozenset([paper])
    parts = (Concept("code", link=both), Concept("summarization", link=one, named=both))
    whole = Concept("code summarization", parts=parts)
    found = Scorer(demo, None).features(SIDES[0], (whole,), both, both)
    assert (found[paper]["least_firm"], found[paper]["mean_firm"]) == (1.0, 1.0)
    assert (found[other]["least_firm"], found[other]["mean_firm"]) == (0.4, 0.7)


@pytest.mark.parametrize("used", [True, False])
@pytest.mark.parametrize("side", SIDES)
def test_members_are_the_papers_from_the_level_on(
    demo: Store, embedder: Embedder, side: str, used: bool
) -> None:
    scorer = Scorer(demo, embedder if used else None)
    concepts, said, borne = held(demo, side)
    found = scorer.features(side, concepts, said, borne)
    members = scorer.members(side, concepts, said, borne)
    assert members == scorer.members(side, concepts, said, borne)
    for paper, one in found.items():
        assert (paper in members) is (scorer.weights.probability(one) >= scorer.weights.level)
    assert members <= found.keys()


def test_papers_of_a_side_are_its_members(demo: Store, embedder: Embedder) -> None:
    concepts, said, borne = held(demo, "code summarization")
    members = Scorer(demo, embedder).members("code summarization", concepts, said, borne)
    assert said & borne
    assert said & borne <= members


def test_a_side_of_nothing_has_no_members(demo: Store) -> None:
    nothing: Papers = frozenset()
    assert Scorer(demo, None).members("zzzxq", (), nothing, nothing) == nothing
