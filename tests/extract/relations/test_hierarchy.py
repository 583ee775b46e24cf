"""The hierarchy that sentences and names state, and what only looks like it."""

from __future__ import annotations

import pytest

from extract.records import Extraction
from tests.extract.extracted import extracted

HIERARCHY = ("SUBCLASS_OF", "PART_OF", "SUBTASK_OF")


def ordered(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {
        (relation.source_id, relation.target_id, relation.extractor)
        for relation in extraction.entity_relations
        if relation.type in HIERARCHY
    }


LLM, LLAMA, T5 = "model:large-language-model", "model:code-llama", "model:codet5"


@pytest.mark.parametrize(
    "sentence",
    [
        "We read large language models such as Code Llama and CodeT5.",
        "We read such large language models as Code Llama and CodeT5.",
        "We read large language models, including Code Llama and CodeT5.",
        "We read large language models (e.g., Code Llama, CodeT5).",
        "We read large language models, especially Code Llama and CodeT5.",
        "We read Code Llama, CodeT5 and other large language models.",
        "We read Code Llama, CodeT5, or other popular large language models.",
    ],
)
def test_hearst_patterns(sentence: str) -> None:
    assert ordered(extracted(sentence)) == {
        (LLAMA, LLM, "pattern"),
        (T5, LLM, "pattern"),
    }


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("", "CodeT5 is a kind of large language model."),
        ("", "CodeT5 is a small large language model for code."),
        ("", "We use CodeT5, a new large language model, for this."),
        ("", "We use CodeT5, a family of large language models."),
        ("CodeT5: A Small Large Language Model for Code", ""),
    ],
)
def test_descriptions(title: str, abstract: str) -> None:
    assert ordered(extracted(abstract, title)) == {(T5, LLM, "pattern")}


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("", "The core of CodeT5 is a large language model."),
        ("", "We use CodeT5, a large language model adapter, for this."),
        ("", "We use CodeT5, a large language model, and a parser."),
        ("", "Text-CodeT5 is a large language model."),
        ("", "CodeT5 is not a large language model."),
        ("", "Work related to large language models, e.g., CodeT5, is old."),
        ("CodeT5: Questions of Large Language Models", ""),
        ("", "We use CodeT5 such as Code Llama."),
    ],
)
def test_phrases_that_only_look_like_a_hierarchy(title: str, abstract: str) -> None:
    assert ordered(extracted(abstract, title)) == set()


def test_a_name_is_below_the_entity_it_ends_in() -> None:
    text = "We study medical report summarization (MRS). MRS is new."
    extraction = extracted(text)
    assert ordered(extraction) == {
        ("task:medical-report-summarization", "task:summarization", "head-noun")
    }
    (relation,) = extraction.entity_relations
    assert (relation.type, relation.confidence) == ("SUBTASK_OF", 0.7)
    assert text[relation.char_start : relation.char_end].endswith("(MRS).")
    assert "task:summarization" in {entity.id for entity in extraction.entities}


@pytest.mark.parametrize(
    "sentence",
    [
        "We use anti fine-tuning (AFT).",
        "We study un-summarization (US).",
        "We study code summarization.",
    ],
)
def test_heads_that_say_nothing_new_or_true(sentence: str) -> None:
    assert ordered(extracted(sentence)) == set()
