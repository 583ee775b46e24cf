"""Both tiers: what they find, that offsets give the surface back, that they are repeatable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import WeightsError
from extract.trained.labels import Tier
from extract.trained.tagger import Tagger, open_tagger
from extract.trained.weights import CRF_FILE, LOCK_FILE
from extract.training.corpora import Example

TIERS: tuple[Tier, ...] = ("fast", "accurate")


@pytest.fixture(scope="session", params=TIERS)
def tagger(request: pytest.FixtureRequest, weights: Path) -> Tagger:
    return open_tagger(weights, request.param)


def test_what_was_learned_is_found(tagger: Tagger, examples: list[Example]) -> None:
    for example, found in zip(examples, tagger.read([e.text for e in examples]), strict=True):
        names = [(span.char_start, span.char_end, span.label) for span in found.spans]
        assert names == [(name.start, name.end, name.label) for name in example.names]
        told = [(one.source, one.type, one.target) for one in found.relations]
        assert told == [(link.source, link.type, link.target) for link in example.links]


def test_a_name_never_seen_is_found_by_its_place(tagger: Tagger) -> None:
    (spans,) = tagger.tag(["We train Kwerzo on Plimset ."])
    assert [
        ("We train Kwerzo on Plimset ."[span.char_start : span.char_end], span.label)
        for span in spans
    ] == [("Kwerzo", "Method"), ("Plimset", "Dataset")]


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_spans_are_stretches_of_the_text_in_order(tagger: Tagger, texts: list[str]) -> None:
    for text, found in zip(texts, tagger.read(texts), strict=True):
        at = 0
        for span in found.spans:
            surface = text[span.char_start : span.char_end]
            assert at <= span.char_start < span.char_end <= len(text)
            assert surface == surface.strip()
            assert 0 <= span.confidence <= 1.0001
            at = span.char_end
        for relation in found.relations:
            assert relation.source != relation.target
            assert max(relation.source, relation.target) < len(found.spans)


def test_a_sentence_is_tagged_alike_whatever_stands_beside_it(
    tagger: Tagger, examples: list[Example]
) -> None:
    texts = [example.text for example in examples]
    together = tagger.tag(texts)
    for text, spans in zip(texts, together, strict=True):
        (alone,) = tagger.tag([text])
        assert [(s.char_start, s.char_end, s.label) for s in alone] == [
            (s.char_start, s.char_end, s.label) for s in spans
        ]
    assert tagger.tag(texts) == together


def test_long_text_is_read_whole(tagger: Tagger) -> None:
    text = "it is on it . " * 300 + "We train Zorbo on Plimset ."
    (spans,) = tagger.tag([text])
    assert "Zorbo" in [text[span.char_start : span.char_end] for span in spans]


def test_nothing_gives_nothing(tagger: Tagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag(["", "  ", "\u200b"])[:2] == [(), ()]


def test_known_names_are_related(tagger: Tagger, examples: list[Example]) -> None:
    (spans,) = tagger.tag([examples[0].text])
    (relation,) = tagger.relate(examples[0].text, spans)
    assert (relation.source, relation.type, relation.target) == (0, "EVALUATED_WITH", 1)


@pytest.mark.parametrize("tier", TIERS)
def test_other_weights_are_told_in_one_line(weights: Path, tmp_path: Path, tier: Tier) -> None:
    for file in weights.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / CRF_FILE).write_bytes(b"other weights")
    with pytest.raises(WeightsError, match="is not the file of") as told:
        open_tagger(tmp_path, tier)
    assert "\n" not in str(told.value)
    (tmp_path / LOCK_FILE).unlink()
    with pytest.raises(WeightsError, match="install groundpath again"):
        open_tagger(tmp_path, tier)
