"""Terms in the graph: phrases that several papers use and that name no other entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.journal.journal import Journal
from extract.keys import fold
from extract.records import Entity, Extraction, Mention, Paper, Passage, Sentence
from extract.text.phrases import phrases_of
from extract.vocabulary import Vocabulary
from kg import views
from kg.build.load import build_graph
from kg.build.rows import TERMS
from kg.overview.status import status
from kg.settings import read_settings
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer

PEBBLES = "On moonlit pebble lattices. The moonlit pebble lattice is cold."
FLUID = "The Gr\u00fcnwald sliver fluid with low-rank adaptation."
NET = "By a pebble sieve grid."
OTHER = "No sand dune here."
PAPERS = tuple(
    Paper(f"file:{n}", "The moonlit pebble lattice", f"{PEBBLES} {FLUID} {NET if n else OTHER}")
    for n in range(4)
)
OWN = Paper("file:own", "Pebble sieve grids", "The pebble sieve grid holds sand. We use LoRA.")
LORA = "method:low-rank-adaptation"
OWN_ID = "method:pebble-sieve-grid"
PEBBLE_ID = "term:moonlit-pebble-lattice"
NAMED = (
    ("low-rank adaptation", Entity(LORA, "low-rank adaptation", "Method")),
    ("LoRA", Entity(LORA, "low-rank adaptation", "Method")),
)
OWN_NAMED = (
    *NAMED,
    ("Pebble sieve grids", Entity(OWN_ID, "pebble sieve grid", "Method")),
    ("pebble sieve grid", Entity(OWN_ID, "pebble sieve grid", "Method")),
)


def extraction(paper: Paper) -> Extraction:
    """Extract names as they are written, and phrases as the pipeline does."""
    passages = tuple(
        Passage(n, section, text, 0, len(text), (Sentence(0, len(text), "method"),))
        for n, (section, text) in enumerate((("title", paper.title), ("abstract", paper.abstract)))
    )
    named = [
        (Mention(passage.position, at, at + len(name), name, entity.id, 0.9, "test"), entity)
        for passage in passages
        for name, entity in (OWN_NAMED if paper is OWN else NAMED)
        if (at := passage.text.find(name)) >= 0
    ]
    mentions = tuple(mention for mention, _ in named)
    entities = {entity.id: entity for _, entity in named}
    return Extraction(
        paper.id,
        passages,
        tuple(entities[key] for key in sorted(entities)),
        mentions,
        phrases=phrases_of(passages, mentions),
    )


def fill(journal: Journal, papers: Iterable[Paper]) -> None:
    with journal.batch():
        for paper in papers:
            journal.upsert(paper)
            journal.save_extraction(extraction(paper), "terms-1")


def built(folder: Path, journal: Journal, vocabulary: Vocabulary) -> Store:
    build_graph(journal, open_writer(f"file:{folder}"), vocabulary, None, version="terms-1")
    return open_store(f"file:{folder}")


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, small_vocabulary: Vocabulary
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("terms")
    with Journal(folder / "journal.sqlite") as journal:
        fill(journal, (*PAPERS, OWN))
        made = built(folder, journal, small_vocabulary)
    yield made
    made.close()


def entities(store: Store) -> dict[str, Any]:
    rows = store.run("entities_named", {"prefix": "", "limit": 1_000}).dicts()
    return {str(row["id"]): row for row in rows}


def links(store: Store, entity_id: str) -> list[Any]:
    given: dict[str, Any] = {"id": entity_id, "types": ["MENTIONS"], "limit": 1_000}
    return [row[0] for row in store.run("neighbours", given).rows]


def test_phrases_that_papers_share_are_terms_and_entities(store: Store) -> None:
    terms = {term_id: row for term_id, row in entities(store).items() if row["label"] == "Term"}
    assert set(terms) == {PEBBLE_ID, "term:grunwald-sliver-fluid"}
    for term_id in terms:
        for (node,) in store.run("node_by_id", {"id": term_id}).rows:
            assert isinstance(node, dict)
            assert node["labels"] == ["Entity", "Term"]
    assert status(store, read_settings(), None).labels["Term"] == 2


def test_nothing_that_the_vocabulary_or_a_paper_names_is_a_term(store: Store) -> None:
    terms = [entity_id for entity_id in entities(store) if entity_id.startswith("term:")]
    assert not [entity_id for entity_id in terms if "rank" in entity_id or "sieve" in entity_id]
    assert entities(store)[LORA]["label"] == "Method"


def test_what_few_papers_use_is_no_term(store: Store) -> None:
    assert not [entity_id for entity_id in entities(store) if "dune" in entity_id]


def test_a_passage_mentions_a_term_once_at_its_first_place(store: Store) -> None:
    mentions = links(store, PEBBLE_ID)
    texts = {
        str(passage["id"]): str(passage["text"])
        for paper in PAPERS
        for passage in store.run("paper_passages", {"id": paper.id}).dicts()
    }
    assert sorted(mention["from"] for mention in mentions) == sorted(texts)
    for mention in mentions:
        properties = mention["properties"]
        start, end = properties["char_start"], properties["char_end"]
        text = texts[mention["from"]]
        assert text[start:end] == properties["surface"]
        assert fold(text[start:end]) == "moonlit pebble lattice"
        assert start == text.casefold().index("moonlit")
        assert properties["passage_id"] == mention["from"]
        assert properties["paper_id"] == mention["from"].partition("#")[0]
        assert (properties["extractor"], properties["confidence"]) == (TERMS, 1.0)


def test_phrases_that_name_what_another_paper_names_are_its_mentions(store: Store) -> None:
    mentions = links(store, OWN_ID)
    by_terms = [mention for mention in mentions if mention["properties"]["extractor"] == TERMS]
    assert {mention["from"] for mention in by_terms} == {f"file:{n}#1" for n in (1, 2, 3)}
    assert {mention["properties"]["surface"] for mention in by_terms} == {"pebble sieve grid"}
    assert len(mentions) == 5
    assert entities(store)[OWN_ID]["mentions"] == 5


def test_a_concept_of_the_vocabulary_gets_no_mentions_by_phrases(store: Store) -> None:
    mentions = links(store, LORA)
    assert {mention["properties"]["extractor"] for mention in mentions} == {"test"}
    assert entities(store)[LORA]["mentions"] == len(mentions) == 5


@pytest.mark.parametrize(
    "name",
    [PEBBLE_ID, "moonlit pebble lattice", "Moonlit Pebble-Lattices", "moonlit pebble lattices"],
)
def test_a_term_is_shown_as_an_entity(store: Store, name: str) -> None:
    view = views.entity(store, name)
    assert (view.id, view.name) == (PEBBLE_ID, "moonlit pebble lattice")
    assert view.properties["label"] == "Term"
    assert {"Entity", "Term"} == set(view.labels)
    assert view.aliases == ["moonlit pebble lattices"]
    assert view.alias_reasons == ["plural"]
    assert (view.above, view.below) == ((), ())
    assert view.papers
    assert {kind for row in view.papers for kind in row.types} == {"MENTIONS"}
    assert view.truncated is False


def test_a_term_has_a_neighbourhood(store: Store) -> None:
    view = views.neighbourhood(store, "moonlit pebble lattice")
    assert view.center == PEBBLE_ID
    assert {link.type for link in view.relationships} == {"MENTIONS"}
    around = {node.id for node in view.nodes} - {PEBBLE_ID}
    assert around == {f"file:{n}#{part}" for n in range(4) for part in (0, 1)}
    shown = {node.id for node in views.neighbourhood(store, "file:2#1").nodes}
    assert {PEBBLE_ID, OWN_ID, "term:grunwald-sliver-fluid"} <= shown


@pytest.mark.parametrize(
    "name",
    [
        "Gr\u00fcnwald sliver fluid",
        "Grunwald sliver fluid",
        "Gruenwald sliver fluid",
        "gr\u00fcnwald-sliver fluids",
    ],
)
def test_a_term_goes_by_its_key_and_by_its_written_out_umlaut(store: Store, name: str) -> None:
    (row,) = store.run("entities_by_keys", {"keys": [fold(name)]}).dicts()
    assert row["entity_id"] == "term:grunwald-sliver-fluid"
    assert row["name"] == "Gr\u00fcnwald sliver fluid"
    assert row["label"] == "Term"
    assert row["aliases"] == ["Gruenwald sliver fluid"]
    assert views.entity(store, name).id == "term:grunwald-sliver-fluid"


def test_a_removed_paper_leaves_the_terms_of_the_rest(
    tmp_path: Path, small_vocabulary: Vocabulary
) -> None:
    with (
        Journal(tmp_path / "all" / "journal.sqlite") as journal,
        Journal(tmp_path / "few" / "journal.sqlite") as few,
    ):
        fill(journal, (*PAPERS, OWN))
        fill(few, PAPERS)
        journal.remove(OWN.id)
        first = built(tmp_path / "a", journal, small_vocabulary)
        second = built(tmp_path / "b", few, small_vocabulary)
        assert entities(first) == entities(second)
        assert OWN_ID not in entities(first)
        for entity_id in entities(first):
            assert views.entity(first, entity_id) == views.entity(second, entity_id)
            assert links(first, entity_id) == links(second, entity_id)
        for paper in PAPERS[1:]:
            journal.remove(paper.id)
        assert PEBBLE_ID not in entities(built(tmp_path / "c", journal, small_vocabulary))


def test_the_order_papers_came_in_does_not_show(
    tmp_path: Path, store: Store, small_vocabulary: Vocabulary
) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        fill(journal, (OWN, *reversed(PAPERS)))
        other = built(tmp_path / "a", journal, small_vocabulary)
    assert entities(other) == entities(store)
    for entity_id in entities(store):
        assert links(other, entity_id) == links(store, entity_id)
