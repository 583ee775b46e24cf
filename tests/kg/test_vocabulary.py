"""A reader that has the graph alone knows the names that users' vocabularies gave it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.models.weights import models_dir
from extract.pipeline import extractor_version
from extract.vocabularies.concepts import concepts_of, dump_concepts
from extract.vocabularies.lines import read_lines
from extract.vocabularies.merge import own_vocabulary
from extract.vocabulary import Vocabulary, load_vocabulary
from kg.build.load import build_graph
from kg.kinds import GRAPH_KINDS
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from kg.vocabulary import archive_vocabulary

CONCEPTS = """
{"name": "stream archaeology of galaxies", "aliases": ["galactic archaeology"],
 "parents": [["PART_OF", "domain:astronomy"]]}
{"name": "stellar streams", "aliases": ["GD1"],
 "parents": [["PART_OF", "domain:stream-archaeology-of-galaxies"]]}
{"name": "astronomy", "aliases": ["sky watching"]}
{"name": "what no paper speaks of"}
""".replace(",\n", ",")
PAPER = (
    '{"id": "tracker:1", "title": "Sky watching from home",'
    ' "abstract": "We find stellar streams by sky watching."}\n'
)


@pytest.fixture(scope="module")
def own() -> Vocabulary:
    """Give the shipped vocabulary with the concepts."""
    read = concepts_of(read_lines(CONCEPTS.encode(), "f", "Domain"))
    return own_vocabulary((("f", dump_concepts(read.concepts)),))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, own: Vocabulary) -> Iterator[Store]:
    """Give a graph of a paper that was extracted by the concepts."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "p.jsonl").write_text(PAPER)
    with Journal(folder / "journal.sqlite") as journal:
        ingest([folder / "p.jsonl"], journal, own)
        writer = open_writer(f"file:{folder}")
        build_graph(journal, writer, own, None, version=extractor_version(own))
    (folder / "journal.sqlite").unlink()
    archive = open_store(f"file:{folder}")
    yield archive
    archive.close()


def test_the_graph_gives_the_concepts_that_papers_lead_to(store: Store, own: Vocabulary) -> None:
    read = archive_vocabulary(store)
    assert read.own == {
        "domain:stellar-streams",
        "domain:stream-archaeology-of-galaxies",
        "domain:astronomy",
    }
    for key in read.own:
        known, given = own.concepts[key], read.concepts[key]
        assert {*given.spellings} == {*known.spellings}
        assert (given.name, given.label) == (known.name, known.label)
        assert {*given.parents} == {*known.parents}
        assert {*read.ancestors(key)} == {*own.ancestors(key)}
    assert read.by_key["sky watching"] == ("domain:astronomy",)


def test_papers_below_a_concept_are_its_members(store: Store) -> None:
    given = {"entities": ["domain:stream-archaeology-of-galaxies"], "floor": 0.6}
    assert len(store.run("papers_below", given).rows) == 1  # type: ignore[arg-type]


def test_a_question_keeps_the_names_whole(store: Store) -> None:
    question = "What is known of stream archaeology of galaxies?"
    plan = understand(question, store, load_tagger(models_dir()), Options(), GRAPH_KINDS)
    assert plan.sides == ("stream archaeology of galaxies",)


def test_a_graph_without_such_concepts_has_the_shipped_vocabulary(small: Store) -> None:
    assert archive_vocabulary(small) is load_vocabulary()
