"""Gathering evidence: every side by itself, then what is counted over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.vocabulary import Vocabulary
from kg.embed.embedder import Embedder
from kg.progress import UNWATCHED, AskProgress, Stage
from kg.questions.cues import graph_aspect
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.records import Parameters
from kg.retrieve.aspects import Aspect, asked_aspects, default_aspects, kin_of
from kg.retrieve.counts import Counts
from kg.retrieve.evidence import (
    Evidence,
    LinkEvidence,
    Node,
    NodeMention,
    ParentLink,
    QueryRun,
    Ranked,
    Side,
)
from kg.retrieve.facts import FactSource, GraphQuestion, facts
from kg.retrieve.intent import asks_for_all
from kg.retrieve.ranking import WITHOUT_VECTORS, Ranker, cues_in, naming_both, query
from kg.retrieve.reading import number
from kg.retrieve.runs import QueryLog, node_ids, papers_of
from kg.retrieve.sides.find import SideFinder
from kg.retrieve.sides.members import MemberFinder
from kg.stores.base import Store

MOST_EMBEDDED, LEAST_EMBEDDED = 48, 6  # sentences, in all and for each aspect of a side
DOUBTFUL = 0.6
KIN = 0.9  # weight of a score for the known aspect that another one is a case of
_COURSE = folded("interest popularity attention activity research work number")


def gather(
    plan: Plan,
    store: Store,
    vocabulary: Vocabulary,
    embedder: Embedder | None,
    sources: Sequence[FactSource],
    most: int = 0,
    progress: AskProgress = UNWATCHED,
) -> Evidence:
    """Find the evidence for a plan in the archive; an unknown side comes with coverage none.

    `sources` are what the graph itself may be asked; `most` is how many papers a list is to show,
    where that is more than usual. `progress` is shown what papers the sides have.
    """
    log = QueryLog(store)
    aspects = _aspects(plan, sources)
    embedder = embedder if store.has_vectors() else None
    members = MemberFinder(plan, store, log, vocabulary, embedder, sources)
    finder = SideFinder(store, log, embedder, plan, members, aspects, most)
    gathering = _Gathering(plan, log, aspects, members, finder, sources)
    gathered = gathering.sides()
    progress.reached(_papers_found(gathered.sides))
    return gathering.evidence(gathered, Ranker(embedder, progress))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The sides of a plan; `counted` are those that are counted over.

    `joint` gives the papers of both of two sides, `pair` names both for a query that compares them;
    `same`: all have the same papers.
    """

    sides: tuple[Side, ...]
    counted: tuple[Side, ...]
    same: bool
    joint: QueryRun | None
    pair: Parameters


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Gathers the evidence for one plan."""

    plan: Plan
    log: QueryLog
    aspects: tuple[Aspect, ...]
    members: MemberFinder
    finder: SideFinder
    sources: Sequence[FactSource]

    def evidence(self, gathered: _Sides, ranker: Ranker) -> Evidence:
        """Everything that an answer may speak of."""
        plan, log, members = self.plan, self.log, self.members
        sides, counted = gathered.sides, gathered.counted
        counts = Counts(plan, counted, self.aspects, gathered.pair, log)
        facets, roles = counts.tallies()
        beside = {} if members.of_users else self._beside(sides)
        nodes, parents = _hierarchy(log, sides, [*self.finder.nodes.values()])
        question = GraphQuestion(plan, sides, log)
        return Evidence(
            plan=plan,
            shared=members.shared,
            aspects=self.aspects,
            sides=sides,
            facets=facets,
            roles=roles,
            contrasts=counts.contrasts(),
            unfound=counts.unfound(),
            joint=gathered.joint,
            either=counts.either(),
            years=counts.years(),
            archive=log.run("archive_counts", {}) if asks_for_all(plan) else None,
            path=self._path(sides),
            same=gathered.same,
            users=members.of_users,
            excluded=members.items,
            facts=(*members.catalogue.unknown, *facts(question, self.sources)),
            nodes=nodes,
            parents=parents,
            ranked=self._ranked(ranker, counted),
            both=_both(sides, gathered.joint),
            beside=beside,
            mentions=_mentions(counted, log),
            subjects=counts.subjects(),
            queries=log.runs(),
            search_lists=self.finder.lists,
        )

    def sides(self) -> _Sides:
        """The sides of the plan; two have their papers that are nearest to both at once as well."""
        plan, finder = self.plan, self.finder
        sides = () if asks_for_all(plan) else tuple(map(finder.side, plan.sides or ("",)))
        held = tuple(side for side in sides if side.members)
        same = len(sides) > 1 and bool(held) and len({side.members for side in sides}) == 1
        counted = held[:1] if same else held
        two = len(sides) == len(counted) == 2
        both: Parameters = dict(zip(("left", "right"), map(papers_of, counted), strict=False))
        joins = two and plan.traits.two_sides
        joint = self.log.run("papers_on_both_sides", both) if joins else None
        if joint is not None:
            left, right = sides
            sides = counted = (finder.with_naming(left, right), finder.with_naming(right, left))
        return _Sides(
            sides, counted, same, joint, both if two and plan.kind == "comparison" else {}
        )

    def _path(self, sides: Sequence[Side]) -> QueryRun | None:
        """The shortest way between the two ends of a question for one, where both are entities."""
        ends = [side.anchors[0].id for side in sides if side.anchors]
        if self.plan.kind != "path" or len(ends) != 2:
            return None
        return self.log.run("shortest_path", {"from": ends[0], "to": ends[1]})

    def _ranked(
        self, ranker: Ranker, sides: Sequence[Side]
    ) -> dict[tuple[str, str], tuple[Ranked, ...]]:
        """The sentences of each side's best papers, ranked for each aspect."""
        most = max(LEAST_EMBEDDED, MOST_EMBEDDED // max(1, len(sides) * len(self.aspects)))
        return {
            (aspect.name, side.label): _by_kin(ranker, side, aspect, self.plan.shared, most)
            for side in sides
            for aspect in self.aspects
            if aspect.name != "papers"  # they are listed by their titles
        }

    def _beside(self, sides: Sequence[Side]) -> dict[str, tuple[Ranked, ...]]:
        """The sentences of papers near a side with few, ranked for what is asked first."""
        if not self.plan.traits.nearby:
            return {}
        of_any = frozenset().union(*(side.members for side in sides))
        aspects = (self.aspects[0], *asked_aspects("findings"))
        made = {}
        for side in sides:
            papers = self.finder.beside(side, of_any)
            wanted = [query(aspect, side, self.plan.shared) for aspect in aspects]
            ranked = [WITHOUT_VECTORS.ranked(papers, asked, 0) for asked in wanted]
            made[side.label] = max(ranked, key=lambda own: own[0].score if own else 0.0)
        return made


def _papers_found(sides: Sequence[Side]) -> Stage:
    """How many papers each side has; one that is no phrase of the question goes by its papers."""
    counts = [(side.label, len(side.members)) for side in sides]
    texts = [
        f"{label or 'in all'}: {count or 'no'} paper{'s' * (count != 1)}" for label, count in counts
    ]
    return Stage("sides", " · ".join(texts) or "the whole archive")


def _aspects(plan: Plan, sources: Sequence[FactSource]) -> tuple[Aspect, ...]:
    """The sections to write: those that the question asks for, else those of its kind, else all."""
    graph = [phrase for phrase in plan.aspects if graph_aspect(phrase, sources)]
    asked = [
        aspect
        for phrase in plan.aspects
        if phrase not in graph and not (plan.kind == "trend" and folded(phrase) <= _COURSE)
        for aspect in asked_aspects(phrase)
    ]
    if asked:
        return tuple(dict.fromkeys(asked))
    if graph:
        return asked_aspects("papers")
    section = plan.traits.section
    return asked_aspects(section) if section else default_aspects(plan.kind)


def _by_kin(
    ranker: Ranker, side: Side, aspect: Aspect, shared: Sequence[str], most: int
) -> tuple[Ranked, ...]:
    """A side's sentences for an aspect; for one that is a case of a known one, by the better.

    A sentence that has but some words of such an aspect (*rendering* of *rendering speed*), and no
    cue of the known one, is doubtful.
    """
    ranked = ranker.ranked(side.papers, query(aspect, side, shared), most)
    kin = kin_of(aspect)
    if kin is None:
        return ranked
    asked = replace(query(kin, side, shared), text=f"{aspect.what} of {side.label}")
    other = {own.sentence: own.score for own in ranker.ranked(side.papers, asked, most)}
    whole = folded(aspect.what)
    made = []
    for own in ranked:
        firm = cues_in(own.sentence.text, kin) or whole <= folded(own.sentence.text)
        score = max(own.score if firm else DOUBTFUL * own.score, KIN * other[own.sentence])
        made.append(replace(own, score=round(score, 4)))
    return tuple(sorted(made, key=lambda own: -own.score))


def _both(sides: Sequence[Side], joint: QueryRun | None) -> tuple[Ranked, ...]:
    """The sentences of two sides' papers that name both."""
    if joint is None:
        return ()
    (aspect,) = asked_aspects("findings")
    left, right = (query(aspect, side, ()) for side in sides)
    papers = {paper.id: paper for side in sides for paper in side.papers}
    return naming_both([*papers.values()], left, right)


def _mentions(sides: Sequence[Side], log: QueryLog) -> dict[str, tuple[NodeMention, ...]]:
    """What the passages of the sides' best papers name, by passage."""
    papers = sorted({paper.id for side in sides for paper in side.papers})
    by_passage: dict[str, list[NodeMention]] = {}
    for row in log.quiet("mentions_of_papers", {"papers": [*papers]}).dicts():
        node = Node(str(row["entity_id"]), str(row["name"]), str(row["label"]))
        place = (int(number(row["char_start"])), int(number(row["char_end"])), node)
        by_passage.setdefault(str(row["passage_id"]), []).append(place)
    return {passage: tuple(places) for passage, places in by_passage.items()}


def _hierarchy(
    log: QueryLog, sides: Sequence[Side], facets: Sequence[Node]
) -> tuple[dict[str, Node], dict[str, tuple[ParentLink, ...]]]:
    """The hierarchy below the question's entities and above the facets' entities."""
    tops = [node for side in sides for concept in side.concepts for node in concept.nodes]
    nodes = {node.id: node for node in (*facets, *tops)}
    parents: dict[str, dict[str, ParentLink]] = {}
    below = log.quiet("hierarchy_below", {"entities": node_ids(tops)}).dicts()
    above = log.quiet("hierarchy_above", {"entities": node_ids(facets)}).dicts()
    for row in (*below, *above):
        child = Node(str(row["child_id"]), str(row["child_name"]), str(row["child_label"]))
        parent = Node(str(row["parent_id"]), str(row["parent_name"]), str(row["parent_label"]))
        nodes[child.id], nodes[parent.id] = child, parent
        relation = LinkEvidence(
            str(row["relation_id"]),
            str(row["type"]),
            child.id,
            parent.id,
            "",
            "",
            0,
            0,
            number(row["confidence"]),
        )
        parents.setdefault(child.id, {})[relation.id] = (relation, parent)
    return nodes, {child: tuple(ways.values()) for child, ways in parents.items()}
