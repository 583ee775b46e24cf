"""Finding sides: each gets its own papers, its own searches and its own budget of papers.

Papers of a side are ranked by reciprocal rank fusion of three lists made within that side's
papers: BM25, dense vectors, and how firmly the graph bears the side's concepts out. Since no list
ever holds papers of two sides, no side can crowd the other out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.embed.embedder import Embedder
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.records import Value
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import LISTED_PAPERS, Concept, Node, PaperEvidence, Papers, QueryRun, Side
from kg.retrieve.fusion import reciprocal_rank_fusion
from kg.retrieve.papers import PaperReader
from kg.retrieve.reading import scores_by_paper
from kg.retrieve.runs import QueryLog, node_ids
from kg.retrieve.sides.concepts import FLOOR
from kg.retrieve.sides.members import MemberFinder, coverage
from kg.retrieve.sides.together import without
from kg.stores.base import Store

PAPERS_A_SIDE = 24
FEW_MEMBERS = 6  # of a side, up to which papers near it are shown too
BESIDE_PAPERS, BESIDE_DEPTH = 8, 60  # papers, and passages that are searched for them
LEAST_COSINE, NEARLY = 0.5, 0.9  # of the farthest of the side's own papers
JOINT_PAPERS = 8  # of each side that are nearest to both, beside its best
SEARCH_DEPTH = 400
MOST_SEARCHED = 2  # aspects that are searched for by themselves


class SideFinder:
    """Finds the sides of one question; holds what all of them need."""

    def __init__(
        self,
        store: Store,
        log: QueryLog,
        embedder: Embedder | None,
        plan: Plan,
        members: MemberFinder,
        aspects: Sequence[Aspect],
        most: int = 0,
    ) -> None:
        """`most` is how many papers a list is to show, where that is more than usual."""
        self._store, self._plan = store, plan
        listed = LISTED_PAPERS if plan.kind == "list" else 0
        self._most = max(PAPERS_A_SIDE, listed, most)
        self._members = members
        self._log = log
        self._reader = PaperReader(log, aspects)
        self._embedder = embedder
        self.lists = ("bm25", "dense", "graph") if self._embedder else ("bm25", "graph")

    @property
    def nodes(self) -> dict[str, Node]:
        """The entities that the papers' links lead to."""
        return self._reader.nodes

    def side(self, phrase: str) -> Side:
        """The side that a phrase names, with its best papers; no phrase: what is shared, or all."""
        made = self._members.side(phrase)
        own, matched, members = made.own, made.matched, made.papers
        papers = self._papers(phrase, made.concepts, members, made.scope)
        named = own or self._members.shared
        anchors = tuple(dict.fromkeys(node for concept in named for node in concept.nodes))
        return Side(
            label=made.label,
            name=self._name(phrase, own, matched.unmet)
            or ("this paper" if len(members) == 1 else "these papers"),
            anchors=anchors,
            concepts=made.concepts,
            unmet=matched.unmet,
            members=members,
            passages=sum(len({s.passage_id for s in paper.sentences}) for paper in papers),
            coverage=coverage(len(members), matched.unmet),
            papers=papers,
            scope=made.scope,
            parts=self._parts(anchors, own, members) if members else None,
            absent=matched.absent,
            nearest=matched.nearest,
        )

    def beside(self, side: Side, of_any: Papers) -> tuple[PaperEvidence, ...]:
        """Papers whose text is as near to a side with few papers as theirs, and that are of none.

        None where the papers have to be of some years, categories or authors.
        """
        few = len(side.members) <= FEW_MEMBERS or bool(side.unmet)
        if self._embedder is None or not side.members or not few or self._plan.constrained:
            return ()
        text = " ".join([side.label, *self._plan.shared, *self._plan.aspects])
        hits = self._store.vector_search(self._embedder.encode([text])[0], BESIDE_DEPTH)
        cosines = scores_by_paper(hits)
        own = [cosine for paper, cosine in cosines.items() if paper in side.members]
        least = max(LEAST_COSINE, NEARLY * min(own, default=0.0))
        near = {
            paper: cosine
            for paper, cosine in cosines.items()
            if paper not in of_any and cosine >= least
        }
        best = self._without_twins([*near][:BESIDE_PAPERS])
        return self._reader.read(best, near, near, side.concepts)

    def with_naming(self, side: Side, other: Side) -> Side:
        """The side with its papers that are nearest to it and another side at once."""
        known = {paper.id for paper in side.papers}
        both = f"{side.label} {other.label}"
        lists, cosines = self._searched(both, both, side.members)
        fused = dict(reciprocal_rank_fusion(lists))
        best = [paper for paper in [*fused][:JOINT_PAPERS] if paper not in known]
        if not best:
            return side
        more = self._reader.read(best, fused, cosines, side.concepts)
        return replace(side, papers=(*side.papers, *more))

    def _name(self, phrase: str, own: Sequence[Concept], unmet: Sequence[str]) -> str:
        """How prose speaks of a side: as the question does, without what its papers lack."""
        for lost in unmet:
            kept = without(phrase, lost)
            phrase = kept if folded(kept) else _met(self._plan.shared, unmet) or phrase
        if len(own) == 1 and len(own[0].nodes) == 1 and not own[0].parts:
            name = own[0].nodes[0].name
            if name.casefold() == own[0].phrase.casefold():
                return name
        return phrase or ", ".join(self._plan.shared)

    def _parts(
        self, anchors: Sequence[Node], own: Sequence[Concept], members: Papers
    ) -> QueryRun | None:
        if not anchors or len(own) != 1 or own[0].parts:
            return None
        papers: list[Value] = [*sorted(members)]
        ids = node_ids(anchors)
        return self._log.run("side_parts", {"papers": papers, "entities": ids, "floor": FLOOR})

    def _papers(
        self, phrase: str, concepts: Sequence[Concept], members: Papers, scope: QueryRun
    ) -> tuple[PaperEvidence, ...]:
        if not members:
            return ()
        lists, cosines = self._ranked(phrase, members)
        lists.append(_by_firmness(members, concepts))
        fused = reciprocal_rank_fusion(lists)
        order = [paper for paper, _ in fused]
        if self._plan.constraints.order in ("newest", "oldest"):
            newest = self._plan.constraints.order == "newest"
            rows = scope.rows.dicts()
            dates = {str(row["paper_id"]): str(row["published"] or "") for row in rows}
            order = sorted(sorted(members), key=lambda paper: dates[paper], reverse=newest)
        best = self._without_twins(order[: 3 * self._most])[: self._most]
        return self._reader.read(best, dict(fused), cosines, concepts)

    def _ranked(self, phrase: str, members: Papers) -> tuple[list[list[str]], dict[str, float]]:
        """Rankings of a side's papers for all that is asked, and for each aspect by itself."""
        plan = self._plan
        whole = " ".join([phrase, *plan.shared, *plan.aspects]) or plan.question
        lists, cosines = self._searched(whole, whole, members)
        for aspect in plan.aspects[:MOST_SEARCHED]:
            lists += self._searched(aspect, f"{aspect} of {phrase}", members)[0]
        return lists, cosines

    def _searched(
        self, words: str, meaning: str, members: Papers
    ) -> tuple[list[list[str]], dict[str, float]]:
        """Papers by words and by meaning, with their cosines."""
        lists = [list(scores_by_paper(self._store.text_search(words, SEARCH_DEPTH, members)))]
        cosines: dict[str, float] = {}
        if self._embedder is not None:
            vector = self._embedder.encode([meaning])[0]
            dense = self._store.vector_search(vector, SEARCH_DEPTH, members)
            cosines = scores_by_paper(dense)
            lists.append(list(cosines))
        return lists, cosines

    def _without_twins(self, papers: Sequence[str]) -> list[str]:
        """Drop papers that another record of the same title stands for already."""
        rows = self._log.quiet("papers_by_ids", {"papers": list(papers)}).dicts()
        titles = {str(row["paper_id"]): _title_key(str(row["title"])) for row in rows}
        first: dict[str, str] = {}
        for paper in papers:
            first.setdefault(titles[paper], paper)
        kept = set(first.values())
        return [paper for paper in papers if paper in kept]


def _met(shared: Sequence[str], unmet: Sequence[str]) -> str:
    """The shared phrases that a side's papers bear out."""
    return ", ".join(phrase for phrase in shared if not any(lost in phrase for lost in unmet))


def _by_firmness(members: Papers, concepts: Sequence[Concept]) -> list[str]:
    """Papers by how their concepts are borne out: a link counts most, then the title, then text."""

    def strength(paper: str) -> int:
        return sum(
            4 * (paper in concept.link) + 3 * (paper in concept.mention) + (paper in concept.text)
            for concept in concepts
        )

    return sorted(members, key=lambda paper: (-strength(paper), paper))


def _title_key(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())
