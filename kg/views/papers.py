"""A paper as readers look at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UnknownName
from kg.records import Result, Value
from kg.results import NodeResult
from kg.views.lookup import find_paper
from kg.views.pages import NEXT, page
from kg.views.rows import each

if TYPE_CHECKING:
    from kg.stores.base import Store

FIRST_PASSAGES: Final = 200
_Mentions = dict[str, list["PassageMention"]]


@dataclass(frozen=True, slots=True)
class SentencePlace(Result):
    """A sentence of a passage: where it stands there, and what it does (`method`, `result`, …)."""

    char_start: int
    char_end: int
    role: str


@dataclass(frozen=True, slots=True)
class PassageMention(Result):
    """A name in a passage: which entity it means, and which extractor found it."""

    entity_id: str
    name: str
    label: str
    surface: str
    char_start: int
    char_end: int
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class PassageView(Result):
    """Consecutive sentences of a paper; places are counted in characters of `text`."""

    id: str
    text: str
    section: str
    position: int
    char_start: int = field(metadata={"description": "Where the passage begins in its section."})
    char_end: int
    sentences: tuple[SentencePlace, ...]
    mentions: tuple[PassageMention, ...]


@dataclass(frozen=True, slots=True)
class LinkedEntity(Result):
    """An entity that a paper is linked to, with the figure that the paper reports of it."""

    entity_id: str
    name: str
    label: str
    type: str
    relation_id: str
    passage_id: str
    char_start: int
    char_end: int
    confidence: float
    value: float | None
    unit: str | None
    change: str | None
    dataset_id: str | None
    dataset: str | None


@dataclass(frozen=True, slots=True)
class PaperClaim(Result):
    """What a paper claims of one thing beside another; its own proposal is the paper itself."""

    predicate: str
    subject_id: str
    subject: str
    object_id: str
    object: str
    condition: str | None
    value: float | None
    unit: str | None
    passage_id: str
    char_start: int
    char_end: int
    confidence: float
    relation_id: str


@dataclass(frozen=True)
class PaperView(NodeResult):
    """A paper's properties, a page of its passages, and all its entities and claims."""

    id: str
    archive_id: str
    title: str
    passages: tuple[PassageView, ...]
    entities: tuple[LinkedEntity, ...]
    claims: tuple[PaperClaim, ...]
    truncated: bool
    next: int | None = field(metadata=NEXT)
    properties: dict[str, Any] = field(default_factory=dict, metadata={"exclude": True})


def paper(store: Store, name: str, limit: int | None = None, cursor: int = 0) -> PaperView:
    """A paper's properties, its passages in order, and the entities it is linked to.

    `limit` passages from the `cursor`-th on, else all. `name` is an id (`arxiv:` may be left out)
    or an archive id; UnknownName where there is none.
    """
    node = find_paper(store, name)
    if node is None:
        raise UnknownName(f"no paper {name} in the archive: give its id or its archive id")
    given: dict[str, Value] = {"id": node["id"]}
    rows = store.run("paper_passages", given).dicts()
    taken, following = page(rows, cursor, len(rows) if limit is None else limit)
    mentions = _mentions(store, taken)
    return PaperView(
        id=node["id"],
        archive_id=node["properties"]["archive_id"],
        title=node["properties"]["title"],
        passages=tuple(_passage(row, mentions) for row in taken),
        entities=each(LinkedEntity, store.run("paper_entities", given)),
        claims=each(PaperClaim, store.run("claims_of_paper", given)),
        truncated=following is not None,
        next=following,
        properties=node["properties"],
    )


def _passage(row: dict[str, Any], mentions: _Mentions) -> PassageView:
    own = {key: value for key, value in row.items() if not key.startswith("sentence_")}
    parts = (row[f"sentence_{part}"] or () for part in ("starts", "ends", "roles"))
    sentences = tuple(SentencePlace(*place) for place in zip(*parts, strict=True))
    return PassageView(**own, sentences=sentences, mentions=tuple(mentions[row["id"]]))


def _mentions(store: Store, passages: tuple[dict[str, Any], ...]) -> _Mentions:
    """The mentions of passages by the passage's id, in the order of their places."""
    names = [each.name for each in fields(PassageMention)]
    mentions: _Mentions = defaultdict(list)
    wanted: list[Value] = [row["id"] for row in passages]
    rows: list[dict[str, Any]] = store.run("mentions_of_passages", {"passages": wanted}).dicts()
    for row in rows:
        mentions[row["passage_id"]].append(PassageMention(**{key: row[key] for key in names}))
    return mentions
