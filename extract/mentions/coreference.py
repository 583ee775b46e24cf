"""What "our model", "the proposed method" and "the dataset" stand for in one paper.

Closed patterns: a wrong referent is worse than none. "Our X" is the only referent of its kind
that the paper gives as its own; "the X" needs the paper's own referent of that kind before it and
no other since, and "the dataset" may be another's where the paper names no second dataset.
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
# What goes on with a noun ("the model parameters", "our model zoo") names a part, not the whole.
_GOES_ON = re.compile(
    rf"\s*(?:$|[.,;:)!?]|['\u2019]s\b|(?:{_LEX['behind a reference']})\b|\w+ly\b"
    rf"|(?:{_LEX['reference verbs']})(?:e?s|ed)\b)"
)


@dataclass(frozen=True, slots=True)
class Referent:
    """What may be meant: an id with its label.

    `own`: the paper gives it as its own; `named`: it goes by a name, not by words for a kind.
    """

    id: str
    label: EntityLabel
    own: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a passage that stands for a referent."""

    passage: int
    char_start: int
    char_end: int
    referent_id: str
    confidence: float


Place = tuple[int, int]


def find_references(
    passages: Sequence[Passage], referents: Sequence[Referent], places: Mapping[Place, str]
) -> list[Reference]:
    """Give the references to the referents, sorted by place.

    `places` are the named mentions: (passage, char_start) -> referent id.
    """
    references: dict[Place, Reference] = {}
    for passage in passages:
        if passage.section == "title":
            continue
        for reference in (*_own(passage, referents), *_definite(passage, referents, places)):
            references.setdefault((reference.passage, reference.char_start), reference)
    return [references[place] for place in sorted(references)]


def _own(passage: Passage, referents: Sequence[Referent]) -> Iterator[Reference]:
    for match in _own_head().finditer(passage.text):
        referent = _only([referent for referent in referents if referent.own], match.group("head"))
        if referent and _GOES_ON.match(passage.text, match.end()):
            yield Reference(passage.position, match.start(), match.end(), referent.id, OWN)


def _definite(
    passage: Passage, referents: Sequence[Referent], places: Mapping[Place, str]
) -> Iterator[Reference]:
    by_id = {referent.id: referent for referent in referents}
    for match in _definite_head().finditer(passage.text):
        here = (passage.position, match.start())
        named = [place for place in sorted(places) if place < here and not _is_kind(passage, place)]
        before = [by_id[places[place]] for place in named]
        head = match.group("head")
        alike = [referent for referent in before if family(referent.label) == _kind(head)]
        if not alike or not _GOES_ON.match(passage.text, match.end()):
            continue
        if _is_last(alike, head):
            yield Reference(passage.position, *match.span(), alike[-1].id, DEFINITE)


def _is_kind(passage: Passage, place: Place) -> bool:
    """Tell whether what stands there only says what the name before it is: "InkLM, a model"."""
    before = passage.text[max(0, place[1] - _APPOSITION_LIMIT) : place[1]]
    return place[0] == passage.position and bool(_APPOSED.search(before))


def _is_last(alike: Sequence[Referent], head: str) -> bool:
    """Tell whether the last referent named is meant; a method may train "the model" and be none."""
    last = alike[-1]
    if last.own and head == "network":
        return last.label == "Model" or "net" in last.id
    if last.own:
        return last.label == "Model" or not head.startswith("model")
    only = len({referent.id for referent in alike}) == 1
    return only and last.named and last.label == "Dataset" and head != "database"


def _only(own: Sequence[Referent], head: str) -> Referent | None:
    """Give the only referent of the head word's kind; of a method and a model, the one it names."""
    alike = {referent.id: referent for referent in own if family(referent.label) == _kind(head)}
    if len(alike) > 1:
        label = "Model" if head.startswith("model") else "Method"
        alike = {key: referent for key, referent in alike.items() if referent.label == label}
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
