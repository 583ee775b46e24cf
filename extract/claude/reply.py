"""What Claude answered, held against the closed lists; quotes are looked up later (`convert`).

The API promises JSON of our schema. Nothing here relies on that: what is no object of four lists is
a BrokenAnswer, and an item with a wrong type, label or name is left out and counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, cast, get_args

from extract.claude.prompt import asked_relations
from extract.errors import BrokenAnswer
from extract.records import EntityLabel, EntityRelationType, PaperRelationType, Role
from extract.schema import schema

_ROLES = get_args(Role)
_LISTS = ("entities", "paper_relations", "entity_relations", "roles")
LONGEST_SURFACE = 120
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many mentions, relations and roles of an answer were not taken."""

    mentions: int = 0
    relations: int = 0
    roles: int = 0

    def __add__(self, other: Dropped) -> Dropped:
        mine, theirs = self.mentions + other.mentions, self.relations + other.relations
        return Dropped(mine, theirs, self.roles + other.roles)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class SaidMention:
    """Words that name an entity in a sentence, as Claude says."""

    sentence: int
    surface: str


@dataclass(frozen=True, slots=True)
class SaidEntity:
    """An entity as Claude says; `name` is what its relations call it."""

    name: str
    label: EntityLabel
    mentions: tuple[SaidMention, ...]


@dataclass(frozen=True, slots=True)
class SaidUse:
    """What the paper does with an entity, as Claude says."""

    type: PaperRelationType
    entity: str
    sentence: int
    quote: str


@dataclass(frozen=True, slots=True)
class SaidLink:
    """What a sentence states between two entities, as Claude says."""

    type: EntityRelationType
    source: str
    target: str
    sentence: int
    quote: str


@dataclass(frozen=True, slots=True)
class SaidRole:
    """What a sentence does, as Claude says; `opening`: its first words."""

    sentence: int
    opening: str
    role: Role


@dataclass(frozen=True, slots=True)
class ClaudeAnswer:
    """An answer of known shape, and what of it had another."""

    entities: tuple[SaidEntity, ...]
    uses: tuple[SaidUse, ...]
    links: tuple[SaidLink, ...]
    roles: tuple[SaidRole, ...]
    dropped: Dropped


@dataclass(frozen=True, slots=True)
class _Taken(Generic[_T]):
    items: tuple[_T, ...]
    dropped: int


def read_answer(text: str) -> ClaudeAnswer:
    """Read what the model wrote; BrokenAnswer where it is no object of the four lists."""
    lists = _lists(text)
    entities, mentions = _entities(lists["entities"])
    uses = _taken(map(_use, lists["paper_relations"]))
    links = _taken(map(_link, lists["entity_relations"]))
    roles = _taken(map(_role, lists["roles"]))
    dropped = Dropped(mentions, uses.dropped + links.dropped, roles.dropped)
    return ClaudeAnswer(entities, uses.items, links.items, roles.items, dropped)


def _lists(text: str) -> dict[str, list[dict[str, Any]]]:
    try:
        answer = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenAnswer(f"the answer is no JSON: {error}") from None
    if not isinstance(answer, dict) or not all(isinstance(answer.get(n), list) for n in _LISTS):
        raise BrokenAnswer(f"the answer is no object of the lists {', '.join(_LISTS)}")
    return {n: [row if isinstance(row, dict) else {} for row in answer[n]] for n in _LISTS}


def _entities(rows: list[dict[str, Any]]) -> tuple[tuple[SaidEntity, ...], int]:
    """The entities, and how many mentions went with those whose label or name isn't one."""
    taken: dict[str, SaidEntity] = {}
    dropped = 0
    for row in rows:
        given = row.get("mentions")
        said = given if isinstance(given, list) else []
        mentions = _taken(map(_mention, said))
        name = _text(row, "name")
        if name and row.get("label") in schema().labels and name not in taken:
            taken[name] = SaidEntity(name, row["label"], mentions.items)
            dropped += mentions.dropped
        else:
            dropped += len(said)
    return tuple(taken.values()), dropped


def _mention(row: object) -> SaidMention | None:
    surface = _text(row, "surface")
    usable = 0 < len(surface) <= LONGEST_SURFACE
    return SaidMention(_number(row), surface) if usable else None


def _use(row: dict[str, Any]) -> SaidUse | None:
    kind, entity, quote = row.get("type"), _text(row, "entity"), _text(row, "quote")
    if kind not in [*asked_relations()] or not entity or not quote:
        return None
    return SaidUse(kind, entity, _number(row), quote)


def _link(row: dict[str, Any]) -> SaidLink | None:
    kind, quote = row.get("type"), _text(row, "quote")
    source, target = _text(row, "source"), _text(row, "target")
    if kind not in [*schema().entity_relations] or not source or not target or not quote:
        return None
    return SaidLink(kind, source, target, _number(row), quote)


def _role(row: dict[str, Any]) -> SaidRole | None:
    role, opening = row.get("role"), _text(row, "opening")
    usable = role in _ROLES and opening
    return SaidRole(_number(row), opening, cast("Role", role)) if usable else None


def _text(row: object, key: str) -> str:
    """The text under a key, without outer blanks; empty where there is none."""
    value = row.get(key) if isinstance(row, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _number(row: object) -> int:
    """The sentence's number; -1, which no sentence has, for anything else."""
    value = row.get("sentence") if isinstance(row, dict) else None
    return value if type(value) is int else -1


def _taken(items: Iterator[_T | None]) -> _Taken[_T]:
    given = list(items)
    kept = tuple(item for item in given if item is not None)
    return _Taken(kept, len(given) - len(kept))
