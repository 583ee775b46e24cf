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
    """The concepts of a side, the papers whose text has it, and those with all concepts."""
    finder = ConceptFinder(QueryLog(store), load_vocabulary())
    concepts = finder.concepts(side)
    said = finder.holding(side)
    return concepts, said, frozenset.intersection(*(concept.papers for concept in concepts))


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
        less, more = (WEIGHTS.probability(rest | {name: value}) for value in (low, high))
        assert 0 <= less <= more <= 1
    against = replace(WEIGHTS, weights=(-2.0, 1.0))
    assert against.probability({"a": low, "b": 1}) >= against.probability({"a": high, "b": 1})


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_that_come_with_the_project_are_sound(name: str) -> None:
    model = load_weights(WEIGHTS_FILE, name)
    sizes = {len(values) for values in (model.features, model.mean, model.scale, model.weights)}
    assert sizes == {len(model.features)}
    assert all(value > 0 for value in (*model.scale, *model.weights))
    assert 0 < model.level < 1
    assert ("cosine" in model.features) is (name == "meaning")


@pytest.mark.parametrize("side", SIDES)
def test_features_are_those_of_both_models(demo: Store, embedder: Embedder, side: str) -> None:
    concepts, said, borne = held(demo, side)
    for used, name in ((embedder, "meaning"), (None, "words")):
        scorer = Scorer(demo, used)
        assert scorer.weights == load_weights(WEIGHTS_FILE, name)
        rows = scorer.features(side, concepts, said, borne)
        assert list(rows) == sorted(rows)
        assert borne <= rows.keys()
        for row in rows.values():
            assert set(load_weights(WEIGHTS_FILE, name).features) <= row.keys()
            assert 0 <= row["bm25_share"] <= 1
            assert 0 <= row["least_firm"] <= row["mean_firm"] <= 1
            assert -1 <= row["cosine"] <= 1
            assert row["said"] in (0.0, 1.0)


def test_without_the_embedder_no_paper_is_near(demo: Store) -> None:
    concepts, said, borne = held(demo, SIDES[0])
    rows = Scorer(demo, None).features(SIDES[0], concepts, said, borne)
    assert rows
    for row in rows.values():
        assert (row["cosine"], row["cosine_to_top"]) == (0.0, 0.0)


def test_the_embedder_finds_papers_that_no_word_leads_to(demo: Store, embedder: Embedder) -> None:
    text = "writing prose on what programs do"
    nothing: Papers = frozenset()
    words = Scorer(demo, None).features(text, (), nothing, nothing)
    meaning = Scorer(demo, embedder).features(text, (), nothing, nothing)
    assert words.keys() <= meaning.keys()
    assert len(meaning) <= 2 * CANDIDATES
    assert max(row["cosine"] for row in meaning.values()) > 0.3


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
    rows = scorer.features(side, (concept,), said, said)
    assert [rows[paper]["least_firm"] for paper in papers] == [1.0, 0.8, 0.6, 0.0]
    names = ("least_firm", "mean_firm")
    firmness = {paper: {name: rows[paper][name] for name in names} for paper in papers}
    same = {paper: rows[linked] | firmness[paper] for paper in papers}
    ranked = [scorer.weights.probability(same[paper]) for paper in papers]
    assert ranked == sorted(ranked, reverse=True)
    assert len(set(ranked)) == 4
    unsaid = scorer.features(side, (concept,), said - {linked}, said)[linked]
    assert scorer.weights.probability(unsaid) < scorer.weights.probability(rows[linked])
    assert bare in rows


def test_all_parts_of_a_side_are_to_be_borne_out(demo: Store) -> None:
    paper, other = sorted(held(demo, SIDES[0])[2])[:2]
    both, first = frozenset([paper, other]), frozenset([paper])
    parts = (Concept("code", link=both), Concept("summarization", link=first, named=both))
    whole = Concept("code summarization", parts=parts)
    rows = Scorer(demo, None).features(SIDES[0], (whole,), both, both)
    assert (rows[paper]["least_firm"], rows[paper]["mean_firm"]) == (1.0, 1.0)
    assert (rows[other]["least_firm"], rows[other]["mean_firm"]) == (0.4, 0.7)


@pytest.mark.parametrize("used", [True, False])
@pytest.mark.parametrize("side", SIDES)
def test_members_are_the_papers_from_the_level_on(
    demo: Store, embedder: Embedder, side: str, used: bool
) -> None:
    scorer = Scorer(demo, embedder if used else None)
    concepts, said, borne = held(demo, side)
    rows = scorer.features(side, concepts, said, borne)
    members = scorer.members(side, concepts, said, borne)
    assert members == scorer.members(side, concepts, said, borne)
    for paper, row in rows.items():
        assert (paper in members) is (scorer.weights.probability(row) >= scorer.weights.level)
    assert members <= rows.keys()


def test_papers_of_a_side_are_its_members(demo: Store, embedder: Embedder) -> None:
    concepts, said, borne = held(demo, "code summarization")
    members = Scorer(demo, embedder).members("code summarization", concepts, said, borne)
    assert said & borne
    assert said & borne <= members


def test_a_side_of_nothing_has_no_members(demo: Store) -> None:
    nothing: Papers = frozenset()
    assert Scorer(demo, None).members("zzzxq", (), nothing, nothing) == nothing
