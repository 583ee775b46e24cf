"""Gathering evidence: every side gets its own subgraph, its own searches and its own budget.

Papers of a side are ranked by reciprocal rank fusion (Cormack, Clarke, Büttcher 2009, k = 60) of
three lists made within that side's subgraph: BM25, dense vectors, and the strength of the links.
Since no list ever holds papers of two sides, no side can crowd the other out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.naming import fold
from extract.vocabulary import Vocabulary
from kg.records import Parameters, Rows, Value
from kg.retrieve.anchor import Anchoring, anchor
from kg.retrieve.aspects import Aspect, asked_aspects, load_aspects
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import (
    Coverage,
    Evidence,
    Node,
    PaperEvidence,
    QueryRun,
    Relation,
    Side,
)
from kg.retrieve.fusion import reciprocal_rank_fusion
from kg.retrieve.plan import Plan
from kg.retrieve.reading import (
    as_list,
    entity_nodes,
    first_text,
    number,
    relations_by_paper,
    sentences_by_paper,
    values_by_paper,
)
from kg.retrieve.runs import QueryLog
from kg.stores.base import Store

FLOOR = 0.5
PAPERS_A_SIDE = 24
GOOD_COVERAGE = 4
SEARCH_DEPTH = 400
_TITLE_BONUS = 1.0


def gather(plan: Plan, store: Store, vocabulary: Vocabulary, embedder: Embedder | None) -> Evidence:
    """Find the evidence for a plan in the archive; an unknown side comes with coverage none."""
    log = QueryLog(store)
    aspects, about = _aspects(plan, log, vocabulary)
    phrases = plan.sides[:1] if plan.kind == "path" else plan.sides
    anchorings = [anchor(phrase, log, vocabulary) for phrase in phrases]
    finder = _Finder(store, log, embedder, about.side + about.other)
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
        contrasts=_contrasts(counted, aspects, finder) if two else {},
        joint=finder.joint(counted) if two else None,
        years=_years(plan, counted, log),
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
    asked = asked_aspects(phrase or _KIND_ASPECTS.get(plan.kind, ""))
    if plan.kind == "path":
        asked = asked_aspects("papers")
    names_section = asked and plan.kind != "path" and len(phrase.split()) <= 2
    if not phrase or names_section:
        return asked or _default_aspects(), Anchoring("")
    about = anchor(phrase, log, vocabulary)
    return (asked if plan.kind != "comparison" else ()) or _default_aspects(), about


_KIND_ASPECTS = {"list": "papers", "count": "papers", "trend": "papers", "gap": "limits"}


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


class _Finder:
    """Finds sides; holds what all of them need."""

    def __init__(
        self,
        store: Store,
        log: QueryLog,
        embedder: Embedder | None,
        aspect: tuple[Node, ...],
    ) -> None:
        self._store = store
        self.log = log
        self.aspect = aspect
        self._embedder = embedder if embedder is not None and store.has_vectors() else None
        self.facet_nodes: dict[str, Node] = {}
        self.lists = ("bm25", "dense", "graph") if self._embedder else ("bm25", "graph")

    def scope(self, side: Sequence[Node], other: Sequence[Node] = ()) -> Parameters:
        """The parameters that name a side's subgraph (no aspect: the side stands for it)."""
        aspect = self.aspect or other or side
        return {"side": _ids(side), "aspect": _ids(aspect), "floor": FLOOR}

    def side(self, anchoring: Anchoring) -> Side:
        """The side that a phrase names, with its best papers."""
        if not anchoring.side:
            return self._unknown(anchoring)
        parameters = self.scope(anchoring.side, anchoring.other)
        scope = self.log.run("papers_on_both", parameters)
        members = frozenset(str(row[0]) for row in scope.rows.rows)
        on_side = relations_by_paper(self._links(anchoring.side))
        anchors = anchoring.side + (() if self.aspect else anchoring.other)
        papers = self._papers(anchoring, members, on_side)
        return Side(
            label=anchoring.phrase,
            anchors=anchors,
            unmatched=anchoring.unmatched,
            on_side=len(on_side),
            members=members,
            passages=sum(len({s.passage_id for s in paper.sentences}) for paper in papers),
            coverage=_coverage(len(members)),
            papers=papers,
            scope=scope,
            parts=self.log.run("side_parts", parameters) if members else None,
        )

    def _unknown(self, anchoring: Anchoring) -> Side:
        phrase = " ".join(anchoring.phrase.lower().split())
        scope = self.log.run("entities_by_keys", {"keys": [phrase]})
        return Side(
            anchoring.phrase, (), anchoring.unmatched, 0, frozenset(), 0, "none", (), scope, None
        )

    def _links(self, nodes: Sequence[Node]) -> Rows:
        return self.log.quiet("links_below", {"entities": _ids(nodes), "floor": FLOOR})

    def _papers(
        self,
        anchoring: Anchoring,
        members: frozenset[str],
        on_side: Mapping[str, tuple[Relation, ...]],
    ) -> tuple[PaperEvidence, ...]:
        if not members:
            return ()
        aspect_nodes = self.aspect or anchoring.other
        on_aspect = relations_by_paper(self._links(aspect_nodes)) if aspect_nodes else {}
        lists, cosines = self._ranked(anchoring.phrase, members)
        lists.append(_by_links(members, on_side, on_aspect))
        fused = reciprocal_rank_fusion(lists)
        best = self._without_twins([paper for paper, _ in fused])[:PAPERS_A_SIDE]
        return self._evidence(best, dict(fused), cosines, on_side, on_aspect)

    def _ranked(
        self, phrase: str, members: frozenset[str]
    ) -> tuple[list[list[str]], dict[str, float]]:
        text = " ".join([*(node.name for node in self.aspect), phrase])
        lexical = self._store.text_search(text, SEARCH_DEPTH, members)
        lists = [_paper_order(hit.passage_id for hit in lexical)]
        cosines: dict[str, float] = {}
        if self._embedder is not None:
            vector = self._embedder.encode([text])[0]
            dense = self._store.vector_search(vector, SEARCH_DEPTH, members)
            for hit in dense:
                cosines.setdefault(_paper_of(hit.passage_id), hit.score)
            lists.append(list(cosines))
        return lists, cosines

    def _without_twins(self, papers: Sequence[str]) -> list[str]:
        """Drop papers that another record of the same title stands for already."""
        rows = self.log.quiet("papers_by_ids", {"papers": list(papers)}).dicts()
        titles = {str(row["paper_id"]): _title_key(str(row["title"])) for row in rows}
        first: dict[str, str] = {}
        for paper in papers:
            first.setdefault(titles[paper], paper)
        kept = set(first.values())
        return [paper for paper in papers if paper in kept]

    def _evidence(
        self,
        papers: Sequence[str],
        scores: Mapping[str, float],
        cosines: Mapping[str, float],
        on_side: Mapping[str, tuple[Relation, ...]],
        on_aspect: Mapping[str, tuple[Relation, ...]],
    ) -> tuple[PaperEvidence, ...]:
        wanted: Parameters = {"papers": list(papers)}
        rows = {str(r["paper_id"]): r for r in self.log.quiet("papers_by_ids", wanted).dicts()}
        authors = values_by_paper(self.log.quiet("authors_of_papers", wanted), "name")
        sentences = sentences_by_paper(self.log.quiet("passages_of_papers", wanted))
        facets = self._facet_links(papers)
        return tuple(
            PaperEvidence(
                id=paper,
                archive_id=str(rows[paper]["archive_id"]),
                title=str(rows[paper]["title"]),
                authors=tuple(authors.get(paper, ())),
                category=first_text(rows[paper]["categories"]),
                published=str(rows[paper]["published"] or ""),
                url=str(rows[paper]["url"] or ""),
                text_origin=str(rows[paper]["text_origin"]),
                similarity=cosines.get(paper),
                score=scores[paper],
                side_links=on_side.get(paper, ()),
                aspect_links=on_aspect.get(paper, ()),
                facet_links=facets.get(paper, {}),
                sentences=sentences.get(paper, ()),
            )
            for paper in papers
        )

    def _facet_links(self, papers: Sequence[str]) -> dict[str, dict[str, tuple[Relation, ...]]]:
        found: dict[str, dict[str, tuple[Relation, ...]]] = {}
        for aspect in load_aspects():
            if aspect.facet:
                rows = self.log.quiet(
                    "facet_links",
                    {
                        "papers": list(papers),
                        "facet": aspect.facet,
                        "types": list(aspect.types),
                        "floor": FLOOR,
                    },
                )
                self.facet_nodes |= entity_nodes(rows)
                for paper, relations in relations_by_paper(rows).items():
                    found.setdefault(paper, {})[aspect.facet] = relations
        return found

    def joint(self, sides: Sequence[Side]) -> QueryRun:
        """The run that tells which papers are linked to both sides (and the aspect)."""
        left, right = sides
        return self.log.run(
            "papers_on_all_three",
            {
                "left": _ids(left.anchors),
                "right": _ids(right.anchors),
                "aspect": _ids(self.aspect or left.anchors),
                "floor": FLOOR,
            },
        )


