"""What the trained tiers add to vocabulary and patterns, on sentences of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.evaluation.rows import read_rows
from extract.journal.journal import Journal
from extract.pipeline import extract_paper, extractor_version
from extract.records import Extraction, Paper
from extract.schema import schema
from extract.tagger.labels import Tier
from extract.vocabulary import data_dir, load_vocabulary

TITLE = "Reading catalogues of variable stars"
ABSTRACT = (
    "We train SpectraMerge on the GalaxyNotes corpus with a spectral line matching algorithm. "
    "Fine-tuning with LoRA is used for code summarization. "
    "BERT is compared with SpectraMerge on accuracy."
)


@pytest.fixture(scope="module", params=["fast", "accurate"])
def tier(request: pytest.FixtureRequest) -> Tier:
    """Give each tier."""
    given: Tier = request.param
    return given


@pytest.fixture(scope="module")
def extraction(tier: Tier) -> Extraction:
    """Give what a tier extracts."""
    return extract_paper(Paper("file:1", TITLE, ABSTRACT), load_vocabulary(), tier)


def test_names_that_no_rule_finds_are_found(extraction: Extraction, tier: Tier) -> None:
    tagged = {m.surface for m in extraction.mentions if m.extractor == f"tagger-{tier}"}
    assert "spectral line matching algorithm" in tagged
    texts = {passage.position: passage.text for passage in extraction.passages}
    for mention in extraction.mentions:
        assert texts[mention.passage][mention.char_start : mention.char_end] == mention.surface


def test_names_of_the_vocabulary_keep_its_ids(extraction: Extraction) -> None:
    known = {m.surface: (m.entity_id, m.extractor) for m in extraction.mentions}
    assert known["code summarization"] == ("task:code-summarization", "vocabulary")
    assert known["LoRA"] == ("method:low-rank-adaptation", "vocabulary")


def test_relations_fit_what_they_relate(extraction: Extraction) -> None:
    labels = {entity.id: entity.label for entity in extraction.entities}
    tagged = [r for r in extraction.entity_relations if r.extractor.startswith("tagger-")]
    assert tagged
    for relation in tagged:
        assert relation.confidence >= 0.5
        declared = schema().entity_relations[relation.type]
        assert declared.joins(labels[relation.source_id], labels[relation.target_id])


def test_equal_input_gives_equal_output(extraction: Extraction, tier: Tier) -> None:
    assert extract_paper(Paper("file:1", TITLE, ABSTRACT), load_vocabulary(), tier) == extraction


def test_a_journal_goes_on_with_its_tier(tmp_path: Path) -> None:
    vocabulary = load_vocabulary()
    with Journal(tmp_path / "journal.sqlite") as journal:
        assert journal.tier() == "fast"
        for number, used in enumerate(("fast", "accurate")):
            paper = Paper(f"file:{number}", "A title", "")
            journal.upsert(paper)
            version = extractor_version(vocabulary, "accurate" if number else "fast")
            journal.save_extraction(Extraction(paper.id), version)
            assert journal.tier() == used


def test_half_a_character_is_no_end(tier: Tier) -> None:
    paper = Paper(
        "file:1", "", "We train the Spectra\ud800Merge network on the GalaxyNotes corpus."
    )
    for mention in extract_paper(paper, load_vocabulary(), tier).mentions:
        assert paper.abstract[mention.char_start : mention.char_end] == mention.surface


def test_torn_pieces_and_plain_words_are_no_names() -> None:
    for file in sorted((data_dir() / "demo").glob("*.jsonl")):
        for row in read_rows(file):
            paper = Paper(row["id"], row["title"], row["abstract"])
            for mention in extract_paper(paper, load_vocabulary()).mentions:
                if mention.extractor.startswith("tagger-"):
                    surface = mention.surface
                    assert surface.count("(") == surface.count(")")
                    assert len(surface.split()) > 1 or surface != surface.lower()
                    assert len(surface.split()) <= 6
                    assert surface[0].isalnum()
