"""Vocabulary concepts spelt nearly as a name is: a dictionary of skeletons, confirmed by a rule.

Spellings are filed under what one slip of the pen leaves as it is, their skeleton (skeleton keys:
Pollock and Zamora, "Automatic spelling correction in scientific and scholarly text", 1984), so that
a name is compared with the few that share its own. What is not one slip away
(`surfaces.is_near_spelling`), of the same label, is no match.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from extract.entities.surfaces import Words, family, is_near_spelling, skeleton, words_of
from extract.records import EntityLabel
from extract.vocabulary import Concept, Vocabulary


class Linker:
    """Looks names up among a vocabulary's spellings."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts

    def near(self, name: str, label: EntityLabel) -> str | None:
        """Give the id of the one concept of this label that is spelt nearly so, or None."""
        words = words_of(name)
        ids = {
            concept.id
            for spelling, concept in self._spellings.get(skeleton(words), ())
            if family(concept.label) == family(label) and is_near_spelling(words, spelling)
        }
        return ids.pop() if len(ids) == 1 else None

    @cached_property
    def _spellings(self) -> dict[str, list[tuple[Words, Concept]]]:
        spellings = defaultdict[str, list[tuple[Words, Concept]]](list)
        for concept in self._concepts.values():
            for words in map(words_of, concept.spellings):
                spellings[skeleton(words)].append((words, concept))
        return spellings
