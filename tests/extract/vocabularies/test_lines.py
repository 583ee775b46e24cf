"""JSON Lines of concepts: valid lines are read, others are reported with their number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.vocabularies.lines import read_lines
from extract.vocabularies.spellings import LONGEST


def line(**row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=True).encode()


def test_id_and_label_may_be_left_out() -> None:
    reading = read_lines(line(name="stellar streams"), "f", "Domain")
    (term,) = reading.terms
    assert (term.ref, term.label, term.line) == ("domain:stellar-streams", "Domain", 1)
    assert reading.problems == []


def test_every_field_of_the_shipped_format_is_read() -> None:
    row = {
        "id": "domain:streams",
        "name": "stellar  streams",
        "label": "Domain",
        "aliases": ["tidal streams", "GD1", "tidal streams"],
        "parents": [["PART_OF", "domain:astronomy"]],
        "facets": ["data"],
        "categories": ["astro-ph.*"],
        "domains": ["domain:physics"],
        "cased": True,
    }
    (term,) = read_lines(line(**row), "f", "Task").terms
    assert (term.ref, term.name, term.label) == ("domain:streams", "stellar streams", "Domain")
    assert term.aliases == ("GD1", "tidal streams")
    assert (term.parents, term.domains) == (("domain:astronomy",), ("domain:physics",))
    assert (term.facets, term.categories, term.cased) == (("data",), ("astro-ph.*",), True)
    assert term.exact == ("GD1",)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "not JSON: "),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe{}", "not UTF-8 (byte 1 of the line)"),
        (b"[" * 100_000, "nested too deep"),
        (line(name=3), "name is not a text"),
        (line(label="Task"), "name is empty"),
        (line(name="x" * (LONGEST + 1)), f"{LONGEST} is the most"),
        (line(name="\ud800 streams"), "holds characters that no text has"),
        (line(name="streams\x00"), "holds characters that no text has"),
        (line(name="of the"), "says too little"),
        (line(name="+"), "says too little"),
        (line(name="streams", label="Star"), "label “Star” is none of Method, "),
        (line(name="streams", aliases="GD1"), "aliases is not a list of texts"),
        (line(name="streams", parents=["domain:x"]), "parents is a list of [type, id]"),
        (line(name="streams", parents=[["LIKES", "domain:x"]]), "type one of SUBCLASS_OF"),
        (line(name="streams", facets=["x"]), "facets are of data, "),
        (line(name="streams", categories=["a b"]), "categories are ids of arXiv's"),
    ],
)
def test_a_line_that_is_no_concept_is_reported_and_the_rest_read(bad: bytes, reason: str) -> None:
    reading = read_lines(bad + b"\n\n" + line(name="stellar streams"), "f", "Domain")
    assert [term.line for term in reading.terms] == [3]
    (problem,) = reading.problems
    assert (problem.file, problem.line) == ("f", 1)
    assert reason in problem.reason
    assert "\n" not in problem.reason
    assert len(problem.reason) < 200


def test_an_alias_that_is_no_spelling_is_left_out_alone() -> None:
    reading = read_lines(line(name="stellar streams", aliases=["the", "GD1"]), "f", "Domain")
    assert reading.terms[0].aliases == ("GD1",)
    assert [problem.reason for problem in reading.problems] == [
        "alias “the” says too little to be looked for in papers: left out"
    ]


def test_categories_are_of_domains() -> None:
    reading = read_lines(line(name="stream fitting", categories=["cs.SE"]), "f", "Task")
    assert reading.terms[0].categories == ()
    assert "categories are of a Domain" in reading.problems[0].reason
