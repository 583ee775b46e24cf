"""Answers as a reader gets them, on the demo archive and on real abstracts."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.answer.records import Statement
from kg.ask import ask, only_checked
from kg.check.answer import check_answer, check_json
from kg.embed.embedder import Embedder
from kg.stores.base import Store

QUESTION = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
SIDES = ("physics", "code summarization")
MOST_WORDS = 700
KINDS = {
    "comparison": "Compare physics and code summarization on training data",
    "lookup": "What is low-rank adaptation?",
    "list": "Which papers use reinforcement learning?",
    "count": "How many papers use low-rank adaptation?",
    "trend": "How has code summarization changed over time?",
    "path": "How is synthetic data linked to reinforcement learning?",
    "gap": "What is missing in physics?",
}


def answer(question: str, store: Store, embedder: Embedder | None) -> dict[str, Any]:
    return ask(question, store, load_vocabulary(), embedder).to_dict()


def statements(made: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [s for section in made["sections"] for s in section["statements"]]
    return [*made["scope"], *inner, *made["bottom_line"]]


def timeless(made: dict[str, Any]) -> str:
    provenance = made["provenance"]
    kept = {key: provenance[key] for key in provenance if key not in ("answered_at", "timings_ms")}
    return json.dumps(made | {"provenance": kept}, sort_keys=True)


def grounded_aspects(made: dict[str, Any]) -> list[str]:
    """The aspects in which every side has a statement with a citation."""
    by_id = {s["id"]: s for s in statements(made)}
    return [
        aspect["aspect"]
        for aspect in made["comparison"]["aspects"]
        if all(
            any(by_id[key]["citations"] for key in cell["statements"]) for cell in aspect["cells"]
        )
    ]


def sources_of(made: dict[str, Any], label: str) -> set[int]:
    by_id = {s["id"]: s for s in statements(made)}
    return {
        citation["source"]
        for aspect in made["comparison"]["aspects"]
        for cell in aspect["cells"]
        if cell["side"] == label
        for key in cell["statements"]
        for citation in by_id[key]["citations"]
    }


def prose(made: dict[str, Any]) -> str:
    texts = [s["text"] for s in statements(made)]
    texts += [section["heading"] for section in made["sections"]]
    texts += [follow_up["question"] for follow_up in made["follow_ups"]]
    return " ".join([*texts, made["disclaimer"]])


def expect_both_sides(made: dict[str, Any], store: Store, embedder: Embedder | None = None) -> None:
    assert made["status"] == "answered"
    assert [side["label"] for side in made["sides"]] == [*SIDES]
    assert len(grounded_aspects(made)) >= 4
    for label in SIDES:
        assert len(sources_of(made, label)) >= 4
    assert check_json(made, store, embedder).holds
    assert len(prose(made).split()) <= MOST_WORDS
    quotes = [c["quote"] for s in statements(made) if s["kind"] == "quoted" for c in s["citations"]]
    assert len(quotes) == len(set(quotes))
    assert len(made["follow_ups"]) == 3
    assert made["bottom_line"]


def test_the_demo_question_is_grounded_on_both_sides(demo: Store, embedder: Embedder) -> None:
    made = answer(QUESTION, demo, embedder)
    expect_both_sides(made, demo, embedder)
    assert {source["text_origin"] for source in made["sources"]} == {"digest"}
    assert all(sum(side["by"].values()) == side["papers"] for side in made["sides"])
    assert all(source["by"] for source in made["sources"])
    assert all(0 <= source["similarity"] <= 1 for source in made["sources"])


def test_real_abstracts_ground_both_sides(topics: Store, embedder: Embedder) -> None:
    made = answer(QUESTION, topics, embedder)
    expect_both_sides(made, topics, embedder)
    assert {source["text_origin"] for source in made["sources"]} == {"abstract"}


def test_the_same_question_gives_the_same_bytes(demo: Store, embedder: Embedder) -> None:
    assert timeless(answer(QUESTION, demo, embedder)) == timeless(answer(QUESTION, demo, embedder))


def test_without_the_embedder_bm25_and_the_graph_answer(demo: Store) -> None:
    made = answer(QUESTION, demo, None)
    expect_both_sides(made, demo)
    assert made["provenance"]["search"] == ["bm25", "graph"]
    assert {source["similarity"] for source in made["sources"]} == {None}


@pytest.mark.parametrize("store_name", ["demo", "topics"])
def test_an_unknown_side_is_said_aloud_and_nothing_else_of_it(
    store_name: str, embedder: Embedder, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(store_name)
    question = QUESTION.replace("code summarization", "bread baking")
    made = answer(question, store, embedder)
    assert made["status"] == "partial"
    unknown = next(side for side in made["sides"] if side["label"] == "bread baking")
    assert (unknown["coverage"], unknown["papers"], unknown["anchors"]) == ("none", 0, [])
    naming = [s for s in statements(made) if "bread" in s["text"]]
    assert [s["kind"] for s in naming] == ["absence"]
    for aspect in made["comparison"]["aspects"]:
        for cell in aspect["cells"]:
            if cell["side"] == "bread baking":
                assert (cell["status"], cell["statements"]) == ("no_evidence", [])
    assert not any("bread" in follow_up["question"] for follow_up in made["follow_ups"])
    assert check_json(made, store, embedder).holds


def test_two_unknown_sides_are_no_evidence(demo: Store, embedder: Embedder) -> None:
    made = answer("How does kneading for bread baking differ from pottery?", demo, embedder)
    assert made["status"] == "no_evidence"
    assert made["sections"] == []
    assert made["sources"] == []
    assert {s["kind"] for s in statements(made)} == {"absence"}
    assert check_json(made, demo, embedder).holds


def test_a_side_in_the_archive_without_the_aspect_is_a_gap(demo: Store, embedder: Embedder) -> None:
    made = answer("How does LoRA for physics differ from quantum error correction?", demo, embedder)
    assert made["status"] in ("partial", "no_evidence")
    assert check_json(made, demo, embedder).holds


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_question_is_answered_and_holds(
    kind: str, demo: Store, embedder: Embedder
) -> None:
    made = answer(KINDS[kind], demo, embedder)
    assert made["kind"] == kind
    assert made["status"] == "answered"
    assert statements(made)
    assert check_json(made, demo, embedder).holds


@pytest.mark.parametrize("question", [QUESTION, *KINDS.values()])
def test_follow_ups_lead_on_and_are_answered(
    question: str, demo: Store, embedder: Embedder
) -> None:
    made = answer(question, demo, embedder)
    said = {s["text"] for s in statements(made)}
    for follow_up in made["follow_ups"]:
        further = answer(follow_up["question"], demo, embedder)
        assert further["status"] == "answered", follow_up
        assert {s["text"] for s in statements(further) if s["citations"]} - said, follow_up


@pytest.mark.parametrize("question", ["", "?", "   ", "a" * 5_000, "\u0000\u202e", "'; MATCH (n)"])
def test_odd_questions_have_no_evidence(question: str, demo: Store, embedder: Embedder) -> None:
    made = answer(question, demo, embedder)
    assert made["status"] == "no_evidence"
    assert check_json(made, demo, embedder).holds


def test_what_both_share_leaves_out_what_one_has(demo: Store, embedder: Embedder) -> None:
    made = answer("Which metrics do physics and code summarization share?", demo, embedder)
    assert [section["heading"] for section in made["sections"]] == ["Metrics"]
    shared = made["comparison"]["aspects"][0]["shared"]
    assert shared
    for entity in shared:
        assert set(entity["papers"]) == {*SIDES}


def test_words_that_no_entity_goes_by_are_quoted_where_passages_hold_them(
    demo: Store, embedder: Embedder
) -> None:
    made = answer("How does fine-tuning for physics differ from overlap?", demo, embedder)
    side = made["sides"][1]
    assert (side["coverage"], side["anchors"]) == ("thin", [])
    assert side["papers"] >= 1
    by_id = {s["id"]: s for s in statements(made)}
    for aspect in made["comparison"]["aspects"]:
        for key in aspect["cells"][1]["statements"]:
            assert "overlap" in by_id[key]["text"]
    assert check_json(made, demo, embedder).holds


def _with_number(wrong: str, given: Statement) -> Statement:
    return replace(given, text=f"{given.text} 4711") if given.id == wrong else given


def test_a_statement_that_fails_is_left_out_counted_and_logged(
    demo: Store, caplog: pytest.LogCaptureFixture
) -> None:
    made = ask(QUESTION, demo, load_vocabulary(), None)
    assert caplog.messages == []
    counted = {each.id for each in made.statements() if each.kind == "counted"}
    cells = [cell for row in made.comparison.aspects for cell in row.cells]
    first = next(name for cell in cells for name in cell.statements if name in counted)
    sections = [
        replace(section, statements=tuple(map(partial(_with_number, first), section.statements)))
        for section in made.sections
    ]
    left = only_checked(replace(made, sections=tuple(sections)), demo, None)
    assert first not in {each.id for each in left.statements()}
    cells = [cell for row in left.comparison.aspects for cell in row.cells]
    assert first not in {name for cell in cells for name in cell.statements}
    shown = left.to_dict()["provenance"]
    assert (shown["dropped"], shown["dropped_by"]) == (1, {"count": 1})
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith(f"{first} fails its check (count): ")
    assert check_answer(left, demo, None) == []


def test_what_is_said_in_short_is_not_denied_below(demo: Store) -> None:
    answer = ask("What is low-rank adaptation?", demo, load_vocabulary(), None)
    assert [statement.kind for statement in answer.bottom_line] == ["quoted"]
    assert not [s.text for s in answer.statements() if "shows nothing on" in s.text]


def test_papers_near_in_meaning_alone_are_not_counted_as_on_a_subject(demo: Store) -> None:
    question = (
        "How does reinforcement learning for physics reasoning differ from code summarization?"
    )
    answer = ask(question, demo, load_vocabulary(), None)
    for side, statement in zip(answer.sides, answer.scope, strict=False):
        near = side.by["meaning"]
        assert near
        assert statement.text.startswith(f"{side.papers - near} paper")
        assert statement.text.endswith(f"; {near} more come near in meaning.")
    plain = answer.to_dict()
    text = plain["scope"][0]["text"]
    plain["scope"][0]["text"] = text.replace(f"; {answer.sides[0].by['meaning']} more", "; 99 more")
    assert [failure.rule for failure in check_json(plain, demo, None).failures] == ["count"]
