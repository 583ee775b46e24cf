"""The checker finds every way in which an answer can break the contract."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.answer.quotes.support import THRESHOLD, support
from kg.ask import ask
from kg.check.answer import check_json
from kg.records import Parameters, Rows
from kg.stores.base import Store
from kg.stores.caching import Remembered

QUESTION = "How does fine-tuning for physics differ from bread baking?"
COMPARISON = "How does fine-tuning for quantum physics differ from code summarization?"
Answer = dict[str, Any]


@pytest.fixture(scope="module")
def good(demo: Store) -> Answer:
    return ask(COMPARISON, demo, load_vocabulary(), None).to_dict()


def statements(answer: Answer) -> list[dict[str, Any]]:
    inner = [one for section in answer["sections"] for one in section["statements"]]
    return [*answer["scope"], *inner, *answer["bottom_line"]]


def first(answer: Answer, kind: str) -> dict[str, Any]:
    return next(one for one in statements(answer) if one["kind"] == kind)


def cited(answer: Answer) -> dict[str, Any]:
    return next(one for one in statements(answer) if one["kind"] == "counted" and one["citations"])


def link_of(answer: Answer, statement: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in answer["links"] if one["id"] == statement["links"][0]
    )
    return found


def query_of(answer: Answer, statement: dict[str, Any]) -> dict[str, Any]:
    queries = answer["provenance"]["queries"]
    found: dict[str, Any] = next(one for one in queries if one["id"] == statement["query"])
    return found


def alter_quote(answer: Answer) -> None:
    citation = first(answer, "quoted")["citations"][0]
    citation["quote"] = citation["quote"].replace("the", "no", 1) + "!"


def shift_offsets(answer: Answer) -> None:
    first(answer, "quoted")["citations"][0]["char_start"] += 1


def drop_the_quote_from_the_text(answer: Answer) -> None:
    statement = first(answer, "quoted")
    statement["text"] = "Physics is hard."


def cite_no_source(answer: Answer) -> None:
    first(answer, "quoted")["citations"][0]["source"] = 9_999


def cite_no_passage(answer: Answer) -> None:
    first(answer, "quoted")["citations"][0]["passage_id"] = "arxiv:0000.00000#1"


def cite_another_paper(answer: Answer) -> None:
    citation = first(answer, "quoted")["citations"][0]
    others = [one["number"] for one in answer["sources"] if one["number"] != citation["source"]]
    citation["source"] = others[0]


def drop_citations(answer: Answer) -> None:
    first(answer, "quoted")["citations"] = []


def drop_links(answer: Answer) -> None:
    first(answer, "quoted")["links"] = []


def name_a_lost_link(answer: Answer) -> None:
    first(answer, "quoted")["links"] = ["l9999"]


def invent_a_relationship(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["relationships"][-1]["id"] = "0" * 16


def change_a_relationship_type(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["relationships"][-1]["type"] = "PROPOSES_NOTHING"


def cut_a_link(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["relationships"].pop()


def end_a_link_elsewhere(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["nodes"][-1]["id"] = "arxiv:0000.00000"


def change_a_number(answer: Answer) -> None:
    statement = answer["scope"][0]
    statement["text"] = statement["text"].replace(statement["text"].split()[0], "4711", 1)


def lose_a_query(answer: Answer) -> None:
    answer["scope"][0]["query"] = "q9999"


def rename_a_query(answer: Answer) -> None:
    query_of(answer, answer["scope"][0])["name"] = "no_such_query"


def change_the_rows_of_a_query(answer: Answer) -> None:
    query_of(answer, answer["scope"][0])["rows"] += 1


def call_a_fact_an_absence(answer: Answer) -> None:
    answer["scope"][0]["kind"] = "absence"


def invent_a_kind(answer: Answer) -> None:
    answer["scope"][0]["kind"] = "believed"


def cite_in_the_text_only(answer: Answer) -> None:
    answer["scope"][0]["text"] += " [AG-1999.01-1]"


def repeat_an_id(answer: Answer) -> None:
    answer["scope"][1]["id"] = answer["scope"][0]["id"]


def name_a_lost_statement(answer: Answer) -> None:
    answer["comparison"]["aspects"][0]["cells"][0]["statements"] = ["s9999"]


def ask_on_because_of_nothing(answer: Answer) -> None:
    answer["follow_ups"] = [{"question": "Why?", "because": "l9999"}]


def say_more_than_the_sources(answer: Answer) -> None:
    statement = cited(answer)
    statement |= {"kind": "synthesised", "query": None, "support": 1.0}
    statement["text"] = "Volcanoes on distant moons erupt because of tidal heating every winter."


def speak_of_a_silent_side(answer: Answer) -> None:
    answer["sides"][0]["coverage"] = "none"


def call_a_quote_an_absence(answer: Answer) -> None:
    absence = first(answer, "absence")
    first(answer, "quoted").update(kind="absence", query=absence["query"])


def free_words(answer: Answer) -> None:
    answer["bottom_line"][0]["text"] = "Physics papers cure cancer."


def swap_a_name(answer: Answer) -> None:
    statement = cited(answer)
    name = statement["text"].split(" (")[0].rsplit(" are ", 1)[-1]
    statement["text"] = statement["text"].replace(name, "code summarization", 1)


def deny_a_quote(answer: Answer) -> None:
    statement = first(answer, "quoted")
    statement["text"] = f"It is false that {statement['text']}"


def hide_the_bracket(answer: Answer) -> None:
    statement = first(answer, "quoted")
    statement["text"] = statement["text"].rsplit(" [", 1)[0]


def change_the_passage_of_a_link(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["relationships"][-1]["passage_id"] = "arxiv:1#9"


def change_a_confidence(answer: Answer) -> None:
    link_of(answer, first(answer, "quoted"))["relationships"][-1]["confidence"] = 0.123


def change_a_title(answer: Answer) -> None:
    answer["sources"][0]["title"] = "Another paper"


def change_the_authors(answer: Answer) -> None:
    answer["sources"][0]["authors"] = ["Nobody"]


def claim_more_papers(answer: Answer) -> None:
    answer["sides"][0]["papers"] = 4_000


def swap_what_is_alone(answer: Answer) -> None:
    row = next(
        one for one in answer["comparison"]["aspects"] if any(c["names"] for c in one["cells"])
    )
    own = next(cell for cell in row["cells"] if cell["names"])
    other = next(cell["side"] for cell in row["cells"] if cell["side"] != own["side"])
    entity = own["names"][0]
    row["only"] = {other: [entity | {"papers": {other: entity["papers"][own["side"]]}}]}


def invent_a_shared_entity(answer: Answer) -> None:
    row = answer["comparison"]["aspects"][0]
    papers = {side["label"]: [1] for side in answer["sides"]}
    row["shared"] = [{"id": "metric:bleu", "name": "BLEU", "label": "Metric", "papers": papers}]


def claim_another_kind(answer: Answer) -> None:
    answer["kind"] = "trend"


def claim_no_evidence(answer: Answer) -> None:
    answer["status"] = "no_evidence"


def go_on_and_on(answer: Answer) -> None:
    answer["bottom_line"][0]["text"] += " papers" * 800


def make_the_archive_larger(answer: Answer) -> None:
    answer["provenance"]["archive"]["papers"] = 1_000_000


def lose_the_statements(answer: Answer) -> None:
    del answer["scope"]


BREAKS: list[tuple[Callable[[Answer], None], str]] = [
    (alter_quote, "quote"),
    (shift_offsets, "quote"),
    (drop_the_quote_from_the_text, "quote"),
    (cite_no_source, "citation"),
    (cite_no_passage, "citation"),
    (cite_another_paper, "citation"),
    (drop_citations, "citation"),
    (drop_links, "link"),
    (name_a_lost_link, "link"),
    (invent_a_relationship, "link"),
    (change_a_relationship_type, "link"),
    (cut_a_link, "link"),
    (end_a_link_elsewhere, "link"),
    (change_a_number, "count"),
    (lose_a_query, "query"),
    (rename_a_query, "query"),
    (change_the_rows_of_a_query, "query"),
    (call_a_fact_an_absence, "absence"),
    (invent_a_kind, "shape"),
    (cite_in_the_text_only, "citation"),
    (repeat_an_id, "shape"),
    (name_a_lost_statement, "shape"),
    (ask_on_because_of_nothing, "shape"),
    (say_more_than_the_sources, "support"),
    (speak_of_a_silent_side, "silence"),
    (call_a_quote_an_absence, "absence"),
    (free_words, "words"),
    (swap_a_name, "count"),
    (deny_a_quote, "words"),
    (hide_the_bracket, "citation"),
    (change_the_passage_of_a_link, "link"),
    (change_a_confidence, "link"),
    (change_a_title, "source"),
    (change_the_authors, "source"),
    (claim_more_papers, "side"),
    (swap_what_is_alone, "table"),
    (invent_a_shared_entity, "table"),
    (claim_another_kind, "kind"),
    (claim_no_evidence, "status"),
    (go_on_and_on, "length"),
    (make_the_archive_larger, "archive"),
    (lose_the_statements, "shape"),
]


def test_a_good_answer_holds(good: Answer, demo: Store) -> None:
    assert check_json(good, demo, None).holds


@pytest.mark.parametrize(("harm", "rule"), BREAKS, ids=[harm.__name__ for harm, _ in BREAKS])
def test_every_broken_rule_is_found(
    harm: Callable[[Answer], None], rule: str, good: Answer, demo: Store
) -> None:
    broken = copy.deepcopy(good)
    harm(broken)
    assert rule in {failure.rule for failure in check_json(broken, demo, None).failures}


class Faulty(Remembered):
    """A store with a fault of the program's own."""

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        raise KeyError(name)


