"""Finding sides: each gets its own subgraph, its own searches and its own budget of papers.

Papers of a side are ranked by reciprocal rank fusion of three lists made within that side's
subgraph: BM25, dense vectors, and the strength of the links. Since no list ever holds papers of two
sides, no side can crowd the other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.naming import fold
from kg.records import Parameters, Rows, Value
from kg.retrieve.anchor import GENERIC, Anchoring
from kg.retrieve.aspects import Aspect, counted_types, in_facet
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import (
    Coverage,
    Node,
    PaperEvidence,
    Relation,
    Side,
)
from kg.retrieve.fusion import reciprocal_rank_fusion
from kg.retrieve.reading import (
    entity_nodes,
    first_text,
    passages_by_paper,
    relations_by_paper,
    sentences_by_paper,
    values_by_paper,
)
from kg.retrieve.runs import QueryLog
from kg.stores.base import Store

FLOOR = 0.6
PAPERS_A_SIDE = 24
GOOD_COVERAGE = 4
SEARCH_DEPTH = 400
LEAST_LETTERS = 3
_TITLE_BONUS = 1.0


class SideFinder:
    """Finds the sides of one question; holds what all of them need."""

    def __init__(
        self,
        store: Store,
        log: QueryLog,
        embedder: Embedder | None,
        aspect: tuple[Node, ...],
        aspects: Sequence[Aspect],
    ) -> None:
        self._store = store
        self.log = log
        self.aspect = aspect
        self._aspects = aspects
        self._embedder = embedder if embedder is not None and store.has_vectors() else None
        self.facet_nodes: dict[str, Node] = {}
        self.lists = ("bm25", "dense", "graph") if self._embedder else ("bm25", "graph")

    def scope(self, side: Sequence[Node], other: Sequence[Node] = ()) -> Parameters:
        """The parameters that name a side's subgraph (no aspect: the side stands for it)."""
        aspect = self.aspect or other or side
        return {"side": node_ids(side), "aspect": node_ids(aspect), "floor": FLOOR}

    def side(self, anchoring: Anchoring) -> Side:
        """The side that a phrase names, with its best papers."""
        if not anchoring.side:
            return self._by_words(anchoring)
        parameters = self.scope(anchoring.side, anchoring.other)
        scope = self.log.run("papers_on_both", parameters)
        members = frozenset(str(row[0]) for row in scope.rows.rows)
        on_side = relations_by_paper(self._links(anchoring.side))
        anchors = anchoring.side + (() if self.aspect else anchoring.other)
        aside = [anchoring.other[0].name] if self.aspect and anchoring.other else []
        papers = self._papers(anchoring, members, on_side)
        return Side(
            label=anchoring.phrase,
            name=anchoring.phrase if anchoring.exact else side_name(anchoring, self.aspect),
            anchors=anchors,
            unmatched=", ".join(filter(None, [anchoring.unmatched, *aside])),
            members=members,
            passages=sum(len({s.passage_id for s in paper.sentences}) for paper in papers),
            coverage=_coverage(len(members)),
            papers=papers,
            scope=scope,
            parts=self.log.run("side_parts", parameters) if members else None,
        )

    def _by_words(self, anchoring: Anchoring) -> Side:
        """A side that no entity stands for: the passages that hold its very words, if any."""
        pattern = phrase_pattern(anchoring.phrase)
        scope = self.log.run("passages_with_phrase", {"pattern": pattern})
        if self.aspect and scope.rows.rows:
            scope = self.log.run(
                "passages_with_phrase_on",
                {"pattern": pattern, "aspect": node_ids(self.aspect), "floor": FLOOR},
            )
        found = passages_by_paper(scope.rows)
        self.facet_nodes |= {
            link.to_id: Node(link.to_id, anchoring.phrase, "Passage")
            for links in found.values()
            for link in links
        }
        naming = re.compile(pattern)
        papers = tuple(
            replace(
                paper,
                sentences=tuple(
                    one
                    for one in paper.sentences
                    if one.section == "title" or naming.match(one.text)
                ),
            )
            for paper in self._papers(anchoring, frozenset(found), found)
        )
        return Side(
            label=anchoring.phrase,
            name=anchoring.phrase,
            anchors=(),
            unmatched=anchoring.unmatched,
            members=frozenset(found),
            passages=len(scope.rows.rows),
            coverage="thin" if found else "none",
            papers=papers,
            scope=scope,
            parts=None,
        )

    def _links(self, nodes: Sequence[Node]) -> Rows:
        return self.log.quiet("links_below", {"entities": node_ids(nodes), "floor": FLOOR})

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
        """The papers' relationships to entities of each facet, by paper and facet."""
        facets = sorted({aspect.facet for aspect in self._aspects if aspect.facet})
        rows = self.log.quiet(
            "facet_links",
            {
                "papers": list(papers),
                "facets": [*facets],
                "types": [*counted_types(self._aspects)],
                "floor": FLOOR,
            },
        )
        self.facet_nodes |= entity_nodes(rows)
        found: dict[str, dict[str, tuple[Relation, ...]]] = {}
        for facet in facets:
            kept = [
                cells
                for cells, row in zip(rows.rows, rows.dicts(), strict=True)
                if in_facet(row["kind_label"], row["kind_facets"], facet)
            ]
            for paper, links in relations_by_paper(replace(rows, rows=tuple(kept))).items():
                found.setdefault(paper, {})[facet] = tuple({one.id: one for one in links}.values())
        return found

    def pair(self, sides: Sequence[Side]) -> Parameters:
        """The parameters that name two sides, each with its own aspect."""
        left, right = (side.scope.parameters for side in sides)
        return {
            "left": left["side"],
            "left_aspect": left["aspect"],
            "right": right["side"],
            "right_aspect": right["aspect"],
            "floor": FLOOR,
        }


def side_name(anchoring: Anchoring, aspect: Sequence[Node]) -> str:
    """The names of what a side is anchored to: namesakes by `or`, the rest by `and`."""
    groups = [anchoring.side, () if aspect else anchoring.other]
    return " and ".join(" or ".join(node.name for node in group) for group in groups if group)


def phrase_pattern(phrase: str) -> str:
    """A regular expression for texts that hold the words of a phrase, in any case.

    It is made of letters and digits alone, so that every engine reads it alike. A phrase of nothing
    but words that say nothing, or of less than three letters, gives one that no text matches.
    """
    words = re.findall(r"[^\W_]+", phrase.lower())
    telling = "".join(word for word in words if fold(word) not in GENERIC)
    if len(telling) < LEAST_LETTERS:
        return r"[^\s\S]"
    return rf"(?is).*\b{'[^a-z0-9]+'.join(words)}(?:e?s)?\b.*"


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


def node_ids(nodes: Sequence[Node]) -> list[Value]:
    """The ids of nodes, as a query's parameter."""
    return [node.id for node in nodes]
