"""Evidence: everything that an answer may speak of, gathered before a word of it is written.

An answer is composed from these records alone and never sees a store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.records import Parameters, Rows
from kg.retrieve.aspects import Aspect
from kg.retrieve.plan import Plan

Coverage = Literal["good", "thin", "none"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as links and tables show it."""

    id: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of the store, with the sentence that it came from."""

    id: str
    type: str
    from_id: str
    to_id: str
    paper_id: str
    passage_id: str
    char_start: int
    char_end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """A sentence of a paper: `text == passage text[char_start:char_end]`."""

    paper_id: str
    passage_id: str
    section: str
    position: int
    char_start: int
    char_end: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class PaperEvidence:
    """A paper of one side, with what links it to the side and to the aspect.

    `similarity` is the best cosine of its passages to the question (None without an embedder);
    `score` is the fused rank score within its side; `facet_links` are keyed by facet.
    """

    id: str
    archive_id: str
    title: str
    authors: tuple[str, ...]
    category: str
    published: str
    url: str
    text_origin: str
    similarity: float | None
    score: float
    side_links: tuple[Relation, ...]
    aspect_links: tuple[Relation, ...]
    facet_links: dict[str, tuple[Relation, ...]]
    sentences: tuple[SentenceEvidence, ...]


@dataclass(frozen=True, slots=True)
class QueryRun:
    """A named query as it was run: `name` with `parameters` gave `rows`."""

    id: str
    name: str
    parameters: Parameters
    rows: Rows


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: what it is anchored to and the papers found within its subgraph.

    `name` is how prose speaks of it: the question's words where they are no more than a name.
    `members` are the ids of the papers linked to the anchors and to the aspect, `papers` the best
    of them in rank order.
    """

    label: str
    name: str
    anchors: tuple[Node, ...]
    unmatched: str
    members: frozenset[str]
    passages: int
    coverage: Coverage
    papers: tuple[PaperEvidence, ...]
    scope: QueryRun
    parts: QueryRun | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found for a plan.

    `facets` holds a `facet_counts` run for each (aspect name, side label), `roles` a `role_papers`
    run likewise; `contrasts` a `facet_contrast` run for each aspect of a two-sided comparison.
    `unknown_aspect` shows that the aspect's words name no entity; `years` counts by year, `archive`
    all there is.
    `mentioned` counts mentions as `contrasts` counts relationships; `path` is the shortest way.
    `parents` maps an entity to the hierarchy relationship above it and the node it leads to.
    """

    plan: Plan
    aspect_anchors: tuple[Node, ...]
    aspects: tuple[Aspect, ...]
    unknown_aspect: QueryRun | None
    sides: tuple[Side, ...]
    facets: dict[tuple[str, str], QueryRun]
    roles: dict[tuple[str, str], QueryRun]
    contrasts: dict[str, QueryRun]
    mentioned: dict[str, QueryRun]
    joint: QueryRun | None
    years: QueryRun | None
    archive: QueryRun | None
    path: QueryRun | None
    nodes: dict[str, Node]
    parents: dict[str, tuple[tuple[Relation, Node], ...]]
    queries: tuple[QueryRun, ...]
    search_lists: tuple[str, ...]
