"""Gold plans as tags: every content word of a plan has a label."""

from __future__ import annotations

import pytest

from extract.tagger.tokens import words_of
from kg.evaluation.question_gold import GoldQuestion, gold_folder, read_gold
from kg.questions.folding import folded_all
from kg.questions.plan import Constraints
from kg.questions.tags import ASKED, WORD_TAGS, spans_of
from kg.training.alignment import asked_of, tags_of, word_labels


def gold(question: str, sides: tuple[str, ...], **parts: tuple[str, ...]) -> GoldQuestion:
    return GoldQuestion(
        "x", question, ("comparison",), sides, parts.get("shared", ()), parts.get("aspects", ()),
        (), Constraints(exclude=parts.get("exclude", ())),
    )  # fmt: skip


def unlabelled(gold: GoldQuestion) -> frozenset[str]:
    """Stems of the gold plan that no word of the question carries a label for."""
    labels = word_labels(gold)
    borne = folded_all(
        [word.text for word, label in zip(words_of(gold.question), labels, strict=True) if label]
    )
    asked = [aspect for aspect in gold.aspects if aspect not in ASKED]
    return folded_all((*gold.sides, *gold.shared, *asked)) - borne


def shown(question: GoldQuestion) -> list[tuple[str, str]]:
    """(label, words) of every span of the tags."""
    words = words_of(question.question)
    path = tags_of(word_labels(question))
    return [
        (label, " ".join(word.text for word in words[first:last]))
        for first, last, label in spans_of(path)  # type: ignore[arg-type]
    ]


def test_sides_and_aspects_are_spans_of_their_own() -> None:
    row = gold("How do X and Y differ in cost and speed?", ("X", "Y"), aspects=("cost", "speed"))
    assert shown(row) == [("SIDE", "X"), ("SIDE", "Y"), ("ASPECT", "cost"), ("ASPECT", "speed")]


def test_a_head_written_once_is_shared() -> None:
    sides = ("medical question answering", "legal question answering")
    row = gold("medical and legal question answering", sides)
    assert shown(row) == [("SIDE", "medical"), ("SIDE", "legal"), ("SHARED", "question answering")]


def test_a_head_written_for_each_side_stays_with_it() -> None:
    row = gold("graph networks or recurrent networks?", ("graph networks", "recurrent networks"))
    assert shown(row) == [("SIDE", "graph networks"), ("SIDE", "recurrent networks")]


def test_what_is_asked_without_a_noun_is_a_class() -> None:
    row = gold("What is X and what is it used for?", ("X",), aspects=("definition", "uses"))
    assert asked_of(row) == "definition+uses"
    assert asked_of(gold("X: metrics", ("X",), aspects=("metrics",))) == ""


@pytest.mark.parametrize("name", ["dev.jsonl", "train.jsonl"])
def test_no_word_of_a_gold_plan_is_lost(name: str) -> None:
    questions = read_gold(gold_folder() / name)
    assert len(questions) >= 200
    assert [question.id for question in questions if unlabelled(question)] == []
    for question in questions:
        tags = tags_of(word_labels(question))
        assert len(tags) == len(words_of(question.question))
        assert max(tags, default=0) < len(WORD_TAGS)
