"""The archive's entities and their aliases, each with its reasons, gathered paper by paper.

The order in which papers come makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from extract.entities.alias_reasons import LOCAL_REASONS, VOCABULARY
from extract.keys import fold
from extract.records import Entity, EntityLabel, Extraction
from extract.vocabulary import Concept, Vocabulary
from kg.build.rows import Row, match_keys, node, relationship

# Reasons that the spelling shows; any other one but the vocabulary's names its paper.
_LETTERS: Final = ("case", "hyphen", "plural")
_UNRECORDED: Final = "not recorded"


@dataclass(slots=True)
class _Sources:
    """The papers that give a reason: the first by id, and how many there are."""

    first: str
    papers: int = 1


@dataclass(slots=True)
class Aliases:
    """Aliases by entity, and for each the reasons with the papers that gave them."""

    _reasons: dict[str, dict[str, dict[str, _Sources]]] = field(default_factory=dict)

    def add(self, entity: Entity, paper_id: str) -> None:
        """Take in the aliases that a paper's extraction gives an entity."""
        reasons = entity.reasons or (_UNRECORDED,) * len(entity.aliases)
        by_alias = self._reasons.setdefault(entity.id, {})
        for alias, reason in zip(entity.aliases, reasons, strict=True):
            by_reason = by_alias.setdefault(alias, {})
            if reason in by_reason:
                by_reason[reason].first = min(by_reason[reason].first, paper_id)
                by_reason[reason].papers += 1
            else:
                by_reason[reason] = _Sources(paper_id)

    def of(self, concept: Concept) -> list[tuple[str, str]]:
        """Give the aliases of a concept, sorted, each with why it is one."""
        by_alias = self._reasons.get(concept.id, {})
        names = sorted({*concept.aliases, *by_alias} - {concept.name})
        return [
            (name, VOCABULARY if name in concept.aliases else "; ".join(_reasons(by_alias[name])))
            for name in names
        ]

    def keys(self, concept: Concept) -> list[str]:
        """Give the match keys, sorted: of all names but those that hold in one paper alone."""
        by_alias = self._reasons.get(concept.id, {})
        wide = {name for name, reasons in by_alias.items() if reasons.keys() - LOCAL_REASONS}
        names = {concept.name, *concept.aliases, *wide}
        return sorted({key for name in names if (key := fold(name))})


def _reasons(by_reason: dict[str, _Sources]) -> Iterator[str]:
    """Give each reason in words; the vocabulary alone where it has the alias."""
    if VOCABULARY in by_reason:
        yield VOCABULARY
        return
    for reason in sorted(by_reason):
        sources = by_reason[reason]
        more = f" and {sources.papers - 1} more" if sources.papers > 1 else ""
        own = reason in _LETTERS or reason == _UNRECORDED
        yield reason if own else f"{reason} ({sources.first}{more})"


def is_own(row: Row) -> bool:
    """Tell whether an entity's row says that a user's vocabulary gave or changed it."""
    properties = row["properties"]
    return isinstance(properties, dict) and properties["own"] is True


@dataclass(slots=True)
class Entities:
    """Every entity of the archive, gathered paper by paper, with all above it."""

    vocabulary: Vocabulary
    _names: dict[str, tuple[str, EntityLabel]] = field(default_factory=dict)
    _aliases: Aliases = field(default_factory=Aliases)
    _mentions: dict[str, int] = field(default_factory=dict)

    def add(self, extraction: Extraction) -> None:
        """Count a paper's entities in."""
        for entity in extraction.entities:
            named = (entity.name, entity.label)
            self._names[entity.id] = min(named, self._names.get(entity.id, named))
            self._aliases.add(entity, extraction.paper_id)
        for mention in extraction.mentions:
            self._mentions[mention.entity_id] = self._mentions.get(mention.entity_id, 0) + 1

    def known_keys(self) -> frozenset[str]:
        """The match keys of everything taken in, and of all that the vocabulary knows by them.

        A spelling that needs a cue may be a term where it has none.
        """
        concepts = (self._concept(name) for name in self._names)
        taken = frozenset(key for concept in concepts for key in self._aliases.keys(concept))
        cued = {key for concept in self.vocabulary.concepts.values() for key, _ in concept.cues}
        return (taken | self.vocabulary.by_key.keys()) - cued

    def named_alone(self) -> dict[str, str]:
        """Entities not in the vocabulary: id by a match key of several words that only it has."""
        named: dict[str, set[str]] = {}
        for entity_id in self._names:
            for key in self._aliases.keys(self._concept(entity_id)):
                named.setdefault(key, set()).add(entity_id)
        alone = {key: min(ids) for key, ids in named.items() if len(ids) == 1 and " " in key}
        return {key: owner for key, owner in alone.items() if owner not in self.vocabulary.concepts}

    def count_more(self, entity_id: str, mentions: int) -> None:
        """Count further mentions of an entity in."""
        self._mentions[entity_id] = self._mentions.get(entity_id, 0) + mentions

    def need(self, concept_id: str) -> None:
        """Add a concept, though no paper may name it."""
        concept = self.vocabulary.concepts[concept_id]
        self._names.setdefault(concept_id, (concept.name, concept.label))

    def rows(self) -> dict[str, list[Row]]:
        """Entities by label, sorted by id: those taken in and all concepts above them."""
        for entity_id in list(self._names):
            for above in self.vocabulary.ancestors(entity_id):
                self.need(above)
        made: dict[str, list[Row]] = {}
        for entity_id in sorted(self._names):
            label, row = self._row(entity_id)
            made.setdefault(label, []).append(row)
        return made

    def _row(self, entity_id: str) -> tuple[str, Row]:
        concept = self._concept(entity_id)
        aliases = self._aliases.of(concept)
        row = node(
            entity_id,
            name=concept.name,
            label=concept.label,
            aliases=[alias for alias, _ in aliases],
            alias_reasons=[reason for _, reason in aliases],
            **match_keys(self._aliases.keys(concept)),
            facets=[*concept.facets],
            mentions=self._mentions.get(entity_id, 0),
            own=entity_id in self.vocabulary.own,
        )
        return concept.label, row

    def _concept(self, entity_id: str) -> Concept:
        name, label = self._names[entity_id]
        return self.vocabulary.concepts.get(entity_id) or Concept(entity_id, name, label)

    def hierarchy(self) -> dict[str, list[Row]]:
        """Entity -> the concepts right above it, by type; after `rows`."""
        made: dict[str, list[Row]] = {}
        for entity_id in sorted(self._names):
            concept = self.vocabulary.concepts.get(entity_id)
            for kind, parent in concept.parents if concept else ():
                row = relationship(
                    kind, entity_id, parent, VOCABULARY, extractor=VOCABULARY, confidence=1.0
                )
                made.setdefault(kind, []).append(row)
        return made
