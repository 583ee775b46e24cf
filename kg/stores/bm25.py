"""BM25 over passages: stemmed words, weights worked out when the index is made, exact scores.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
always positive idf of Lucene. Postings are flat arrays that are mapped from disk, so that opening
an archive costs little; passages are numbered in the order of their ids, which breaks ties.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import Stemmer
from numpy.typing import NDArray

from extract.keys import plain

K1: Final = 1.2
B: Final = 0.75
LAST_LETTER: Final = "\U0010ffff"  # comes after every letter of an index term

_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010-\u2013'\u2019][^\W_]+)*")
_PART: Final = re.compile(r"[^\W_]+")
_STOPWORD_TEXT: Final = (
    "a an and are as at be been but by can do does for from had has have how if in into is it "
    "its no not of on or s such t that the their then there these they this to was we were "
    "what when where which while who will with"
)
STOPWORDS: Final = frozenset(_STOPWORD_TEXT.split())

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Doubles = NDArray[np.float64]


class Words:
    """Turns text into index terms; keeps stems already worked out."""

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        self._known: dict[str, str] = {}

    def terms(self, text: str) -> Iterator[str]:
        """Stems of the words of a text, without accents; `fine-tuning` gives `finetun` too."""
        for word in _WORD.findall(plain(unicodedata.normalize("NFKC", text).casefold())):
            parts = _PART.findall(word)
            for part in parts:
                if part not in STOPWORDS:
                    yield self._stemmed(part)
            if len(parts) > 1 and len(parts[-1]) > 1:
                yield self._stemmed("".join(parts))

    def _stemmed(self, word: str) -> str:
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self._stem(word)
        return stem


class Bm25:
    """The index: term -> the passages that hold it, each with its finished weight."""

    def __init__(self, terms: Sequence[str], bounds: Ints, passages: Ints, weights: Floats) -> None:
        self._terms = terms
        self._number = {term: number for number, term in enumerate(terms)}
        self._bounds, self._passages, self._weights = bounds, passages, weights
        self._words = Words()

    @classmethod
    def build(cls, texts: Sequence[str]) -> Bm25:
        """Index texts; the number of a passage is its place in `texts`."""
        words = Words()
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = np.zeros(len(texts), dtype=np.float64)
        for number, text in enumerate(texts):
            counts = Counter(words.terms(text))
            lengths[number] = counts.total()
            for term, count in counts.items():
                postings[term].append((number, count))
        return cls._weighed(postings, lengths)

    @classmethod
    def _weighed(cls, postings: dict[str, list[tuple[int, int]]], lengths: Doubles) -> Bm25:
        terms = sorted(postings)
        flat = np.array([pair for term in terms for pair in postings[term]], dtype=np.int32)
        flat = flat.reshape(-1, 2)
        sizes = np.array([len(postings[term]) for term in terms], dtype=np.int64)
        bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        norm = length_norm(lengths, lengths.mean() if lengths.any() else 1.0)
        passages = np.ascontiguousarray(flat[:, 0])
        rarity = np.repeat(idf(len(lengths), sizes), sizes)
        weights = term_weights(rarity, flat[:, 1].astype(np.float64), norm[passages])
        return cls(terms, bounds, passages, weights)

    def scores(self, text: str, size: int) -> Floats:
        """BM25 of a text against each of `size` passages; 0 where no word is shared."""
        total = np.zeros(size, dtype=np.float32)
        for term, count in sorted(Counter(self._words.terms(text)).items()):
            number = self._number.get(term)
            if number is not None:
                place = slice(self._bounds[number], self._bounds[number + 1])
                total[self._passages[place]] += self._weights[place] * np.float32(count)
        return total

    def holding(self, way: Sequence[Collection[str]]) -> Ints:
        """The passages that hold for every entry a term with one of its prefixes, ascending."""
        common: Ints | None = None
        for prefixes in way:
            places = [self._passages[slice(*self._range(prefix))] for prefix in sorted(prefixes)]
            held = np.unique(np.concatenate(places))
            common = held if common is None else np.intersect1d(common, held, assume_unique=True)
        return np.array([], dtype=np.int32) if common is None else common

    def _range(self, prefix: str) -> tuple[int, int]:
        """Where the postings of all terms with a prefix lie: terms are sorted."""
        first = bisect_left(self._terms, prefix)
        last = bisect_left(self._terms, prefix + LAST_LETTER, lo=first)
        return int(self._bounds[first]), int(self._bounds[last])

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        (folder / "terms.json").write_text(json.dumps(list(self._terms)), encoding="utf-8")
        for name, array in (
            ("bounds", self._bounds),
            ("passages", self._passages),
            ("weights", self._weights),
        ):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Bm25:
        """Open an index that `save` wrote; its arrays stay on disk until they are used."""
        terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        bounds, passages, weights = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in ("bounds", "passages", "weights")
        )
        return cls(terms, bounds, passages, weights)


def idf(passages: int, holding: NDArray[np.int64]) -> Doubles:
    """Inverse document frequency of terms that so many of the passages hold; always positive."""
    rarity: Doubles = np.log1p((passages - holding + 0.5) / (holding + 0.5))
    return rarity


def length_norm(lengths: Doubles, mean: float) -> Doubles:
    """BM25's length normalisation for passages of so many words."""
    return K1 * (1 - B + B * lengths / mean)


def term_weights(rarity: Doubles, counts: Doubles, norm: Doubles) -> Floats:
    """BM25 of a term in passages that hold it so often."""
    weights: Floats = (rarity * counts / (counts + norm)).astype(np.float32)
    return weights


def best(scores: Floats, k: int, floor: float) -> Iterator[tuple[int, float]]:
    """The k highest scores over `floor` with their places: best first, ties by place.

    Scores are rounded to six decimals first, so that the order is the same on every machine.
    """
    rounded = np.round(scores.astype(np.float64), 6)
    places = np.flatnonzero(rounded > floor)
    if k <= 0 or not len(places):
        return
    if len(places) > k:
        edge = np.partition(rounded[places], len(places) - k)[len(places) - k]
        places = places[rounded[places] >= edge]
    order = np.lexsort((places, -rounded[places]))[:k]
    for place in places[order]:
        yield int(place), float(rounded[place])
