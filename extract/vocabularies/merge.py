"""Concepts of users' vocabularies beside the shipped ones, no meaning twice.

A concept whose name is a spelling of a known one, or that has the name of just one known concept
as an alias, is that concept, of whatever type: it gives aliases and parents. An alias alone makes
no two concepts one ("ML" is short for many terms): it stays with the concept that has it already.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from extract.entities.surfaces import family
from extract.keys import fold, fold_cased
from extract.relations.hierarchy import below
from extract.vocabularies.concepts import dump_concepts, load_concepts
from extract.vocabularies.cycles import Link, cyclic
from extract.vocabularies.spellings import shown
from extract.vocabulary import Concept, Vocabulary, load_vocabulary, make_vocabulary

# The id that a concept has in its file, and what of it was left out.
Fault: TypeAlias = tuple[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Joined:
    """A vocabulary with a file's concepts in it, what had to be left out, how many were known."""

    vocabulary: Vocabulary
    faults: tuple[Fault, ...]
    known: int


@lru_cache(maxsize=2)
def own_vocabulary(files: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Give the shipped vocabulary with the files (name, `dump_concepts`) in it, by name.

    Equal outcomes have equal versions, whatever the files were.
    """
    vocabulary = load_vocabulary()
    for _, content in sorted(files):
        vocabulary = join(vocabulary, load_concepts(content)).vocabulary
    return vocabulary


def join(vocabulary: Vocabulary, concepts: Sequence[Concept]) -> Joined:
    """Add a file's concepts; the order in which they come makes no difference."""
    joining = _Joining(vocabulary, concepts)
    joining.hierarchy()
    return Joined(
        joining.vocabulary(),
        tuple(sorted(joining.faults)),
        sum(target in vocabulary.concepts for target in joining.targets.values()),
    )


def _target(concept: Concept, vocabulary: Vocabulary) -> str:
    """The id of the known concept that this one is, else its own."""
    if concept.id in vocabulary.concepts:
        return concept.id
    named = _bearers(concept, concept.name, vocabulary)
    if named:
        return min(named, key=lambda near: _distance(near, concept)).id
    owners = {
        owner.id
        for alias in concept.aliases
        for owner in _bearers(concept, alias, vocabulary)
        if fold(owner.name) == fold(alias)
    }
    return owners.pop() if len(owners) == 1 else concept.id


def _distance(known: Concept, concept: Concept) -> tuple[object, ...]:
    return (
        known.label != concept.label,
        family(known.label) != family(concept.label),
        fold(known.name) != fold(concept.name),
        known.id,
    )


def _bearers(concept: Concept, spelling: str, vocabulary: Vocabulary) -> list[Concept]:
    """The known concepts that go by a spelling of this one, case minded where it counts."""
    known = (vocabulary.concepts[key] for key in vocabulary.by_key.get(fold(spelling), ()))
    return [bearer for bearer in known if _bears(bearer, spelling, concept)]


def _bears(known: Concept, spelling: str, concept: Concept) -> bool:
    written = fold_cased(spelling)
    return any(
        fold_cased(other) == written
        or not (concept.needs_exact_case(spelling) or known.needs_exact_case(other))
        for other in known.spellings
        if fold(other) == written.casefold()
    )


class _Joining:
    """A file's concepts on their way into a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, concepts: Sequence[Concept]) -> None:
        self._base = vocabulary
        self._concepts = dict(vocabulary.concepts)
        self.targets = {concept.id: _target(concept, vocabulary) for concept in concepts}
        self.faults: list[Fault] = []
        self._links: dict[Link, list[str]] = defaultdict(list)
        concepts = sorted(concepts, key=lambda concept: concept.id)
        for concept in concepts:
            self._add(concept)
        for concept in concepts:
            self._link(concept)

    def _add(self, concept: Concept) -> None:
        """Take in a concept's spellings, and all that a new one has but its links."""
        target = self.targets[concept.id]
        known = self._concepts.get(target)
        aliases = self._free(concept, target)
        if known is None:
            made = replace(concept, aliases=aliases, parents=(), domains=())
        else:
            exact = {alias for alias in aliases if concept.needs_exact_case(alias)}
            made = replace(
                known,
                aliases=(*known.aliases, *aliases),
                exact=tuple(sorted({*known.exact, *exact})),
            )
        self._concepts[target] = made

    def _free(self, concept: Concept, target: str) -> tuple[str, ...]:
        """The spellings that are new and nobody else's."""
        free = []
        for spelling in concept.spellings if target in self._base.concepts else concept.aliases:
            bearers = {bearer.id for bearer in _bearers(concept, spelling, self._base)}
            if not bearers:
                free.append(spelling)
            elif target not in bearers:
                others = ", ".join(sorted(bearers))
                self._fault(concept, f"alias {shown(spelling)} is a spelling of {others}: left out")
        return tuple(free)

    def _link(self, concept: Concept) -> None:
        target = self._concepts[self.targets[concept.id]]
        for parent in (*(parent for _, parent in concept.parents), *concept.domains):
            above = self._concepts.get(self.targets.get(parent, parent))
            if above is None:
                self._fault(concept, f"there is no concept {parent} to be below: left out")
            elif above.id == target.id:
                self._fault(concept, f"is {above.id}, and so is what it is below: left out")
            elif family(above.label) == family(target.label):
                self._links[target.id, above.id].append(concept.id)
            elif above.label == "Domain":
                self._set(target.id, domains=_with(self._concepts[target.id].domains, above.id))
            else:
                self._fault(
                    concept,
                    f"a {target.label} can't be below {above.id}, a {above.label}: left out",
                )

    def _set(self, key: str, **changes: Any) -> None:
        self._concepts[key] = replace(self._concepts[key], **changes)

    def _fault(self, concept: Concept, reason: str) -> None:
        self.faults.append((concept.id, reason))

    def hierarchy(self) -> None:
        """Add the links that close no cycle; of a cycle all that the file adds are left out."""
        given = {
            (concept.id, parent)
            for concept in self._base.concepts.values()
            for _, parent in concept.parents
        }
        new = {link: ids for link, ids in self._links.items() if link not in given}
        closing = cyclic({*given, *new})
        for (low, high), ids in sorted(new.items()):
            if (low, high) in closing:
                reason = f"{low} and {high} are above each other: this link is left out"
                self.faults += [(key, reason) for key in ids]
            else:
                known = self._concepts[low]
                self._set(low, parents=_with(known.parents, (below(known.label), high)))

    def vocabulary(self) -> Vocabulary:
        """The concepts known before and now; unchanged where nothing is new."""
        base = self._base.concepts
        changed = {
            key: self._concepts[key]
            for key in sorted({*self.targets.values()})
            if base.get(key) != self._concepts[key]
        }
        if not changed:
            return self._base
        content = f"{self._base.version}\n{dump_concepts(changed.values())}"
        version = hashlib.sha256(content.encode()).hexdigest()
        own = self._base.own | changed.keys()
        return replace(make_vocabulary(self._concepts, version), own=own)


def _with(items: tuple[_T, ...], item: _T) -> tuple[_T, ...]:
    return items if item in items else (*items, item)
