"""Gathering evidence: every side by itself, then what is counted over them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.naming import fold
from extract.vocabulary import Vocabulary
from kg.records import Parameters
from kg.retrieve.anchor import Anchoring, anchor
from kg.retrieve.aspects import Aspect, asked_aspects, counted_types, load_aspects, names_aspect
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import (
    Evidence,
    Node,
    QueryRun,
    Relation,
    Side,
)
from kg.retrieve.plan import Plan, asks_for_all
from kg.retrieve.reading import (
    number,
)
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides import SideFinder, node_ids
from kg.stores.base import Store

_KIND_ASPECTS = {
    "list": "papers",
    "count": "papers",
    "trend": "papers",
    "path": "papers",
    "gap": "limits",
}


def gather(plan: Plan, store: Store, vocabulary: Vocabulary, embedder: Embedder | None) -> Evidence:
    """Find the evidence for a plan in the archive; an unknown side comes with coverage none."""
    log = QueryLog(store)
    aspects, about = _aspects(plan, log, vocabulary)
    archive = log.run("archive_counts", {}) if asks_for_all(plan) else None
    phrases = () if archive else plan.sides[: 1 if plan.kind == "path" else None]
    anchorings = [anchor(phrase, log, vocabulary) for phrase in phrases]
    finder = SideFinder(store, log, embedder, about.side + about.other, aspects)
    sides = tuple(finder.side(anchoring) for anchoring in anchorings)
    counted = tuple(side for side in sides if side.coverage != "none" and side.anchors)
    facets, roles = _tallies(counted, aspects, finder)
    two = len(sides) == 2 and len(counted) == 2
    tops = [*finder.aspect, *(node for side in sides for node in side.anchors)]
    nodes, parents = _hierarchy(log, tops, list(finder.facet_nodes.values()))
    return Evidence(
        plan=plan,
        aspect_anchors=finder.aspect,
        aspects=aspects,
        unknown_aspect=_unknown(about, log),
        sides=sides,
        facets=facets,
        roles=roles,
        contrasts=_contrasts(counted, aspects, finder, "facet_contrast") if two else {},
        mentioned=_contrasts(counted, aspects, finder, "facet_mentions") if two else {},
        joint=log.run("papers_on_both_sides", finder.pair(counted)) if two else None,
        years=_years(plan, counted, log),
        archive=archive,
        path=_path(plan, sides, finder),
        nodes=nodes,
        parents=parents,
        queries=log.runs(),
        search_lists=finder.lists,
    )


def _aspects(
    plan: Plan, log: QueryLog, vocabulary: Vocabulary
) -> tuple[tuple[Aspect, ...], Anchoring]:
    """The sections to write, and what the question's aspect is anchored to.

    An aspect that names a section ("metrics") asks for that section; any other is looked up among
    the entities and narrows the papers.
    """
    phrase = plan.sides[1] if plan.kind == "path" else plan.aspect
    kind = _KIND_ASPECTS.get(plan.kind, "")
    asked = asked_aspects(kind if plan.kind == "path" else phrase or kind)
    if not phrase or (names_aspect(phrase) and plan.kind != "path"):
        return asked or _default_aspects(), Anchoring("")
    about = anchor(phrase, log, vocabulary)
    wanted = asked if plan.kind != "comparison" or not about.side else ()
    return wanted or _default_aspects(), about


def _default_aspects() -> tuple[Aspect, ...]:
    return tuple(aspect for aspect in load_aspects() if aspect.default)


def _unknown(about: Anchoring, log: QueryLog) -> QueryRun | None:
    """The run that shows that the aspect's words name nothing, where they do not."""
    if about.side or not about.unmatched:
        return None
    return log.run("entities_by_keys", {"keys": [fold(about.unmatched)]})


def _years(plan: Plan, sides: Sequence[Side], log: QueryLog) -> QueryRun | None:
    if plan.kind != "trend" or not sides:
        return None
    return log.run("papers_by_year", {"id": sides[0].anchors[0].id})


def _path(plan: Plan, sides: Sequence[Side], finder: SideFinder) -> QueryRun | None:
    """The shortest way between the two ends of a question for one, where both are entities."""
    if plan.kind != "path" or not finder.aspect or not sides[0].anchors:
        return None
    ends: Parameters = {"from": sides[0].anchors[0].id, "to": finder.aspect[0].id}
    return finder.log.run("shortest_path", ends)


def _tallies(
    sides: Sequence[Side], aspects: Sequence[Aspect], finder: SideFinder
) -> tuple[dict[tuple[str, str], QueryRun], dict[tuple[str, str], QueryRun]]:
    facets, roles = {}, {}
    counted = _facets(aspects)
    for side in sides:
        scope = side.scope.parameters
        for aspect in aspects:
            key = (aspect.name, side.label)
            if aspect.facet:
                facets[key] = finder.log.run("facet_counts", scope | counted)
            else:
                roles[key] = finder.log.run("role_papers", scope | {"role": aspect.roles[0]})
    return facets, roles


def _facets(aspects: Sequence[Aspect]) -> Parameters:
    """The parameters that name what is counted for these aspects."""
    names = sorted({aspect.facet for aspect in aspects if aspect.facet})
    return {"facets": [*names], "types": [*counted_types(aspects)]}


def _contrasts(
    sides: Sequence[Side], aspects: Sequence[Aspect], finder: SideFinder, query: str
) -> dict[str, QueryRun]:
    """A run of a two-sided query for each aspect that entities are counted for."""
    parameters = finder.pair(sides) | _facets(aspects)
    if query == "facet_mentions":
        del parameters["types"]
    return {aspect.name: finder.log.run(query, parameters) for aspect in aspects if aspect.facet}


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
