"""The whole extraction of a paper: exact places, equal output, any input."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import extract_paper, extract_papers, extractor_version
from extract.records import Extraction, Paper
from extract.vocabulary import Vocabulary, load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parent / "vocabulary")
ABSTRACT = (
    r"Old $\alpha$-letters are torn. We propose TornNet (TN), a model that reads \emph{them}. "
    "We fine-tune Code Llama on CodeSearchNet for code summarization. "
    "TornNet outperforms CodeT5 by 3.1% in BLEU-4. However, it fails to read Ångström’s hand."
)
words = st.sampled_from(
    ["We propose ", "TornNet", " (TN)", ", ", ". ", "CodeT5", " on ", "physics", "$x$", "é", "\n",
     "code summarization", " outperforms ", "Llama-3.1-8B", "pass@1", "LoRA", " such as ", ": ",
     "(", "fine\u2011tuning", "\ufb01ne-tuning", "İ"]
)  # fmt: skip
text = st.one_of(st.text(max_size=120), st.lists(words, max_size=25).map("".join))


def check_places(paper: Paper, extraction: Extraction) -> None:
    fields = {"title": paper.title, "abstract": paper.abstract}
    passages = {passage.position: passage for passage in extraction.passages}
    for passage in extraction.passages:
        field = fields[passage.section]
        assert field[passage.char_start : passage.char_end] == passage.text
        assert passage.sentences[0].char_start == 0
        assert passage.sentences[-1].char_end == len(passage.text)
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


@given(text, text)
def test_places_are_exact_for_any_text(title: str, abstract: str) -> None:
    paper = Paper("file:1", title, abstract, categories=("cs.SE",))
    check_places(paper, extract_paper(paper, VOCABULARY))


def test_a_whole_abstract() -> None:
    paper = Paper("file:1", "TornNet: A Model of Letters", ABSTRACT)
    extraction = extract_paper(paper, VOCABULARY)
    check_places(paper, extraction)
    roles = [s.role for p in extraction.passages for s in p.sentences]
    assert roles == ["objective", "background", "objective", "method", "result", "limitation"]
    assert {entity.id for entity in extraction.entities} >= {
        "model:tornnet",
        "model:code-llama",
        "dataset:codesearchnet",
        "task:code-summarization",
        "metric:bleu",
    }


def test_equal_input_gives_equal_bytes() -> None:
    paper = Paper("file:1", "TornNet: A Model of Letters", ABSTRACT, categories=("cs.SE",))
    runs = [
        json.dumps(asdict(extract_paper(paper, vocabulary)))
        for vocabulary in (
            VOCABULARY,
            load_vocabulary.__wrapped__(Path(__file__).parent / "vocabulary"),
        )
    ]
    assert runs[0] == runs[1]


def test_lists_are_sorted_and_without_doubles() -> None:
    extraction = extract_paper(Paper("file:1", "A study", ABSTRACT), VOCABULARY)
    assert [e.id for e in extraction.entities] == sorted({e.id for e in extraction.entities})
    places = [(m.passage, m.char_start) for m in extraction.mentions]
    assert places == sorted(set(places))
    assert len(set(extraction.paper_relations)) == len(extraction.paper_relations)


def test_an_empty_paper_gives_nothing() -> None:
    assert extract_paper(Paper("file:1", "", ""), VOCABULARY) == Extraction("file:1")


def test_a_category_counts_without_any_text() -> None:
    extraction = extract_paper(Paper("file:1", "", "", categories=("cs.SE",)), VOCABULARY)
    assert [r.entity_id for r in extraction.paper_relations] == ["domain:software-engineering"]
    assert [e.id for e in extraction.entities] == ["domain:software-engineering"]


def test_an_abstract_without_a_title_starts_at_position_one() -> None:
    (passage,) = extract_paper(Paper("file:1", "", "We read."), VOCABULARY).passages
    assert (passage.position, passage.section) == (1, "abstract")


def test_the_version_names_the_vocabulary(vocabulary_other: Vocabulary) -> None:
    assert VOCABULARY.version[:12] in extractor_version(VOCABULARY)
    assert extractor_version(VOCABULARY) != extractor_version(vocabulary_other)


@pytest.fixture
def vocabulary_other(tmp_path: Path) -> Vocabulary:
    return load_vocabulary(tmp_path)


def test_real_abstracts_keep_their_places(shared_data: Path) -> None:
    lines = (shared_data / "topics" / "papers.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    shipped = load_vocabulary()
    papers = [Paper(r["id"], r["title"], " ".join(r["abstract"].split())) for r in rows]
    for paper, extraction in zip(papers, extract_papers(papers, shipped), strict=True):
        check_places(paper, extraction)
