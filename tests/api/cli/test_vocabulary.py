"""`kg vocabulary`, run as a user runs it: `add`, a question, `list`, `remove`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from api.cli.main import run


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Kg = Callable[..., Done]

SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix e: <http://e.org/> .
e:archaeology a skos:Concept ; skos:prefLabel "galactic archaeology"@en ; skos:broader e:astronomy .
e:astronomy a skos:Concept ; skos:prefLabel "astronomy"@en ; skos:altLabel "sky watching"@en .
e:streams a skos:Concept ; skos:prefLabel "stellar streams"@en, "Sternströme"@de ;
    skos:altLabel "tidal streams"@en ; skos:broader e:archaeology .
"""
PAPERS = """
{"id": "a", "title": "Tidal streams found", "abstract": "We find tidal streams with a network."}
{"id": "b", "title": "Bread", "abstract": "We bake bread of old grains in clay ovens."}
"""


@pytest.fixture
def skos(tmp_path: Path) -> Path:
    """Give a vocabulary that has no fault."""
    file = tmp_path / "stars.ttl"
    file.write_text(SKOS, encoding="utf-8")
    return file


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Give two papers, one of which names a concept by an alias."""
    file = tmp_path / "papers.jsonl"
    file.write_text(PAPERS.strip())
    return file


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Kg:
    """Give what runs `kg` on a new archive and returns exit code, output and errors."""

    def run_kg(*arguments: str | Path) -> Done:
        code = run([*map(str, arguments), "--store", str(tmp_path / "archive")])
        return Done(code, *capsys.readouterr())

    return run_kg


def test_a_vocabulary_comes_and_goes(kg: Kg, skos: Path, papers: Path) -> None:
    assert kg("ingest", papers).code == 0
    assert kg("entity", "tidal streams").code == 1
    added = kg("vocabulary", "add", skos)
    assert (added.code, added.err) == (0, "")
    assert added.out == (
        "stars: 3 concepts, 1 of them known already; "
        "to extract the archive's 2 papers again: kg rebuild\n"
    )
    assert kg("rebuild").code == 0
    entity = kg("entity", "tidal streams").out
    assert entity.startswith("stellar streams\n")
    assert re.search(r"above +galactic archaeology, astronomy", entity)
    asked = json.loads(kg("ask", "papers on galactic archaeology", "--json").out)
    assert [source["title"] for source in asked["sources"]] == ["Tidal streams found"]
    assert asked["provenance"]["dropped"] == 0
    assert kg("vocabulary", "add", skos).out.endswith("; unchanged\n")
    assert kg("rebuild").out.endswith("the graph is current\n")
    assert kg("vocabulary", "remove", "stars").code == 0
    assert kg("rebuild").code == 0
    assert kg("entity", "tidal streams").code == 1


def test_it_is_listed_by_name_number_and_hash(kg: Kg, skos: Path) -> None:
    assert kg("vocabulary", "list").out == "no vocabulary was added: kg vocabulary add FILE\n"
    assert kg("vocabulary", "add", skos).code == 0
    (kept,) = json.loads(kg("vocabulary", "list", "--json").out)["vocabularies"]
    assert (kept["name"], kept["concepts"], len(kept["hash"])) == ("stars", 3, 64)
    listed = kg("vocabulary", "list").out
    assert listed.split() == ["stars", "3", "concepts", kept["hash"][:12]]


def test_what_is_not_taken_is_said_and_the_rest_goes_in(kg: Kg, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    row = '{"name": "stellar streams", "parents": [["PART_OF", "domain:nowhere"]]}'
    file.write_text(f'{{"name": "the"}}\n{row}\n{{"name": "Stellar stream"}}\n')
    added = kg("vocabulary", "add", file)
    assert added.code == 1
    assert added.out == "mine: 1 concept, 3 problems; papers that come in are extracted by it\n"
    places = [line.split(" ")[0] for line in added.err.splitlines()]
    assert places == [f"{file}:{line}" for line in (1, 3, 2)]
    again = kg("vocabulary", "add", file, "--json")
    report = json.loads(again.out)
    assert (again.code, report["failed"], len(report["problems"])) == (1, 3, 3)
    assert (report["name"], report["concepts"], report["changed"]) == ("mine", 1, False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"name": "the"}', "has no concept that can be taken: nothing was added"),
        ("a.ttl", "this is no Turtle", "not Turtle"),
        ("a.rdf", '<!DOCTYPE r [<!ENTITY a "&b;&b;">]><r/>', "refused: the XML entity a"),
        ("a.csv", "name", "can't tell what"),
    ],
)
def test_a_file_of_no_use_is_one_line_and_adds_nothing(
    kg: Kg, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    added = kg("vocabulary", "add", tmp_path / name)
    assert (added.code, added.out) == (1, "")
    assert re.fullmatch(r"kg: [^\n]+", added.err.splitlines()[-1])
    assert said in added.err
    assert "no vocabulary was added" in kg("vocabulary", "list").out


def test_an_unknown_name_is_said_with_the_known_ones(kg: Kg, skos: Path) -> None:
    assert "no archive in" in kg("vocabulary", "remove", "stars").err
    assert kg("vocabulary", "add", skos).code == 0
    removed = kg("vocabulary", "remove", "star")
    assert (removed.code, removed.out) == (1, "")
    assert removed.err == "kg: no vocabulary star in the archive (there are: stars)\n"
