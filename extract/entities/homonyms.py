"""Which of several concepts a shared spelling means, by what else the paper says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.keys import fold, singular
from extract.lexicon import label_of
from extract.mentions.matcher import tokenize
from extract.schema import schema
from extract.vocabulary import Concept, Vocabulary

SUPPORTED = 0.8
UNSUPPORTED = 0.4

_OTHER_NAME, _LABEL_WORD, _FIELD = 3, 2, 1
_AFTER_REACH = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A concept, and how sure it is that the spelling means this one of the several."""

    concept: Concept
    confidence: float


class Context:
    """The words of one paper, to be asked which homonym they support."""

    def __init__(self, texts: Iterable[str], vocabulary: Vocabulary) -> None:
        self._text = " ".join(texts)
        self._vocabulary = vocabulary
        self._folded = ""

    def choose(self, concepts: Sequence[Concept], surface: str, after: str) -> Choice:
        """Give the concept that the paper supports most, by another name, a head word, its field.

        Where none is supported more than the others, the choice is `usual`'s and not sure: below
        what counts as a link.
        """
        scores = {concept.id: self._support(concept, surface, after) for concept in concepts}
        best = max(scores.values())
        chosen = [concept for concept in concepts if scores[concept.id] == best]
        if best and len(chosen) == 1:
            return Choice(chosen[0], SUPPORTED)
        return Choice(usual(chosen, surface), UNSUPPORTED)

    def _support(self, concept: Concept, surface: str, after: str) -> int:
        others = {fold(spelling) for spelling in concept.spellings} - {fold(surface)}
        named = _OTHER_NAME * any(self._contains(other) for other in others)
        head = re.match(r"\s+[\w-]+(?:\s+[\w-]+)?", after[:_AFTER_REACH])
        labelled = _LABEL_WORD * bool(head and label_of(head.group()) == concept.label)
        return named + labelled + _FIELD * self._is_of_field(concept, surface)

    def _is_of_field(self, concept: Concept, surface: str) -> bool:
        above = {*concept.domains, *(parent for _, parent in concept.parents)}
        known = self._vocabulary.concepts
        names = {
            fold(spelling) for key in above if key in known for spelling in known[key].spellings
        }
        return any(self._contains(name) for name in names - {fold(surface)})

    def _contains(self, key: str) -> bool:
        """Tell whether the paper has a folded name, as whole words."""
        if not self._folded:
            words = (singular(token.raw).casefold() for token in tokenize(self._text))
            self._folded = f" {' '.join(words)} "
        wanted = " ".join(singular(token.raw) for token in tokenize(key))
        return bool(wanted) and f" {wanted} " in self._folded


def usual(concepts: Iterable[Concept], surface: str) -> Concept:
    """Give the concept without asking the paper: spelt so, then by label order, then by id."""
    return min(concepts, key=lambda c: (surface not in c.spellings, schema().order[c.label], c.id))
