"""How questions are understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.retrieve.plan import MAX_QUESTION, plan_question

BOTH = ("physics", "code summarization")


@pytest.mark.parametrize(
    ("question", "aspect", "sides"),
    [
        (
            "How do domain-specific fine-tuning strategies for physics differ from code "
            "summarization?",
            "domain-specific fine-tuning strategies",
            BOTH,
        ),
        ("How does tuning in physics differ from that in code summarization?", "tuning", BOTH),
        ("How does tuning differ between physics and code summarization?", "tuning", BOTH),
        ("How do physics and code summarization differ in evaluation?", "evaluation", BOTH),
        ("physics vs. code summarization", "", BOTH),
        ("Physics versus code summarization: metrics", "metrics", ("Physics", BOTH[1])),
        ("fine-tuning in physics versus code summarization", "fine-tuning", BOTH),
        ("Compare physics and code summarization on training data", "training data", BOTH),
        ("compare adapters for physics and code summarization", "adapters", BOTH),
        ("What is the difference between LoRA and QLoRA?", "", ("LoRA", "QLoRA")),
        ("Is LoRA better than QLoRA for physics?", "physics", ("LoRA", "QLoRA")),
        ("In what ways does tuning for physics differ from code summarization?", "tuning", BOTH),
        ("Which papers compare physics and code summarization?", "", BOTH),
        ("tuning for physics versus tuning for code summarization", "tuning", BOTH),
        (
            "What are the differences in evaluation between physics, astronomy and code search?",
            "evaluation",
            ("physics", "astronomy", "code search"),
        ),
    ],
)
def test_comparisons(question: str, aspect: str, sides: tuple[str, ...]) -> None:
    plan = plan_question(question)
    assert (plan.kind, plan.aspect, plan.sides) == ("comparison", aspect, sides)
    assert not plan.shared_only


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("What do physics and code summarization share?", ""),
        ("What do physics and code summarization have in common?", ""),
        ("Which metrics do physics and code summarization share?", "metrics"),
        ("Which metrics do physics and code summarization both use?", "metrics"),
        ("Which metrics do both physics and code summarization use?", "metrics"),
    ],
)
def test_questions_for_what_is_shared(question: str, aspect: str) -> None:
    plan = plan_question(question)
    assert (plan.kind, plan.aspect, plan.sides) == ("comparison", aspect, BOTH)
    assert plan.shared_only


@pytest.mark.parametrize(
    ("question", "kind", "side"),
    [
        ("What is LoRA?", "lookup", "LoRA"),
        ("quantum field theory", "lookup", "quantum field theory"),
        ("Which papers use LoRA?", "list", "LoRA"),
        ("Which papers are on genomics?", "list", "genomics"),
        ("Which papers are about dark matter?", "list", "dark matter"),
        ("Which fields have no paper on code search?", "gap", "code search"),
        ("How many papers use LoRA?", "count", "LoRA"),
        ("How has code summarization changed over time?", "trend", "code summarization"),
        ("What is missing in physics?", "gap", "physics"),
    ],
)
def test_questions_with_one_side(question: str, kind: str, side: str) -> None:
    plan = plan_question(question)
    assert (plan.kind, plan.sides) == (kind, (side,))


def test_path_question() -> None:
    plan = plan_question("How is synthetic data linked to reinforcement learning?")
    assert (plan.kind, plan.sides) == ("path", ("synthetic data", "reinforcement learning"))


@given(st.text(max_size=2 * MAX_QUESTION))
def test_any_text_has_a_plan(question: str) -> None:
    plan = plan_question(question)
    assert len(plan.sides) >= 1
    assert len(plan.question) <= 18 * MAX_QUESTION
    assert plan == plan_question(question)


@pytest.mark.parametrize(
    ("question", "kind", "aspect", "side"),
    [
        ("How is code summarization evaluated?", "lookup", "evaluation", "code summarization"),
        ("How are physics models fine-tuned?", "lookup", "tuning methods", "physics models"),
        ("Which tasks does CodeBERT address?", "list", "tasks", "CodeBERT"),
        ("Which metrics do string theory papers report?", "list", "metrics", "string theory"),
        ("What do papers say about hallucination?", "lookup", "", "hallucination"),
        ("How is LoRA linked to physics?", "path", "", "LoRA"),
    ],
)  # fmt: skip
def test_questions_by_a_verb(question: str, kind: str, aspect: str, side: str) -> None:
    plan = plan_question(question)
    assert (plan.kind, plan.aspect, plan.sides[0]) == (kind, aspect, side)
