"""Names spelt nearly as the vocabulary's are: candidates by skeleton, matches by rule alone."""

from __future__ import annotations

import pytest

from extract.entities.near_spellings import Linker
from extract.records import EntityLabel
from extract.vocabularies.merge import join
from extract.vocabulary import Concept, make_vocabulary

CONCEPTS = (
    Concept("dataset:imagenet", "ImageNet", "Dataset"),
    Concept("dataset:gigaword", "Gigaword", "Dataset", aliases=("annotated Gigaword",)),
    Concept("method:gigaword", "Gigaward", "Method"),
    Concept("model:mistral", "Mistral", "Model"),
    Concept("model:roberta", "RoBERTa", "Model"),
    Concept("task:deblurring", "image deblurring", "Task"),
)
VOCABULARY = make_vocabulary({concept.id: concept for concept in CONCEPTS}, "test")


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("ImagNet", "Dataset", "dataset:imagenet"),
        ("Image debluring", "Task", "task:deblurring"),
        ("anotated Gigaword", "Dataset", "dataset:gigaword"),
        ("ImagNet", "Method", None),
        ("Mixtral", "Model", None),
        ("RoBERT", "Model", None),
        ("ImageNot", "Dataset", None),
        ("ImageNet", "Dataset", None),  # spelt so: not for the linker
        ("", "Dataset", None),
    ],
)
def test_near_spellings(name: str, label: EntityLabel, expected: str | None) -> None:
    assert Linker(VOCABULARY).near(name, label) == expected


def test_a_users_concepts_are_looked_up_too() -> None:
    own = Concept("dataset:galaxy-zoo-collection", "Galaxy Zoo collection", "Dataset")
    near = Linker(join(VOCABULARY, (own,)).vocabulary).near("Galaxy Zoo colection", "Dataset")
    assert near == own.id
