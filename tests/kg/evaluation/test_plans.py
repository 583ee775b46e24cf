"""Plans are compared as the guidelines say: by words, not by their order or form."""

from __future__ import annotations

import json

import pytest

from extract.evaluation.rows import read_rows
from kg.evaluation.plans import PARTS, judge, plan_figures
from kg.evaluation.question_gold import GoldQuestion, gold_folder, read_gold
from kg.questions.plan import KINDS, Constraints, Plan


def gold(**parts: object) -> GoldQuestion:
    plain: dict[str, object] = {
        "id": "x", "question": "q", "kinds": ("comparison",), "shared": (), "either": (),
        "sides": ("RAG in finance", "RAG in education"), "aspects": ("data sets",),
        "constraints": Constraints(),
    }  # fmt: skip
    return GoldQuestion(**(plain | parts))  # type: ignore[arg-type]


def plan(**parts: object) -> Plan:
    plain: dict[str, object] = {
        "question": "q", "kind": "comparison", "sides": ("finance", "education"),
        "shared": ("RAG",), "aspects": ("data set",),
    }  # fmt: skip
    return Plan(**(plain | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"sides": ("education", "finance")},
        {"sides": ("RAG in finance", "RAG for the education"), "shared": ()},
        {"sides": ("methods of finance", "education"), "shared": ("RAG systems",)},
    ],
)
def test_equal_plans_are_right(parts: dict[str, object]) -> None:
    assert judge(gold(), plan(**parts)).all


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"kind": "list"}, "kind"),
        ({"shared": ()}, "sides"),
        ({"sides": ("finance",)}, "sides"),
        ({"aspects": ()}, "aspects"),
        ({"aspects": ("data sets", "cost")}, "aspects"),
        ({"constraints": Constraints(since=2020)}, "constraints"),
        ({"constraints": Constraints(exclude=("LoRA",))}, "constraints"),
    ],
)
def test_each_part_is_judged_by_itself(parts: dict[str, object], wrong: str) -> None:
    verdict = judge(gold(), plan(**parts))
    assert [name for name in PARTS[:-1] if not getattr(verdict, name)] == [wrong]
    assert not verdict.all


def test_what_may_be_either_may_not_be_lost() -> None:
    question = gold(aspects=("risk",), either=("risk",))
    assert judge(question, plan(aspects=("risk",))).all
    assert judge(question, plan(aspects=(), shared=("RAG", "risk"))).all
    assert not judge(question, plan(aspects=())).aspects


def test_a_corrected_word_counts_as_it_was_typed() -> None:
    question = gold(sides=("RAG in finence", "RAG in education"))
    assert judge(question, plan(corrected=(("finence", "finance"),))).all


@pytest.mark.parametrize("name", ["dev.jsonl", "test.jsonl", "train.jsonl"])
def test_gold_questions_keep_to_the_guidelines(name: str) -> None:
    rows = list(read_rows(gold_folder() / name))
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) >= 200
    for row in rows:
        assert {row["kind"], *row.get("kind_also", ())} <= {*KINDS}, row["id"]
        if row["kind"] in ("comparison", "path"):
            assert 2 <= len(row["sides"]) <= 4, row["id"]
        placed = {*row.get("aspects", ()), *row.get("shared", ()), *row["sides"]}
        assert {*row.get("either", ())} <= placed, row["id"]


def test_halves_have_no_question_in_common_with_training() -> None:
    def questions(name: str) -> set[str]:
        return {question.question.casefold() for question in read_gold(gold_folder() / name)}

    assert not questions("test.jsonl") & (questions("dev.jsonl") | questions("train.jsonl"))
    assert not questions("dev.jsonl") & questions("train.jsonl")


def test_the_first_planner_s_plans_are_kept_beside() -> None:
    figures = plan_figures(lambda question: Plan(question, "lookup", ()))
    assert [figure.part for figure in figures] == ["kind", "sides", "aspects", "constraints", "all"]
    assert json.dumps([figure.baseline for figure in figures])
    assert all(figure.baseline < 0.9 for figure in figures if figure.part != "constraints")
