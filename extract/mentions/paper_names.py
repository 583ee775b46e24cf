"""What one paper alone defines: its abbreviations and the names it gives, as concepts."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.keys import entity_id, fold, fold_cased, fold_name
from extract.lexicon import label_of_long_form
from extract.mentions.candidates import Candidate, with_version
from extract.mentions.matcher import Match
from extract.mentions.name_patterns import PatternName
from extract.records import EntityLabel
from extract.vocabulary import Concept


@dataclass(slots=True)
class PaperNames:
    """What this paper alone defines: its abbreviations and names, each as a cased concept."""

    concepts: dict[str, Concept] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    proposed: set[str] = field(default_factory=set)
    defined: dict[str, str | None] = field(default_factory=dict)

    def add_abbreviation(
        self, short: str, long: str, known: Concept | None, usual: Concept | None
    ) -> None:
        """Let a short form stand for its long form where that is a concept or has a type."""
        own = next((c.id for c in self.concepts.values() if short in c.spellings), None)
        if own:
            self.defined[fold(short)] = own
            return
        self.defined[fold(short)] = known.id if known else None
        if known:
            if known != usual:
                self._add(known.id, short, known.label, (short,), 0.9)
            return
        label = label_of_long_form(long)
        if label:
            name = fold_name(long)
            self._add(entity_id(label, name), name, label, (short, long), 0.7)

    def add_name(self, named: PatternName, known: Concept | None, long: str | None) -> None:
        """Take a name found by a pattern; a name the vocabulary knows is that concept."""
        if known and (known.label == named.label or _is_spelt(known, named.name)):
            if named.proposed:
                self.proposed.add(known.id)
            return
        if not named.proposed and fold(named.name) in self.defined:
            return
        earlier = next((c for c in self.concepts.values() if named.name in c.spellings), None)
        if earlier:
            if named.proposed:
                self.proposed.add(earlier.id)
            return
        key = entity_id(named.label, named.name)
        self._add(key, named.name, named.label, (long,) if long else (), named.confidence)
        if named.proposed:
            self.proposed.add(key)

    def redefines(self, match: Match, text: str) -> bool:
        """Tell whether the paper gives a short form another meaning than the vocabulary does."""
        key = fold(text[match.char_start : match.char_end])
        if key not in self.defined:
            return False
        meaning = self.defined[key]
        return meaning is None or all(concept.id != meaning for concept in match.concepts)

    def candidate(self, passage: int, text: str, match: Match) -> Candidate:
        """Give the mention of a local concept."""
        concept = match.concepts[0]
        end = with_version(text, match.char_end, concept)
        sure = self.sure[concept.id]
        return Candidate(passage, match.char_start, end, concept, sure, "pattern")

    def extended(self, concept: Concept) -> Concept:
        """Give the concept with the spellings that this paper adds."""
        return self.concepts.get(concept.id, concept)

    def _add(
        self, key: str, spelt: str, label: EntityLabel, aliases: tuple[str, ...], sure: float
    ) -> None:
        earlier = self.concepts.get(key)
        name = earlier.name if earlier else spelt
        spellings = {*aliases, *(earlier.spellings if earlier else ()), spelt} - {name}
        self.concepts[key] = Concept(key, name, label, tuple(sorted(spellings)), cased=True)
        self.sure[key] = max(sure, self.sure.get(key, 0))


def _is_spelt(concept: Concept, name: str) -> bool:
    """Tell whether the vocabulary writes a concept with these capitals: CodeT5, not PHYSICS."""
    return fold_cased(name) in {fold_cased(spelling) for spelling in concept.spellings}
