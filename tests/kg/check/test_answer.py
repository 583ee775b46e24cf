"""The checker finds every way in which an answer can break the contract."""

from __future__ import annotations

import copy
import re

import pytest

from extract.vocabulary import load_vocabulary
from kg.answer.quotes.support import THRESHOLD, support
from kg.ask import ask
from kg.check.answer import check_json
from kg.records import Parameters, Rows
from kg.stores.base import Store
from kg.stores.caching import Remembered
from tests.kg.check.breaking import (
    ABSENT,
    COMPARISON,
    Answer,
    Harm,
    broken_rules,
    changed,
    query_of,
)

UNSUPPORTED = "Volcanoes on distant moons erupt because of tidal heating every winter."
CURE = "Physics papers cure cancer."


def statements(answer: Answer) -> list[Answer]:
    inner = [s for section in answer["sections"] for s in section["statements"]]
    return [*answer["scope"], *inner, *answer["bottom_line"]]


def first(answer: Answer, kind: str) -> Answer:
    return next(s for s in statements(answer) if s["kind"] == kind)


def cited(answer: Answer) -> Answer:
    return next(s for s in statements(answer) if s["kind"] == "counted" and s["citations"])


def quoted(answer: Answer) -> Answer:
    return first(answer, "quoted")


def citation(answer: Answer) -> Answer:
    entry: Answer = quoted(answer)["citations"][0]
    return entry


def link(answer: Answer) -> Answer:
    """The link of the first quoted statement."""
    entry: Answer = next(row for row in answer["links"] if row["id"] == quoted(answer)["links"][0])
    return entry


def relationship(answer: Answer) -> Answer:
    entry: Answer = link(answer)["relationships"][-1]
    return entry


def scope(answer: Answer) -> Answer:
    entry: Answer = answer["scope"][0]
    return entry


def alter_quote(answer: Answer) -> None:
    quote = citation(answer)["quote"]
    citation(answer)["quote"] = quote.replace("the", "no", 1) + "!"


def shift_offsets(answer: Answer) -> None:
    citation(answer)["char_start"] += 1


def cite_another_paper(answer: Answer) -> None:
    numbers = [source["number"] for source in answer["sources"]]
    citation(answer)["source"] = next(n for n in numbers if n != citation(answer)["source"])


def change_a_number(answer: Answer) -> None:
    statement = answer["scope"][0]
    statement["text"] = statement["text"].replace(statement["text"].split()[0], "4711", 1)


def change_the_rows_of_a_query(answer: Answer) -> None:
    query_of(answer, answer["scope"][0])["rows"] += 1


def cite_in_the_text_only(answer: Answer) -> None:
    answer["scope"][0]["text"] += " [AG-1999.01-1]"


def repeat_an_id(answer: Answer) -> None:
    answer["scope"][1]["id"] = answer["scope"][0]["id"]


def call_a_quote_an_absence(answer: Answer) -> None:
    absence = first(answer, "absence")
    quoted(answer).update(kind="absence", query=absence["query"])


def swap_a_name(answer: Answer) -> None:
    statement = cited(answer)
    name = statement["text"].split(" (")[0].rsplit(" are ", 1)[-1]
    statement["text"] = statement["text"].replace(name, "code summarization", 1)


def deny_a_quote(answer: Answer) -> None:
    statement = quoted(answer)
    statement["text"] = f"It is false that {statement['text']}"


def hide_the_bracket(answer: Answer) -> None:
    statement = quoted(answer)
    statement["text"] = statement["text"].rsplit(" [", 1)[0]


def swap_what_is_alone(answer: Answer) -> None:
    row = next(
        row for row in answer["comparison"]["aspects"] if any(c["names"] for c in row["cells"])
    )
    own = next(cell for cell in row["cells"] if cell["names"])
    other = next(cell["side"] for cell in row["cells"] if cell["side"] != own["side"])
    entity = own["names"][0]
    row["only"] = {other: [entity | {"papers": {other: entity["papers"][own["side"]]}}]}


def invent_a_shared_entity(answer: Answer) -> None:
    row = answer["comparison"]["aspects"][0]
    papers = {side["label"]: [1] for side in answer["sides"]}
    row["shared"] = [{"id": "metric:bleu", "name": "BLEU", "label": "Metric", "papers": papers}]


def go_on_and_on(answer: Answer) -> None:
    answer["bottom_line"][0]["text"] += " papers" * 800


