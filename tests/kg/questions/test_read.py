"""How questions are understood: real wordings, with the tagger that comes with the project."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.models.weights import models_dir
from kg.evaluation.plans import scores
from kg.evaluation.question_gold import gold_folder, read_gold
from kg.kinds import GRAPH_KINDS
from kg.questions.folding import folded, folded_all
from kg.questions.plan import KINDS, MAX_QUESTION, MOST_SIDES, Plan
from kg.questions.read import read_question
from kg.questions.tagger import load_tagger


def read(question: str) -> Plan:
    return read_question(question, load_tagger(models_dir()), GRAPH_KINDS)


def bound(plan: Plan) -> list[frozenset[str]]:
    """The folded words of each side, with those that all sides share."""
    shared = folded_all(plan.shared, generic=True)
    return [folded(side, generic=True) | shared for side in plan.sides]


def words(*phrases: str) -> list[frozenset[str]]:
    return [folded(phrase, generic=True) for phrase in phrases]


COMPARISONS = [
    ("How do CNNs and transformers differ?", ("CNNs", "transformers"), ()),
    ("physics vs. code summarization", ("physics", "code summarization"), ()),
    ("BM25 or dense retrieval for patents?", ("BM25 patents", "dense retrieval patents"), ()),
    ("Is LoRA better than QLoRA for physics?", ("LoRA physics", "QLoRA physics"), ()),
    ("RAG in finance and in education", ("RAG finance", "RAG education"), ()),
    ("biology vs. protein design", ("biology", "protein design"), ()),
    (
        "How do tests for scurvy differ from those for other deficiencies?",
        ("tests scurvy", "tests deficiencies"),
        (),
    ),
    ("BLEU or LLM as a judge for poetry?", ("BLEU poetry", "LLM as a judge poetry"), ()),
    ("medical and legal parsing", ("medical parsing", "legal parsing"), ()),
    ("waht is teh diference betwen lidar and radar", ("lidar", "radar"), ()),
    (
        "In speech recognition, how does work on accents differ from work on noise?",
        ("speech recognition accents", "speech recognition noise"),
        (),
    ),
    (
        "What is the difference between batteries and fuel cells in cost and lifetime?",
        ("batteries", "fuel cells"),
        ("cost", "lifetime"),
    ),
    (
        "Compare physics, astronomy and chemistry on training data",
        ("physics", "astronomy", "chemistry"),
        ("training data",),
    ),
    (
        "How does seam welding for pipes differ from spot welding for car bodies?",
        ("seam welding pipes", "spot welding car bodies"),
        (),
    ),
    (
        "How do wing designs for gliders differ from hull designs for ferries?",
        ("wing designs gliders", "hull designs ferries"),
        (),
    ),
    ("How are gels treated compared with foams?", ("gels", "foams"), ()),
]


@pytest.mark.parametrize(("question", "sides", "aspects"), COMPARISONS)
def test_comparisons(question: str, sides: tuple[str, ...], aspects: tuple[str, ...]) -> None:
    plan = read(question)
    assert plan.kind == "comparison"
    assert bound(plan) == words(*sides)
    assert [folded(aspect) for aspect in plan.aspects] == [folded(aspect) for aspect in aspects]


@pytest.mark.parametrize(
    ("question", "kind", "side"),
    [
        ("What is LoRA?", "lookup", "LoRA"),
        ("quantum field theory", "lookup", "quantum field theory"),
        ("Which papers use LoRA?", "list", "LoRA"),
        ("How many papers are about dark matter?", "count", "dark matter"),
        ("How has code summarization changed over time?", "trend", "code summarization"),
        ("What has not been tried in protein design?", "gap", "protein design"),
        ("I am looking for papers on deep learning", "list", "deep learning"),
        ("Tell me more about reinforcement learning", "lookup", "reinforcement learning"),
    ],
)
def test_questions_with_one_side(question: str, kind: str, side: str) -> None:
    plan = read(question)
    assert (plan.kind, bound(plan)) == (kind, words(side))


def test_what_is_left_out_is_excluded() -> None:
    plan = read("Which metrics other than BLEU are used for machine translation?")
    assert bound(plan) == words("machine translation")
    assert plan.constraints.exclude == ("BLEU",)
    assert plan.aspects == ("metrics",)


def test_what_stands_before_except_is_not_excluded() -> None:
    plan = read("quantum computing except annealing")
    assert (plan.sides, plan.constraints.exclude) == (("quantum computing",), ("annealing",))


def test_what_the_asker_is_not_is_not_excluded() -> None:
    plan = read("How are seizures detected in EEG? I am a neurologist, not a programmer.")
    assert plan.constraints.exclude == ()


def test_alternatives_of_a_list_are_sides() -> None:
    plan = read("Which papers are about code summarization, code search or code generation?")
    assert plan.sides == ("code summarization", "code search", "code generation")
    assert read("papers on eels / lampreys").sides == ("eels", "lampreys")


def test_each_of_several_is_counted_by_itself() -> None:
    plan = read("how many papers are there on each of graphene and silicene?")
    assert (plan.kind, plan.sides) == ("count", ("graphene", "silicene"))


def test_what_a_catalogue_knows() -> None:
    plan = read("papers by Ada Byron in cs.SE since 2021")
    limits = plan.constraints
    assert (limits.authors, limits.categories, limits.since) == (("Ada Byron",), ("cs.SE",), 2021)
    assert plan.sides == ()
    assert read("Summarize arXiv:2101.00002").constraints.papers == ("arXiv:2101.00002",)


def test_questions_for_what_is_shared_are_marked() -> None:
    assert read("What do physics and code summarization have in common?").shared_only
    assert not read("How do physics and code summarization differ?").shared_only


def test_a_question_that_cannot_be_cut_is_a_search_for_its_words() -> None:
    plan = read("zzyzx")
    assert (plan.kind, plan.sides) == ("lookup", ("zzyzx",))


@given(st.text(max_size=2 * MAX_QUESTION))
def test_any_text_has_a_plan(question: str) -> None:
    plan = read(question)
    assert plan.kind in KINDS
    assert len(plan.sides) <= MOST_SIDES
    assert plan.kind not in ("comparison", "path") or len(plan.sides) >= 2
    assert plan == read(question)


def test_plans_of_the_gold_questions_stay_as_right_as_they_are() -> None:
    gold = read_gold(gold_folder() / "dev.jsonl")
    shares = scores(gold, lambda question: read(question.question))
    assert shares["kind"] >= 0.95
    assert shares["sides"] >= 0.90
    assert shares["all"] >= 0.85


@pytest.mark.parametrize(
    ("question", "sides", "shared"),
    [
        ("Is XRD better than TEM for thin films?", ("XRD", "TEM"), ("thin films",)),
        (
            "Are vaccines more effective than antivirals in children and adults?",
            ("vaccines", "antivirals"),
            ("children and adults",),
        ),
        ("Is BERT better than ELMo?", ("BERT", "ELMo"), ()),
    ],
)
def test_what_stands_behind_than_is_one_side_and_what_both_are_for(
    question: str, sides: tuple[str, ...], shared: tuple[str, ...]
) -> None:
    plan = read(question)
    assert (plan.sides, plan.shared) == (sides, shared)


def test_what_is_weighed_by_a_comparative_is_no_side() -> None:
    plan = read("Which is costlier in practice, laser cutting or water jets?")
    assert plan.sides == ("laser cutting", "water jets")
    assert plan.aspects == ("costlier",)