def test_a_fault_of_the_checker_is_no_fault_of_the_answer(good: Answer, demo: Store) -> None:
    with pytest.raises(KeyError):
        check_json(good, Faulty(demo), None)


@pytest.mark.parametrize("answer", [{}, {"scope": 3}, {"sections": None}])
def test_what_is_no_answer_is_said_to_be_none(answer: Answer, demo: Store) -> None:
    assert [failure.rule for failure in check_json(answer, demo, None).failures] == ["shape"]


def test_a_query_that_returns_rows_is_no_absence(demo: Store) -> None:
    answer = ask(QUESTION, demo, load_vocabulary(), None).to_dict()
    absence = first(answer, "absence")
    query_of(answer, absence)["parameters"] = {"pattern": "(?is).*physics.*"}
    assert "absence" in {failure.rule for failure in check_json(answer, demo, None).failures}


def test_a_query_on_what_does_not_exist_proves_nothing(demo: Store) -> None:
    answer = ask(COMPARISON, demo, load_vocabulary(), None).to_dict()
    absence = first(answer, "absence")
    query_of(answer, absence)["parameters"]["left"] = ["domain:nonsense"]
    assert "absence" in {failure.rule for failure in check_json(answer, demo, None).failures}


def test_support_counts_telling_words() -> None:
    quotes = ["Adapters were tuned on Java."]
    assert support("The adapters were tuned on Java", quotes, []) == 1.0
    assert support("Volcanoes erupt", quotes, []) == 0.0
    assert support("Adapters erupt on Java", quotes, ["Volcano"]) >= THRESHOLD
    assert support("", quotes, []) == 0.0
