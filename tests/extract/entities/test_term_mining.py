"""Which phrases are terms: floors, pieces of longer ones, names, ids, and what is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.entities.term_mining import (
    LEAST_PAPERS,
    LEAST_PAPERS_ALONE,
    MOST_ALIASES,
    PhraseCounts,
    Term,
    passage_phrases,
)
from extract.records import Extraction, Passage
from extract.text.phrases import phrases_of


def extraction(number: int, *texts: str) -> Extraction:
    passages = tuple(Passage(n, "abstract", text, 0, len(text), ()) for n, text in enumerate(texts))
    return Extraction(f"file:{number}", passages, phrases=phrases_of(passages, ()))


def counted(papers: Iterable[Sequence[str]]) -> PhraseCounts:
    counts = PhraseCounts()
    for number, texts in enumerate(papers):
        counts.add(extraction(number, *texts))
    return counts


def mined(papers: Iterable[Sequence[str]], known: Sequence[str] = ()) -> dict[str, Term]:
    counts = counted(papers)
    return counts.terms(counts.surfaces(), known)


def times(many: int, *texts: str) -> list[tuple[str, ...]]:
    return [texts] * many


def test_a_phrase_of_enough_papers_is_a_term() -> None:
    assert "spin ice" not in mined(times(LEAST_PAPERS - 1, "On spin ice."))
    term = mined(times(LEAST_PAPERS, "On spin ice."))["spin ice"]
    assert term == Term("term:spin-ice", "spin ice", "spin ice", (), 3, 3)


def test_single_words_and_of_phrases_need_more_papers() -> None:
    for text, key in (("In graphene.", "graphene"), ("The density of states.", "density of state")):
        assert key not in mined(times(LEAST_PAPERS_ALONE - 1, text))
        assert mined(times(LEAST_PAPERS_ALONE, text))[key].papers == LEAST_PAPERS_ALONE


def test_a_word_that_a_share_of_many_papers_use_is_no_term() -> None:
    few = [*times(21, "In graphene and on spin ice."), *times(478, "The dark matter.")]
    assert {"graphene", "spin ice"} <= mined(few).keys()
    many = [*few, *times(2, "The dark matter.")]
    assert "graphene" not in mined(many)
    assert "spin ice" in mined(many)


def test_mentions_are_passages_and_papers_count_once() -> None:
    term = mined(times(4, "On spin ice. It is spin ice.", "More on spin ice."))["spin ice"]
    assert (term.papers, term.mentions) == (4, 8)


def test_a_piece_of_a_longer_phrase_is_no_term() -> None:
    terms = mined(times(6, "The quantum spin ice phase diagram."))
    assert set(terms) == {"quantum spin ice phase diagram"}


def test_a_piece_that_is_used_alone_often_enough_is_a_term_too() -> None:
    papers = [*times(3, "The quantum spin ice."), *times(6, "A spin ice.")]
    assert {"quantum spin ice", "spin ice"} <= mined(papers).keys()
    papers = [*times(8, "The quantum spin ice."), *times(2, "A spin ice.")]
    assert "spin ice" not in mined(papers)


def test_a_phrase_counts_for_what_it_is_used_outside_of_longer_ones() -> None:
    inside = [*times(3, "The quantum spin ice."), *times(3, "The classical spin ice.")]
    assert "spin ice" not in mined([*times(3, "The quantum spin ice."), *times(2, "A spin ice.")])
    assert "spin ice" in mined([*inside, *times(1, "A spin ice.")])


def test_what_is_known_by_another_name_is_no_term() -> None:
    papers = times(5, "On spin ice and on neutron stars.")
    assert "spin ice" in mined(papers)
    assert "spin ice" not in mined(papers, known=["spin ice"])
    assert "neutron star" in mined(papers, known=["spin ice"])


def test_variants_are_one_term_by_the_singular_that_most_write() -> None:
    papers = [
        *times(5, "The galaxy clusters."),
        *times(4, "A galaxy cluster."),
        *times(3, "The Galaxy Cluster."),
        *times(2, "A galaxy-cluster."),
    ]
    term = mined(papers)["galaxy cluster"]
    assert term.name == "galaxy cluster"
    assert term.aliases == ("galaxy clusters", "Galaxy Cluster", "galaxy-cluster")
    assert (term.papers, term.mentions) == (14, 14)


def test_the_accented_form_is_the_name_and_written_out_umlauts_are_an_alias() -> None:
    papers = [*times(5, "The Schrodinger cat."), *times(2, "A Schr\u00f6dinger cat.")]
    term = mined(papers)["schrodinger cat"]
    assert term.name == "Schr\u00f6dinger cat"
    assert term.aliases == ("Schroedinger cat", "Schrodinger cat")
    assert term.id == "term:schrodinger-cat"


def test_every_way_to_write_a_term_is_an_alias() -> None:
    papers = [*times(4, "A galaxy cluster."), ("A galaxy-cluster.",)]
    assert mined(papers)["galaxy cluster"].aliases == ("galaxy-cluster",)


def test_aliases_are_few() -> None:
    ways = [
        f"{a}{sign}{b}{c}"
        for a in ("spin", "Spin")
        for sign in (" ", "-", "\u2013")
        for b in ("orbit", "Orbit")
        for c in (" coupling", " couplings")
    ]
    term = mined((f"The {way} here.",) for way in ways for _ in range(2))["spin orbit coupling"]
    assert len(term.aliases) == MOST_ALIASES
    assert term.name not in term.aliases
    assert len(set(term.aliases)) == MOST_ALIASES


def test_of_terms_whose_ids_are_equal_the_more_used_is_kept() -> None:
    counts = counted(times(3, "On spin ice."))
    surfaces = {"gpt 4.1 tuning": {"GPT-4.1 tuning": 2}, "gpt 4 1 tuning": {"GPT 4-1 tuning": 3}}
    counts._papers.update({"gpt 4.1 tuning": 5, "gpt 4 1 tuning": 6})
    counts._passages.update({"gpt 4.1 tuning": 5, "gpt 4 1 tuning": 6})
    terms = counts.terms(surfaces, ())
    assert list(terms) == ["gpt 4 1 tuning"]
    assert terms["gpt 4 1 tuning"].papers == 6


def test_each_passage_gives_a_phrase_at_its_first_place() -> None:
    (phrases,) = passage_phrases(extraction(1, "Spin ice. The spin ice is no spin ice."))
    assert phrases["spin ice"] == (14, 22)
    assert phrases["Spin ice"] == (0, 8)


def test_what_was_seen_once_is_forgotten_when_there_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = [*times(2, "On spin ice."), ("On neutron stars.",), *times(4, "On spin ice.")]
    assert counted(papers)._written.keys() >= {"spin ice", "neutron stars"}
    monkeypatch.setattr("extract.entities.term_mining.MOST_COUNTED", 4)
    counts = counted(papers)
    assert "neutron stars" not in counts._written
    assert "neutron stars" not in counts._papers
    assert counts.terms(counts.surfaces(), ())["spin ice"].papers == 6


def test_terms_are_made_though_either_count_was_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.entities.term_mining.MOST_COUNTED", 3)
    papers = [("Spin ice and spin ice.",), ("SPIN ICE.", "spin ice"), *times(5, "On spin ice.")]
    for shift in range(len(papers)):
        terms = mined([*papers[shift:], *papers[:shift]])
        assert terms.keys() <= {"spin ice"}


TEXTS = (
    "On spin ice.", "A spin-ice model.", "The Spin Ice.", "The quantum spin ice.", "In graphene.",
    "Graphene and spin ices.", "The Schr\u00f6dinger cat.", "The Schrodinger cats.",
    "A density of states.", "On galaxy clusters.", "A galaxy cluster mass function.",
)  # fmt: skip
archives = st.lists(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), min_size=3, max_size=24
)


@given(st.data(), archives)
def test_the_order_of_papers_makes_no_difference(
    data: st.DataObject, papers: list[list[str]]
) -> None:
    other = data.draw(st.permutations(papers))
    first, second = mined(papers), mined(other)
    assert first == second
    assert list(first) == list(second)


@given(archives)
def test_terms_keep_the_floors_and_have_ids_and_names_of_their_own(papers: list[list[str]]) -> None:
    terms = mined(papers)
    assert len({term.id for term in terms.values()}) == len(terms)
    for key, term in terms.items():
        assert term.key == key
        assert term.papers >= LEAST_PAPERS
        assert term.mentions >= term.papers
        assert term.name not in term.aliases


def test_a_name_with_its_umlauts_written_out_is_the_same_term() -> None:
    papers = [*times(3, "The G\u00f6del numbering."), *times(3, "A Goedel numbering.")]
    terms = mined(papers)
    assert list(terms) == ["godel numbering"]
    assert terms["godel numbering"].name == "G\u00f6del numbering"
    assert "Goedel numbering" in terms["godel numbering"].aliases
    assert (terms["godel numbering"].papers, terms["godel numbering"].mentions) == (6, 6)
