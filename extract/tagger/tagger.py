"""Names and relations of sentences, in two tiers behind one interface.

`fast` is the conditional random field and the linear pair model; `accurate` blends the field's
distributions with a fine-tuned MiniLM's, and the linear model's with those of a head on MiniLM's
vectors (a linear opinion pool; Genest and Zidek, 1986). Its weights were chosen on held-out text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extract.errors import WeightsError
from extract.models.weights import (
    CRF_FILE,
    ENCODER_FILE,
    PAIR_HEAD_FILE,
    PAIRS_FILE,
    SHARES_FILE,
    TOKENIZER_FILE,
    checked,
    models_dir,
)
from extract.records import EntityLabel, EntityRelationType
from extract.schema import schema
from extract.tagger.crf import CrfTagger, load_crf
from extract.tagger.encoder import Encoder, Read
from extract.tagger.features import names_of
from extract.tagger.labels import BARRED, TagSet, Tier, pair_classes, read_tags
from extract.tagger.pair_head import PairHead, load_pair_head
from extract.tagger.pairs import (
    Chances,
    NameSpan,
    PairModel,
    Relation,
    load_pairs,
    relations_from,
)
from extract.tagger.ragged import Scores, best_paths
from extract.tagger.tokens import Word, words_of
from extract.vocabulary import load_vocabulary

Spans = tuple[NameSpan, ...]
Relations = tuple[Relation, ...]
Texts = Sequence[Sequence[str]]  # the sentences of each text
CHUNK = 512  # sentences tagged at once


@dataclass(frozen=True, slots=True)
class Shares:
    """How a tagger blends and decides; chosen on held-out text and kept beside the weights.

    `name` and `pair` are the encoder's weights, `trust_fast` and `trust_accurate` what the chance
    of "no relation" is multiplied by, `window` how many sub-words of neighbouring sentences the
    encoder was trained to read together (0: each sentence alone), `relations` those that the pair
    models distinguish, in their order.
    """

    name: float = 0.6
    pair: float = 0.5
    trust_fast: float = 0.5
    trust_accurate: float = 0.5
    window: int = 0
    relations: tuple[EntityRelationType, ...] = ()


class Tagger(Protocol):
    """Finds names and relations; a text's result depends on the sentences of that text alone."""

    tier: Tier

    @property
    def labels(self) -> tuple[EntityLabel, ...]:
        """What its weights know; it tags nothing else, and relates nothing else."""
        ...

    def tag(self, texts: Texts) -> list[list[Spans]]:
        """Give the names of each sentence of each text, in order, none within another."""
        ...

    def relate(self, text: Sequence[str], spans: Sequence[Spans]) -> list[Relations]:
        """Give what each sentence of a text says of two of its names, which are known."""
        ...


class FastTagger:
    """The conditional random field and the linear pair model."""

    tier: Tier = "fast"

    def __init__(self, crf: CrfTagger, pairs: PairModel, shares: Shares) -> None:
        """Take the models; WeightsError where they know what the schema doesn't declare."""
        self._crf = crf
        self._pairs = pairs
        self._shares = shares
        self._tags = read_tags(crf.tags, schema())
        self._classes = pair_classes(shares.relations, schema())

    @property
    def labels(self) -> tuple[EntityLabel, ...]:
        """What its weights know; it tags nothing else, and relates nothing else."""
        return self._tags.labels

    def tag(self, texts: Texts) -> list[list[Spans]]:
        """Give the names of each sentence of each text, in order, none within another."""
        names: list[Spans] = []
        for words, rows in _chances(self._crf, texts):
            names += spans_from(words, rows, self._tags)
        return _by_text(names, texts)

    def relate(self, text: Sequence[str], spans: Sequence[Spans]) -> list[Relations]:
        """Give what each sentence of a text says of two of its names, which are known."""
        return [
            self._related(sentence, own) if len(own) > 1 else ()
            for sentence, own in zip(text, spans, strict=True)
        ]

    def _related(self, sentence: str, spans: Spans) -> Relations:
        chances = self._pairs.probabilities(words_of(sentence), spans)
        return tuple(relations_from(chances, len(spans), self._classes, self._shares.trust_fast))


class AccurateTagger(FastTagger):
    """The field and the linear model, blended with a fine-tuned encoder and its pair head."""

    tier: Tier = "accurate"

    def __init__(
        self, crf: CrfTagger, pairs: PairModel, encoder: Encoder, head: PairHead, shares: Shares
    ) -> None:
        super().__init__(crf, pairs, shares)
        self._encoder = encoder
        self._head = head

    def tag(self, texts: Texts) -> list[list[Spans]]:
        """Give the names of each sentence of each text, in order, none within another."""
        tags = (read.tags for text in texts for read in self._reads(text))
        names: list[Spans] = []
        for words, rows in _chances(self._crf, texts):
            mixed = [blend(row, next(tags), self._shares.name) for row in rows]
            names += spans_from(words, mixed, self._tags)
        return _by_text(names, texts)

    def relate(self, text: Sequence[str], spans: Sequence[Spans]) -> list[Relations]:
        """Give what each sentence of a text says of two of its names, which are known."""
        if all(len(own) < 2 for own in spans):
            return [()] * len(text)
        return [
            self._blended(sentence, read, own) if len(own) > 1 else ()
            for sentence, read, own in zip(text, self._reads(text), spans, strict=True)
        ]

    def _reads(self, text: Sequence[str]) -> list[Read]:
        return self._encoder.read_text(tuple(text), self._shares.window)

    def _blended(self, sentence: str, read: Read, spans: Spans) -> Relations:
        words = words_of(sentence)
        linear = self._pairs.probabilities(words, spans)
        mixed = blend(linear, self._head.probabilities(read, words, spans), self._shares.pair)
        return tuple(relations_from(mixed, len(spans), self._classes, self._shares.trust_accurate))


