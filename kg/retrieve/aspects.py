"""The aspects that an answer is divided into, as data/vocabulary/aspects.json declares them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.naming import fold
from extract.vocabulary import data_dir


@dataclass(frozen=True, slots=True)
class Aspect:
    """One section of an answer.

    `facet` and `types` say which entities are counted for it and by which relationships (no facet:
    the section is made of sentences alone); `roles` (best first) and `cues` say which sentences fit
    it, `least` the score from which one does. `verb` is the pattern of a counted sentence, `lead`
    the verb before a quote, `what` the subject's name when nothing was found. `general` are
    entities too wide to tell anything, `proper` keeps to entities with proper names. `keys` are the
    words of a question that ask for the aspect, the first of them good for asking; what is not
    `default` must be asked for. Quotes of less `need` give way first when words run short.
    """

    name: str
    heading: str
    facet: str
    types: tuple[str, ...]
    roles: tuple[str, ...]
    cues: tuple[str, ...]
    verb: str
    lead: str
    what: str
    general: tuple[str, ...]
    proper: bool
    keys: tuple[str, ...]
    need: int
    default: bool
    least: float


@cache
def load_aspects() -> tuple[Aspect, ...]:
    """The aspects in the order in which an answer shows them."""
    text = (data_dir() / "vocabulary" / "aspects.json").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return tuple(Aspect(**_tuples(row)) for row in rows)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def asked_aspects(phrase: str) -> tuple[Aspect, ...]:
    """The aspects that a question's own words ask for, by their longest key; none where none."""
    words = f" {fold(phrase)} "
    found = {
        aspect: max((len(key) for key in aspect.keys if f" {fold(key)} " in words), default=0)
        for aspect in load_aspects()
    }
    longest = max(found.values())
    return tuple(aspect for aspect, length in found.items() if length == longest > 0)


def names_aspect(phrase: str) -> bool:
    """Tell whether a phrase is no more than the name of an aspect."""
    return fold(phrase) in {fold(key) for aspect in load_aspects() for key in aspect.keys}


def in_facet(label: object, facets: object, facet: str) -> bool:
    """Tell whether an entity of this label and these facets belongs to a facet (or label)."""
    return label == facet or (isinstance(facets, list) and facet in facets)


def counted_types(aspects: Sequence[Aspect]) -> list[str]:
    """The relationship types that count for any of these aspects."""
    return sorted({one for aspect in aspects for one in aspect.types})
