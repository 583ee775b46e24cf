"""The aspects that an answer is divided into, as data/vocabulary/aspects.json declares them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extract.keys import fold
from extract.schema import schema
from extract.vocabulary import data_dir
from extract.word_lists import read_lexicon, word_lists
from kg.questions.folding import folded, folded_all, telling_words


@dataclass(frozen=True, slots=True)
class Aspect:
    """One section of an answer.

    `facet` and `types` say which entities are counted for it and by which relationships (no facet:
    the section is made of sentences alone); `roles` (best first) and `cues` say which sentences fit
    it. `verb` is the pattern of a counted sentence, `lead` the verb before a quote, `what` the
    subject's name when nothing was found. `general` are entities too wide to be named,
    `proper` keeps to entities with proper names. `keys` are the words of a question that ask for
    the aspect, the first of them good for asking; `default` are the kinds of question that get it
    without asking. Quotes of less `need` give way first when words run short. An `own` aspect is
    made for one question, of its words; `label` keeps to entities of one type, where the question's
    word means no more than that; `performance`: the question asks what is best.
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
    default: tuple[str, ...]
    own: bool = False
    label: str = ""
    performance: bool = False


@cache
def load_aspects() -> tuple[Aspect, ...]:
    """The aspects in the order in which an answer shows them."""
    text = (data_dir() / "vocabulary" / "aspects.json").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return tuple(Aspect(**_tuples(row)) for row in rows)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


@cache
def _label_words() -> dict[str, str]:
    """The labels by the words of a question that mean all of a label, and nothing else."""
    types = schema().entity_types.values()
    return {word: type_.name for type_ in types for word in type_.words}


def asked_aspects(phrase: str) -> tuple[Aspect, ...]:
    """The aspect that a question's own words ask for: a known one, else one made of the words."""
    label = _label_words().get(fold(phrase).casefold(), "")
    best = bool(folded(phrase) & folded_all(word_lists("ranking")["performance"]))
    heading = _heading(phrase)
    return tuple(
        replace(
            aspect,
            label=label if aspect.facet else "",
            performance=best,
            heading=heading if len(folded(phrase)) else aspect.heading,
        )
        for aspect in _asked(phrase)
    )


def _heading(phrase: str) -> str:
    """The heading of a section in the question's own words."""
    words = f"how they are {phrase}" if _PARTICIPLE.fullmatch(phrase) else phrase
    return words[:1].upper() + words[1:]


_PARTICIPLE = re.compile(r"[a-z]+(?:ed|ised|ized|built|made|grown|found|known)")


def default_aspects(kind: str) -> tuple[Aspect, ...]:
    """The aspects of a question of some kind that asks for none."""
    return tuple(aspect for aspect in load_aspects() if kind in aspect.default)


def _asked(phrase: str) -> tuple[Aspect, ...]:
    words = folded(phrase)
    named = tuple(aspect for aspect in load_aspects() if fold(phrase) in map(fold, aspect.keys))
    if named:
        return named[:1]
    matches = [
        (len(own), -number, aspect)
        for number, aspect in enumerate(load_aspects())
        for key in aspect.keys
        if (own := folded(key)) <= words and own and words <= own | _wide()
    ]
    if matches:
        return (max(matches, key=lambda match: match[:2])[2],)
    return (_label_aspect(phrase) or own_aspect(phrase),)


def _label_aspect(phrase: str) -> Aspect | None:
    """An aspect for an entity type that none is declared for, by a word that means all of it."""
    label = _label_words().get(fold(phrase).casefold())
    if label is None:
        return None
    relations = schema().paper_relations.values()
    plural = schema().entity_types[label].plural
    return replace(
        own_aspect(phrase),
        own=False,
        facet=label,
        types=tuple(relation.name for relation in relations if relation.reaches(label)),
        verb=f"for {{side}}, the {plural} most often named are {{items}}",
    )


@cache
def _wide() -> frozenset[str]:
    """Stems of the words that narrow no aspect: "main metrics" are metrics."""
    return folded_all(word_lists("ranking")["wide"])


_KIN = (
    ("limits", folded("failure fail weakness drawback limitation shortcoming pitfall breakdown")),
    ("open problems", folded("challenge obstacle difficulty problem hurdle bottleneck")),
    ("uses", folded("application use")),
)


def kin_of(aspect: Aspect) -> Aspect | None:
    """The known aspect that an aspect in own words is a case of: failure modes are limits.

    Others have roles and cues of their own in data/lexicon/kin_aspects.json: a mechanism is shown
    by sentences with "due to".
    """
    words = folded(aspect.what) if aspect.own else frozenset()
    for name, known in _KIN:
        if words & known:
            return asked_aspects(name)[0]
    return next((kin for known, kin in _kin_aspects() if words & known), None)


@cache
def _kin_aspects() -> tuple[tuple[frozenset[str], Aspect], ...]:
    """The stems that ask for each, and the aspect with its roles and cues."""
    return tuple(
        (
            folded(row["words"]),
            replace(
                own_aspect(row["name"]),
                own=False,
                roles=tuple(row["roles"]),
                cues=tuple(row["cues"]),
                performance=True,
            ),
        )
        for row in read_lexicon("kin_aspects")
    )


def own_aspect(phrase: str) -> Aspect:
    """An aspect in the question's own words, answered by sentences that hold them."""
    return Aspect(
        name=phrase,
        heading=phrase[:1].upper() + phrase[1:],
        facet="",
        types=(),
        roles=("result", "method", "limitation", "objective", "problem", "background"),
        cues=tuple(telling_words(phrase)),
        verb="",
        lead="says",
        what=phrase,
        general=(),
        proper=False,
        keys=(phrase,),
        need=6,
        default=(),
        own=True,
    )


def in_facet(label: object, facets: object, facet: str) -> bool:
    """Whether an entity of this label and these facets belongs to a facet (or label)."""
    return label == facet or (isinstance(facets, list) and facet in facets)


def counted_types(aspects: Sequence[Aspect]) -> list[str]:
    """The relationship types that count for any of these aspects."""
    return sorted({type_ for aspect in aspects for type_ in aspect.types})