def _chances(crf: CrfTagger, texts: Texts) -> Iterator[tuple[list[list[Word]], list[Scores]]]:
    """Give the words of the texts' sentences and their distributions, many at a time."""
    sentences = [sentence for text in texts for sentence in text]
    for at in range(0, len(sentences), CHUNK):
        words = [words_of(sentence) for sentence in sentences[at : at + CHUNK]]
        yield words, crf.probabilities([[word.text for word in row] for row in words])


def _by_text(names: Iterable[Spans], texts: Texts) -> list[list[Spans]]:
    rest = iter(names)
    return [list(islice(rest, len(text))) for text in texts]


def blend(left: Chances, right: Chances, weight: float) -> Chances:
    """Mix two distributions a row; `weight` is the right one's."""
    mixed: Chances = (1 - weight) * left + weight * right
    return mixed


def spans_from(
    words: Sequence[Sequence[Word]], chances: Sequence[Scores], tags: TagSet
) -> list[tuple[NameSpan, ...]]:
    """Give the names of the likeliest tags that B and I allow, with the least chance of each."""
    paths = _paths(chances, tags)
    return [
        tuple(
            NameSpan(
                row[a].start, row[b - 1].end, label, float(table[np.arange(a, b), path[a:b]].min())
            )
            for a, b, label in tags.runs(path.tolist())
        )
        for row, table, path in zip(words, chances, paths, strict=True)
    ]


def _paths(chances: Sequence[Scores], tags: TagSet) -> list[NDArray[np.int64]]:
    """Give the likeliest tags; the chain is asked only where each word's own don't go together."""
    paths = [row.argmax(axis=1) for row in chances]
    broken = [n for n, path in enumerate(paths) if not _allowed(path, tags)]
    scores = []
    for n in broken:
        logs = np.log(np.maximum(chances[n], 1e-9))
        logs[:1, tags.inside] += BARRED
        scores.append(logs)
    for n, path in zip(broken, best_paths(scores, tags.moves), strict=True):
        paths[n] = path
    return paths


def _allowed(path: NDArray[np.int64], tags: TagSet) -> bool:
    if not len(path):
        return True
    return not tags.inside[path[0]] and bool((tags.moves[path[:-1], path[1:]] > BARRED).all())


def read_shares(file: Path) -> Shares:
    """Read what `extract.training` keeps beside the weights."""
    row = json.loads(file.read_bytes())
    return Shares(**{**row, "relations": tuple(row.get("relations", ()))})


def _checked_size(weights: NDArray[np.float32], wanted: int, file: str) -> None:
    """Check the size of weights against the list of their classes, kept in another file."""
    if len(weights) != wanted:
        raise WeightsError(
            f"{file} tells {len(weights)} apart, {SHARES_FILE} and {CRF_FILE} say {wanted}: "
            "train them together, or install groundpath again"
        )


def open_tagger(folder: Path, tier: Tier) -> Tagger:
    """Load a tier with the weights of a folder.

    Raises WeightsError where a file is missing or not the one of the folder's lock, where files
    don't belong together, and where they know what the schema doesn't declare.
    """
    crf = CrfTagger(load_crf(checked(folder, CRF_FILE)), names_of(load_vocabulary()))
    shares, linear = (
        read_shares(checked(folder, SHARES_FILE)),
        load_pairs(checked(folder, PAIRS_FILE)),
    )
    pairs, classes = PairModel(linear), len(pair_classes(shares.relations, schema()))
    _checked_size(linear.bias, classes, PAIRS_FILE)
    if tier == "fast":
        return FastTagger(crf, pairs, shares)
    encoder = Encoder(checked(folder, ENCODER_FILE), checked(folder, TOKENIZER_FILE))
    labels = read_tags(crf.tags, schema()).labels
    weights = load_pair_head(checked(folder, PAIR_HEAD_FILE))
    _checked_size(weights["pair.out.bias"], classes, PAIR_HEAD_FILE)
    _checked_size(weights["pair.labels.weight"], len(labels) ** 2, PAIR_HEAD_FILE)
    return AccurateTagger(crf, pairs, encoder, PairHead(weights, labels), shares)


@cache
def load_tagger(tier: Tier = "fast") -> Tagger:
    """Load a tier with the weights that come with the project, once; raises as `open_tagger`."""
    return open_tagger(models_dir(), tier)
