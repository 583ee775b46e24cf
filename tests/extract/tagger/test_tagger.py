"""Both tiers: what they find, that offsets give the surface back, that they are repeatable."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import WeightsError
from extract.evaluation.corpora import Example
from extract.evaluation.scoring import names_by, relations_by
from extract.models.weights import CRF_FILE, ENCODER_FILE, LOCK_FILE, TOKENIZER_FILE
from extract.tagger.encoder import Encoder
from extract.tagger.labels import Tier
from extract.tagger.tagger import Tagger, open_tagger
from extract.tagger.tokens import words_of

TIERS: tuple[Tier, ...] = ("fast", "accurate")


@pytest.fixture(scope="session", params=TIERS)
def tagger(request: pytest.FixtureRequest, weights: Path) -> Tagger:
    return open_tagger(weights, request.param)


def test_what_was_learned_is_tagged(tagger: Tagger, examples: list[Example]) -> None:
    spans = names_by(tagger, examples)
    relations = relations_by(tagger, examples, spans)
    for example, tagged, related in zip(examples, spans, relations, strict=True):
        names = [(span.char_start, span.char_end, span.label) for span in tagged]
        assert names == [(name.start, name.end, name.label) for name in example.names]
        links = [(relation.source, relation.type, relation.target) for relation in related]
        assert links == [(link.source, link.type, link.target) for link in example.links]


def test_a_name_never_seen_is_found_by_its_place(tagger: Tagger) -> None:
    ((spans,),) = tagger.tag([["We train Kwerzo on Plimset ."]])
    assert [
        ("We train Kwerzo on Plimset ."[span.char_start : span.char_end], span.label)
        for span in spans
    ] == [("Kwerzo", "Method"), ("Plimset", "Dataset")]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_spans_are_stretches_of_the_text_in_order(tagger: Tagger, texts: list[str]) -> None:
    (tagged,) = tagger.tag([texts])
    for text, spans, relations in zip(texts, tagged, tagger.relate(texts, tagged), strict=True):
        at = 0
        for span in spans:
            surface = text[span.char_start : span.char_end]
            assert at <= span.char_start < span.char_end <= len(text)
            assert surface == surface.strip()
            assert 0 <= span.confidence <= 1.0001
            at = span.char_end
        for relation in relations:
            assert relation.source != relation.target
            assert max(relation.source, relation.target) < len(spans)


def test_a_text_is_tagged_alike_whatever_stands_beside_it(
    tagger: Tagger, examples: list[Example]
) -> None:
    sentences = [example.text for example in examples]
    texts = [sentences[:3], sentences[3:4], [], sentences[4:]]
    together = tagger.tag(texts)
    for text, tagged in zip(texts, together, strict=True):
        (alone,) = tagger.tag([text])
        assert [[(s.char_start, s.char_end, s.label) for s in spans] for spans in alone] == [
            [(s.char_start, s.char_end, s.label) for s in spans] for spans in tagged
        ]
    assert tagger.tag(texts) == together


def test_long_text_is_read_whole(tagger: Tagger) -> None:
    text = "it is on it . " * 300 + "We train Zorbo on Plimset ."
    ((spans,),) = tagger.tag([[text]])
    assert "Zorbo" in [text[span.char_start : span.char_end] for span in spans]


def test_nothing_gives_nothing(tagger: Tagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag([[]]) == [[]]
    assert tagger.tag([["", "  ", "\u200b"]])[0][:2] == [(), ()]


def test_known_names_are_related(tagger: Tagger, examples: list[Example]) -> None:
    text = [examples[0].text]
    ((relation,),) = tagger.relate(text, tagger.tag([text])[0])
    assert (relation.source, relation.type, relation.target) == (0, "EVALUATED_WITH", 1)


@pytest.mark.parametrize("tier", TIERS)
def test_other_weights_are_refused_in_one_line(weights: Path, tmp_path: Path, tier: Tier) -> None:
    for file in weights.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / CRF_FILE).write_bytes(b"other weights")
    with pytest.raises(WeightsError, match="is not the file of") as raised:
        open_tagger(tmp_path, tier)
    assert "\n" not in str(raised.value)
    (tmp_path / LOCK_FILE).unlink()
    with pytest.raises(WeightsError, match="install groundpath again"):
        open_tagger(tmp_path, tier)


def test_neighbours_are_read_together_as_far_as_a_window_holds_them(weights: Path) -> None:
    encoder = Encoder(weights / ENCODER_FILE, weights / TOKENIZER_FILE)
    sentences = ("We train Zorbo .", "", "It is on Plimset , it is .")
    alone = encoder.read_text(sentences, 0)
    together = encoder.read_text(sentences, 64)
    for single, sentence, read in zip(alone, sentences, together, strict=True):
        assert len(read.tags) == len(words_of(sentence))
        assert read.firsts.tolist() == single.firsts.tolist()
        assert all(first < len(read.hidden) for first in read.firsts)
    assert not np.allclose(alone[2].tags, together[2].tags)
    narrow = encoder.read_text(sentences, 5)
    assert all(np.array_equal(a.tags, b.tags) for a, b in zip(alone, narrow, strict=True))
