"""Three papers, and what a simple extractor finds in them: an archive whose every row is known."""

from __future__ import annotations

from dataclasses import replace

from extract.records import (
    Claim,
    Entity,
    EntityRelation,
    Extraction,
    Mention,
    Paper,
    PaperRelation,
    Passage,
    Role,
    Sentence,
)
from extract.vocabulary import Concept

SMALL_CONCEPTS = (
    Concept("domain:physics", "physics", "Domain", categories=("physics.*", "gr-qc")),
    Concept(
        "domain:string-theory",
        "string theory",
        "Domain",
        aliases=("strings",),
        parents=(("PART_OF", "domain:physics"),),
        categories=("hep-th",),
    ),
    Concept("method:fine-tuning", "fine-tuning", "Method", facets=("tuning",)),
    Concept(
        "method:low-rank-adaptation",
        "low-rank adaptation",
        "Method",
        aliases=("LoRA",),
        parents=(("SUBCLASS_OF", "method:fine-tuning"),),
        facets=("tuning",),
    ),
    Concept("metric:bleu", "BLEU", "Metric", facets=("evaluation",)),
    Concept("task:code-summarization", "code summarization", "Task", facets=("task",)),
)
SMALL_PAPERS = (
    Paper(
        "arxiv:2401.00001",
        "Low-rank adaptation for string theory",
        "We tune a model with LoRA. It solves string theory problems.",
        ("Ada Byron", "Ben Cole"),
        ("hep-th", "cs.LG"),
        "2024-01-02",
        "https://arxiv.org/abs/2401.00001",
    ),
    Paper(
        "arxiv:2302.00002",
        "Summaries of code by fine-tuning",
        "Fine-tuning helps code summarization. We report BLEU.",
        ("Ben Cole",),
        ("cs.SE",),
        "2023-02-03",
    ),
    Paper("doi:10.1/x", "On counting", "We count."),
)


def small_extraction(paper: Paper) -> Extraction:
    """Extract by looking for names as they are written: enough to build a graph from."""
    first = paper.abstract.index(".") + 1
    ends = [(0, first)] + (
        [(first + 1, len(paper.abstract))] if first < len(paper.abstract) else []
    )
    passages = (
        _passage(0, "title", paper.title, "objective", [(0, len(paper.title))]),
        _passage(1, "abstract", paper.abstract, "method", ends),
    )
    mentions = tuple(
        Mention(passage.position, at, at + len(name), name, concept.id, 0.9, "test")
        for passage in passages
        for concept in SMALL_CONCEPTS
        for name in (concept.name, concept.name.capitalize(), *concept.aliases)
        if (at := passage.text.find(name)) >= 0
    )
    kinds = {"Domain": "IN_DOMAIN", "Method": "USES", "Metric": "REPORTS", "Task": "ADDRESSES"}
    by_id = {c.id: Entity(c.id, c.name, c.label) for c in SMALL_CONCEPTS}
    relations = tuple(
        PaperRelation(kinds[by_id[m.entity_id].label], m.entity_id, m.passage, 0, end, sure, "test")
        for m in mentions
        for end, sure in [(passages[m.passage].sentences[0].char_end, 0.9 if m.passage else 0.6)]
    )
    ids = [mention.entity_id for mention in mentions]
    used = [id_ for id_ in ids if by_id[id_].label == "Method"]
    aims = [id_ for id_ in ids if by_id[id_].label in ("Task", "Domain")]
    return Extraction(
        paper.id,
        passages,
        tuple(by_id[id_] for id_ in sorted({*ids})),
        mentions,
        relations,
        tuple(
            EntityRelation("USED_FOR", a, b, 0, 0, 9, 0.6, "test")
            for a, b in zip(used, aims, strict=False)
        ),
        claims=small_claims(passages[1]),
    )


def _passage(n: int, section: str, text: str, role: Role, ends: list[tuple[int, int]]) -> Passage:
    return Passage(n, section, text, 0, len(text), tuple(Sentence(*end, role) for end in ends))


def small_claims(passage: Passage) -> tuple[Claim, ...]:
    """Claim better results than fine-tuning, of low-rank adaptation or the paper's system."""
    other, place = "method:fine-tuning", (1, 0, passage.sentences[0].char_end)
    if "LoRA" in passage.text:
        claim = Claim("better", "method:low-rank-adaptation", other, *place, 0.9, "test")
        return (replace(claim, condition="for strings"),)
    if "Fine-tuning" in passage.text:
        claim = Claim("needs_more", "", other, *place, 0.5, "test", value=2.0, unit="x")
        return (replace(claim, metric_id="metric:bleu"),)
    return ()
