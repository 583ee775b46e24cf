"""The whole extraction of a paper: exact places, equal output, any input."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from extract.evaluation.rows import read_rows
from extract.pipeline import extract_paper, extract_papers, extractor_version
from extract.records import Extraction, Paper
from extract.vocabulary import load_vocabulary
from tests.extract.extracted import VOCABULARY, check_places, extracted

ABSTRACT = (
    r"Old $\alpha$-letters are torn. We propose TornNet (TN), a model that reads \emph{them}. "
    "We fine-tune Code Llama on CodeSearchNet for code summarization. "
    "TornNet outperforms CodeT5 by 3.1% in BLEU-4. However, it fails to read Ångström’s hand."
)


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
    extraction = extracted(ABSTRACT, "A study")
    assert [e.id for e in extraction.entities] == sorted({e.id for e in extraction.entities})
    places = [(m.passage, m.char_start) for m in extraction.mentions]
    assert places == sorted(set(places))
    assert len(set(extraction.paper_relations)) == len(extraction.paper_relations)


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u3000"])
def test_an_empty_paper_gives_nothing(blank: str) -> None:
    assert extracted(blank, blank) == Extraction("file:1")


def test_a_category_counts_without_any_text() -> None:
    extraction = extracted("", "", "cs.SE")
    assert [r.entity_id for r in extraction.paper_relations] == ["domain:software-engineering"]
    assert [e.id for e in extraction.entities] == ["domain:software-engineering"]


def test_an_abstract_without_a_title_starts_at_position_one() -> None:
    (passage,) = extracted("We read.").passages
    assert (passage.position, passage.section) == (1, "abstract")


def test_the_version_names_the_vocabulary(tmp_path: Path) -> None:
    assert VOCABULARY.version[:12] in extractor_version(VOCABULARY)
    assert extractor_version(VOCABULARY) != extractor_version(load_vocabulary(tmp_path))


def test_real_abstracts_keep_their_places(shared_data: Path) -> None:
    rows = read_rows(shared_data / "topics" / "papers.jsonl")
    papers = [Paper(r["id"], r["title"], " ".join(r["abstract"].split())) for r in rows]
    for paper, extraction in zip(papers, extract_papers(papers, load_vocabulary()), strict=True):
        check_places(paper, extraction)
