"""Places of a text that may name a concept: which concept, how far they reach, which of them win.

Overlaps go to the longest name, then the earliest, then the schema's order of labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extract.entities.homonyms import Context
from extract.entities.resolution import ResolvedName
from extract.mentions.exclusions import is_cued, is_guarded
from extract.mentions.matcher import Match
from extract.mentions.tagged_names import TAGGER
from extract.schema import schema
from extract.vocabulary import Concept
from extract.word_lists import alternations

_SHORT_ALIAS = 3
_LEX = alternations("names")
_VERSION = re.compile(
    r"(?:[- ]?v?\d+(?:\.\d+)*[A-Za-z]{0,2}(?![\w%])(?!\.\d)"
    rf"|[-. ](?:{_LEX['model versions']})(?![\w]))+"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may name a concept, before overlaps are decided."""

    passage: int
    start: int
    end: int
    concept: Concept
    confidence: float
    extractor: str

    @property
    def rank(self) -> tuple[bool, int, int, int, bool, int, str]:
        """Smaller wins: not the tagger's, longer, earlier, the paper's own, label order, id."""
        order = schema().order[self.concept.label]
        known = self.extractor != "pattern"
        tagged = self.extractor.startswith(TAGGER)
        length = self.end - self.start
        return (tagged, -length, self.passage, self.start, known, order, self.concept.id)

    def resolved(self, resolved: Mapping[str, ResolvedName]) -> Candidate:
        """Give the candidate with the concept that its name resolves to."""
        named = resolved.get(self.concept.id)
        return replace(self, concept=named.concept) if named else self


def vocabulary_candidates(
    passage: int, text: str, match: Match, context: Context
) -> list[Candidate]:
    """Give the mention of the concept that a match means; none where no concept fits."""
    surface = text[match.char_start : match.char_end]
    concepts = [c for c in match.concepts if not c.cues or is_cued(c, text, match)]
    if not concepts:
        return []
    concept, confidence = concepts[0], 0.9
    if len(concepts) > 1:
        choice = context.choose(concepts, surface, text[match.char_end :])
        concept, confidence = choice.concept, choice.confidence
    elif len(surface) <= _SHORT_ALIAS and surface.islower():
        confidence = 0.6
    if is_guarded(concept, text, match.char_start, match.char_end):
        return []
    end = with_version(text, match.char_end, concept)
    return [Candidate(passage, match.char_start, end, concept, confidence, "vocabulary")]


def with_version(text: str, end: int, concept: Concept) -> int:
    """Stretch a model's mention over its version and size: "Llama" to "Llama-3.1-8B"."""
    if concept.label != "Model":
        return end
    version = _VERSION.match(text, end)
    return version.end() if version else end


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Leave out what overlaps a candidate of smaller rank; sorted by place."""
    taken: dict[int, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: c.rank):
        row = taken.setdefault(candidate.passage, [])  # by start, none over another
        at = bisect_left(row, candidate.start, key=lambda c: c.start)
        before, after = row[at - 1 : at], row[at : at + 1]
        if all(c.end <= candidate.start for c in before) and all(
            c.start >= candidate.end for c in after
        ):
            row.insert(at, candidate)
    return [candidate for _, row in sorted(taken.items()) for candidate in row]