BREAKS: dict[str, tuple[str, Harm]] = {
    "another quote": ("quote", alter_quote),
    "shifted offsets": ("quote", shift_offsets),
    "no quote in the text": ("quote", changed(quoted, text="Physics is hard.")),
    "no such source": ("citation", changed(citation, source=9_999)),
    "no such passage": ("citation", changed(citation, passage_id="arxiv:0000.00000#1")),
    "another paper": ("citation", cite_another_paper),
    "no citations": ("citation", changed(quoted, citations=[])),
    "no links": ("link", changed(quoted, links=[])),
    "a lost link": ("link", changed(quoted, links=["l9999"])),
    "an invented relationship": ("link", changed(relationship, id="0" * 16)),
    "another type": ("link", changed(relationship, type="PROPOSES_NOTHING")),
    "a cut link": ("link", lambda a: link(a)["relationships"].pop()),
    "another end": ("link", changed(lambda a: link(a)["nodes"][-1], id="arxiv:0000.00000")),
    "another number": ("count", change_a_number),
    "a lost query": ("query", changed(scope, query="q9999")),
    "a renamed query": ("query", changed(lambda a: query_of(a, scope(a)), name="no_such")),
    "other rows": ("query", change_the_rows_of_a_query),
    "a fact as absence": ("absence", changed(scope, kind="absence")),
    "an invented kind": ("shape", changed(scope, kind="believed")),
    "cited in the text only": ("citation", cite_in_the_text_only),
    "a repeated id": ("shape", repeat_an_id),
    "a lost statement": (
        "shape",
        changed(lambda a: a["comparison"]["aspects"][0]["cells"][0], statements=["s9999"]),
    ),
    "asked on because of nothing": (
        "shape",
        lambda a: a.update(follow_ups=[{"question": "Why?", "because": "l9999"}]),
    ),
    "more than the sources": (
        "support",
        changed(cited, kind="synthesised", query=None, support=1.0, text=UNSUPPORTED),
    ),
    "a silent side": ("silence", changed(lambda a: a["sides"][0], coverage="none")),
    "a quote as absence": ("absence", call_a_quote_an_absence),
    "free words": ("words", changed(lambda a: a["bottom_line"][0], text=CURE)),
    "a swapped name": ("count", swap_a_name),
    "a denied quote": ("words", deny_a_quote),
    "a hidden bracket": ("citation", hide_the_bracket),
    "another passage of a link": ("link", changed(relationship, passage_id="arxiv:1#9")),
    "another confidence": ("link", changed(relationship, confidence=0.123)),
    "another title": ("source", changed(lambda a: a["sources"][0], title="Another paper")),
    "other authors": ("source", changed(lambda a: a["sources"][0], authors=["Nobody"])),
    "more papers": ("side", changed(lambda a: a["sides"][0], papers=4_000)),
    "the other side's own": ("table", swap_what_is_alone),
    "an invented shared entity": ("table", invent_a_shared_entity),
    "another kind": ("kind", lambda a: a.update(kind="trend")),
    "no evidence": ("status", lambda a: a.update(status="no_evidence")),
    "too many words": ("length", go_on_and_on),
    "a larger archive": (
        "archive",
        changed(lambda a: a["provenance"]["archive"], papers=1_000_000),
    ),
    "no statements": ("shape", lambda a: a.pop("scope")),
}


def test_a_good_answer_holds(good: Answer, demo: Store) -> None:
    assert check_json(good, demo, None).holds


@pytest.mark.parametrize(("rule", "harm"), BREAKS.values(), ids=BREAKS)
def test_every_broken_rule_is_found(rule: str, harm: Harm, good: Answer, demo: Store) -> None:
    broken = copy.deepcopy(good)
    harm(broken)
    assert rule in broken_rules(broken, demo)


class Faulty(Remembered):
    """A store that fails by a bug of the program."""

    def run(self, name: str, parameters: Parameters | None = None) -> Rows:
        raise KeyError(name)


def test_a_fault_of_the_checker_is_no_fault_of_the_answer(good: Answer, demo: Store) -> None:
    with pytest.raises(KeyError):
        check_json(good, Faulty(demo), None)


@pytest.mark.parametrize("answer", [{}, {"scope": 3}, {"sections": None}])
def test_what_is_no_answer_is_said_to_be_none(answer: Answer, demo: Store) -> None:
    assert [failure.rule for failure in check_json(answer, demo, None).failures] == ["shape"]


def test_a_query_that_returns_rows_is_no_absence(demo: Store) -> None:
    answer = ask(ABSENT, demo, load_vocabulary(), None).to_dict()
    absence = first(answer, "absence")
    query_of(answer, absence)["parameters"] = {"pattern": "(?is).*physics.*"}
    assert "absence" in broken_rules(answer, demo)


def test_a_query_on_what_does_not_exist_proves_nothing(demo: Store) -> None:
    answer = ask(COMPARISON, demo, load_vocabulary(), None).to_dict()
    absence = first(answer, "absence")
    query_of(answer, absence)["parameters"]["left"] = ["domain:nonsense"]
    assert "absence" in broken_rules(answer, demo)


def test_what_a_list_leaves_out_is_counted_and_never_too_high(demo: Store) -> None:
    question = "Which methods are used for evaluation?"
    answer = ask(question, demo, load_vocabulary(), None)
    assert answer.provenance.dropped == 0
    plain = answer.to_dict()
    listed = next(s for s in statements(plain) if " more [" in s["text"])
    rows = query_of(plain, listed)["rows"]
    listed["text"] = re.sub(r"and \d+ more", f"and {rows} more", listed["text"])
    assert "count" in broken_rules(plain, demo)


def test_support_counts_telling_words() -> None:
    quotes = ["Adapters were tuned on Java."]
    assert support("The adapters were tuned on Java", quotes, []) == 1.0
    assert support("Volcanoes erupt", quotes, []) == 0.0
    assert support("Adapters erupt on Java", quotes, ["Volcano"]) >= THRESHOLD
    assert support("", quotes, []) == 0.0
