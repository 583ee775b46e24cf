"""Answers are held against shape and closed lists: what is off is left out and counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.claude.reply import Dropped, SaidMention, read_answer
from extract.errors import BrokenAnswer

EMPTY: dict[str, Any] = {
    "entities": [],
    "paper_relations": [],
    "entity_relations": [],
    "roles": [],
}


@pytest.mark.parametrize(
    "text",
    ["", "{", "I can't do that.", "[]", "null", "{}", '{"entities":[]}', "[" * 100_000, "1" * 5000],
)
def test_malformed_text_is_a_broken_answer(text: str) -> None:
    with pytest.raises(BrokenAnswer):
        read_answer(text)


def test_an_empty_answer_is_an_answer() -> None:
    assert read_answer(json.dumps(EMPTY)).dropped == Dropped()


def test_items_off_the_lists_are_left_out_and_counted() -> None:
    mention = {"sentence": 1, "surface": "BERT"}
    use = {"type": "USES", "entity": "BERT", "sentence": 1, "quote": "BERT"}
    link = {"type": "USED_FOR", "source": "A", "target": "B", "sentence": 1, "quote": "A"}
    role = {"sentence": 1, "opening": "We", "role": "method"}
    answer = read_answer(
        json.dumps(
            {
                "entities": [
                    {"name": "BERT", "label": "Model", "mentions": [mention, 7, {"sentence": 1}]},
                    {"name": "BERT", "label": "Method", "mentions": [mention]},
                    {"name": "Ada", "label": "Person", "mentions": [mention, mention]},
                    {"name": "X", "label": ["Model"], "mentions": "all"},
                    "BERT",
                ],
                "paper_relations": [use, {**use, "type": "OWNS"}, {**use, "type": "IN_DOMAIN"}],
                "entity_relations": [link, {**link, "type": "EATS"}, {**link, "quote": 3}],
                "roles": [role, {**role, "role": "joke"}, {**role, "opening": ""}, None],
            }
        )
    )
    (bert,) = answer.entities
    assert (bert.label, bert.mentions) == ("Model", (SaidMention(1, "BERT"),))
    assert [use.type for use in answer.uses] == ["USES"]
    assert [link.type for link in answer.links] == ["USED_FOR"]
    assert [role.role for role in answer.roles] == ["method"]
    assert answer.dropped == Dropped(mentions=5, relations=4, roles=3)


def test_a_number_that_is_none_names_no_sentence() -> None:
    entity = {"name": "A", "label": "Task", "mentions": [{"sentence": True, "surface": "A"}]}
    (read,) = read_answer(json.dumps({**EMPTY, "entities": [entity]})).entities
    assert read.mentions == (SaidMention(-1, "A"),)