def _tallies(
    sides: Sequence[Side], aspects: Sequence[Aspect], finder: _Finder
) -> tuple[dict[tuple[str, str], QueryRun], dict[tuple[str, str], QueryRun]]:
    facets, roles = {}, {}
    for aspect in aspects:
        for side in sides:
            scope = side.scope.parameters
            if aspect.facet:
                facets[aspect.name, side.label] = finder.log.run(
                    "facet_counts", scope | {"facet": aspect.facet, "types": list(aspect.types)}
                )
            else:
                roles[aspect.name, side.label] = finder.log.run(
                    "role_papers", scope | {"role": aspect.roles[0]}
                )
    return facets, roles


def _contrasts(
    sides: Sequence[Side], aspects: Sequence[Aspect], finder: _Finder
) -> dict[str, QueryRun]:
    left, right = sides
    both = (*as_list(left.scope.parameters["aspect"]), *as_list(right.scope.parameters["aspect"]))
    aspect_ids: list[Value] = [*sorted({str(one) for one in both})]
    return {
        aspect.name: finder.log.run(
            "facet_contrast",
            {
                "left": _ids(left.anchors),
                "right": _ids(right.anchors),
                "aspect": aspect_ids,
                "facet": aspect.facet,
                "types": list(aspect.types),
                "floor": FLOOR,
            },
        )
        for aspect in aspects
        if aspect.facet
    }


