"""Every alias of an entity says why it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract_paper
from extract.records import Paper
from extract.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(__file__).parents[1] / "vocabulary")


def reasons(vocabulary: Vocabulary, abstract: str, entity_id: str) -> dict[str, str]:
    found = extract_paper(Paper("file:1", "", abstract), vocabulary).entities
    entity = next(one for one in found if one.id == entity_id)
    return dict(zip(entity.aliases, entity.reasons, strict=True))


@pytest.mark.parametrize(
    ("abstract", "entity_id", "alias", "why"),
    [
        ("We use LoRA.", "method:low-rank-adaptation", "LoRA", "vocabulary"),
        ("We use LORA.", "method:low-rank-adaptation", "LORA", "case"),
        ("We use low rank adaptation.", "method:low-rank-adaptation", "low rank adaptation",
         "hyphen"),
        ("We use transformers.", "method:transformer", "transformers", "plural"),
        ("We ask Llama-3.1-8B now.", "model:llama", "Llama-3.1-8B", "version"),
        ("We run Pelican-7B, Pelican-2-9B.", "model:pelican", "Pelican-7B", "version"),
        ("On quantum field theory (QFT). Most of QFT is hard.", "domain:quantum-field-theory",
         "QFT", "abbreviation"),
        ("We score by the Letter Order Score (LOS). A high LOS is good.",
         "metric:letter-order-score", "LOS", "abbreviation"),
        ("We study code summarization. Good summarization is rare.", "task:code-summarization",
         "summarization", "coreference"),
        ("We present InkSet, a corpus. We use the INKSET benchmark.", "dataset:inkset", "INKSET",
         "case"),
        ("We present InkBENCH, a corpus. We use the Ink-BENCH corpus.", "dataset:inkbench",
         "Ink-BENCH", "hyphen"),
    ],
)  # fmt: skip
def test_why(vocabulary: Vocabulary, abstract: str, entity_id: str, alias: str, why: str) -> None:
    assert reasons(vocabulary, abstract, entity_id)[alias] == why


def test_a_short_form_of_two_papers_is_two_things(vocabulary: Vocabulary) -> None:
    """GAN by its own definition, though no other paper means that by it."""
    first = "We use a graph attention network (GAN). The GAN is good."
    second = "We use a garden apple network (GAN). The GAN is good."
    ids = [
        {one.id for one in extract_paper(Paper("file:1", "", text), vocabulary).entities}
        for text in (first, second)
    ]
    assert ids == [{"method:graph-attention-network"}, {"method:garden-apple-network"}]
