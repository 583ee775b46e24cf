"""The files of `data/vocabulary`: one line a meaning, ids by rule, a hierarchy without cycles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from extract.evaluation.rows import read_rows
from extract.keys import entity_id, fold
from extract.mentions.matcher import Matcher, tokenize
from extract.vocabulary import data_dir, load_vocabulary

LABELS = {
    "datasets": "Dataset",
    "domains": "Domain",
    "methods": "Method",
    "metrics": "Metric",
    "models": "Model",
    "tasks": "Task",
}
PARENT_TYPES = {"Domain": {"PART_OF"}, "Task": {"SUBTASK_OF"}}
FACETS = {
    "data", "tuning", "model", "architecture", "evaluation", "inference", "task", "object"
}  # fmt: skip
KEYS = {
    "id", "name", "label", "aliases", "parents", "facets", "cased", "categories", "domains", "cues"
}  # fmt: skip

# Spellings that name two things in running text; the surface's case or the label order decides.
HOMONYMS = {
    "math dataset": {"dataset:math", "dataset:mathematics-corpus"},
    "physics": {"dataset:physics", "domain:physics"},
    "physics benchmark": {"dataset:physics", "dataset:physics-benchmarks"},
    "physics dataset": {"dataset:physics", "dataset:physics-corpus"},
}


FIELDS = sorted(file.stem for file in (data_dir() / "vocabulary" / "fields").glob("*.jsonl"))
FILES = [*LABELS, *(f"fields/{field}" for field in FIELDS)]


def rows(stem: str) -> list[dict[str, Any]]:
    """Read one file as it stands, in the order of its lines."""
    return list(read_rows(data_dir() / "vocabulary" / f"{stem}.jsonl"))


def all_rows() -> list[dict[str, Any]]:
    """Read every concept of every file."""
    return [row for stem in FILES for row in rows(stem)]


@pytest.mark.parametrize("stem", FILES)
def test_file_is_sorted_and_each_line_is_complete(stem: str) -> None:
    lines = rows(stem)
    assert [row["id"] for row in lines] == sorted({row["id"] for row in lines})
    for row in lines:
        assert row["label"] == LABELS.get(stem, row["label"]), row["id"]
        assert row["id"] == entity_id(row["label"], row["name"])
        assert set(row) <= KEYS, row["id"]
        assert set(row.get("facets", ())) <= FACETS, row["id"]


@pytest.mark.parametrize("stem", FILES)
def test_file_ends_with_one_line_break_and_has_no_stray_space(stem: str) -> None:
    path: Path = data_dir() / "vocabulary" / f"{stem}.jsonl"
    text = path.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "\n\n" not in text
    for row in rows(stem):
        for spelling in (row["name"], *row.get("aliases", ())):
            assert spelling == re.sub(r"\s+", " ", spelling).strip() != "", row["id"]


def test_parents_are_of_the_same_label_and_type() -> None:
    for row in all_rows():
        expected = PARENT_TYPES.get(row["label"], {"SUBCLASS_OF"})
        for kind, parent in row.get("parents", ()):
            assert kind in expected, row["id"]
            assert parent.startswith(f"{row['label'].lower()}:"), row["id"]


def test_a_spelling_names_one_concept_but_for_the_known_homonyms() -> None:
    shared = {key: set(ids) for key, ids in load_vocabulary().by_key.items() if len(ids) > 1}
    assert {key: ids for key, ids in shared.items() if HOMONYMS.get(key) != ids} == {}


def test_no_alias_only_repeats_another_spelling_of_its_concept() -> None:
    for row in all_rows():
        if not row.get("cased"):
            keys = [fold(spelling) for spelling in (row["name"], *row.get("aliases", ()))]
            assert len(keys) == len(set(keys)), row["id"]


def test_every_field_has_its_concepts_in_a_hierarchy() -> None:
    assert len(FIELDS) >= 13
    for field in FIELDS:
        lines = rows(f"fields/{field}")
        assert len(lines) >= 80, field
        assert sum(bool(row["parents"]) for row in lines) >= len(lines) // 2, field


def test_a_cue_belongs_to_a_spelling_and_is_no_part_of_it() -> None:
    for row in all_rows():
        spellings = {fold(spelling) for spelling in (row["name"], *row["aliases"])}
        for spelling, cues in row.get("cues", {}).items():
            assert fold(spelling) in spellings, row["id"]
            assert cues, row["id"]


def test_there_are_enough_concepts_of_every_kind() -> None:
    counts = {stem: len(rows(stem)) for stem in LABELS}
    assert sum(counts.values()) >= 400
    assert counts["methods"] >= 170
    assert counts["models"] >= 90
    assert counts["metrics"] >= 50


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("method:low-rank-adaptation", "method:parameter-efficient-fine-tuning"),
        ("method:low-rank-adaptation", "method:fine-tuning"),
        ("method:qlora", "method:fine-tuning"),
        ("method:group-relative-policy-optimization", "method:reinforcement-learning"),
        ("method:reinforcement-learning-from-human-feedback", "method:fine-tuning"),
        ("method:domain-adaptive-pretraining", "method:domain-adaptation"),
        ("model:llama-3-1", "model:large-language-model"),
        ("model:graphcodebert", "model:pre-trained-code-model"),
        ("metric:rouge-l", "metric:rouge"),
    ],
)
def test_a_kind_stands_below_its_kind(below: str, above: str) -> None:
    assert above in load_vocabulary().ancestors(below)


def test_pretraining_is_no_fine_tuning() -> None:
    assert "method:fine-tuning" not in load_vocabulary().ancestors("method:pretraining")
    assert "method:pretraining" not in load_vocabulary().ancestors("method:fine-tuning")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We finetune CodeT5+ with LoRA.", ["fine-tuning", "codet5-plus", "low-rank-adaptation"]),
        ("Instruction-tuned Llama-3.1-8B wins.", ["instruction-tuning", "llama-3-1-8b"]),
        ("An LLM-as-a-judge scores it.", ["llm-as-a-judge"]),
        ("It gains on S-BLEU and ROUGE-L.", ["bleu", "rouge-l"]),
        ("A PINN solves it.", ["physics-informed-neural-network"]),
        ("We apply GRPO.", ["group-relative-policy-optimization"]),
        ("We distill from DeepSeek-R1.", ["deepseek-r1"]),
        ("We tune only adapters.", ["adapter-tuning"]),
        ("A small falcon and an alpaca recall the gemini myth.", []),
        ("Laser ablation drew much attention to a rope.", []),
    ],
)
def test_usual_wordings_name_the_concept(text: str, expected: list[str]) -> None:
    matches = Matcher.of(load_vocabulary()).find(tokenize(text))
    named = [concept.id.split(":", 1)[1] for match in matches for concept in match.concepts]
    assert named == expected
