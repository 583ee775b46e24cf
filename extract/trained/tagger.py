"""Names and relations of sentences, in two tiers behind one interface.

`fast` is the conditional random field and the linear pair model; `accurate` blends the field's
distributions with a fine-tuned MiniLM's, and the linear model's with those of a head on MiniLM's
vectors (a linear opinion pool; Genest and Zidek, 1986). The shares were chosen on held-out text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extract.trained.crf import CrfTagger, load_crf
from extract.trained.encoder import Encoder, Read
from extract.trained.features import names_of
from extract.trained.labels import BARRED, INSIDE, MOVES, Tier, runs
from extract.trained.pair_head import PairHead, load_pair_head
from extract.trained.pairs import (
    Chances,
    PairModel,
    Relation,
    Span,
    load_pairs,
    relations_from,
)
from extract.trained.ragged import Scores, best_paths
from extract.trained.tokens import Word, words_of
from extract.trained.weights import (
    CRF_FILE,
    ENCODER_FILE,
    PAIR_HEAD_FILE,
    PAIRS_FILE,
    SHARES_FILE,
    TOKENIZER_FILE,
    checked,
    models_dir,
)
from extract.vocabulary import load_vocabulary

Spans = tuple[Span, ...]
CHUNK = 512  # sentences tagged at once


@dataclass(frozen=True, slots=True)
class Shares:
    """How a tagger blends and decides; chosen on held-out text and kept beside the weights.

    `name` and `pair` are the encoder's shares, `trust_fast` and `trust_accurate` what the chance
    of "no relation" is multiplied by.
    """

    name: float = 0.6
    pair: float = 0.5
    trust_fast: float = 0.5
    trust_accurate: float = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence names, in order, and what it says of two of its names."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]


class Tagger(Protocol):
    """Finds names and relations; a sentence's result depends on that sentence alone."""

    tier: Tier

    def tag(self, sentences: Sequence[str]) -> list[tuple[Span, ...]]:
        """Give each sentence's names, in order, none within another."""
        ...

    def read(self, sentences: Sequence[str]) -> list[Found]:
        """Give each sentence's names and relations."""
        ...

    def relate(self, sentence: str, spans: Sequence[Span]) -> tuple[Relation, ...]:
        """Give what a sentence says of names that are known, in the order of the text."""
        ...


class FastTagger:
    """The conditional random field and the linear pair model."""

    tier: Tier = "fast"

    def __init__(self, crf: CrfTagger, pairs: PairModel, shares: Shares) -> None:
        self._crf = crf
        self._pairs = pairs
        self._shares = shares

    def tag(self, sentences: Sequence[str]) -> list[tuple[Span, ...]]:
        """Give each sentence's names, in order, none within another."""
        return [spans for _, spans in self._named(sentences)]

    def read(self, sentences: Sequence[str]) -> list[Found]:
        """Give each sentence's names and relations."""
        return [
            Found(spans, self._related(words, spans)) for words, spans in self._named(sentences)
        ]

    def relate(self, sentence: str, spans: Sequence[Span]) -> tuple[Relation, ...]:
        """Give what a sentence says of names that are known, in the order of the text."""
        return self._related(words_of(sentence), spans)

    def _related(self, words: Sequence[Word], spans: Sequence[Span]) -> tuple[Relation, ...]:
        chances = self._pairs.probabilities(words, spans)
        return tuple(relations_from(chances, len(spans), self._shares.trust_fast))

    def _named(self, sentences: Sequence[str]) -> list[tuple[list[Word], tuple[Span, ...]]]:
        found: list[tuple[list[Word], tuple[Span, ...]]] = []
        for at in range(0, len(sentences), CHUNK):
            words = [words_of(text) for text in sentences[at : at + CHUNK]]
            chances = self._crf.probabilities([[word.text for word in row] for row in words])
            found += zip(words, spans_from(words, chances), strict=True)
        return found


