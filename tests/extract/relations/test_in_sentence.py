"""Each relation type by one sentence, with the sentence as its place."""

from __future__ import annotations

import pytest

from extract.records import Extraction
from tests.extract.extracted import extracted


def between(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(r.source_id, r.type, r.target_id) for r in extraction.entity_relations}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We use low-rank adaptation for code summarization.",
            ("method:low-rank-adaptation", "USED_FOR", "task:code-summarization"),
        ),
        (
            "We do code summarization with reinforcement learning.",
            ("method:reinforcement-learning", "USED_FOR", "task:code-summarization"),
        ),
        (
            "CodeT5 achieves 31 BLEU in the end.",
            ("model:codet5", "EVALUATED_WITH", "metric:bleu"),
        ),
        (
            "We evaluate CodeT5 on CodeSearchNet.",
            ("model:codet5", "EVALUATED_WITH", "dataset:codesearchnet"),
        ),
        (
            "We fine-tune CodeT5 on CodeSearchNet.",
            ("model:codet5", "TRAINED_WITH", "dataset:codesearchnet"),
        ),
        (
            "CodeT5 was trained on CodeSearchNet.",
            ("model:codet5", "TRAINED_WITH", "dataset:codesearchnet"),
        ),
        (
            "CodeSearchNet is a benchmark for code summarization.",
            ("dataset:codesearchnet", "BENCHMARK_FOR", "task:code-summarization"),
        ),
        (
            "Code Llama clearly outperforms CodeT5 here.",
            ("model:code-llama", "COMPARED_WITH", "model:codet5"),
        ),
        (
            "We compare CodeT5 with Code Llama.",
            ("model:code-llama", "COMPARED_WITH", "model:codet5"),
        ),
        (
            "The adapter is a component of the transformer.",
            ("method:adapter-tuning", "PART_OF", "method:transformer"),
        ),
        (
            "Large language models such as Code Llama and CodeT5 write.",
            ("model:codet5", "SUBCLASS_OF", "model:large-language-model"),
        ),
        (
            "Low-rank adaptation is a form of fine-tuning.",
            ("method:low-rank-adaptation", "SUBCLASS_OF", "method:fine-tuning"),
        ),
        (
            "Tasks of summarization, such as code summarization, are hard.",
            ("task:code-summarization", "SUBTASK_OF", "task:summarization"),
        ),
        (
            "Parts of physics such as astronomy are old.",
            ("domain:astronomy", "PART_OF", "domain:physics"),
        ),
        (
            "Fine-tuning, also known as adapter tuning, is cheap.",
            ("method:adapter-tuning", "SYNONYM_OF", "method:fine-tuning"),
        ),
    ],
)
def test_entity_relations(sentence: str, expected: tuple[str, str, str]) -> None:
    extraction = extracted(f"Some words before. {sentence} Some words after.")
    assert expected in between(extraction)
    relation = next(r for r in extraction.entity_relations if r.type == expected[1])
    passage = next(p for p in extraction.passages if p.position == relation.passage)
    assert passage.text[relation.char_start : relation.char_end] == sentence
    assert relation.extractor == "pattern"
    assert 0 < relation.confidence < 1


def test_rivals_of_a_list_are_all_compared() -> None:
    pairs = between(extracted("Qwen outperforms CodeT5 and Code Llama."))
    assert pairs == {
        ("model:codet5", "COMPARED_WITH", "model:qwen"),
        ("model:code-llama", "COMPARED_WITH", "model:qwen"),
    }


def test_names_side_by_side_are_not_related() -> None:
    assert between(extracted("We use Code Llama, CodeT5, and BLEU.")) == set()


def stated(extraction: Extraction) -> dict[tuple[str, str], float]:
    best: dict[tuple[str, str], float] = {}
    for relation in extraction.paper_relations:
        key = (relation.type, relation.entity_id)
        best[key] = max(relation.confidence, best.get(key, 0))
    return best


@pytest.mark.parametrize(
    ("sentence", "kind", "entity"),
    [
        ("We propose TornNet, a network for letters.", "PROPOSES", "method:tornnet"),
        ("We apply low-rank adaptation to it.", "USES", "method:low-rank-adaptation"),
        ("We train Code Llama on CodeSearchNet.", "USES", "dataset:codesearchnet"),
        ("We evaluate it on CodeSearchNet.", "EVALUATES_ON", "dataset:codesearchnet"),
        ("We investigate the task of code summarization.", "ADDRESSES", "task:code-summarization"),
        ("It achieves 31.4 BLEU on letters.", "REPORTS", "metric:bleu"),
        ("Our model outperforms Code Llama by far.", "COMPARES_WITH", "model:code-llama"),
        ("We compare it with baselines such as CodeT5.", "COMPARES_WITH", "model:codet5"),
    ],
)
def test_paper_relations(sentence: str, kind: str, entity: str) -> None:
    best = stated(extracted(f"In this paper, we read letters. {sentence}"))
    assert best[kind, entity] >= 0.7


def test_background_states_nothing_of_the_paper() -> None:
    abstract = "Code Llama and low-rank adaptation are popular. We read letters."
    assert stated(extracted(abstract)) == {}


def test_a_task_named_again_is_addressed() -> None:
    abstract = "Code summarization is old. Still, code summarization is hard. We read letters."
    assert stated(extracted(abstract))["ADDRESSES", "task:code-summarization"] == 0.5


def test_the_title_counts() -> None:
    best = stated(extracted("", "Low-rank adaptation for code summarization"))
    assert best["USES", "method:low-rank-adaptation"] == 0.9
    assert best["ADDRESSES", "task:code-summarization"] == 0.9
