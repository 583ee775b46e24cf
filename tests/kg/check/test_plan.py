"""The checker reads the question, and refuses what fits its query but not the question."""

from __future__ import annotations

import copy

import pytest

from extract.vocabulary import load_vocabulary
from kg.ask import ask
from kg.check.answer import check_answer, check_json
from kg.questions.options import Options
from kg.retrieve.sides.patterns import phrase_pattern
from kg.stores.base import Store
from tests.kg.check.breaking import (
    ABSENT,
    COMPARISON,
    Answer,
    Harm,
    broken_rules,
    changed,
    query_of,
)


def quoted(answer: Answer, label: str) -> Answer:
    inner = [s for part in answer["sections"] for s in part["statements"]]
    by_id = {s["id"]: s for s in (*answer["bottom_line"], *inner)}
    return next(
        by_id[key]
        for row in answer["comparison"]["aspects"]
        for cell in row["cells"]
        if cell["side"] == label
        for key in cell["statements"]
        if by_id[key]["kind"] == "quoted"
    )


def lose_a_telling_word(answer: Answer) -> None:
    answer["plan"]["sides"] = [answer["plan"]["sides"][0], "code"]


def call_it_a_list(answer: Answer) -> None:
    answer["plan"]["kind"] = answer["kind"] = "list"


def widen_a_side(answer: Answer) -> None:
    answer["sides"][0]["papers"] += 1


def link_what_is_not(answer: Answer) -> None:
    side = answer["sides"][0]
    side["by"] = {"link": side["papers"] + 1, "mention": 0, "text": 0, "meaning": 0}


def show_the_other_side_s_quote(answer: Answer) -> None:
    left, right = (side["label"] for side in answer["sides"])
    statement = quoted(answer, right)["id"]
    for row in answer["comparison"]["aspects"]:
        for cell in row["cells"]:
            kept = [key for key in cell["statements"] if key != statement]
            cell["statements"] = [*kept, statement] if cell["side"] == left else kept


def answer_one_side_alone(answer: Answer) -> None:
    gone = answer["sides"][1]["label"]
    lost = set()
    for row in answer["comparison"]["aspects"]:
        row |= {"shared": [], "only": {label: [] for label in row["only"]}}
        for cell in row["cells"]:
            if cell["side"] == gone:
                lost |= set(cell["statements"])
                cell |= {"status": "no_evidence", "statements": []}
    for part in answer["sections"]:
        part["statements"] = [s for s in part["statements"] if s["id"] not in lost]
        part["statements"] = [s for s in part["statements"] if s["kind"] != "synthesised"]
    kept = {
        c["source"] for p in answer["sections"] for s in p["statements"] for c in s["citations"]
    }
    answer["sources"] = [s for s in answer["sources"] if s["number"] in kept]


def plan(answer: Answer) -> Answer:
    fields: Answer = answer["plan"]
    return fields


def constraints(answer: Answer) -> Answer:
    fields: Answer = plan(answer)["constraints"]
    return fields


def side(answer: Answer) -> Answer:
    entry: Answer = answer["sides"][0]
    return entry


BREAKS: dict[str, tuple[str, Harm]] = {
    "a telling word lost": ("plan", lose_a_telling_word),
    "nothing shared": ("plan", changed(plan, shared=[], sides=["physics", "code summarization"])),
    "another aspect": ("plan", changed(plan, aspects=["metrics"])),
    "a year": ("plan", changed(constraints, since=2020)),
    "a list": ("kind", call_it_a_list),
    "a word left aside": ("plan", changed(plan, left_aside=["physics"])),
    "a side renamed": ("side", changed(side, label="chemistry")),
    "a wider side": ("side", widen_a_side),
    "something unmet": ("side", changed(side, unmet=["nothing"])),
    "thin coverage": ("side", changed(side, coverage="thin")),
    "linked what is not": ("side", link_what_is_not),
    "the other side's quote": ("side", show_the_other_side_s_quote),
    "one side alone": ("status", answer_one_side_alone),
    "something excluded": ("plan", changed(constraints, exclude=["BERT"])),
    "a right word corrected": (
        "plan",
        changed(plan, corrected=[{"from": "physics", "to": "physiology"}]),
    ),
}


@pytest.mark.parametrize(("rule", "harm"), BREAKS.values(), ids=BREAKS)
def test_what_the_question_did_not_ask_is_refused(
    rule: str, harm: Harm, good: Answer, demo: Store
) -> None:
    assert check_json(good, demo, None).holds
    broken = copy.deepcopy(good)
    harm(broken)
    assert rule in broken_rules(broken, demo)


@pytest.mark.parametrize(
    "phrase",
    ["How does fine-tuning for physics differ from bread", "differ from bread baking", "zebra"],
)
def test_a_piece_of_a_sentence_is_never_denied(phrase: str, demo: Store) -> None:
    answer = ask(ABSENT, demo, load_vocabulary(), None).to_dict()
    absence = next(statement for statement in answer["scope"] if statement["kind"] == "absence")
    assert check_json(answer, demo, None).holds
    query_of(answer, absence)["parameters"] = {"pattern": phrase_pattern(phrase)}
    assert "absence" in broken_rules(answer, demo)


@pytest.mark.parametrize(
    ("options", "shared"),
    [
        (Options(shared=("synthetic data",)), ("synthetic data",)),
        (Options(sides=("physics", "coding"), shared=("fine-tuning",)), ("fine-tuning",)),
        (Options(sides=("physics",)), ()),
        (Options(aspects=("metrics",)), ("fine-tuning",)),
        (Options(authors=("Ada Lovelace",)), ("fine-tuning",)),
    ],
)
def test_what_is_set_by_hand_stands_for_words_of_the_question(
    options: Options, shared: tuple[str, ...], demo: Store
) -> None:
    question = "Compare fine-tuning for physics and code summarization on training data"
    answer = ask(question, demo, load_vocabulary(), None, options)
    assert answer.plan.shared == shared
    assert check_answer(answer, demo, None) == []


def test_an_absence_is_shown_on_the_side_s_own_papers(demo: Store) -> None:
    answer = ask(COMPARISON, demo, load_vocabulary(), None).to_dict()
    run = {"id": "q99", "name": "papers_on_both_sides", "rows": 0}
    answer["provenance"]["queries"].append(run | {"parameters": {"left": ["x"], "right": ["y"]}})
    answer["scope"].append(
        {
            "id": "s999",
            "text": "None is on both physics and code summarization.",
            "kind": "absence",
            "citations": [],
            "links": [],
            "query": "q99",
            "support": None,
        }
    )
    assert "absence" in broken_rules(answer, demo)
