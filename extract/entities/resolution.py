"""What a paper's own names are in the end: concepts of the vocabulary, each other, or new things.

Only names that the vocabulary does not give are moved, and each with the rule that moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from extract.entities.canonical import Named, resolve
from extract.entities.forms import Form, known_in
from extract.entities.near_spellings import Linker
from extract.records import EntityLabel
from extract.vocabulary import Concept, Vocabulary

NEAR = "near spelling"


@dataclass(frozen=True, slots=True)
class Settled:
    """The concept that a paper's own name is of, and why each of its spellings is."""

    concept: Concept
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """What a paper names itself: concepts by id, those that it proposes, its short forms."""

    concepts: Mapping[str, Concept]
    proposed: Collection[str]
    short_forms: Mapping[str, str]


def settle(
    uses: Mapping[tuple[Form, str], int], own: Own, vocabulary: Vocabulary, linker: Linker
) -> dict[str, Settled]:
    """Give for each of the paper's own ids that the vocabulary lacks what it is of.

    `uses` counts the paper's mentions by form and concept id.
    """
    new = {key: one for key, one in own.concepts.items() if key not in vocabulary.concepts}
    if not new:
        return {}
    forms: dict[Form, int] = defaultdict(int)
    given: dict[tuple[str, EntityLabel], str] = {}
    for (form, concept_id), count in sorted(uses.items()):
        forms[form] += count
        if concept_id in vocabulary.concepts:
            given[form.surface, form.label] = concept_id
    for concept in new.values():
        for spelling in concept.spellings:
            forms[Form(spelling, concept.label)] += 0
    spelt = known_in(vocabulary)

    def known(text: str, label: EntityLabel) -> str | None:
        return given.get((text, label)) or spelt(text, label)

    links = resolve(forms, own.short_forms, known)
    groups: dict[Form, list[Concept]] = defaultdict(list)
    for key in sorted(new):
        groups[links[_form(new[key])].name].append(new[key])
    found: dict[str, Settled] = {}
    for name, concepts in groups.items():
        first = min(concepts, key=lambda c: (c.id not in own.proposed, _form(c) != name, c.id))
        settled = _settled(name, first, links, vocabulary, linker)
        found |= {concept.id: settled for concept in concepts}
    return found


def _settled(
    name: Form, own: Concept, links: Mapping[Form, Named], vocabulary: Vocabulary, linker: Linker
) -> Settled:
    """Settle a group of forms: the vocabulary's concept where there is one, else the own one."""
    known = links[name].concept_id
    near = None if known else linker.near(name.surface, name.label)
    concept = vocabulary.concepts[known or near or ""] if known or near else own
    members = [form for form in sorted(links) if links[form].name == name]
    why = {form.surface: NEAR if near else " + ".join(links[form].why) for form in members}
    told = {surface: one for surface, one in why.items() if one and surface != concept.name}
    return Settled(concept, told)


def _form(concept: Concept) -> Form:
    return Form(concept.name, concept.label)
