"""Which papers are a side's: those that bear out every concept, within the plan's constraints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.sources.ids import paper_id
from extract.vocabulary import Vocabulary
from kg.embed.embedder import Embedder
from kg.questions.cues import Cue
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.records import Parameters, Value
from kg.retrieve import intent
from kg.retrieve.evidence import Concept, Coverage, Papers, QueryRun
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.catalogue import Catalogue
from kg.retrieve.sides.concepts import FLOOR, ConceptFinder
from kg.retrieve.sides.scoring import MOST_SCORED, Scorer
from kg.retrieve.sides.together import (
    borne,
    linked_by_name,
    relaxations,
    strict,
    together,
    used_labels,
    without,
)
from kg.stores.base import Store

GOOD_COVERAGE = 4
_ABOUT = re.compile(r"\b(?:not|nor|neither) (?:\w+ )?(?:about|on|concerning|concerned)\b", re.I)


@dataclass(frozen=True, slots=True)
class Members:
    """The papers of some concepts: `unmet` is what they don't bear out.

    `absent` are (phrase, run without a row) where there are none, `nearest` (phrase, run) what
    the archive has instead.
    """

    papers: Papers
    unmet: tuple[str, ...] = ()
    absent: tuple[tuple[str, QueryRun], ...] = ()
    nearest: tuple[tuple[str, QueryRun], ...] = ()


@dataclass(frozen=True, slots=True)
class SideMembers:
    """What a side is made of: `own` are the concepts of its phrase, `concepts` those shared too.

    `matched` are the papers that bear them out; `scope` is the run that gives those of them, the
    `papers`, that the constraints allow.
    """

    label: str
    own: tuple[Concept, ...]
    concepts: tuple[Concept, ...]
    matched: Members
    scope: QueryRun
    papers: Papers


class MemberFinder:
    """Finds the members of sides under one plan's constraints.

    Where a question lists items other than papers, the entities that it excludes are kept out of
    the list (`items`), and no paper for their sake. Where it asks which papers mention something,
    its words anywhere suffice.
    """

    def __init__(
        self,
        plan: Plan,
        store: Store,
        log: QueryLog,
        vocabulary: Vocabulary,
        embedder: Embedder | None,
        cues: Sequence[Cue],
    ) -> None:
        self._plan, self._log, self._scorer = plan, log, Scorer(store, embedder)
        self._finder = ConceptFinder(log, vocabulary, folded(plan.question))
        self._anywhere, self._single = intent.asks_for_mentions(plan), len(plan.sides) <= 1
        self._listed, self.of_users = intent.asks_for_users(plan), intent.asks_who_uses(plan)
        self.catalogue, excluded = Catalogue(log), plan.constraints.exclude
        self.within = self.catalogue.within(plan.constraints)
        self._finder.read([*plan.sides, *plan.shared, *excluded])
        left_out = [concept for phrase in excluded for concept in self._finder.concepts(phrase)]
        items = intent.lists_items(plan, cues)
        self.items = tuple(node for concept in left_out if items for node in concept.nodes)
        unwanted = [
            self._finder.spoken(concept) for concept in left_out if not (items and concept.nodes)
        ]
        about = _ABOUT.search(plan.question) is not None
        self._unwanted = frozenset().union(
            *(concept.papers if about else concept.wide for concept in unwanted),
            *map(self.catalogue.by_name, excluded),
        )
        self.shared = tuple(
            concept for phrase in plan.shared for concept in self._finder.concepts(phrase)
        )

    def side(self, phrase: str) -> SideMembers:
        """The side that a phrase names; no phrase: what is shared, or all."""
        own = self._finder.concepts(phrase)
        concepts = (*own, *(concept for concept in self.shared if concept not in own))
        matched = self._weighed(
            phrase, own, concepts, self.members(own or self.shared, self.shared if own else ())
        )
        scope = self._scope(phrase, concepts, matched)
        papers = frozenset(str(row[0]) for row in scope.rows.rows)
        label = phrase or ", ".join(self._plan.shared)
        return SideMembers(label, own, concepts, matched, scope, papers)

    def _weighed(
        self, phrase: str, own: Sequence[Concept], concepts: Sequence[Concept], matched: Members
    ) -> Members:
        """The members after their texts are scored, with other papers that score as high.

        Papers linked to an entity by its name stay. A side that lacks a word gets no others. A side
        that is broader than a subject keeps the papers that bear its concepts out, as does one of
        which no paper weighs enough.
        """
        exact = self._listed or self._anywhere or not phrase
        exact = exact or not paper_id(phrase).startswith("tracker:")
        borne = matched.papers
        if exact or not borne or len(borne) > MOST_SCORED:
            return matched
        text = " ".join(dict.fromkeys([phrase, *self._plan.shared]))
        for lost in matched.unmet:
            text = without(text, lost) or text
        likely = frozenset.intersection(*(concept.wide for concept in concepts))
        if len(likely) > MOST_SCORED:
            likely = borne
        said = self._finder.holding(phrase)
        papers = self._scorer.members(text, concepts, said, borne | likely)
        linked = linked_by_name(own if matched.unmet else concepts) & borne
        if matched.unmet:
            papers &= borne
        return replace(matched, papers=papers | linked or borne)

    def select(self, papers: Papers | None) -> QueryRun:
        """The run that gives those of the papers (None: of all) that the constraints allow."""
        within = self.within if papers is None else _meet(papers, self.within)
        return self.catalogue.select(self._plan.constraints, within, self._unwanted)

    def _scope(self, phrase: str, concepts: Sequence[Concept], matched: Members) -> QueryRun:
        """The run that gives a side's papers: without a subject, all that the constraints allow."""
        bare = not concepts and not phrase
        return self.select(None if bare and intent.names_papers(self._plan) else matched.papers)

    def members(self, own: Sequence[Concept], shared: Sequence[Concept]) -> Members:
        """The papers that bear out all concepts, or all but what is said to be unmet."""
        if not own:
            return Members(frozenset())
        if self._listed or self._anywhere:
            own, shared = [*map(strict, own)], [*map(strict, shared)]
        if self.of_users:
            named = own[0]
            own = [*map(self._used, own)]
            if len(own) == 1 and not own[0].wide:
                return Members(frozenset(), nearest=((named.phrase, self.select(named.papers)),))
        lacking = [concept for concept in own if not borne(concept)[0]]
        if lacking:
            absent = tuple(pair for concept in lacking for pair in self._absence(concept))
            return Members(frozenset(), absent=absent, nearest=self._nearest(own, lacking))
        usable = [concept for concept in (*own, *shared) if borne(concept)[0]]
        unmet = [word for concept in usable for word in borne(concept)[1]]
        unmet += [concept.phrase for concept in shared if not borne(concept)[0]]
        if self._anywhere or not together(usable, own):
            usable = [self._finder.spoken(concept) for concept in usable]
            own = [
                concept
                for concept in usable
                if any(concept.phrase == other.phrase for other in own)
            ]
        if self._anywhere:
            papers = frozenset.intersection(*(concept.wide for concept in usable))
            if papers:
                return Members(papers, tuple(unmet))
        for dropped in relaxations(usable, own, single=self._single):
            kept = [concept for concept in usable if concept not in dropped]
            papers = together(kept, own)
            if papers:
                lost = [word for concept in dropped for word in borne(concept)[1]]
                said = [word for word in unmet if word not in lost]
                return Members(papers, (*said, *(concept.phrase for concept in dropped)))
        return Members(frozenset(), absent=self._apart(usable), nearest=self._nearest(usable, ()))

    def _used(self, concept: Concept) -> Concept:
        """The concept with only the papers that use it, where its entities can be used.

        A paper that names an entity, or compares with it, need not use it.
        """
        usable = concept.nodes and all(node.label in used_labels() for node in concept.nodes)
        if concept.parts or not usable:
            return concept
        given: Parameters = {"entities": [node.id for node in concept.nodes], "floor": FLOOR}
        rows = self._log.quiet("links_below", given).dicts()
        users = frozenset(str(row["paper_id"]) for row in rows if row["type"] != "COMPARES_WITH")
        none: Papers = frozenset()
        return replace(
            concept,
            link=concept.link & users,
            text=none,
            mention=none,
            named=none,
            said=none,
            relaxed=none,
            lost=(),
        )

    def _absence(self, concept: Concept) -> Iterator[tuple[str, QueryRun]]:
        """What proves that no paper bears a concept out."""
        missing = [part.phrase for part in concept.parts if part.phrase in concept.missing]
        for phrase in (*missing[:1], concept.phrase):
            run = self._finder.absence(phrase)
            if run is not None:
                yield phrase, run
                break
        if not missing and concept.parts:
            yield from self._apart(concept.parts)

    def _apart(self, concepts: Sequence[Concept]) -> tuple[tuple[str, QueryRun], ...]:
        """The run that shows that no paper bears out two concepts at once, where two suffice."""
        for n, left in enumerate(concepts):
            for right in concepts[n + 1 :]:
                if not left.wide & right.wide:
                    run = self._log.run(
                        "papers_on_both_sides", {"left": _ids(left.wide), "right": _ids(right.wide)}
                    )
                    return ((f"{left.phrase} and {right.phrase}", run),)
        return ()

    def _nearest(
        self, concepts: Sequence[Concept], lacking: Sequence[Concept]
    ) -> tuple[tuple[str, QueryRun], ...]:
        """The papers on what the archive has: of whole concepts, else of the last part with any."""
        whole = [
            concept for concept in reversed(concepts) if concept not in lacking and concept.nodes
        ]
        parts = [part for concept in lacking for part in reversed(concept.parts) if part.nodes]
        for concept in (*whole, *parts):
            if concept.papers:
                return ((concept.phrase, self.select(concept.papers)),)
        return ()


def _meet(papers: Papers, within: Papers | None) -> Papers:
    return papers if within is None else papers & within


def coverage(papers: int, unmet: Sequence[str]) -> Coverage:
    """`good` from four papers that bear out every word on, `none` for no paper."""
    if papers == 0:
        return "none"
    return "good" if papers >= GOOD_COVERAGE and not unmet else "thin"


def _ids(papers: Papers) -> list[Value]:
    return [*sorted(papers)]
