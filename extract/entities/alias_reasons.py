"""Why each alias of an entity is one: the rule that tied it to the entity's name, in a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from extract.keys import fold, spelling_difference
from extract.records import Entity
from extract.vocabulary import Concept, Vocabulary

VOCABULARY: Final = "vocabulary"
ABBREVIATION: Final = "abbreviation"
VERSION: Final = "version"
COREFERENCE: Final = "coreference"
# A reason that holds in one paper only: elsewhere "our model" is another.
LOCAL_REASONS: Final = frozenset({COREFERENCE})


def make_entity(
    concept: Concept,
    vocabulary: Vocabulary,
    surfaces: Iterable[str],
    short_forms: Mapping[str, str],
    ruled: Mapping[str, str],
) -> Entity:
    """Give the entity with every spelling seen or known, and why each stands for it.

    `ruled` are the reasons of those that a rule added; the others' follow from the spellings.
    """
    known = vocabulary.concepts.get(concept.id)
    name = known.name if known else concept.name
    given = frozenset(known.spellings if known else ())
    ruled = {_single_line(alias): reason for alias, reason in ruled.items()}
    every = {*given, *concept.spellings, *ruled}
    aliases = sorted({*every, *map(_single_line, surfaces)} - {name})
    defined = {*short_forms, *short_forms.values()}
    reasons = (
        VOCABULARY
        if alias in given
        else ruled.get(alias) or _reason(alias, every | {name}, defined)
        for alias in aliases
    )
    return Entity(concept.id, name, concept.label, tuple(aliases), tuple(reasons))


def vocabulary_entity(concept: Concept) -> Entity:
    """Give the entity of a concept that no surface names."""
    aliases = tuple(sorted({*concept.aliases} - {concept.name}))
    return Entity(concept.id, concept.name, concept.label, aliases, (VOCABULARY,) * len(aliases))


def seen_entity(concept: Concept, surfaces: Iterable[str]) -> Entity:
    """Give the entity of a concept by the surfaces that name it, and why by their letters."""
    aliases = sorted({*concept.aliases, *map(_single_line, surfaces)} - {concept.name})
    reasons = (
        VOCABULARY if alias in concept.aliases else _reason(alias, concept.spellings, set())
        for alias in aliases
    )
    return Entity(concept.id, concept.name, concept.label, tuple(aliases), tuple(reasons))


def _reason(alias: str, spellings: Iterable[str], defined: set[str]) -> str:
    """Say by its letters how an alias comes from one of the spellings."""
    if alias in defined:
        return ABBREVIATION
    others = sorted({*spellings} - {alias})
    differences = [
        spelling_difference(alias, other) for other in others if fold(other) == fold(alias)
    ]
    if differences:
        return min(differences)
    if any(_joined(other) == _joined(alias) for other in others):
        return "hyphen"
    return VERSION if any(alias.startswith(other) for other in others) else VOCABULARY


def _single_line(text: str) -> str:
    return " ".join(text.split())


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")
