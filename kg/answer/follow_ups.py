"""Further questions on what the answer leaves out and the archive holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.schema import schema
from kg.answer.counts.contrast import Contrast
from kg.answer.counts.tallies import stands_for
from kg.answer.draft import Draft
from kg.answer.quotes.choosing import LEAST, candidates
from kg.answer.records import FollowUp
from kg.questions.folding import folded
from kg.retrieve.aspects import asked_aspects
from kg.retrieve.evidence import Node, PaperEvidence, Side
from kg.retrieve.ranking import WITHOUT_VECTORS, query

FOLLOW_UPS = 3
LEAST_QUOTES = 2
LEAST_PAPERS = 3  # that name an entity, for a question about it
_ASPECTS = (
    ("limits", "What are the limits of {side}?"),
    ("open problems", "What are open problems in {side}?"),
    ("uses", "What can {side} be used for?"),
    ("findings", "What are the main findings on {side}?"),
)


def follow_ups(draft: Draft, made: Sequence[Contrast]) -> tuple[FollowUp, ...]:
    """Up to three questions that the archive answers, each with the link that shows it."""
    given: dict[str, FollowUp] = {}
    for question, side, paper in _questions(draft, made):
        if folded(question) != folded(draft.evidence.plan.question):
            given.setdefault(question, FollowUp(question, draft.links.of_side(side, paper)))
        if len(given) == FOLLOW_UPS:
            break
    return tuple(given.values())


def _questions(draft: Draft, made: Sequence[Contrast]) -> Iterator[tuple[str, Side, PaperEvidence]]:
    """Questions in turn from each source, so that no kind crowds the others out."""
    sources = [_aspects(draft), _named(draft), _shared(draft, made)]
    while sources:
        for source in [*sources]:
            following = next(source, None)
            if following is None:
                sources.remove(source)
            else:
                yield following


def _aspects(draft: Draft) -> Iterator[tuple[str, Side, PaperEvidence]]:
    """What else the papers of a side say enough about."""
    plan = draft.evidence.plan
    asked = {aspect.name for aspect in draft.evidence.aspects}
    for name, wording in _ASPECTS:
        for side in draft.evidence.sides:
            shared = name == "uses" and plan.shared
            if name in asked or shared or not side.members or not plan.sides:
                continue
            (aspect,) = asked_aspects(name)
            ranked = WITHOUT_VECTORS.ranked(
                side.papers, query(aspect, side, draft.evidence.plan.shared), 0
            )
            quotes = candidates(ranked, aspect, (), LEAST)
            papers = {quote.paper.id: quote.paper for quote in quotes}
            if len(papers) >= LEAST_QUOTES:
                name = " for ".join([*plan.shared, side.label]) if plan.sides else side.label
                yield wording.format(side=name), side, next(iter(papers.values()))


def _named(draft: Draft) -> Iterator[tuple[str, Side, PaperEvidence]]:
    """Entities of a type that several papers of a side name, and the question does not."""
    own = draft.asked()
    known = folded(draft.evidence.plan.question)
    held: dict[Node, tuple[Side, dict[str, PaperEvidence]]] = {}
    for side in draft.evidence.sides:
        for paper in side.papers:
            for node in _nodes(draft, paper):
                narrow = node.name != node.name.lower() or len(node.name.split()) > 1
                if narrow and node.id not in own and not folded(node.name) & known:
                    held.setdefault(node, (side, {}))[1].setdefault(paper.id, paper)
    ordered = sorted(held.items(), key=lambda pair: (-len(pair[1][1]), pair[0].id))
    for node, (side, papers) in ordered:
        if len(papers) >= LEAST_PAPERS:
            yield f"What is known about {node.name}?", side, next(iter(papers.values()))


def _nodes(draft: Draft, paper: PaperEvidence) -> Iterator[Node]:
    passages = dict.fromkeys(sentence.passage_id for sentence in paper.sentences)
    for passage in passages:
        for _, _, node in draft.evidence.mentions.get(passage, ()):
            declared = schema().entity_types.get(node.label)
            if declared is not None and declared.follow_up:
                yield node


def _shared(draft: Draft, made: Sequence[Contrast]) -> Iterator[tuple[str, Side, PaperEvidence]]:
    """What both sides have of an aspect, where both are linked to the same entities."""
    for contrast in reversed(made):
        if contrast.shared and len(contrast.shared) > 1:
            left, right = draft.evidence.sides[:2]
            for paper in left.papers:
                links = paper.facet_links.get(contrast.aspect.facet, ())
                if any(stands_for(link, contrast.shared[0].id, lambda _: ()) for link in links):
                    key = contrast.aspect.keys[0]
                    yield f"Which {key} do {left.label} and {right.label} share?", left, paper
                    return
