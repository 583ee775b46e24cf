"""Answers from JSON that anybody wrote: read back as they were, or refused by the place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.answer.reading import read_answer
from kg.answer.records import Answer
from kg.ask import ask
from kg.errors import NotAnAnswer
from kg.questions.options import Options
from kg.stores.base import Store

QUESTION = "How does fine-tuning for physics differ from code summarization since 2020?"
DELETED = object()


@pytest.fixture(scope="module")
def answer(demo: Store) -> Answer:
    return ask(QUESTION, demo, load_vocabulary(), None, Options(aspects=("metrics",), limit=3))


def test_json_read_back_is_the_same_answer(answer: Answer) -> None:
    given = answer.to_dict()
    assert read_answer(given) == answer
    assert read_answer(given | {"more": 1}) == answer
    assert given["plan"]["set"] == {"aspects": ["metrics"], "limit": 3}
    assert list(given)[-3:] == ["provenance", "disclaimer", "plan"]
    assert {"from", "to"} <= given["links"][0]["relationships"][0].keys()
    assert "dropped_by" not in given["provenance"]


def test_parts_that_came_later_may_be_missing(answer: Answer) -> None:
    given = answer.to_dict()
    del given["tables"], given["provenance"]["dropped"]
    for section in given["sections"]:
        del section["listed"], section["beside"]
    for side in given["sides"]:
        del side["by"]
    assert read_answer(given).sections == answer.sections


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("question",), None),
        (("scope",), DELETED),
        (("scope", 0, "kind"), "believed"),
        (("sides", 0, "papers"), "3"),
        (("sides", 0, "papers"), True),
        (("sides", 0, "papers"), 1.5),
        (("sides", 0, "by"), {"magic": 1}),
        (("sources", 0, "authors"), "Ada"),
        (("links", 0, "relationships", 0, "from"), DELETED),
        (("comparison",), []),
        (("plan", "set"), {"kind": "poem"}),
        (("plan", "set"), {"since": 10**30}),
        (("plan", "set"), {"unknown": 1}),
        (("provenance", "queries", 0, "parameters"), None),
        (("provenance", "archive", "papers"), DELETED),
    ],
)
def test_what_breaks_the_shape_is_named_in_a_line(
    answer: Answer, place: tuple[Any, ...], value: object
) -> None:
    given = copy.deepcopy(answer.to_dict())
    part: Any = given
    for key in place[:-1]:
        part = part[key]
    if value is DELETED:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    with pytest.raises(NotAnAnswer) as refused:
        read_answer(given)
    assert str(refused.value).startswith(".".join(map(str, place)))
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "given", [None, 3, [], "x", {}, {"scope": 3}, {"a\n\x1b[2J": 1}, {"question": "\ud800"}]
)
def test_what_is_nothing_like_an_answer_is_refused_in_a_line(given: object) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        read_answer(given)
    assert str(refused.value).isprintable()


def test_keys_and_depths_without_end_are_refused_in_a_short_line(answer: Answer) -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    for given in ({"question": nested}, {**answer.to_dict(), "plan": {"x" * 10_000_000: 1}}):
        with pytest.raises(NotAnAnswer) as refused:
            read_answer(given)
        assert len(str(refused.value)) < 200
