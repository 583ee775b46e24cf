"""Which phrases of an archive are terms: by how many papers use them, and by their C-value.

C-value after Frantzi, Ananiadou and Mima, "Automatic recognition of multi-word terms: the
C-value/NC-value method" (2000), over papers instead of occurrences: a phrase counts for as much as
it is used outside of longer ones. Equal for equal papers in the same order.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.keys import slug, written_out
from extract.records import Extraction
from extract.text.phrases import phrase_key

LEAST_PAPERS: Final = 3  # of several words
LEAST_PAPERS_ALONE: Final = 5  # of a single word, or around an "of"
MOST_FRACTION: Final = 0.04  # of the papers; a single word that more use is common in the field
LEAST_C_VALUE: Final = 4.0
WITHIN_FRACTION: Final = 0.8  # a phrase is part of a longer one that so many of its papers use
MOST_ALIASES: Final = 8
MOST_COUNTED: Final = 4_000_000  # phrases; those seen once are forgotten when there are more
_FEW: Final = 500  # papers, of which any fraction is few


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase that papers use: `mentions` are the passages, `papers` the papers that hold it."""

    id: str
    name: str
    key: str
    aliases: tuple[str, ...]
    mentions: int
    papers: int


@dataclass(slots=True)
class PhraseCounts:
    """How many papers and passages use each phrase, and how they write it."""

    total: int = 0
    _papers: dict[str, int] = field(default_factory=dict)
    _passages: dict[str, int] = field(default_factory=dict)
    _written: dict[str, int] = field(default_factory=dict)

    def add(self, extraction: Extraction) -> None:
        """Count a paper's phrases in."""
        self.total += 1
        used: set[str] = set()
        for phrases in passage_phrases(extraction):
            held = set(map(phrase_key, phrases))
            _count(self._written, phrases)
            _count(self._passages, held)
            used |= held
        _count(self._papers, used)

    def surfaces(self) -> dict[str, dict[str, int]]:
        """Give by match key the ways to write a phrase, each with its number of passages.

        Phrases of a single paper are left out; one with its umlauts written out is the same.
        """
        spellings: dict[str, dict[str, int]] = defaultdict(dict)
        for surface, count in self._written.items():
            key = phrase_key(surface)
            if self._papers.get(key, 0) > 1:
                spellings[key][surface] = count
        for key in sorted(spellings):
            written = spellings.get(key, {})
            for other in sorted({phrase_key(written_out(surface)) for surface in written} - {key}):
                if other in spellings:
                    spellings[key] |= spellings.pop(other)
                    for counts in (self._papers, self._passages):
                        counts[key] = counts.get(key, 0) + counts.pop(other, 0)
        return spellings

    def passages(self, key: str) -> int:
        """How many passages hold a phrase of this match key; 0 where few papers do."""
        return self._passages.get(key, 0) if self._papers.get(key, 0) > 1 else 0

    def terms(
        self, surfaces: Mapping[str, Mapping[str, int]], known: Collection[str]
    ) -> dict[str, Term]:
        """Give the terms by match key, without those that are `known` by another name."""
        kept = {key: self._papers[key] for key in surfaces if self._papers[key] >= LEAST_PAPERS}
        longer = _longer(kept)
        chosen = sorted(
            key
            for key, papers in kept.items()
            if key not in known and self._counts(key, papers, longer.get(key, ()))
        )
        return _distinct(
            _term(key, surfaces[key], self._passages[key], kept[key]) for key in chosen
        )

    def _counts(self, key: str, papers: int, longer: Collection[int]) -> bool:
        words = key.count(" ") + 1
        if words == 1 and papers > MOST_FRACTION * self.total and self.total > _FEW:
            return False
        if (words == 1 or " of " in key) and papers < LEAST_PAPERS_ALONE:
            return False
        if longer and max(longer) >= WITHIN_FRACTION * papers:
            return False
        nested = sum(longer) / len(longer) if longer else 0.0
        return math.log2(words + 1) * (papers - nested) >= LEAST_C_VALUE


def _count(counts: dict[str, int], items: Iterable[str]) -> None:
    """Count in what a passage or paper holds; forget what was seen once when there is too much."""
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    if len(counts) > MOST_COUNTED:
        for item in [item for item, count in counts.items() if count == 1]:
            del counts[item]


def passage_phrases(extraction: Extraction) -> Iterator[dict[str, tuple[int, int]]]:
    """Give for each passage its phrases as written, each with its first place."""
    for passage, places in zip(extraction.passages, extraction.phrases, strict=False):
        phrases: dict[str, tuple[int, int]] = {}
        for start, end in zip(places[::2], places[1::2], strict=True):
            phrases.setdefault(passage.text[start:end], (start, end))
        yield phrases


def _longer(kept: Mapping[str, int]) -> dict[str, list[int]]:
    """How many papers use each phrase that is one word longer than another."""
    longer: dict[str, list[int]] = defaultdict(list)
    for key, papers in kept.items():
        before, after = key.rpartition(" ")[0], key.partition(" ")[2]
        for piece in (phrase_key(before), after) if before else ():
            if piece in kept:
                longer[piece].append(papers)
    return longer


def _term(key: str, written: Mapping[str, int], passages: int, papers: int) -> Term:
    """The term of a key: its name is what most write, the accented and the singular one first."""
    order = sorted(written, key=lambda form: (-written[form], form[:1].isupper(), form))
    accented = [form for form in order if not form.isascii()]
    singular = [form for form in order if phrase_key(form) == " ".join(form.casefold().split())]
    name = (accented or singular or order)[0]
    aliases = [form for form in order if form != name]
    extra = {written_out(alias) for alias in (name, *aliases)} - {name, *aliases}
    kept = [*sorted(extra), *aliases][:MOST_ALIASES]
    return Term(f"term:{slug(key)}", name, key, tuple(kept), passages, papers)


def _distinct(terms: Iterator[Term]) -> dict[str, Term]:
    """Of terms whose ids are equal ("gpt 4.1", "gpt 4 1") the one that most papers use."""
    best: dict[str, Term] = {}
    for term in terms:
        other = best.get(term.id)
        if other is None or term.papers > other.papers:
            best[term.id] = term
    return {term.key: term for term in best.values()}
