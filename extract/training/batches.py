"""Examples as arrays of few shapes: sub-words, allowed tags, pairs of spans.

An annotator marks what a guideline asks for: SciREX has no Domain and calls models methods, TDMSci
has no methods at all. A word's target is therefore the *set* of tags that its corpus leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extract.evaluation.corpora import Example
from extract.evaluation.scoring import spans_of
from extract.evaluation.tags import CLASSES, LABELS, TAGS
from extract.tagger.encoder import word_firsts
from extract.tagger.pairs import pairs_of, places_of
from extract.tagger.tokens import words_of

Ints = NDArray[np.int32]

SIZES = (16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 144, 256)  # sub-words a row
SUBWORDS_A_PAIR = 4  # as many fewer pairs than sub-words has a batch
LARGEST = SIZES[-1]
RELATED = ("gold", "scier")  # corpora whose relations are annotated

# What a tag of a corpus may be in the six types; a tag that is not listed is itself.
OPEN: dict[str, dict[str, tuple[str, ...]]] = {
    "scirex": {
        "O": ("O", "B-Domain", "I-Domain"),
        "B-Method": ("B-Method", "B-Model"),
        "I-Method": ("I-Method", "I-Model"),
    },
    "tdmsci": {
        "O": ("O", "B-Domain", "I-Domain", "B-Method", "I-Method", "B-Model", "I-Model"),
    },
}


@dataclass(frozen=True)
class Encoded:
    """An example in numbers: sub-word ids, the first sub-word of each word, allowed tags, pairs.

    `weights` say how much each word counts; all alike where there are none.
    """

    ids: list[int]
    firsts: list[int]
    allowed: NDArray[np.bool_]
    pairs: list[tuple[int, int, int, int, int, int, int]]
    weights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Arrays of a batch; `pairs` (n, 7) and their `classes`, -1 where there is none."""

    ids: Ints
    mask: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    counted: NDArray[np.float32]
    pairs: Ints
    classes: Ints


def subwords(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[int]]:
    """Give a text's sub-word ids and where each of its words begins among them.

    Words past the largest row begin nowhere and are left off.
    """
    encoding = tokenizer.encode(text)
    firsts = [1 + at for at in word_firsts(encoding.offsets[1:-1], words_of(text))]
    ids = encoding.ids[:LARGEST]
    return ids, [at for at in firsts if at < len(ids)]


def encode_example(tokenizer: Tokenizer, example: Example) -> Encoded:
    """Turn an example into numbers."""
    ids, firsts = subwords(tokenizer, example.text)
    tags = word_tags(example)[: len(firsts)]
    table = _open_table(example.corpus)
    allowed = np.stack([table[tag] for tag in tags]) if tags else np.zeros((0, len(TAGS)), bool)
    pairs = list(_pairs(example, firsts)) if example.corpus in RELATED else []
    return Encoded(ids, firsts, allowed, pairs)


def word_tags(example: Example) -> list[int]:
    """Give the tag of every word, as a number of `TAGS`."""
    tags = []
    names = list(example.names)
    for word in words_of(example.text):
        while names and names[0].end <= word.start:
            names.pop(0)
        inside = bool(names) and names[0].start <= word.start
        if not inside:
            tags.append(0)
            continue
        label = LABELS.index(names[0].label)
        first = names[0].start == word.start
        tags.append(1 + 2 * label + (not first))
    return tags


def _open_table(corpus: str) -> NDArray[np.bool_]:
    table = np.eye(len(TAGS), dtype=bool)
    for tag, others in OPEN.get(corpus, {}).items():
        table[TAGS.index(tag)] = np.isin(TAGS, others)
    return table


def _pairs(
    example: Example, firsts: Sequence[int]
) -> Iterator[tuple[int, int, int, int, int, int, int]]:
    spans = spans_of(example)
    places = places_of(words_of(example.text), spans)
    labels = [LABELS.index(span.label) for span in spans]
    for (left, right), kind in zip(pairs_of(len(spans)), classes_of(example), strict=True):
        (a, b), (c, d) = places[left], places[right]
        if d <= len(firsts):
            yield (firsts[a], firsts[b - 1], firsts[c], firsts[d - 1],
                   labels[left], labels[right], kind)  # fmt: skip


def classes_of(example: Example) -> list[int]:
    """Give the class of every two names of an example, in the order of `pairs_of`."""
    classes = {}
    for link in example.links:
        pair = (min(link.source, link.target), max(link.source, link.target))
        classes[pair] = CLASSES.index((link.type, link.source < link.target))
    return [classes.get(pair, 0) for pair in pairs_of(len(example.names))]


def batches(encoded: Sequence[Encoded], seed: int, subwords: int) -> list[Batch]:
    """Deal examples out into batches of one row size each, in a shuffled order."""
    draw = np.random.default_rng(seed)
    by_size: dict[int, list[Encoded]] = {}
    for example in (encoded[n] for n in draw.permutation(len(encoded))):
        by_size.setdefault(row_size(example), []).append(example)
    made = []
    for size, alike in sorted(by_size.items()):
        rows = subwords // size
        made += [_batch(alike[n : n + rows], rows, size, draw) for n in range(0, len(alike), rows)]
    return [made[n] for n in draw.permutation(len(made))]


def _batch(examples: Sequence[Encoded], rows: int, size: int, draw: np.random.Generator) -> Batch:
    ids, mask = rows_of([example.ids for example in examples], rows, size)
    allowed = np.zeros((rows, size, examples[0].allowed.shape[1]), bool)
    counted = np.zeros((rows, size), np.float32)
    pairs = []
    for row, example in enumerate(examples):
        allowed[row, example.firsts] = example.allowed
        counted[row, example.firsts] = example.weights or 1
        pairs += [(row, *pair) for pair in example.pairs]
    most = rows * size // SUBWORDS_A_PAIR
    chosen = sorted(draw.permutation(len(pairs))[:most])
    table = np.full((most, 8), -1, np.int32)
    table[: len(chosen)] = np.array([pairs[n] for n in chosen], np.int32).reshape(-1, 8)
    return Batch(ids, mask, allowed, counted, np.maximum(table[:, :7], 0), table[:, 7])


def row_size(example: Encoded) -> int:
    """Give the size of the rows that an example goes into, in sub-words."""
    return next(size for size in SIZES if len(example.ids) <= size)


def rows_of(texts: Sequence[Sequence[int]], rows: int, size: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Give sub-word ids as (rows, size), and which of them are there; empty rows have one."""
    ids = np.zeros((rows, size), np.int32)
    mask = np.zeros((rows, size), bool)
    mask[:, 0] = True
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = True
    return ids, mask
