"""Figures of sentences: their units, whether they are changes, what they measure and on what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Extraction
from extract.relations.figures import plain, read_figures
from tests.extract.extracted import by_shipped


def run(sentence: str) -> Extraction:
    return by_shipped(f"We propose a parser. {sentence}")


def reported(sentence: str) -> list[tuple[object, ...]]:
    return [
        (r.entity_id.partition(":")[2], r.value, r.unit, r.change, r.dataset_id.partition(":")[2])
        for r in run(sentence).paper_relations
        if r.type == "REPORTS" and r.value is not None
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It reaches 73.4% on WikiSQL.", [("wikisql", 73.4, "%", "", "wikisql")]),
        ("It achieves a BLEU of 34.2.", [("bleu", 34.2, "", "", "")]),
        ("It achieves 34.2 BLEU on CoNaLa.", [("bleu", 34.2, "", "", "conala")]),
        ("It improves accuracy by 3.1 points.", [("accuracy", 3.1, "points", "increase", "")]),
        ("It lowers perplexity by 30%.", [("perplexity", 30.0, "%", "decrease", "")]),
        ("It improves perplexity by 30%.", [("perplexity", 30.0, "%", "decrease", "")]),
        ("Accuracy drops to 8.3%.", [("accuracy", 8.3, "%", "", "")]),
        ("It shows a 17.1% accuracy improvement.", [("accuracy", 17.1, "%", "increase", "")]),
        ("It has an accuracy ($\\sim$91.5\\%) like no other.", [("accuracy", 91.5, "%", "", "")]),
        ("It reaches 0.81 +/- 0.01 BLEU.", [("bleu", 0.81, "", "", "")]),
        (
            "On CoNaLa, it raises accuracy from 16.4 to 17.8.",
            [("accuracy", 17.8, "", "", "conala")],
        ),
        (
            "It reaches 92.7% accuracy on HumanEval compared to 90.9% for the rest.",
            [("accuracy", 92.7, "%", "", "humaneval")],
        ),
        (
            "It beats all in BLEU, METEOR, and ROUGE-L by 14%, 18%, and 21%.",
            [
                ("bleu", 14.0, "%", "increase", ""),
                ("meteor", 18.0, "%", "increase", ""),
                ("rouge-l", 21.0, "%", "increase", ""),
            ],
        ),
        (
            "It has gains of 3.6 and 3.2 BLEU on CoNaLa and WikiSQL, respectively.",
            [
                ("bleu", 3.2, "", "increase", "wikisql"),
                ("bleu", 3.6, "", "increase", "conala"),
            ],
        ),
        (
            "It increases accuracy by 5 points, and the BLEU score of all summaries in many other "
            "languages by 6 points.",
            [
                ("accuracy", 5.0, "points", "increase", ""),
                ("bleu", 6.0, "points", "increase", ""),
            ],
        ),
        (
            "It has an accuracy of 99.4% on MNIST and 92.0% on HumanEval.",
            [("accuracy", 92.0, "%", "", "humaneval"), ("accuracy", 99.4, "%", "", "mnist")],
        ),
    ],
)
def test_figures_of_metrics(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(reported(sentence), key=str) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Accuracy is measured on 15 models.",
        "It keeps 50% of the tokens without accuracy loss.",
        "It reaches an accuracy of 45-63%.",
        "Accuracies are ranging from 5.9% to 83.8%.",
        "ROUGE-1 and BLEU-4 are the metrics of GPT-4 and Llama-3.1-8B.",
        "It has a mean error of $3.1\\times10^{-3}$ on accuracy.",
        "We run 11-fold accuracy tests.",
        "The BLEU of 1.5 seconds is odd.",
    ],
)
def test_numbers_that_report_nothing(sentence: str) -> None:
    assert reported(sentence) == []


def test_results_of_others_are_no_report() -> None:
    abstract = "Existing parsers reach an accuracy of 60%. We propose a parser."
    extraction = by_shipped(abstract)
    assert [r for r in extraction.paper_relations if r.type == "REPORTS"] == []


def test_a_figure_has_its_sentence_and_makes_its_dataset_one_of_evaluation() -> None:
    extraction = run("It reaches 73.4% on WikiSQL.")
    by_type = {r.type: r for r in extraction.paper_relations if r.entity_id == "dataset:wikisql"}
    assert set(by_type) == {"REPORTS", "EVALUATES_ON"}
    (passage,) = extraction.passages
    report = by_type["REPORTS"]
    assert passage.text[report.char_start : report.char_end] == "It reaches 73.4% on WikiSQL."
    assert report.confidence >= 0.9


@given(st.text("0123456789.,%-+ abx±$\\~^{}()andoftopoints", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert len(plain(text)) == len(text)
    for figure in read_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.value >= 0
