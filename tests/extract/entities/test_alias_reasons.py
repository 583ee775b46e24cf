"""Every alias of an entity has a reason."""

from __future__ import annotations

import pytest

from tests.extract.extracted import extracted


def reasons(abstract: str, entity_id: str) -> dict[str, str]:
    entity = next(e for e in extracted(abstract).entities if e.id == entity_id)
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
def test_why(abstract: str, entity_id: str, alias: str, why: str) -> None:
    assert reasons(abstract, entity_id)[alias] == why


def test_a_short_form_of_two_papers_is_two_entities() -> None:
    """GAN by its own definition, though no other paper means that by it."""
    first = "We use a graph attention network (GAN). The GAN is good."
    second = "We use a garden apple network (GAN). The GAN is good."
    ids = [{entity.id for entity in extracted(text).entities} for text in (first, second)]
    assert ids == [{"method:graph-attention-network"}, {"method:garden-apple-network"}]