class AccurateTagger:
    """The field and the linear model, blended with a fine-tuned encoder and its pair head."""

    tier: Tier = "accurate"

    def __init__(
        self, crf: CrfTagger, pairs: PairModel, encoder: Encoder, head: PairHead, shares: Shares
    ) -> None:
        self._crf = crf
        self._pairs = pairs
        self._encoder = encoder
        self._head = head
        self._shares = shares

    def tag(self, sentences: Sequence[str]) -> list[tuple[Span, ...]]:
        """Give each sentence's names, in order, none within another."""
        return [spans for _, _, spans in self._named(sentences)]

    def read(self, sentences: Sequence[str]) -> list[Found]:
        """Give each sentence's names and relations."""
        return [
            Found(spans, self._related(words, read, spans))
            for words, read, spans in self._named(sentences)
        ]

    def relate(self, sentence: str, spans: Sequence[Span]) -> tuple[Relation, ...]:
        """Give what a sentence says of names that are known, in the order of the text."""
        words = words_of(sentence)
        return self._related(words, self._encoder.read(sentence, words), spans)

    def _named(self, sentences: Sequence[str]) -> Iterator[tuple[list[Word], Read, Spans]]:
        for at in range(0, len(sentences), CHUNK):
            texts = sentences[at : at + CHUNK]
            words = [words_of(text) for text in texts]
            rows = self._crf.probabilities([[word.text for word in row] for row in words])
            reads = [self._encoder.read(*pair) for pair in zip(texts, words, strict=True)]
            mixed = [
                blend(row, read.tags, self._shares.name)
                for row, read in zip(rows, reads, strict=True)
            ]
            yield from zip(words, reads, spans_from(words, mixed), strict=True)

    def _related(
        self, words: Sequence[Word], read: Read, spans: Sequence[Span]
    ) -> tuple[Relation, ...]:
        linear = self._pairs.probabilities(words, spans)
        told = blend(linear, self._head.probabilities(read, words, spans), self._shares.pair)
        return tuple(relations_from(told, len(spans), self._shares.trust_accurate))


def blend(left: Chances, right: Chances, share: float) -> Chances:
    """Mix two distributions a row; `share` is the right one's."""
    mixed: Chances = (1 - share) * left + share * right
    return mixed


def spans_from(
    words: Sequence[Sequence[Word]], chances: Sequence[Scores]
) -> list[tuple[Span, ...]]:
    """Give the names of the likeliest tags that B and I allow, with the least chance of each."""
    paths = _paths(chances)
    return [
        tuple(
            Span(
                row[a].start, row[b - 1].end, label, float(table[np.arange(a, b), path[a:b]].min())
            )
            for a, b, label in runs(path.tolist())
        )
        for row, table, path in zip(words, chances, paths, strict=True)
    ]


def _paths(chances: Sequence[Scores]) -> list[NDArray[np.int64]]:
    """Give the likeliest tags; the chain is asked only where each word's own don't go together."""
    paths = [row.argmax(axis=1) for row in chances]
    broken = [n for n, path in enumerate(paths) if not _allowed(path)]
    scores = []
    for n in broken:
        logs = np.log(np.maximum(chances[n], 1e-9))
        logs[:1, INSIDE] += BARRED
        scores.append(logs)
    for n, path in zip(broken, best_paths(scores, MOVES), strict=True):
        paths[n] = path
    return paths


def _allowed(path: NDArray[np.int64]) -> bool:
    if not len(path):
        return True
    return not INSIDE[path[0]] and bool((MOVES[path[:-1], path[1:]] > BARRED).all())


def open_tagger(folder: Path, tier: Tier) -> Tagger:
    """Load a tier with the weights of a folder.

    Raises WeightsError where a file is missing or not the one of the folder's lock.
    """
    crf = CrfTagger(load_crf(checked(folder, CRF_FILE)), names_of(load_vocabulary()))
    pairs = PairModel(load_pairs(checked(folder, PAIRS_FILE)))
    shares = Shares(**json.loads(checked(folder, SHARES_FILE).read_bytes()))
    if tier == "fast":
        return FastTagger(crf, pairs, shares)
    encoder = Encoder(checked(folder, ENCODER_FILE), checked(folder, TOKENIZER_FILE))
    head = PairHead(load_pair_head(checked(folder, PAIR_HEAD_FILE)))
    return AccurateTagger(crf, pairs, encoder, head, shares)


@cache
def load_tagger(tier: Tier = "fast") -> Tagger:
    """Load a tier with the weights that come with the project, once; raises as `open_tagger`."""
    return open_tagger(models_dir(), tier)
