"""Which entity a name that Claude found is: the vocabulary's concept first, else one of its own.

Ids and names are made as the other extractors make them, so that one entity is one node whoever
found it. A name is always a spelling that stands in the paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.entities.homonyms import usual
from extract.keys import entity_id, fold, fold_cased, fold_name, singular
from extract.lexicon import NAME, heads, is_name
from extract.mentions.candidates import with_version
from extract.mentions.matcher import Matcher, tokenize
from extract.records import EntityLabel
from extract.text.abbreviations import long_form
from extract.vocabulary import Concept, Vocabulary

_POINTER = re.compile(
    r"(?:our|ours|we|us|this|that|these|those|it|its|they|their|such|the (?:proposed|above))\b",
    re.IGNORECASE,
)

_AT_K = re.compile(r"([A-Za-z]{2,12})@(?:\d{1,4}|[kK])")


def is_pointer(surface: str, vocabulary: Vocabulary) -> bool:
    """Tell whether words only refer to an entity ("our model") or only say its kind ("model").

    A kind that is a concept of the vocabulary ("language model") is a name.
    """
    kind = fold(surface) in heads() and _known(surface, vocabulary) is None
    return kind or bool(_POINTER.match(surface))


def concept_of(
    name: str, label: EntityLabel, surfaces: Sequence[str], proposed: bool, vocabulary: Vocabulary
) -> Concept:
    """Give the concept that the surfaces name: of this label first, then the one closest to `name`.

    Where the vocabulary has none, the paper's own: by its short name where the paper proposes it,
    else by its fullest one. `surfaces` is not empty.
    """
    by_fit = sorted(set(surfaces), key=lambda form: (fold(form) != fold(name), -len(form), form))
    meant = [form for form in by_fit if not _is_redefined(form, by_fit, vocabulary)]
    known = [(form, concept) for form in meant if (concept := _known(form, vocabulary))]
    alike = [concept for _, concept in known if concept.label == label]
    alike += [concept for form, concept in known if _is_spelt(concept, form)]
    if alike:
        return alike[0]
    short = [form for form in sorted(by_fit, key=len) if re.fullmatch(NAME, form) and is_name(form)]
    own = short[0] if proposed and short else _canonical(by_fit[0])
    return Concept(entity_id(label, own), own, label)


def _is_redefined(surface: str, surfaces: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a short form stands here for a long form that the vocabulary doesn't know.

    ASR may be speech recognition elsewhere; beside "attack success rate" it is that.
    """
    if len(surface.split()) > 1:
        return False
    longer = (surface for surface in surfaces if len(surface.split()) > 1)
    forms = (long_form(singular(surface), fold_name(long)) for long in longer)
    return any(form and _known(form, vocabulary) is None for form in forms)


def _known(surface: str, vocabulary: Vocabulary) -> Concept | None:
    """Give the vocabulary's concept that the whole surface names, a model's version aside."""
    tokens = tokenize(surface)
    match = _matcher(vocabulary).match_at(tokens, 0) if tokens else None
    if match is None:
        return None
    concept = usual(match.concepts, surface[match.char_start : match.char_end])
    whole = match.end == len(tokens)
    end = len(surface) if whole else with_version(surface, match.char_end, concept)
    return concept if end == len(surface) else None


def _is_spelt(concept: Concept, surface: str) -> bool:
    """Tell whether the vocabulary writes a concept with these capitals: CodeT5, not PHYSICS."""
    return fold_cased(surface) in {fold_cased(spelling) for spelling in concept.spellings}


def _canonical(surface: str) -> str:
    """Give a phrase without its plural, and pass@8 as pass@k; a name with capitals stays."""
    at_k = _AT_K.fullmatch(surface)
    if at_k:
        return f"{at_k.group(1).lower()}@k"
    is_phrase = len(surface.split()) > 1 or surface == surface.lower()
    return fold_name(surface) if is_phrase else surface


@lru_cache(maxsize=2)
def _matcher(vocabulary: Vocabulary) -> Matcher:
    return Matcher.of(vocabulary)
