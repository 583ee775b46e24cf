"""What a paper's own names resolve to: concepts of the vocabulary, each other, or new concepts.

Only names that the vocabulary does not give are changed, each with the rule that changed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from extract.entities.canonical import FormName, resolve
from extract.entities.forms import Form, known_in
from extract.entities.near_spellings import Linker
from extract.records import EntityLabel
from extract.vocabulary import Concept, Vocabulary

NEAR = "near spelling"


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """The concept that a paper's own name resolves to, and why each of its spellings does."""

    concept: Concept
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """What a paper names itself: concepts by id, those that it proposes, its short forms."""

    concepts: Mapping[str, Concept]
    proposed: Collection[str]
    short_forms: Mapping[str, str]


def resolve_names(
    uses: Mapping[tuple[Form, str], int], own: Own, vocabulary: Vocabulary, linker: Linker
) -> dict[str, ResolvedName]:
    """Give what each of the paper's own ids that the vocabulary lacks resolves to.

    `uses` counts the paper's mentions by form and concept id.
    """
    new = {key: concept for key, concept in own.concepts.items() if key not in vocabulary.concepts}
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
    names: dict[str, ResolvedName] = {}
    for form, concepts in groups.items():
        first = min(concepts, key=lambda c: (c.id not in own.proposed, _form(c) != form, c.id))
        name = _resolve_group(form, first, links, vocabulary, linker)
        names |= {concept.id: name for concept in concepts}
    return names


def _resolve_group(
    name: Form, own: Concept, links: Mapping[Form, FormName], vocabulary: Vocabulary, linker: Linker
) -> ResolvedName:
    """Resolve a group of forms: the vocabulary's concept where there is one, else the own one."""
    known = links[name].concept_id
    near = None if known else linker.near(name.surface, name.label)
    concept = vocabulary.concepts[known or near or ""] if known or near else own
    members = [form for form in sorted(links) if links[form].name == name]
    why = {form.surface: NEAR if near else " + ".join(links[form].why) for form in members}
    reasons = {text: reason for text, reason in why.items() if reason and text != concept.name}
    return ResolvedName(concept, reasons)


def _form(concept: Concept) -> Form:
    return Form(concept.name, concept.label)
