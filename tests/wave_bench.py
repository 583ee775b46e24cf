"""A paper of our own, and what an able model would answer about it."""

from __future__ import annotations

from typing import Any

from extract.records import Paper

TITLE = "WaveBench: Testing language models on wave equations"
ABSTRACT = (
    "Language models solve few wave equations. We introduce WaveBench, a benchmark for equation "
    "solving. We tune Llama-3.1-8B with low-rank adaptation (LoRA) on WaveBench. It outperforms "
    "BERT in exact match. Thin layers remain out of reach."
)


def answer_of(sentences: list[dict[str, Any]]) -> dict[str, Any]:
    """Annotate the sentences by a list of known names, as an able model would."""
    names = (
        ("WaveBench", "Dataset", ("WaveBench",)),
        ("Llama-3.1-8B", "Model", ("Llama-3.1-8B",)),
        ("low-rank adaptation", "Method", ("low-rank adaptation", "LoRA")),
        ("BERT", "Model", ("BERT",)),
        ("exact match", "Metric", ("exact match",)),
        ("equation solving", "Task", ("equation solving",)),
    )
    entities = []
    for name, label, surfaces in names:
        mentions = [
            {"sentence": sentence["n"], "surface": surface}
            for sentence in sentences
            for surface in surfaces
            if surface in sentence["text"]
        ]
        if mentions:
            entities.append({"name": name, "label": label, "mentions": mentions})
    roles = ("background", "objective", "method", "result", "limitation")
    of_abstract = [sentence for sentence in sentences if sentence["n"] > 0]
    return {
        "entities": entities,
        "paper_relations": [
            _use("PROPOSES", "WaveBench", 2, "We introduce WaveBench"),
            _use("USES", "low-rank adaptation", 3, "with low-rank adaptation"),
            _use("COMPARES_WITH", "BERT", 4, "outperforms BERT"),
        ],
        "entity_relations": [
            _link("TRAINED_WITH", "Llama-3.1-8B", "WaveBench", 3, "We tune Llama-3.1-8B"),
            _link("BENCHMARK_FOR", "WaveBench", "equation solving", 2, "benchmark for equation"),
        ],
        "roles": [
            {"sentence": each["n"], "opening": " ".join(each["text"].split()[:3]), "role": role}
            for each, role in zip(of_abstract, roles, strict=False)
        ],
    }


def _use(kind: str, entity: str, sentence: int, quote: str) -> dict[str, Any]:
    return {"type": kind, "entity": entity, "sentence": sentence, "quote": quote}


def _link(kind: str, source: str, target: str, sentence: int, quote: str) -> dict[str, Any]:
    return {
        "type": kind,
        "source": source,
        "target": target,
        "sentence": sentence,
        "quote": quote,
    }


def paper(number: int = 1, title: str = TITLE, abstract: str = ABSTRACT) -> Paper:
    """Give one of many papers that say the same."""
    return Paper(f"arxiv:2401.{number:05}", title, abstract, ("A. Lee",), ("cs.CL",), "2024-01-02")
