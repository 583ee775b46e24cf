"""The aliases of the archive's entities, each with why it is one, gathered paper by paper.

The order in which papers come makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from extract.entities.alias_reasons import LOCAL_REASONS, VOCABULARY
from extract.keys import fold
from extract.records import Entity
from extract.vocabulary import Concept

# Seen in the letters; any other reason but the vocabulary's is some paper's, which is named.
_LETTERS: Final = ("case", "hyphen", "plural")
_UNTOLD: Final = "not recorded"


@dataclass(slots=True)
class _Told:
    """The papers that give a reason: the first by id, and how many there are."""

    first: str
    papers: int = 1


@dataclass(slots=True)
class Aliases:
    """Aliases by entity, and for each the reasons with the papers that gave them."""

    _told: dict[str, dict[str, dict[str, _Told]]] = field(default_factory=dict)

    def add(self, entity: Entity, paper_id: str) -> None:
        """Take in the aliases that a paper's extraction gives an entity."""
        reasons = entity.reasons or (_UNTOLD,) * len(entity.aliases)
        by_alias = self._told.setdefault(entity.id, {})
        for alias, reason in zip(entity.aliases, reasons, strict=True):
            found = by_alias.setdefault(alias, {})
            if reason in found:
                found[reason].first = min(found[reason].first, paper_id)
                found[reason].papers += 1
            else:
                found[reason] = _Told(paper_id)

    def of(self, concept: Concept) -> list[tuple[str, str]]:
        """Give the aliases of a concept, sorted, each with why it is one."""
        told = self._told.get(concept.id, {})
        names = sorted({*concept.aliases, *told} - {concept.name})
        return [
            (name, VOCABULARY if name in concept.aliases else "; ".join(_reasons(told[name])))
            for name in names
        ]

    def keys(self, concept: Concept) -> list[str]:
        """Give the match keys, sorted: of all names but those that hold in one paper alone."""
        told = self._told.get(concept.id, {})
        wide = {name for name, reasons in told.items() if reasons.keys() - LOCAL_REASONS}
        names = {concept.name, *concept.aliases, *wide}
        return sorted({key for name in names if (key := fold(name))})


def _reasons(told: dict[str, _Told]) -> Iterator[str]:
    """Give each reason in words; what stands in the vocabulary needs no other."""
    if VOCABULARY in told:
        yield VOCABULARY
        return
    for reason in sorted(told):
        found = told[reason]
        more = f" and {found.papers - 1} more" if found.papers > 1 else ""
        own = reason in _LETTERS or reason == _UNTOLD
        yield reason if own else f"{reason} ({found.first}{more})"