def _hierarchy(
    log: QueryLog, tops: Sequence[Node], facets: Sequence[Node]
) -> tuple[dict[str, Node], dict[str, tuple[tuple[Relation, Node], ...]]]:
    """The hierarchy below the question's entities and above the facets' entities."""
    nodes = {node.id: node for node in (*facets, *tops)}
    parents: dict[str, dict[str, tuple[Relation, Node]]] = {}
    below = log.quiet("hierarchy_below", {"entities": _ids(tops)}).dicts()
    above = log.quiet("hierarchy_above", {"entities": _ids(facets)}).dicts()
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


def _by_links(
    members: frozenset[str],
    on_side: Mapping[str, tuple[Relation, ...]],
    on_aspect: Mapping[str, tuple[Relation, ...]],
) -> list[str]:
    """Papers by how firmly they are linked to side and aspect; the title counts most."""

    def strength(relations: Sequence[Relation]) -> float:
        firmest = max(
            (one.confidence + _TITLE_BONUS * one.passage_id.endswith("#0") for one in relations),
            default=0.0,
        )
        return firmest + 0.1 * min(len(relations), 5)

    return sorted(
        members,
        key=lambda paper: (
            -strength(on_side.get(paper, ())) - strength(on_aspect.get(paper, ())),
            paper,
        ),
    )


def _coverage(papers: int) -> Coverage:
    if papers == 0:
        return "none"
    return "good" if papers >= GOOD_COVERAGE else "thin"


def _paper_of(passage_id: str) -> str:
    return passage_id.rpartition("#")[0]


def _paper_order(passage_ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(_paper_of(one) for one in passage_ids))


def _title_key(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def _ids(nodes: Sequence[Node]) -> list[Value]:
    return [node.id for node in nodes]
