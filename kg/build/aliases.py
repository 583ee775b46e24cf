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
    """Give each reason in words; what stands in the vocabulary needs no other."""
    if VOCABULARY in by_reason:
        yield VOCABULARY
        return
    for reason in sorted(by_reason):
        sources = by_reason[reason]
        more = f" and {sources.papers - 1} more" if sources.papers > 1 else ""
        own = reason in _LETTERS or reason == _UNRECORDED
        yield reason if own else f"{reason} ({sources.first}{more})"
