"""Answers laid out: complete, within the width, and without control sequences."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from api.formats import terminal
from api.formats.markdown import markdown
from kg.answer.output import layout
from kg.answer.reading import read_answer
from kg.archive import Archive
from kg.ask import ask
from kg.settings import read_settings

QUESTION = "How does fine-tuning for physics differ from code summarization?"


@pytest.fixture(scope="module")
def answer(own_archive: str) -> dict[str, Any]:
    """Give an answer on two sides."""
    with Archive(read_settings(store=own_archive)) as archive:
        made = ask(QUESTION, archive.store, archive.vocabulary, archive.embedder)
    return made.to_dict()


def text(answer: dict[str, Any], width: int = terminal.PIPE_WIDTH) -> str:
    return terminal.text(read_answer(answer), width)


def parts(answer: dict[str, Any]) -> tuple[layout.Part, ...]:
    return layout.parts(read_answer(answer))


def statements(answer: dict[str, Any]) -> list[str]:
    sections = [each for section in answer["sections"] for each in section["statements"]]
    return [each["text"] for each in (*answer["scope"], *sections, *answer["bottom_line"])]


def run_together(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_every_width_holds_everything_and_keeps_within_it(
    answer: dict[str, Any], width: int
) -> None:
    shown = text(answer, width)
    assert max(map(len, shown.splitlines())) <= width
    together = run_together(shown)
    for said in statements(answer):
        assert run_together(layout.numbered(read_answer(answer), said)) in together
    for source in answer["sources"]:
        assert source["archive_id"] in shown


def test_no_path_is_shown_twice_and_one_a_paragraph(answer: dict[str, Any]) -> None:
    paths = [
        paragraph.path for part in parts(answer) for paragraph in part.paragraphs if paragraph.path
    ]
    assert len(paths) == len(set(paths)) > 3
    assert {link["text"] for link in answer["links"]} >= set(paths)


def test_statements_are_grouped_by_side(answer: dict[str, Any]) -> None:
    first = parts(answer)[0]
    assert [paragraph.side for paragraph in first.paragraphs] == ["physics", "code summarization"]


def test_a_paragraph_that_does_not_name_its_side_is_led_in(answer: dict[str, Any]) -> None:
    changed = deepcopy(answer)
    for statement in changed["sections"][0]["statements"]:
        statement["text"] = "Something else entirely."
    leads = [paragraph.lead for paragraph in parts(changed)[0].paragraphs]
    assert leads == ["Physics.", "Code summarization."]
    assert "  Physics. Something else entirely." in text(changed)


def test_the_table_names_what_one_side_has_and_who_has_nothing(answer: dict[str, Any]) -> None:
    changed = deepcopy(answer)
    row = changed["comparison"]["aspects"][0]
    named = {"id": "dataset:problem-sets", "name": "synthetic problems", "label": "Dataset"}
    row["only"] = {"physics": [named | {"papers": {"physics": [1]}}], "code summarization": []}
    row["cells"][1] = {"side": "code summarization", "status": "no_evidence", "statements": []}
    grid = layout.grid(read_answer(changed))
    assert grid is not None
    assert grid.columns == ("", "physics", "code summarization", "shared")
    assert re.search(r"synthetic problems \[\d\]", grid.rows[0][1])
    assert grid.rows[0][2] == "no evidence"


def test_escapes_in_what_papers_say_do_not_reach_the_terminal(answer: dict[str, Any]) -> None:
    changed = deepcopy(answer)
    changed["sources"][0]["title"] = "Red \x1b[31malert\x07 [bold]not[/bold] :smile:"
    changed["sections"][0]["statements"][0]["text"] = "A \x9b2Jclear"
    shown = text(changed)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert "Red [31malert [bold]not[/bold] :smile:" in re.sub(r"\s+", " ", shown)


def test_markdown_escapes_what_would_be_markup(answer: dict[str, Any]) -> None:
    changed = deepcopy(answer)
    changed["sources"][0]["title"] = "Five * <b>signs</b> | here"
    changed["sources"][0]["url"] = "javascript:alert(1)"
    shown = markdown(read_answer(changed))
    assert r"Five \* \<b\>signs\</b\> \| here" in shown
    assert "javascript" not in shown
    table = [line for line in shown.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {5}


def test_an_answer_on_one_side_has_no_table(own_archive: str) -> None:
    with Archive(read_settings(store=own_archive)) as archive:
        answer = ask("What is LoRA?", archive.store, archive.vocabulary, archive.embedder)
    assert layout.grid(answer) is None
    assert terminal.text(answer).startswith("What is LoRA?\nLookup")
