"""The figures of extraction on annotated text, each beside its baseline and the published one.

A figure is a small function of `Places`, listed in `MEASURES`; data that it needs and that is
missing is reported in its row. SciER, SciREX and TDMSci lie beside the checkout and never in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.evaluation.corpora import Example, read_gold, read_scier, read_tdmsci
from extract.evaluation.figures import Absent, Result, Row
from extract.evaluation.polarity import polarity_rows
from extract.evaluation.role_scoring import role_figures
from extract.evaluation.scirex_names import naming_rows
from extract.evaluation.scoring import (
    names_by,
    relations_by,
    score_names,
    score_relations,
    spans_of,
    to_scier,
    to_tdmsci,
)
from extract.evaluation.speed import speed_rows
from extract.models.weights import LOCK_FILE, TOKENIZER_FILE, models_dir
from extract.tagger.encoder import load_tokenizer
from extract.tagger.labels import Tier
from extract.tagger.tagger import Tagger, open_tagger
from extract.tagger.tokens import words_of
from extract.vocabulary import data_dir

TIERS: tuple[Tier, ...] = ("fast", "accurate")
# The benchmark's encoder is a larger one than the shipped.
_ON_SCIER: Mapping[Tier, str] = {"fast": "fast", "accurate": "accurate (MPNet)"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the figures' data is: annotated corpora, and the models that they alone trained."""

    shared: Path
    benchmarks: Path


MeasureFunction = Callable[[Places], Iterator[Result]]


def extraction_figures(places: Places) -> Iterator[Result]:
    """Measure all; a figure whose data is absent has a note instead of a value."""
    for name, measure in MEASURES:
        try:
            yield from measure(places)
        except Absent as absent:
            yield Result(name, f"not measured: {absent}")


def _scier_names(places: Places) -> Iterator[Result]:
    test = _corpus(places, "scier", lambda folder: read_scier(folder, "test"))
    for tier, before in zip(TIERS, ("70.8", "75.4"), strict=True):
        tagger = _benchmark(places, "scier", tier)
        score = score_names(test, names_by(tagger, test))
        bar = ">= 78" if tier == "accurate" else ""
        yield Result(
            f"SciER test, names, {_ON_SCIER[tier]}", f"{score.f1:.1f}", bar, before, "86.85 (GPU)"
        )


def _scier_relations(places: Places) -> Iterator[Result]:
    test = _corpus(places, "scier", lambda folder: read_scier(folder, "test"))
    for tier in TIERS:
        tagger = _benchmark(places, "scier", tier)
        spans = names_by(tagger, test)
        relations = relations_by(tagger, test, spans)
        for kind, full, bar, before, published in (
            ("Rel", False, ">= 48", {"fast": "37.1", "accurate": "43.9"}, "62.3"),
            ("Rel+", True, ">= 46", {"fast": "35.7", "accurate": "42.3"}, "61.1"),
        ):
            score = score_relations(test, spans, relations, with_labels=full)
            yield Result(
                f"SciER test, {kind} end to end, {_ON_SCIER[tier]}", f"{score.f1:.1f}",
                bar if tier == "accurate" else "", before[tier], published,
            )  # fmt: skip


def _scier_gold_relations(places: Places) -> Iterator[Result]:
    test = _corpus(places, "scier", lambda folder: read_scier(folder, "test"))
    for tier, before in zip(TIERS, ("62.3", "64.8"), strict=True):
        value = f"{_with_gold_names(_benchmark(places, 'scier', tier), test):.1f}"
        bar = ">= 68" if tier == "accurate" else ""
        yield Result(f"SciER test, Rel with gold names, {_ON_SCIER[tier]}", value, bar, before)


def _tdmsci(places: Places) -> Iterator[Result]:
    test = _corpus(places, "tdmsci", lambda folder: read_tdmsci(folder, "test"))
    for tier in TIERS:
        for what, tagger in (
            ("trained on it and SciREX", _benchmark(places, "tdmsci", tier)),
            ("shipped", _shipped(tier)),
        ):
            score = score_names(test, names_by(tagger, test), to_tdmsci)
            yield Result(
                f"TDMSci test, names, {what}, {tier}", f"{score.f1:.1f}", published="none found"
            )


