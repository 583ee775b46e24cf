"""What a surface says apart from how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.entities.surfaces import (
    is_acronym,
    is_near_spelling,
    skeleton,
    variant_of,
    version_of,
    without_heads,
    without_opening,
    words_beside,
    words_of,
)


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("Full-Resolution Residual Networks", ("full", "resolution", "residual", "network")),
        ("actor-critic (A3C) algorithm", ("actor", "critic", "algorithm")),
        ("GGS-NNs", ("ggs", "nn")),
        ("residual nets", ("residual", "network")),
        ("V-Net", ("v", "net")),
        ("AlphaGo\u2019s network", ("alphago", "network")),
        ("(", ("(",)),
    ],
)
def test_words(surface: str, words: tuple[str, ...]) -> None:
    assert words_of(surface) == words


def test_what_points_or_praises_is_taken_off() -> None:
    assert without_opening(("our", "novel", "inknet"), "Method") == ("inknet",)
    assert without_opening(("automatic", "parsing"), "Task") == ("parsing",)
    assert without_opening(("the",), "Task") == ("the",)


def test_head_words_go_one_by_one() -> None:
    shorter = list(without_heads(("cityscape", "test", "set"), "Dataset"))
    assert shorter == [("cityscape", "test"), ("cityscape",)]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ResNet", "residual network"),
        ("IoU", "intersection over union"),
        ("MT-DNN", "multi-task deep neural networks"),
        ("OE-CNNs", "orthogonal embedding CNN"),
        ("mAP", "mean of AP"),
        ("BoW", "bag-of-words"),
        ("dasNet", "deep attention selective network"),
    ],
)
def test_acronyms(short: str, long: str) -> None:
    assert is_acronym(short, words_of(long))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("GAN", "generalization analysis"),
        ("filters", "filter representation"),
        ("text", "textual tasks"),
        ("SVDNet", "SVDNet training"),
        ("ConvE", "concatenating of vectors"),
        ("AI", "artificial intelligence"),
        ("CNN", "network"),
        ("RNN", "convolutional neural network"),
    ],
)
def test_no_acronyms(short: str, long: str) -> None:
    assert not is_acronym(short, words_of(long))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ImagNet-1k", "ImageNet-1k"),
        ("DBpeida", "DBpedia"),
        ("MINIST", "MNIST"),
        ("debluring", "deblurring"),
        ("summarisation model", "summarization models"),
    ],
)
def test_slips_of_the_pen(left: str, right: str) -> None:
    assert is_near_spelling(words_of(left), words_of(right))
    assert is_near_spelling(words_of(right), words_of(left))
    assert skeleton(words_of(left)) == skeleton(words_of(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mixtral", "Mistral"),
        ("ResNeXt", "ResNet"),
        ("RoBERT", "RoBERTa"),
        ("GPT-3", "GPT-4"),
        ("PointNet", "JointNet"),
        ("CoNLL-2003", "CoNLL-2005"),
        ("Llama", "Llama"),
        ("fast R-CNN", "faster R-CNN"),
        ("encoder", "decoder"),
        ("Informer", "Conformer"),
    ],
)
def test_other_names_are_no_slips(left: str, right: str) -> None:
    assert not is_near_spelling(words_of(left), words_of(right))


def test_versions_and_variants() -> None:
    assert version_of(("bert", "base"), ("bert",))
    assert version_of(("pythia", "v0.1"), ("pythia",))
    assert not version_of(("bert",), ("bert",))
    assert not version_of(("bert", "decoder"), ("bert",))
    assert not version_of(("w", "r"), ("w",))
    assert variant_of(("stargan", "sng"), ("stargan",)) == ("sng",)
    assert variant_of(("stargan", "discriminator"), ("stargan",)) == ()


def test_a_hyphen_ties_a_word_to_a_name() -> None:
    assert words_beside("MPII Human Pose", ("mpii",)) == ([], ["Human", "Pose"])
    assert words_beside("ImageNet-Sketch", ("imagenet",)) is None


@given(st.text(max_size=40))
def test_any_text_has_words(text: str) -> None:
    assert words_of(text)
    assert without_opening(words_of(text), "Task")
    assert all(without_heads(words_of(text), "Dataset"))


@given(st.text("abcdez", min_size=5, max_size=9), st.text("abcdez", min_size=5, max_size=9))
def test_near_spellings_have_the_same_skeleton(left: str, right: str) -> None:
    if is_near_spelling((left,), (right,)):
        assert skeleton((left,)) == skeleton((right,))
        assert is_near_spelling((right,), (left,))
