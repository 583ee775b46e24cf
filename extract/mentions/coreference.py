"""What "our model", "the proposed method" and "the dataset" stand for in one paper.

Closed patterns: a wrong antecedent is worse than none. "Our X" is the one thing of its kind that
the paper gives as its own; "the X" needs its own thing of that kind named before it and no other
since, and "the dataset" may be another's where the paper names no second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.entities.surfaces import family
from extract.records import EntityLabel, Passage
from extract.schema import schema
from extract.word_lists import alternations

_LEX = alternations("relations")

OWN = 0.7
DEFINITE = 0.6

_NEW = r"(?:(?:newly\s+)?(?:proposed|presented|introduced|new|novel|final|full)\s+)"
# A kind that is said of the name right before it: ", a large" (language model).
_APPOSED = re.compile(r",\s+(?:an?|the)\s+(?:[a-z-]{1,20}\s+){0,2}$")
_APPOSITION_LIMIT = 60
# What goes on with a noun ("the model parameters", "our model zoo") names a part, not the thing.
_GOES_ON = re.compile(
    rf"\s*(?:$|[.,;:)!?]|['\u2019]s\b|(?:{_LEX['behind a reference']})\b|\w+ly\b"
    rf"|(?:{_LEX['reference verbs']})(?:e?s|ed)\b)"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be meant: an id with its label.

    `own`: the paper gives it as its own; `named`: it goes by a name, not by words for a kind.
    """

    id: str
    label: EntityLabel
    own: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a passage that stands for a thing."""

    passage: int
    char_start: int
    char_end: int
    thing_id: str
    confidence: float


Place = tuple[int, int]


def find_references(
    passages: Sequence[Passage], things: Sequence[Thing], places: Mapping[Place, str]
) -> list[Reference]:
    """Give what stands for one of the things, sorted by place.

    `places` are the named mentions: (passage, char_start) -> thing id.
    """
    found: dict[Place, Reference] = {}
    for passage in passages:
        if passage.section == "title":
            continue
        for reference in (*_own(passage, things), *_definite(passage, things, places)):
            found.setdefault((reference.passage, reference.char_start), reference)
    return [found[place] for place in sorted(found)]


def _own(passage: Passage, things: Sequence[Thing]) -> Iterator[Reference]:
    for match in _own_head().finditer(passage.text):
        thing = _only([thing for thing in things if thing.own], match.group("head"))
        if thing and _GOES_ON.match(passage.text, match.end()):
            yield Reference(passage.position, match.start(), match.end(), thing.id, OWN)


def _definite(
    passage: Passage, things: Sequence[Thing], places: Mapping[Place, str]
) -> Iterator[Reference]:
    by_id = {thing.id: thing for thing in things}
    for match in _definite_head().finditer(passage.text):
        here = (passage.position, match.start())
        named = [place for place in sorted(places) if place < here and not _is_kind(passage, place)]
        before = [by_id[places[place]] for place in named]
        head = match.group("head")
        alike = [thing for thing in before if family(thing.label) == _kind(head)]
        if not alike or not _GOES_ON.match(passage.text, match.end()):
            continue
        if _is_last(alike, head):
            yield Reference(passage.position, *match.span(), alike[-1].id, DEFINITE)


def _is_kind(passage: Passage, place: Place) -> bool:
    """Tell whether what stands there only says what the name before it is: "InkLM, a model"."""
    before = passage.text[max(0, place[1] - _APPOSITION_LIMIT) : place[1]]
    return place[0] == passage.position and bool(_APPOSED.search(before))


def _is_last(alike: Sequence[Thing], head: str) -> bool:
    """Tell whether the last thing named is meant; a method may train "the model" and be none."""
    last = alike[-1]
    if last.own and head == "network":
        return last.label == "Model" or "net" in last.id
    if last.own:
        return last.label == "Model" or not head.startswith("model")
    only = len({thing.id for thing in alike}) == 1
    return only and last.named and last.label == "Dataset" and head != "database"


def _only(own: Sequence[Thing], head: str) -> Thing | None:
    """Give the one own thing of the head word's kind; of a method and a model, what it says."""
    alike = {thing.id: thing for thing in own if family(thing.label) == _kind(head)}
    if len(alike) > 1:
        label = "Model" if head.startswith("model") else "Method"
        alike = {key: one for key, one in alike.items() if one.label == label}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _kind(head: str) -> str:
    return next(kind for kind, heads in _meant().items() if re.fullmatch(heads, head))


@cache
def _meant() -> Mapping[EntityLabel, str]:
    """By label, a regular expression of the words that stand for its names."""
    types = schema().entity_types.values()
    return {type_.name: "|".join(type_.nouns.meant) for type_ in types if type_.nouns.meant}


@cache
def _own_head() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Oo]ur\s+{_NEW}?{_NEW}?|[Tt]h(?:e|is)\s+{_NEW}{_NEW}?)"
        rf"(?P<head>{'|'.join(_meant().values())})\b"
    )


@cache
def _definite_head() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]h(?:e|is)\s+(?P<head>{'|'.join(_meant().values())})\b")
