"""What is extracted of a paper: by the small vocabulary of the tests, or by the shipped one."""

from __future__ import annotations

from pathlib import Path

from extract.pipeline import extract_paper
from extract.records import Extraction, Paper
from extract.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parent / "vocabulary")


def extracted(abstract: str, title: str = "", *categories: str) -> Extraction:
    """Extract a paper by the small vocabulary."""
    return extract_paper(Paper("file:1", title, abstract, categories=categories), VOCABULARY)


def by_shipped(abstract: str, title: str = "") -> Extraction:
    """Extract a paper by the shipped vocabulary."""
    return extract_paper(Paper("file:1", title, abstract), load_vocabulary())


def check_places(paper: Paper, extraction: Extraction) -> None:
    """Assert that every place in an extraction gives its text back, and names an entity of it."""
    fields = {"title": paper.title, "abstract": paper.abstract}
    passages = {passage.position: passage for passage in extraction.passages}
    for passage in extraction.passages:
        assert fields[passage.section][passage.char_start : passage.char_end] == passage.text
        assert passage.sentences[0].char_start == 0
        assert passage.sentences[-1].char_end == len(passage.text)
        assert all(0 <= s.char_start < s.char_end for s in passage.sentences)
    ids = {entity.id for entity in extraction.entities}
    for mention in extraction.mentions:
        text = passages[mention.passage].text
        assert mention.surface
        assert text[mention.char_start : mention.char_end] == mention.surface
        assert mention.entity_id in ids
        assert 0 < mention.confidence <= 1
    for relation in extraction.paper_relations:
        assert relation.entity_id in ids
        assert relation.passage in passages or relation.why != "passage"
    for link in extraction.entity_relations:
        assert {link.source_id, link.target_id} <= ids
