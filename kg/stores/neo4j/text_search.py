"""The embedded store's BM25 over candidates of a server's full-text index.

The server keeps the stems of a passage's words in `words` and ranks candidates by them; its own
scores round lengths and count deleted passages, so candidates are scored again from exact counts.
The commonest terms' counts lie in the archive's record, those of the others are asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from kg.records import Hit, Value
from kg.stores.bm25 import Floats, Words, best, idf, length_norm, term_weights

COMMON: Final = 500  # passages; a term in more has its count in the record
MOST_CLAUSES: Final = 1_000  # of a full-text query; the index takes 1,024
MARGIN: Final = 1.1  # the index's scores are within this of the exact ones


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of passages and words, and of the passages with each common term."""

    passages: int
    words: int
    common: Mapping[str, int]

    @classmethod
    def read(cls, record: Mapping[str, Value]) -> Statistics:
        """From the archive's record; empty where it has none."""
        return cls(
            int(str(record.get("passages") or 0)),
            int(str(record.get("words") or 0)),
            json.loads(str(record.get("common") or "{}")),
        )


@dataclass(slots=True)
class StemCounts:
    """Counts while an archive is written, passage by passage."""

    passages: int = 0
    words: int = 0
    held: Counter[str] = field(default_factory=Counter)
    _stems: Words = field(default_factory=Words)

    def add(self, text: str) -> str:
        """Count a passage in and give its stems, with spaces between."""
        terms = list(self._stems.terms(text))
        self.passages += 1
        self.words += len(terms)
        self.held.update(set(terms))
        return " ".join(terms)

    def record(self) -> dict[str, Value]:
        """The counts as the archive's record keeps them."""
        common = {term: many for term, many in sorted(self.held.items()) if many > COMMON}
        return {
            "search_passages": self.passages,
            "search_words": self.words,
            "search_common": json.dumps(common, ensure_ascii=False, separators=(",", ":")),
        }


def query_terms(text: str) -> Counter[str]:
    """Index terms of a user's text: letters and digits only, so that nothing in it is syntax."""
    return Counter(term for term in Words().terms(text) if term)


def full_text_query(terms: Mapping[str, int]) -> str:
    """Terms as a full-text query that finds passages with any of them."""
    chosen = list(terms)[:MOST_CLAUSES]
    return " ".join(f"{term}^{terms[term]}" if terms[term] > 1 else term for term in chosen)


def prefix_query(prefixes: Collection[str]) -> str:
    """Prefixes as a full-text query that finds passages with a term that begins with one."""
    return f"({' OR '.join(f'{prefix}*' for prefix in sorted(prefixes))})"


def scores(
    terms: Mapping[str, int],
    held: Mapping[str, int],
    statistics: Statistics,
    documents: Sequence[str],
) -> Floats:
    """BM25 of terms (with how often each is asked) against documents of stems.

    The same sums in the same order as `Bm25.scores`, so that both give the same bytes.
    """
    counts = [Counter(words.split()) for words in documents]
    lengths = np.array([count.total() for count in counts], dtype=np.float64)
    mean = statistics.words / statistics.passages if statistics.words else 1.0
    norm = length_norm(lengths, mean)
    total = np.zeros(len(documents), dtype=np.float32)
    for term, asked in sorted(terms.items()):
        many = held.get(term, 0)
        if many:
            often = np.array([count[term] for count in counts], dtype=np.float64)
            weights = term_weights(idf(statistics.passages, np.array(many)), often, norm)
            total += weights * np.float32(asked)
    return total


def ranked(ids: Sequence[str], totals: Floats, k: int) -> list[Hit]:
    """The k best, ties by id."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return [Hit(ids[order[place]], score) for place, score in best(totals[order], k, 0.0)]
