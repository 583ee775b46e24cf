"""A spelling of two concepts goes to the one that the paper supports, else to none for sure."""

from __future__ import annotations

import pytest

from extract.entities.homonyms import SUPPORTED, UNSUPPORTED, Context
from extract.pipeline import extract_paper
from extract.records import Paper
from extract.vocabulary import Concept, make_vocabulary

CONCEPTS = (
    Concept("dataset:movie-review", "Movie Review", "Dataset", aliases=("MR",), cased=True),
    Concept("metric:miss-rate", "miss rate", "Metric", aliases=("MR",), cased=True,
            parents=(("SUBCLASS_OF", "metric:detection-metric"),)),
    Concept("metric:detection-metric", "detection metric", "Metric"),
    Concept("domain:radiology", "radiology", "Domain"),
    Concept("method:magnetic-resonance", "magnetic resonance", "Method", aliases=("MR",),
            cased=True, domains=("domain:radiology",)),
)  # fmt: skip
MEANINGS = CONCEPTS[:2] + CONCEPTS[4:]
VOCABULARY = make_vocabulary({concept.id: concept for concept in CONCEPTS}, "test")


@pytest.mark.parametrize(
    ("abstract", "expected", "sure"),
    [
        ("We lower the miss rate. The MR falls.", "metric:miss-rate", SUPPORTED),
        ("We use Movie Reviews. On MR it holds.", "dataset:movie-review", SUPPORTED),
        ("We test on the MR dataset here.", "dataset:movie-review", SUPPORTED),
        ("In radiology, MR is common.", "method:magnetic-resonance", SUPPORTED),
        ("We use detection metrics; MR is one.", "metric:miss-rate", SUPPORTED),
        ("We report MR alone.", "method:magnetic-resonance", UNSUPPORTED),
        ("The miss rate of Movie Reviews: MR.", "dataset:movie-review", UNSUPPORTED),
    ],
)
def test_context_decides(abstract: str, expected: str, sure: float) -> None:
    at = abstract.index("MR") + 2
    choice = Context([abstract], VOCABULARY).choose(MEANINGS, "MR", abstract[at:])
    assert (choice.concept.id, choice.confidence) == (expected, sure)


def test_mentions_follow_the_paper() -> None:
    made = extract_paper(Paper("file:1", "", "We lower the miss rate. The MR falls."), VOCABULARY)
    assert {mention.entity_id for mention in made.mentions} == {"metric:miss-rate"}


def test_a_meaning_of_the_papers_own_is_none_of_them() -> None:
    text = "We use manifold regularisation training (MR). The MR works."
    extraction = extract_paper(Paper("file:1", "", text), VOCABULARY)
    known = {concept.id for concept in MEANINGS}
    assert not {mention.entity_id for mention in extraction.mentions} & known
