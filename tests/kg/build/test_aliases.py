"""Aliases of an archive: each with its reasons, whatever the order of papers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.records import Entity
from extract.vocabulary import Concept
from kg.build.entities import Aliases

NET = Concept("model:ink-net", "InkNet", "Model", aliases=("Ink network",))
ALIASES = st.dictionaries(
    st.sampled_from(["IN", "InkNets", "our model", "Ink-Net"]),
    st.sampled_from(["abbreviation", "plural", "coreference", "hyphen", "version"]),
)


def entity(aliases: dict[str, str]) -> Entity:
    return Entity(NET.id, NET.name, NET.label, tuple(aliases), tuple(aliases.values()))


def gathered(papers: list[tuple[str, dict[str, str]]]) -> Aliases:
    made = Aliases()
    for paper, aliases in papers:
        made.add(entity(aliases), paper)
    return made


def test_each_says_why() -> None:
    papers = [
        ("b", {"IN": "abbreviation", "our model": "coreference"}),
        ("a", {"IN": "abbreviation", "InkNets": "plural"}),
        ("c", {"IN": "version", "Ink network": "case"}),
    ]
    assert gathered(papers).of(NET) == [
        ("IN", "abbreviation (a and 1 more); version (c)"),
        ("Ink network", "vocabulary"),
        ("InkNets", "plural"),
        ("our model", "coreference (b)"),
    ]


def test_what_holds_in_one_paper_is_no_key() -> None:
    made = gathered([("a", {"our model": "coreference", "IN": "abbreviation"})])
    assert made.keys(NET) == ["in", "ink network", "inknet"]


def test_extractions_of_older_versions_have_no_reasons() -> None:
    made = Aliases()
    made.add(Entity(NET.id, NET.name, NET.label, ("IN",)), "a")
    assert made.of(NET) == [("IN", "not recorded"), ("Ink network", "vocabulary")]
    assert "in" in made.keys(NET)


@given(st.lists(st.tuples(st.sampled_from("abcd"), ALIASES), max_size=6, unique_by=lambda p: p[0]))
def test_the_order_of_papers_is_nothing(papers: list[tuple[str, dict[str, str]]]) -> None:
    there, back = gathered(papers), gathered(papers[::-1])
    assert there.of(NET) == back.of(NET)
    assert there.keys(NET) == back.keys(NET)
