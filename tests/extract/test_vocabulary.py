"""The loader, the hierarchy and the checks of vocabulary files."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import VocabularyError
from extract.vocabulary import (
    Concept,
    load_vocabulary,
    make_vocabulary,
    vocabulary_problems,
)
from tests.extract.extracted import VOCABULARY


def test_keys_lead_to_concepts() -> None:
    assert VOCABULARY.by_key["low rank adaptation"] == ("method:low-rank-adaptation",)
    assert VOCABULARY.by_key["lora"] == ("method:low-rank-adaptation",)


def test_ancestors_come_nearest_first() -> None:
    def concept(name: str, *parents: str) -> Concept:
        up = tuple(("SUBCLASS_OF", f"method:{parent}") for parent in parents)
        return Concept(f"method:{name}", name, "Method", parents=up)

    chain = [concept("a", "c", "b"), concept("b", "d"), concept("c", "d"), concept("d")]
    vocabulary = make_vocabulary({concept.id: concept for concept in chain}, "v")
    assert vocabulary.ancestors("method:a") == ("method:b", "method:c", "method:d")


def test_descendants_hold_the_concept_itself() -> None:
    assert VOCABULARY.descendants("method:fine-tuning") == {
        "method:fine-tuning",
        "method:adapter-tuning",
        "method:low-rank-adaptation",
    }
    assert VOCABULARY.descendants("method:unknown") == {"method:unknown"}


def test_version_follows_content(tmp_path: Path) -> None:
    line = '{"id": "task:parsing", "name": "parsing", "label": "Task"}\n'
    (tmp_path / "tasks.jsonl").write_text(line)
    assert load_vocabulary(tmp_path).version != VOCABULARY.version


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "task:x", "name": "x"}', '{"id": "x:x", "name": "x", "label": "Thing"}'],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "tasks.jsonl").write_text(f"\n{line}\n")
    with pytest.raises(VocabularyError, match=r"tasks\.jsonl:2"):
        load_vocabulary(tmp_path)


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    line = '{"id": "task:x", "name": "x", "label": "Task"}\n'
    (tmp_path / "tasks.jsonl").write_text(line * 2)
    with pytest.raises(VocabularyError, match="twice"):
        load_vocabulary(tmp_path)


def test_problems_are_listed() -> None:
    first = Concept("task:a", "a", "Task", parents=(("SUBTASK_OF", "task:b"),))
    two = Concept(
        "task:b", "bee", "Task", parents=(("SUBTASK_OF", "task:a"),), domains=("domain:x",)
    )
    problems = vocabulary_problems(make_vocabulary({"task:a": first, "task:b": two}, "v"))
    assert any("its name gives task:bee" in problem for problem in problems)
    assert any("no concept domain:x" in problem for problem in problems)
    assert any("above itself" in problem for problem in problems)


def test_the_shipped_vocabulary_has_no_problems() -> None:
    shipped = load_vocabulary()
    assert len(shipped.concepts) > 500
    assert vocabulary_problems(shipped) == []
