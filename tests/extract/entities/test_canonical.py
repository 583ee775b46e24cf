"""Which surfaces of a paper name the same entity, which do not, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.entities.canonical import FormName, resolve
from extract.entities.forms import Form, known_in
from extract.records import EntityLabel
from extract.vocabulary import Concept, Vocabulary, make_vocabulary

CONCEPTS = (
    Concept("dataset:imagenet", "ImageNet", "Dataset", aliases=("ILSVRC",)),
    Concept("dataset:fb15k", "FB15k", "Dataset"),
    Concept("dataset:fb15k-237", "FB15k-237", "Dataset"),
    Concept("method:generative-adversarial-network", "generative adversarial network", "Method",
            aliases=("GAN",)),
    Concept("metric:average-precision", "average precision", "Metric",
            aliases=("mean average precision", "mAP")),
    Concept("method:transformer", "transformer", "Method"),
    Concept("task:segmentation", "segmentation", "Task"),
)  # fmt: skip
VOCABULARY: Vocabulary = make_vocabulary({concept.id: concept for concept in CONCEPTS}, "test")


def run(
    label: EntityLabel, *surfaces: str, short_forms: Mapping[str, str] | None = None
) -> dict[str, FormName]:
    forms = {Form(surface, label): 1 for surface in surfaces}
    names = resolve(forms, short_forms or {}, known_in(VOCABULARY))
    return {form.surface: named for form, named in names.items()}


MERGES: list[tuple[EntityLabel, str, str, dict[str, str], str]] = [
    ("Method", "InkNet", "InkNets", {}, "plural"),
    ("Method", "InkNet", "inknet", {}, "case"),
    ("Method", "Ink-Net", "InkNet", {}, "hyphen"),
    ("Dataset", "miniInk", "mini-Ink", {}, "hyphen"),
    ("Method", "careful line unfolding", "CLU", {"CLU": "careful line unfolding"}, "abbreviation"),
    ("Method", "careful line unfolding", "CLUs", {"CLU": "careful line unfolding"}, "abbreviation"),
    ("Method", "careful line unfolding", "CLU model", {"CLU": "careful line unfolding"},
     "abbreviation + head word"),
    ("Method", "conditional random field", "CRF", {}, "abbreviation"),
    ("Method", "residual network", "ResNet", {}, "abbreviation"),
    ("Metric", "average precision", "mAP", {}, "vocabulary"),
    ("Dataset", "ImageNet", "ILSVRC", {}, "vocabulary"),
    ("Dataset", "Cityscapes", "the Cityscapes dataset", {}, "head word"),
    ("Dataset", "Cityscapes", "Cityscapes test set", {}, "head word"),
    ("Metric", "BLEU", "BLEU score", {}, "head word"),
    ("Method", "InkNet", "our proposed InkNet", {}, "head word"),
    ("Task", "link prediction", "link prediction task", {}, "head word"),
    ("Method", "BERT", "BERT-base", {}, "version"),
    ("Method", "Quillon", "Quillon 2.1", {}, "version"),
    ("Method", "StarInk", "StarInk-SNG", {}, "version"),
    ("Dataset", "BRATS", "BRATS 2015", {}, "version"),
    ("Dataset", "MPII Human Pose", "MPII", {}, "short name"),
    ("Dataset", "Gigaword", "annotated Gigaword corpus", {}, "short name"),
    ("Dataset", "WIKIBIO", "WIKBIO", {}, "near spelling"),
    ("Task", "machine translation", "translation", {}, "coreference"),
    ("Method", "online instance classifier", "classifiers", {}, "coreference"),
    ("Task", "brain tumour segmentation", "segmentation", {}, "coreference"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "other", "short_forms", "why"), MERGES)
def test_merged_with_the_reason(
    label: EntityLabel, name: str, other: str, short_forms: dict[str, str], why: str
) -> None:
    names = run(label, name, other, short_forms=short_forms)
    assert names[name].name == names[other].name
    if why in {"version", "coreference"}:
        assert names[other].name.surface == name
    reasons = {reason for named in names.values() for reason in named.why}
    assert reasons == {*why.split(" + ")} or why in reasons


KEPT_APART: list[tuple[EntityLabel, str, str]] = [
    ("Dataset", "FB15k", "FB15k-237"),  # the vocabulary tells them apart
    ("Dataset", "ImageNet", "ImageNet-Sketch"),  # a hyphen makes another name
    ("Dataset", "ImageNet", "ImageNet Captions"),
    ("Dataset", "CoNLL-2003", "CoNLL-2005"),
    ("Dataset", "Phoenix-2014", "Phoenix-2014-T"),
    ("Dataset", "LiDAR", "LiDAR point clouds"),
    ("Metric", "average displacement error", "final displacement error"),
    ("Method", "GAN", "graph attention network"),  # GAN has its meaning in the vocabulary
    ("Method", "Mixtral", "Mistral"),
    ("Method", "ResNet", "ResNeXt"),
    ("Method", "PointNet", "PointNet++"),
    ("Method", "BERT", "BERT decoder"),
    ("Method", "LSTM", "LSTM-CRF"),
    ("Method", "weighted transformer", "transformer"),
    ("Method", "neural network", "neural field"),
    ("Method", "fast R-CNN", "faster R-CNN"),
    ("Metric", "mean precision", "average precision"),  # the vocabulary knows the second
    ("Task", "question answering", "question generation"),
]


@pytest.mark.parametrize(("label", "left", "right"), KEPT_APART)
def test_kept_apart(label: EntityLabel, left: str, right: str) -> None:
    names = run(label, left, right)
    assert names[left].name != names[right].name


def test_a_label_of_its_own_keeps_a_name_apart() -> None:
    forms = {Form("MIRAGE", "Dataset"): 1, Form("MIRAGE", "Method"): 2}
    names = resolve(forms, {}, known_in(VOCABULARY))
    assert len({named.name for named in names.values()}) == 2


def test_a_short_form_that_fits_two_is_left_alone() -> None:
    names = run("Method", "RSA", "recurrent scale approximation", "red sea archive")
    assert len({named.name for named in names.values()}) == 3


def test_a_papers_own_meaning_beats_the_letters() -> None:
    short = {"GAN": "graph attention network"}
    names = run("Method", "GANs", "graph attention network", "green apple net", short_forms=short)
    assert names["GANs"].name == names["graph attention network"].name
    assert names["green apple net"].name != names["GANs"].name


def test_a_bare_task_with_two_kinds_is_neither() -> None:
    names = run("Task", "translation", "machine translation", "image translation")
    assert len({named.name for named in names.values()}) == 3


def test_several_versions_of_a_dataset_stay_apart() -> None:
    names = run("Dataset", "BRATS", "BRATS 2014", "BRATS 2015")
    assert len({named.name for named in names.values()}) == 3


def test_several_versions_of_a_model_are_its_family() -> None:
    names = run("Model", "BERT", "BERT-base", "BERT-large")
    assert {named.name.surface for named in names.values()} == {"BERT"}


def test_a_bare_task_leaves_the_vocabularys_meaning() -> None:
    names = run("Task", "segmentation", "lung segmentation")
    assert names["segmentation"].concept_id is None


SURFACES = st.sampled_from(
    ["InkNet", "Ink-Net", "inknets", "the InkNet model", "InkNet-XL", "InkNet 2", "IN",
     "ink network", "GAN", "generative adversarial networks", "CLU", "careful line unfolding",
     "GANs model", "translation", "machine translation", "ImageNet", "ImagNet", "ImageNet-1k",
     "Imagenet data set"]
)  # fmt: skip
LABELS: st.SearchStrategy[EntityLabel] = st.sampled_from(["Method", "Model", "Dataset", "Task"])
FORMS = st.dictionaries(st.builds(Form, SURFACES, LABELS), st.integers(0, 5), max_size=9)
SHORT = st.dictionaries(st.sampled_from(["CLU", "GAN", "IN"]), SURFACES, max_size=3)


@settings(max_examples=150)
@given(FORMS, SHORT)
def test_order_is_nothing(forms: dict[Form, int], short: dict[str, str]) -> None:
    known = known_in(VOCABULARY)
    there = resolve(forms, short, known)
    backwards = dict(reversed(forms.items())), dict(reversed(short.items()))
    assert resolve(*backwards, known) == there


@settings(max_examples=150)
@given(FORMS, SHORT)
def test_names_and_reasons_are_consistent(forms: dict[Form, int], short: dict[str, str]) -> None:
    names = resolve(forms, short, known_in(VOCABULARY))
    assert names.keys() == forms.keys()
    for form, named in names.items():
        assert names[named.name].name == named.name
        assert (named.why == ()) == (form == named.name)
        assert named.concept_id == names[named.name].concept_id


@settings(max_examples=100)
@given(FORMS, SHORT)
def test_names_are_names_of_themselves(forms: dict[Form, int], short: dict[str, str]) -> None:
    """Resolving the names alone merges none of them any further by their writing."""
    names = {named.name: 1 for named in resolve(forms, short, known_in(VOCABULARY)).values()}
    again = resolve(names, short, known_in(VOCABULARY))
    assert {named.name for named in again.values()} <= names.keys()
