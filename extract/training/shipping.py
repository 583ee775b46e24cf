"""The examples that the shipped models are trained on: SciREX, TDMSci and the project's own.

Held-out documents of SciREX and held-out sentences of TDMSci's training half serve for the choices;
no example of SciER is read here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.evaluation.corpora import Example, Name
from extract.evaluation.tags import TAGS
from extract.tagger.features import Names, known_names
from extract.tagger.ragged import Scores
from extract.tagger.tokens import words_of

_HELD_OUT = {"scirex": 20, "tdmsci": 10}  # every n-th document
_SHORTEST, _LONGEST = 5, 90  # words of a sentence of SciREX
_EMPTY_PERCENT = 12  # per cent of the sentences without a name


def is_held_out(example: Example) -> bool:
    """Tell whether an example is kept back to choose on; own test papers are elsewhere."""
    every = _HELD_OUT.get(example.corpus)
    return every is not None and zlib.crc32(example.document.encode()) % every == 0


def chosen_from(examples: Iterable[Example], percent: int) -> list[Example]:
    """Give `percent` per cent of the sentences of a length to learn from, by a hash of each."""
    chosen = []
    for example in examples:
        size = len(example.text.split())
        limit = percent if example.names else min(percent, _EMPTY_PERCENT)
        lot = zlib.crc32((example.document + example.text).encode()) % 100
        if _SHORTEST <= size <= _LONGEST and lot < limit:
            chosen.append(example)
    return chosen


def with_models(example: Example, names: Names) -> Example:
    """Call a method whose whole name the vocabulary knows as a model's a model.

    SciREX has no such type; a chain that learns from single tags needs one of the two.
    """
    relabelled = []
    for name in example.names:
        words = [word.text.lower() for word in words_of(example.text[name.start : name.end])]
        known = known_names(words, names)
        whole = known[0] in ("gBModel", "gUModel") and all(
            mark.startswith("gI") for mark in known[1:]
        )
        is_model = name.label == "Method" and whole
        relabelled.append(replace(name, label="Model") if is_model else name)
    return replace(example, names=tuple(relabelled))


def with_methods(example: Example, tagged: Sequence[Name]) -> Example:
    """Add the methods that a model found where the annotators marked nothing.

    TDMSci marks no methods: without them a chain would learn that methods are no names.
    """
    extra = [
        name
        for name in tagged
        if name.label == "Method"
        and all(name.end <= other.start or name.start >= other.end for other in example.names)
    ]
    return replace(example, names=tuple(sorted([*example.names, *extra])))


def methods_together(chances: Scores) -> Scores:
    """Give models' share of each word's distribution to methods, as SciREX has one label."""
    together = chances.copy()
    for place in "BI":
        model, method = TAGS.index(f"{place}-Model"), TAGS.index(f"{place}-Method")
        together[:, method] += together[:, model]
        together[:, model] = 0
    return together
