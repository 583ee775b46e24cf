"""Evidence: everything that an answer may speak of, gathered before a word of it is written.

An answer is composed from these records alone and never sees a store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.questions.plan import Plan
from kg.records import Parameters, Rows
from kg.retrieve.aspects import Aspect

LISTED_PAPERS = 30  # of a side, where a list of papers is asked for

Coverage = Literal["good", "thin", "none"]
Papers = frozenset[str]
Way = Literal["link", "mention", "text", "meaning"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as links and tables show it."""

    id: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class LinkEvidence:
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
    """A sentence of a paper: `text == passage[char_start:char_end]`, `passage` the whole text."""

    paper_id: str
    passage_id: str
    section: str
    position: int
    char_start: int
    char_end: int
    text: str
    role: str
    passage: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperEvidence:
    """A paper of one side, with what links it to the side.

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
    side_links: tuple[LinkEvidence, ...]
    facet_links: dict[str, tuple[LinkEvidence, ...]]
    sentences: tuple[SentenceEvidence, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with the probability (0-1) that it answers what is asked."""

    paper: PaperEvidence
    sentence: SentenceEvidence
    score: float


NodeMention = tuple[int, int, Node]  # where a passage names an entity
ParentLink = tuple[LinkEvidence, Node]  # up the hierarchy, with the entity that it leads to


@dataclass(frozen=True, slots=True)
class QueryRun:
    """A named query as it was run: `name` with `parameters` gave `rows`."""

    id: str
    name: str
    parameters: Parameters
    rows: Rows


@dataclass(frozen=True, slots=True)
class Concept:
    """A part of a phrase with its papers by how they bear it out.

    `link` are papers linked to an entity that it names, or to one below it, `mention` those that
    name it in their title, `text` those that hold its words; `named` those that name it anywhere,
    which shows a paper's subject only beside another concept. `nodes` are the entities
    (namesakes: any of them), `missing` its telling words that no paper holds, `parts` the names
    and words that it is made of where it is more than one.
    `relaxed` are the papers of what is left where no paper holds all of it, without `lost`;
    `said` are those that hold a phrase of several parts word for word.
    """

    phrase: str
    nodes: tuple[Node, ...] = ()
    link: Papers = frozenset()
    mention: Papers = frozenset()
    text: Papers = frozenset()
    named: Papers = frozenset()
    missing: tuple[str, ...] = ()
    parts: tuple[Concept, ...] = ()
    relaxed: Papers = frozenset()
    lost: tuple[str, ...] = ()
    said: Papers = frozenset()

    @property
    def papers(self) -> Papers:
        """Every paper that bears the concept out by itself."""
        return self.link | self.mention | self.text

    @property
    def wide(self) -> Papers:
        """Every paper that bears the concept out beside another one."""
        return self.papers | self.named


WAYS: tuple[Way, ...] = get_args(Way)


def way_in(paper: str, concepts: Sequence[Concept]) -> Way:
    """How a paper belongs to a side: by link, title or text; of its concepts the weakest counts.

    `meaning` where its words do not bear a concept out, and its text as a whole does.
    """
    ways_in = [_way(paper, concept) for concept in concepts]
    return max(ways_in, key=WAYS.index) if ways_in else "text"


def ways(papers: Papers, concepts: Sequence[Concept]) -> dict[Way, int]:
    """How many papers belong to a side in each way."""
    by_paper = [way_in(paper, concepts) for paper in papers]
    return {way: by_paper.count(way) for way in WAYS}


def _way(paper: str, concept: Concept) -> Way:
    if paper in concept.link:
        return "link"
    if paper in concept.mention:
        return "mention"
    said = concept.text | concept.named | concept.relaxed
    return "text" if paper in said else "meaning"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: its concepts and the papers that bear them all out.

    `name` is how prose speaks of it. `unmet` are the concepts and words that its members do not
    bear out; `members` are ids of papers, `papers` the best of them in rank order, `scope` the run
    that gives the members again. `absent` are (phrase, run that gives no row) of a side without
    members, `nearest` what the archive has instead.
    """

    label: str
    name: str
    anchors: tuple[Node, ...]
    concepts: tuple[Concept, ...]
    unmet: tuple[str, ...]
    members: Papers
    passages: int
    coverage: Coverage
    papers: tuple[PaperEvidence, ...]
    scope: QueryRun
    parts: QueryRun | None
    absent: tuple[tuple[str, QueryRun], ...] = ()
    nearest: tuple[tuple[str, QueryRun], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What the graph itself answers: a kind of question `about` something; `run` has the rows."""

    what: str
    about: str
    run: QueryRun


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found for a plan.

    `facets` holds a `facet_counts` run for each (aspect name, side label), `roles` a `role_papers`
    run likewise; `contrasts` a `facet_contrast` run for each aspect of a two-sided comparison,
    `unfound` are (aspect, side label, run) of aspects in the question's own words that no passage
    of a side holds. `joint` are the papers of two sides at once, `either` those of any; `years`
    counts by year, `archive` the whole archive, `path` is the shortest path. `users`: the question
    asks who uses something, `same`: the sides have the same members, `excluded` are entities that a
    list is to leave out.
    `ranked` holds for each (aspect name, side label) the sentences of the side's best papers, best
    first, `both` those of papers of two sides that name both, `beside` (by side label) those of
    papers that are near a side with few papers and not of it. `mentions` says what each passage of
    these papers names and where; `subjects` counts what papers of two sides mention.
    `parents` maps an entity to the hierarchy relationship above it and the node it leads to.
    """

    plan: Plan
    shared: tuple[Concept, ...]
    aspects: tuple[Aspect, ...]
    sides: tuple[Side, ...]
    facets: dict[tuple[str, str], QueryRun]
    roles: dict[tuple[str, str], QueryRun]
    contrasts: dict[str, QueryRun]
    unfound: dict[tuple[str, str], QueryRun]
    joint: QueryRun | None
    either: QueryRun | None
    years: QueryRun | None
    archive: QueryRun | None
    path: QueryRun | None
    same: bool
    users: bool
    excluded: tuple[Node, ...]
    facts: tuple[Fact, ...]
    nodes: dict[str, Node]
    parents: dict[str, tuple[ParentLink, ...]]
    ranked: dict[tuple[str, str], tuple[Ranked, ...]]
    both: tuple[Ranked, ...]
    beside: dict[str, tuple[Ranked, ...]]
    mentions: dict[str, tuple[NodeMention, ...]]
    subjects: QueryRun | None
    queries: tuple[QueryRun, ...]
    search_lists: tuple[str, ...]

    @property
    def shared_nodes(self) -> tuple[Node, ...]:
        """The entities that all sides share."""
        return tuple(dict.fromkeys(node for concept in self.shared for node in concept.nodes))
