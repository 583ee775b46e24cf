"""The checker reads the question: what is true of a query, but not of the question, is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.ask import ask
from kg.check.answer import check_json
from kg.retrieve.sides.patterns import phrase_pattern
from kg.stores.base import Store

Answer = dict[str, Any]
COMPARISON = "How does fine-tuning for quantum physics differ from code summarization?"
ABSENT = "How does fine-tuning for physics differ from bread baking?"


@pytest.fixture(scope="module")
def good(demo: Store) -> Answer:
    return ask(COMPARISON, demo, load_vocabulary(), None).to_dict()


def query(answer: Answer, statement: Answer) -> Answer:
    found: Answer = next(
        one for one in answer["provenance"]["queries"] if one["id"] == statement["query"]
    )
    return found


def quoted(answer: Answer, label: str) -> Answer:
    made = {one["id"]: one for part in answer["sections"] for one in part["statements"]}
    return next(
        made[one]
        for row in answer["comparison"]["aspects"]
        for cell in row["cells"]
        if cell["side"] == label
        for one in cell["statements"]
        if made[one]["kind"] == "quoted"
    )


def lose_a_telling_word(answer: Answer) -> None:
    answer["plan"]["sides"] = [answer["plan"]["sides"][0], "code"]


def hide_what_is_shared(answer: Answer) -> None:
    answer["plan"]["shared"] = []
    answer["plan"]["sides"] = ["physics", "code summarization"]


def ask_for_another_aspect(answer: Answer) -> None:
    answer["plan"]["aspects"] = ["metrics"]


def set_a_year(answer: Answer) -> None:
    answer["plan"]["constraints"]["since"] = 2020


def call_it_a_list(answer: Answer) -> None:
    answer["plan"]["kind"] = answer["kind"] = "list"


def leave_a_word_aside(answer: Answer) -> None:
    answer["plan"]["left_aside"] = ["physics"]


def rename_a_side(answer: Answer) -> None:
    answer["sides"][0]["label"] = "chemistry"


def widen_a_side(answer: Answer) -> None:
    answer["sides"][0]["papers"] += 1


def hide_what_is_unmet(answer: Answer) -> None:
    answer["sides"][0]["unmet"] = ["nothing"]


def link_what_is_not(answer: Answer) -> None:
    side = answer["sides"][0]
    side["by"] = {"link": side["papers"] + 1, "mention": 0, "text": 0, "meaning": 0}


def cover_it_thinly(answer: Answer) -> None:
    answer["sides"][0]["coverage"] = "thin"


def show_the_other_side_s_quote(answer: Answer) -> None:
    left, right = (side["label"] for side in answer["sides"])
    statement = quoted(answer, right)["id"]
    for row in answer["comparison"]["aspects"]:
        for cell in row["cells"]:
            kept = [one for one in cell["statements"] if one != statement]
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
        part["statements"] = [one for one in part["statements"] if one["id"] not in lost]
        part["statements"] = [one for one in part["statements"] if one["kind"] != "synthesised"]
    kept = {
        c["source"] for p in answer["sections"] for s in p["statements"] for c in s["citations"]
    }
    answer["sources"] = [one for one in answer["sources"] if one["number"] in kept]


def exclude_in_silence(answer: Answer) -> None:
    answer["plan"]["constraints"]["exclude"] = ["BERT"]


def correct_a_right_word(answer: Answer) -> None:
    answer["plan"]["corrected"] = [{"from": "physics", "to": "physiology"}]


BREAKS: list[tuple[Callable[[Answer], None], str]] = [
    (lose_a_telling_word, "plan"),
    (hide_what_is_shared, "plan"),
    (ask_for_another_aspect, "plan"),
    (set_a_year, "plan"),
    (call_it_a_list, "kind"),
    (leave_a_word_aside, "plan"),
    (rename_a_side, "side"),
    (widen_a_side, "side"),
    (hide_what_is_unmet, "side"),
    (cover_it_thinly, "side"),
    (link_what_is_not, "side"),
    (show_the_other_side_s_quote, "side"),
    (answer_one_side_alone, "status"),
    (exclude_in_silence, "plan"),
    (correct_a_right_word, "plan"),
]


@pytest.mark.parametrize(("harm", "rule"), BREAKS, ids=[harm.__name__ for harm, _ in BREAKS])
def test_what_the_question_did_not_ask_is_refused(
    harm: Callable[[Answer], None], rule: str, good: Answer, demo: Store
) -> None:
    assert check_json(good, demo, None).holds
    broken = copy.deepcopy(good)
    harm(broken)
    assert rule in {failure.rule for failure in check_json(broken, demo, None).failures}


@pytest.mark.parametrize(
    "phrase",
    ["How does fine-tuning for physics differ from bread", "differ from bread baking", "zebra"],
)
def test_a_piece_of_a_sentence_is_never_denied(phrase: str, demo: Store) -> None:
    answer = ask(ABSENT, demo, load_vocabulary(), None).to_dict()
    absence = next(one for one in answer["scope"] if one["kind"] == "absence")
    assert check_json(answer, demo, None).holds
    query(answer, absence)["parameters"] = {"pattern": phrase_pattern(phrase)}
    assert "absence" in {failure.rule for failure in check_json(answer, demo, None).failures}


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
    assert "absence" in {failure.rule for failure in check_json(answer, demo, None).failures}
