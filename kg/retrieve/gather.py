"""Gathering evidence: every side by itself, then what is counted over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.vocabulary import Vocabulary
from kg.questions.cues import graph_aspect
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.records import Parameters
from kg.retrieve.aspects import (
    Aspect,
    asked_aspects,
    counted_types,
    default_aspects,
    kin_of,
)
from kg.retrieve.concepts import FLOOR
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import Evidence, Named, Node, QueryRun, Ranked, Relation, Side
from kg.retrieve.facts import FactSource, GraphQuestion, facts
from kg.retrieve.members import member_finder
from kg.retrieve.patterns import phrase_pattern
from kg.retrieve.ranking import WITHOUT_VECTORS, Ranker, cues_in, naming_both, query
from kg.retrieve.reading import number
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides import SideFinder, node_ids, papers_of
from kg.stores.base import Store

MOST_EMBEDDED, LEAST_EMBEDDED = 48, 6  # sentences, in all and for each aspect of a side
DOUBTFUL = 0.6
KIN = 0.9  # what a sentence on the known aspect counts for a case of it
_COURSE = folded("interest popularity attention activity research work number")
_SUBJECTS = ("Term", "Method", "Model", "Task", "Dataset", "Domain")


def gather(
    plan: Plan,
    store: Store,
    vocabulary: Vocabulary,
    embedder: Embedder | None,
    sources: Sequence[FactSource],
    most: int = 0,
) -> Evidence:
    """Find the evidence for a plan in the archive; an unknown side comes with coverage none.

    `sources` are what the graph itself may be asked; `most` is how many papers a list is to show,
    where that is more than usual.
    """
    log = QueryLog(store)
    aspects = _aspects(plan, sources)
    embedder = embedder if store.has_vectors() else None
    members = member_finder(plan, store, log, vocabulary, embedder, sources)
    finder = SideFinder(store, log, embedder, plan, members, aspects, most)
    found = _sides(plan, finder, log)
    sides, counted = found.sides, found.counted
    facets, roles = _tallies(counted, aspects, log)
    beside = {} if members.of_users else _beside(finder, plan, sides, aspects)
    tops = [node for side in sides for one in side.concepts for node in one.nodes]
    nodes, parents = _hierarchy(log, tops, list(finder.facet_nodes.values()))
    return Evidence(
        plan=plan,
        shared=members.shared,
        aspects=aspects,
        sides=sides,
        facets=facets,
        roles=roles,
        contrasts=_contrasts(found.pair, aspects, log),
        unfound=_unfound(counted, aspects, log),
        joint=found.joint,
        either=_either(plan, counted, log),
        years=_years(plan, counted, log),
        archive=log.run("archive_counts", {}) if asks_for_all(plan) else None,
        path=_path(plan, sides, log),
        same=found.same,
        users=members.of_users,
        excluded=members.items,
        facts=(*members.catalogue.unknown, *facts(GraphQuestion(plan, sides, log), sources)),
        nodes=nodes,
        parents=parents,
        ranked=_ranked(Ranker(embedder), counted, aspects, plan.shared),
        both=_both(sides, found.joint),
        beside=beside,
        mentions=_mentions(counted, log),
        subjects=_subjects(plan, found.pair, log),
        queries=log.runs(),
        search_lists=finder.lists,
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """The sides of a plan; `counted` are those that things are counted over.

    `joint` gives the papers of both of two sides, `pair` names both for a query that compares them;
    `same` tells that all have the same papers.
    """

    sides: tuple[Side, ...]
    counted: tuple[Side, ...]
    same: bool
    joint: QueryRun | None
    pair: Parameters


def _sides(plan: Plan, finder: SideFinder, log: QueryLog) -> _Sides:
    """The sides of a plan; two have those of their papers that are nearest to both at once."""
    sides = () if asks_for_all(plan) else tuple(finder.side(phrase) for phrase in _phrases(plan))
    same = len(sides) > 1 and len({side.members for side in sides}) == 1 and bool(sides[0].members)
    counted = tuple(side for side in sides if side.members)[: 1 if same else None]
    two = len(sides) == 2 and len(counted) == 2 and not same
    joint = _joint(plan, counted, log) if two else None
    pair = _pair(counted) if two and plan.kind == "comparison" else {}
    if joint is not None:
        left, right = sides
        sides = counted = (finder.with_naming(left, right), finder.with_naming(right, left))
    return _Sides(sides, counted, same, joint, pair)


def asks_for_all(plan: Plan) -> bool:
    """Tell whether a question counts the whole archive."""
    bare = {word for phrase in (*plan.sides, *plan.shared) for word in folded(phrase)}
    return (
        plan.kind == "count"
        and bare <= folded("archive collection corpus library database index")
        and not (plan.constraints.authors or plan.constraints.papers or plan.constraints.categories)
        and plan.constraints.since is None
        and plan.constraints.until is None
        and not plan.constraints.exclude
    )


def _phrases(plan: Plan) -> tuple[str, ...]:
    return plan.sides or ("",)


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


def _years(plan: Plan, sides: Sequence[Side], log: QueryLog) -> QueryRun | None:
    if not plan.traits.yearly or not sides:
        return None
    return log.run("years_of_papers", {"papers": papers_of(sides[0])})


def _either(plan: Plan, sides: Sequence[Side], log: QueryLog) -> QueryRun | None:
    """The papers of any of several alternatives, where the question does not compare them."""
    if not plan.traits.alternatives or len(sides) < 2:
        return None
    every = frozenset().union(*(side.members for side in sides))
    return log.run("papers_selected", {"papers": [*sorted(every)]})


def _path(plan: Plan, sides: Sequence[Side], log: QueryLog) -> QueryRun | None:
    """The shortest way between the two ends of a question for one, where both are entities."""
    ends = [side.anchors[0].id for side in sides if side.anchors]
    if plan.kind != "path" or len(ends) != 2:
        return None
    return log.run("shortest_path", {"from": ends[0], "to": ends[1]})


def _tallies(
    sides: Sequence[Side], aspects: Sequence[Aspect], log: QueryLog
) -> tuple[dict[tuple[str, str], QueryRun], dict[tuple[str, str], QueryRun]]:
    facets, roles = {}, {}
    counted = _facets(aspects)
    for side in sides:
        papers = papers_of(side)
        for aspect in aspects:
            key = (aspect.name, side.label)
            if aspect.facet:
                facets[key] = log.run("facet_counts", {"papers": papers, **counted})
            elif not aspect.own:
                roles[key] = log.run("role_papers", {"papers": papers, "role": aspect.roles[0]})
    return facets, roles


def _joint(plan: Plan, sides: Sequence[Side], log: QueryLog) -> QueryRun | None:
    """The papers that are of both of two sides, where they are compared or joined."""
    if not plan.traits.two_sides:
        return None
    return log.run("papers_on_both_sides", _pair(sides))


def _ranked(
    ranker: Ranker, sides: Sequence[Side], aspects: Sequence[Aspect], shared: Sequence[str]
) -> dict[tuple[str, str], tuple[Ranked, ...]]:
    """The sentences of each side's best papers, ranked for each aspect."""
    most = max(LEAST_EMBEDDED, MOST_EMBEDDED // max(1, len(sides) * len(aspects)))
    return {
        (aspect.name, side.label): _by_kin(ranker, side, aspect, shared, most)
        for side in sides
        for aspect in aspects
        if aspect.name != "papers"  # they are listed by their titles
    }


def _by_kin(
    ranker: Ranker, side: Side, aspect: Aspect, shared: Sequence[str], most: int
) -> tuple[Ranked, ...]:
    """A side's sentences for an aspect; for one that is a case of a known one, by the better.

    A sentence that has but some words of such an aspect (*rendering* of *rendering speed*), and no
    cue of the known one, is doubtful.
    """
    found = ranker.ranked(side.papers, query(aspect, side, shared), most)
    kin = kin_of(aspect)
    if kin is None:
        return found
    asked = replace(query(kin, side, shared), text=f"{aspect.what} of {side.label}")
    other = {one.sentence: one.score for one in ranker.ranked(side.papers, asked, most)}
    whole = folded(aspect.what)
    made = []
    for one in found:
        firm = cues_in(one.sentence.text, kin) or whole <= folded(one.sentence.text)
        own = one.score if firm else DOUBTFUL * one.score
        made.append(replace(one, score=round(max(own, KIN * other[one.sentence]), 4)))
    return tuple(sorted(made, key=lambda one: -one.score))


def _both(sides: Sequence[Side], joint: QueryRun | None) -> tuple[Ranked, ...]:
    """The sentences of two sides' papers that name both."""
    if joint is None:
        return ()
    (aspect,) = asked_aspects("findings")
    left, right = (query(aspect, side, ()) for side in sides)
    papers = {paper.id: paper for side in sides for paper in side.papers}
    return naming_both([*papers.values()], left, right)


def _beside(
    finder: SideFinder, plan: Plan, sides: Sequence[Side], aspects: Sequence[Aspect]
) -> dict[str, tuple[Ranked, ...]]:
    """The sentences of papers near a side with few of its own, ranked for what is asked first."""
    if not plan.traits.nearby:
        return {}
    of_any = frozenset().union(*(side.members for side in sides))
    made = {}
    for side in sides:
        papers = finder.beside(side, of_any)
        wanted = (aspects[0], *asked_aspects("findings"))
        found = (WITHOUT_VECTORS.ranked(papers, query(one, side, plan.shared), 0) for one in wanted)
        made[side.label] = max(found, key=lambda ranked: ranked[0].score if ranked else 0.0)
    return made


def _mentions(sides: Sequence[Side], log: QueryLog) -> dict[str, tuple[Named, ...]]:
    """What the passages of the sides' best papers name, by passage."""
    papers = sorted({paper.id for side in sides for paper in side.papers})
    found: dict[str, list[Named]] = {}
    for row in log.quiet("mentions_of_papers", {"papers": [*papers]}).dicts():
        node = Node(str(row["entity_id"]), str(row["name"]), str(row["label"]))
        place = (int(number(row["char_start"])), int(number(row["char_end"])), node)
        found.setdefault(str(row["passage_id"]), []).append(place)
    return {passage: tuple(places) for passage, places in found.items()}


def _subjects(plan: Plan, pair: Parameters, log: QueryLog) -> QueryRun | None:
    """What papers of two sides mention, for a comparison that asks for no aspect."""
    if not pair or plan.aspects:
        return None
    return log.run("facet_mentions", pair | {"facets": [*_SUBJECTS]})


def _unfound(
    sides: Sequence[Side], aspects: Sequence[Aspect], log: QueryLog
) -> dict[tuple[str, str], QueryRun]:
    """For aspects in the question's own words, the papers of each side that hold those words."""
    return {
        (aspect.name, side.label): log.run(
            "papers_with_phrase_in",
            {"pattern": phrase_pattern(aspect.name), "papers": papers_of(side)},
        )
        for side in sides
        for aspect in aspects
        if aspect.own
    }


def _facets(aspects: Sequence[Aspect]) -> Parameters:
    """The parameters that name what is counted for these aspects."""
    names = sorted({aspect.facet for aspect in aspects if aspect.facet})
    return {"facets": [*names], "types": [*counted_types(aspects)], "floor": FLOOR}


def _pair(sides: Sequence[Side]) -> Parameters:
    left, right = sides
    return {"left": papers_of(left), "right": papers_of(right)}


def _contrasts(pair: Parameters, aspects: Sequence[Aspect], log: QueryLog) -> dict[str, QueryRun]:
    """What both sides are linked to, for each aspect that entities are counted for."""
    names = [aspect.name for aspect in aspects if aspect.facet]
    if not pair or not names:
        return {}
    return dict.fromkeys(names, log.run("facet_contrast", pair | _facets(aspects)))


def _hierarchy(
    log: QueryLog, tops: Sequence[Node], facets: Sequence[Node]
) -> tuple[dict[str, Node], dict[str, tuple[tuple[Relation, Node], ...]]]:
    """The hierarchy below the question's entities and above the facets' entities."""
    nodes = {node.id: node for node in (*facets, *tops)}
    parents: dict[str, dict[str, tuple[Relation, Node]]] = {}
    below = log.quiet("hierarchy_below", {"entities": node_ids(tops)}).dicts()
    above = log.quiet("hierarchy_above", {"entities": node_ids(facets)}).dicts()
    for row in (*below, *above):
        child = Node(str(row["child_id"]), str(row["child_name"]), str(row["child_label"]))
        parent = Node(str(row["parent_id"]), str(row["parent_name"]), str(row["parent_label"]))
        nodes[child.id], nodes[parent.id] = child, parent
        relation = Relation(
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
