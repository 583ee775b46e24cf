"""What "our model" and its like stand for, and when they stand for nothing."""

from __future__ import annotations

import pytest

from extract.pipeline import extract_paper
from extract.records import Extraction, Paper
from tests.extract.extracted import VOCABULARY, check_places, extracted


def references(extraction: Extraction) -> list[tuple[str, str]]:
    return [(m.surface, m.entity_id) for m in extraction.mentions if m.extractor == "coreference"]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We propose InkNet, a framework. Our approach outperforms LoRA.",
         [("Our approach", "method:inknet")]),
        ("We propose InkNet, a framework. Here our proposed method is fast.",
         [("our proposed method", "method:inknet")]),
        ("We propose InkNet, a framework. The proposed framework learns lines.",
         [("The proposed framework", "method:inknet")]),
        ("We propose InkNet, a framework. The framework is fast.",
         [("The framework", "method:inknet")]),
        ("We present InkSet, a dataset of letters. The dataset contains letters. "
         "Our benchmark is hard.",
         [("The dataset", "dataset:inkset"), ("Our benchmark", "dataset:inkset")]),
        ("We test on CodeSearchNet. The dataset is large.",
         [("The dataset", "dataset:codesearchnet")]),
        ("We release InkLM, a language model. The model achieves much.",
         [("The model", "model:inklm")]),
    ],
)  # fmt: skip
def test_phrases_that_refer_to_an_entity(abstract: str, expected: list[tuple[str, str]]) -> None:
    assert references(extracted(abstract)) == expected


@pytest.mark.parametrize(
    "abstract",
    [
        "Our model is fast. The dataset is large.",  # nothing is named
        "We propose InkNet, a framework. The model parameters are few.",  # a part of it
        "We propose InkNet, a framework. Our reward model is small.",  # another model
        "We propose InkNet, a framework. We beat LoRA. The method is old.",  # another since
        "We propose InkNet, a framework. It trains on. The model is a network.",  # no model itself
        "We test on CodeSearchNet and The Pile. The dataset is large.",  # two of them
        "We propose InkNet, a framework. We propose LineNet, a framework. Our framework is fast.",
        "We propose InkCut, a training scheme. The network is small.",  # trained by it
        "The framework is fast. We propose InkNet, a framework.",  # named only later
        "We use reinforcement learning. The method is old.",  # not the paper's own
    ],
)
def test_phrases_that_refer_to_nothing(abstract: str) -> None:
    assert references(extracted(abstract)) == []


def test_offsets_give_the_surface_back() -> None:
    paper = Paper("file:1", "", "We propose InkNet, a framework.\nHere our\nnew method  works.")
    extraction = extract_paper(paper, VOCABULARY)
    check_places(paper, extraction)
    (entity,) = (e for e in extraction.entities if e.id == "method:inknet")
    assert dict(zip(entity.aliases, entity.reasons, strict=True)) == {
        "our new method": "coreference"
    }
