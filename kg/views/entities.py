"""Entities as readers look at them: one with its papers and claims, and those of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from extract.keys import fold
from kg.claims import claims_of
from kg.errors import UnknownName, WrongUsage
from kg.records import Result, Rows, Value
from kg.results import ClaimGroup, ClaimPlace, EntityView, LinkedPaper, RelatedEntity
from kg.views.lookup import Record, alike, find_entity
from kg.views.pages import NEXT, cut, page
from kg.views.rows import each

if TYPE_CHECKING:
    from kg.stores.base import Store

FIRST_PAPERS: Final = 20
FIRST_CLAIMS: Final = 50
_GROUP: Final = ("predicate", "words", "other_id", "other")
CLAIM_COLUMNS: Final = (*_GROUP, *(column.name for column in fields(ClaimPlace)))


@dataclass(frozen=True, slots=True)
class NamedEntity(Result):
    """An entity that a name may mean, with how many papers name it."""

    id: str
    name: str
    label: str
    aliases: list[str]
    papers: int


@dataclass(frozen=True, slots=True)
class NamedEntities(Result):
    """A page of entities, those of the very name first, then by how often papers name them."""

    query: str
    entities: tuple[NamedEntity, ...]
    truncated: bool
    next: int | None = field(metadata=NEXT)


@dataclass(frozen=True, slots=True)
class EntityPapers(Result):
    """A page of the papers that are linked to an entity, newest first."""

    entity_id: str
    papers: tuple[LinkedPaper, ...]
    truncated: bool
    next: int | None = field(metadata=NEXT)


@dataclass(frozen=True, slots=True)
class EntityClaims(Result):
    """A page of what papers claim of an entity, what most papers claim first."""

    entity_id: str
    claims: tuple[ClaimGroup, ...]
    truncated: bool
    next: int | None = field(metadata=NEXT)


def named_entities(store: Store, text: str, limit: int = 20, cursor: int = 0) -> NamedEntities:
    """The entities that have a name or alias with words that begin as those of the text do.

    Those of the very name come first, then those that begin with the whole text.

    WrongUsage for a text without letters and digits.
    """
    key = fold(text)
    if not any(map(str.isalnum, key)):
        raise WrongUsage("give a name or its beginning: letters or digits")
    words: list[Value] = [*key.split()]
    given: dict[str, Value] = {"key": key, "beginnings": words, "skip": cursor, "limit": limit + 1}
    ahead = each(NamedEntity, store.run("entities_with_words", given))
    entities, following = cut(ahead, cursor, limit)
    return NamedEntities(text, entities, following is not None, following)


def entity(
    store: Store, name: str, papers: int = FIRST_PAPERS, claims: int = FIRST_CLAIMS
) -> EntityView:
    """An entity's properties, what is above and below it, its first claims, its newest papers.

    Of an entity that no paper is linked to, as of every term, these are the papers that name it.
    `name` is an id or any spelling; UnknownName, with names that begin so, where there is none.
    """
    node = _known(store, name)
    given: dict[str, Value] = {"id": node["id"]}
    linked = _papers(store, node["id"], papers, 0)
    claimed = _claims(store, node["id"], claims, 0)
    return EntityView(
        id=node["id"],
        name=node["properties"]["name"],
        labels=node["labels"],
        aliases=node["properties"]["aliases"],
        alias_reasons=node["properties"]["alias_reasons"],
        above=_related(store.run("entity_ancestors", given)),
        below=_related(store.run("entity_descendants", given)),
        claims=claimed.claims,
        papers=linked.papers,
        truncated=linked.truncated,
        next=linked.next,
        next_claims=claimed.next,
        properties=node["properties"],
    )


def entity_papers(
    store: Store, name: str, limit: int = FIRST_PAPERS, cursor: int = 0
) -> EntityPapers:
    """The papers of an entity by any of its names, as `entity` begins to list them."""
    return _papers(store, _known(store, name)["id"], limit, cursor)


def entity_claims(
    store: Store, name: str, limit: int = FIRST_CLAIMS, cursor: int = 0
) -> EntityClaims:
    """The claims about an entity by any of its names, as `entity` begins to list them."""
    return _claims(store, _known(store, name)["id"], limit, cursor)


def claim_rows(claims: Iterable[ClaimGroup]) -> Iterator[tuple[object, ...]]:
    """Claims as a table of `CLAIM_COLUMNS`: a row a sentence."""
    for group in claims:
        head = tuple(getattr(group, name) for name in _GROUP)
        for place in group.places:
            yield (*head, *(getattr(place, column.name) for column in fields(place)))


def _known(store: Store, name: str) -> Record:
    node = find_entity(store, name)
    if node is None:
        raise UnknownName(f"no entity {name} in the archive{alike(store, name)}")
    return node


def _papers(store: Store, entity_id: str, limit: int, cursor: int) -> EntityPapers:
    given: dict[str, Value] = {"id": entity_id, "limit": limit + 1, "skip": cursor}
    ahead = each(LinkedPaper, store.run("entity_papers", given))
    if not ahead and not (cursor and _is_linked(store, entity_id)):
        rows: Any = store.run("papers_mentioning", given).rows
        ahead = tuple(
            LinkedPaper(paper, archive_id, title, published, ["MENTIONS"])
            for paper, archive_id, title, published, _ in rows
        )
    papers, following = cut(ahead, cursor, limit)
    return EntityPapers(entity_id, papers, following is not None, following)


def _is_linked(store: Store, entity_id: str) -> bool:
    return bool(store.run("entity_papers", {"id": entity_id, "limit": 1}).rows)


def _claims(store: Store, entity_id: str, limit: int, cursor: int) -> EntityClaims:
    rows = store.run("claims_about", {"entities": [entity_id], "floor": 0.0})
    claims, following = page(claims_of(entity_id, rows), cursor, limit)
    return EntityClaims(entity_id, claims, following is not None, following)


def _related(rows: Rows) -> tuple[RelatedEntity, ...]:
    """The entities above or below another, without itself."""
    return each(RelatedEntity, rows)[1:]