def _shipped_on_scier(places: Places) -> Iterator[Result]:
    test = _corpus(places, "scier", lambda folder: read_scier(folder, "test"))
    for tier in TIERS:
        score = score_names(test, names_by(_shipped(tier), test), to_scier)
        bar = ">= 55" if tier == "accurate" else ""
        yield Result(f"SciER test, names, shipped, {tier}", f"{score.f1:.1f}", bar)


def _own_test(places: Places) -> Iterator[Result]:
    test = read_gold(data_dir(), "test")
    for tier in TIERS:
        spans = names_by(_shipped(tier), test)
        relations = relations_by(_shipped(tier), test, spans)
        score = score_names(test, spans)
        yield Result(f"own test, names (6 types), shipped, {tier}", f"{score.f1:.1f}")
        score = score_relations(test, spans, relations, with_labels=True)
        yield Result(f"own test, Rel+ end to end, shipped, {tier}", f"{score.f1:.1f}")
        value = f"{_with_gold_names(_shipped(tier), test):.1f}"
        yield Result(f"own test, Rel with gold names, shipped, {tier}", value)


def _names_as_entities(places: Places) -> Iterator[Result]:
    _beside(places, "scirex")
    return _printed(naming_rows(places.shared), ".1f", "{:.1f} by match key")


def _speed(places: Places) -> Iterator[Result]:
    texts = [example.text for example in read_gold(data_dir(), "train")] * 4
    words = sum(len(words_of(text)) for text in texts)
    fast = _shipped("fast")
    yield Result("speed, fast, names, words a CPU second", f"{words / _seconds(fast, texts):,.0f}")
    accurate = _shipped("accurate")
    texts = texts[: len(texts) // 4]
    tokenizer = load_tokenizer(models_dir() / TOKENIZER_FILE)
    pieces = sum(len(tokenizer.encode(text).ids) for text in texts)
    yield Result(
        "speed, accurate, sub-words a CPU second", f"{pieces / _seconds(accurate, texts):,.0f}",
        ">= 6,000", "2,700",
    )  # fmt: skip


def _whole_speed(places: Places) -> Iterator[Result]:
    return _printed(speed_rows(places.shared), ",.0f", "{:,.0f}")


def _printed(rows: Iterable[Row], number: str, before: str = "") -> Iterator[Result]:
    """Print numbers in a format, and what they are beside in a text around it."""
    for row in rows:
        yield Result(row.what, format(row.value, number), row.bar, before.format(row.before))


def _seconds(tagger: Tagger, texts: Sequence[str]) -> float:
    began = time.process_time()
    tagger.tag([[text] for text in texts])
    return time.process_time() - began


MEASURES: tuple[tuple[str, MeasureFunction], ...] = (
    ("SciER test, names", _scier_names),
    ("SciER test, relations end to end", _scier_relations),
    ("SciER test, Rel with gold names", _scier_gold_relations),
    ("TDMSci test, names", _tdmsci),
    ("SciER test, names, shipped", _shipped_on_scier),
    ("own test", _own_test),
    ("names as things", _names_as_entities),
    ("sentence roles", lambda places: role_figures(places.shared)),
    ("polarity", lambda places: _printed(polarity_rows(), ".2f")),
    ("speed", _speed),
    ("speed of the whole", _whole_speed),
)


def _corpus(places: Places, name: str, read: Callable[[Path], list[Example]]) -> list[Example]:
    return read(_beside(places, name))


def _beside(places: Places, name: str) -> Path:
    folder = places.shared / name
    if not folder.is_dir():
        raise Absent(f"no {name} beside the checkout")
    return folder


def _benchmark(places: Places, corpus: str, tier: Tier) -> Tagger:
    if not (places.benchmarks / corpus / LOCK_FILE).is_file():
        raise Absent(f"the models of {corpus} are not trained; run `make bench-extraction`")
    return _opened(places.benchmarks / corpus, tier)


def _shipped(tier: Tier) -> Tagger:
    return _opened(models_dir(), tier)


@cache
def _opened(folder: Path, tier: Tier) -> Tagger:
    return open_tagger(folder, tier)


def _with_gold_names(tagger: Tagger, examples: Sequence[Example]) -> float:
    spans = [tuple(spans_of(example)) for example in examples]
    relations = relations_by(tagger, examples, spans)
    return score_relations(examples, spans, relations, with_labels=True).f1
