"""What is named where: vocabulary, abbreviations, patterns, and what is no name."""

from __future__ import annotations

import pytest

from extract.mentions.find import PatternMentions
from extract.mentions.tagged_names import TaggedName
from extract.pipeline import passages_of
from extract.records import Extraction, Paper
from extract.vocabulary import Concept
from tests.extract.extracted import VOCABULARY, extracted


def named(extraction: Extraction) -> set[tuple[str, str]]:
    return {(mention.surface, mention.entity_id) for mention in extraction.mentions}


@pytest.mark.parametrize(
    "surface",
    ["low-rank adaptation", "Low Rank Adaptations", "LOW\u2010RANK ADAPTATION", "LoRA", "LoRAs"],
)
def test_case_hyphen_and_plural_make_no_difference(surface: str) -> None:
    names = named(extracted(f"We use {surface} today."))
    assert names == {(surface, "method:low-rank-adaptation")}


def test_joined_words_are_found() -> None:
    assert named(extracted("We try finetuning.")) == {("finetuning", "method:fine-tuning")}


@pytest.mark.parametrize(
    ("text", "count"), [("We use RAG.", 1), ("A rag burns.", 0), ("the pile", 0), ("The Pile", 1)]
)
def test_cased_names_need_their_case(text: str, count: int) -> None:
    assert len(extracted(text).mentions) == count


def test_cased_concepts_keep_their_plain_names() -> None:
    names = named(extracted("Retrieval Augmented Generation helps."))
    assert names == {("Retrieval Augmented Generation", "method:retrieval-augmented-generation")}


def test_the_longest_name_wins() -> None:
    names = named(extracted("A physics-informed neural network learns."))
    assert {key for _, key in names} == {"method:physics-informed-neural-network"}


@pytest.mark.parametrize(
    "surface", ["Llama-3.1-8B-Instruct", "LLaMA 2", "Qwen2.5-7B", "CodeLlama-13b"]
)
def test_versions_belong_to_the_surface(surface: str) -> None:
    (mention,) = extracted(f"We ask {surface} about it.").mentions
    assert mention.surface == surface
    assert mention.entity_id in {"model:llama", "model:qwen", "model:code-llama"}


@pytest.mark.parametrize("surface", ["BLEU-4", "pass@1", "pass@k", "Pass@10"])
def test_metrics_with_numbers(surface: str) -> None:
    (mention,) = extracted(f"It gets 31 {surface} in the end.").mentions
    assert (mention.surface, mention.entity_id[:7]) == (surface, "metric:")


def test_a_short_form_with_another_meaning_is_not_the_vocabularys() -> None:
    abstract = "The red apple garden (RAG) is old. We love the RAG."
    assert named(extracted(abstract)) == set()


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("", "We present LetterBox, a benchmark of old letters.", "dataset:letterbox"),
        ("", "We propose a reading framework called TornNet.", "method:tornnet"),
        ("", "In this paper, we introduce a model, InkFormer, that reads.", "model:inkformer"),
        ("LetterQA: Questions on Letters", "Letters are old.", "dataset:letterqa"),
        ("InkLM: A Large Language Model for Letters", "We train InkLM.", "model:inklm"),
        ("Quillon: Reading by Lines", "Our system, Quillon, reads.", "method:quillon"),
        ("", "We propose Careful Line Unfolding (CLU) for letters.", "method:clu"),
    ],
)
def test_own_names(title: str, abstract: str, expected: str) -> None:
    extraction = extracted(abstract, title)
    proposed = {r.entity_id for r in extraction.paper_relations if r.type == "PROPOSES"}
    assert proposed == {expected}


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We test on the OldInk dataset.", "dataset:oldink"),
        ("We test on OldInk, LINES-2 and BookEnd benchmarks.", "dataset:lines-2"),
        ("We ask language models such as InkGPT and FooLM.", "model:inkgpt"),
        ("We run Pelican-7B on letters.", "model:pelican"),
        ("We report Recall@5 here.", "metric:recall-k"),
    ],
)
def test_cited_names(abstract: str, expected: str) -> None:
    assert expected in {mention.entity_id for mention in extracted(abstract).mentions}


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose LLM-Based reading of letters.",
        "We present AI for letters, and our Model for all.",
        "We propose Our Own way. We develop GPU code in C++.",
        "This paper presents API calls. We test on Python datasets.",
        "We call it a day. We use English corpora.",
    ],
)
def test_junk_is_no_mention(abstract: str) -> None:
    ids = {entity.id for entity in extracted(abstract).entities}
    assert ids <= {"model:large-language-model"}


@pytest.mark.parametrize(("long", "taken"), [("tree sets", False), ("tree search", True)])
def test_a_short_form_is_of_the_kind_of_its_long_form(long: str, taken: bool) -> None:
    text = f"Zorbo {long} (ZTS) are known. Here a ZTS is read."
    passages = passages_of(Paper("file:1", "", text))
    start = text.rindex("ZTS")
    concept = Concept("method:zts", "ZTS", "Method", cased=True)
    tagged = TaggedName(passages[0].position, start, start + 3, "ZTS", concept, 0.99, "tagger-fast")
    result = PatternMentions(VOCABULARY).find(passages, [tagged])
    assert any(mention.char_start == start for mention in result.mentions) == taken


def test_a_known_name_keeps_its_concept() -> None:
    extraction = extracted("We present CodeT5, a framework for programs.")
    assert {entity.id for entity in extraction.entities} == {"model:codet5"}


def test_entities_carry_every_spelling() -> None:
    (entity,) = extracted("We use LORA.").entities
    assert entity.aliases == ("LORA", "LoRA")
