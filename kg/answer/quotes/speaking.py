"""What the papers of a side say on an aspect: the best quotes, grouped by entity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.answer.draft import Draft
from kg.answer.quotes.choosing import FEW, LEAST, LEAST_UNASKED, Quote, candidates, chosen
from kg.answer.quotes.groups import Group, grouped
from kg.answer.records import Statement
from kg.answer.wording import capital, number_word
from kg.questions.folding import folded
from kg.retrieve.aspects import Aspect, asked_aspects
from kg.retrieve.evidence import Side
from kg.retrieve.ranking import WITHOUT_VECTORS, query

BESIDE = 3  # quotes of papers near a side
NEAREST = 1  # quotes, where none surely answers
OF_A_TIME = 2  # quotes of the earliest papers, and of the latest
WITHIN = 5  # papers at either end of the time
LEAST_YEARS = 3
_VERBS = {
    "result": "reports",
    "limitation": "notes",
    "problem": "points out",
    "outlook": "expects",
    "method": "explains",
}


def best(draft: Draft, aspect: Aspect, side: Side, most: int) -> list[Quote]:
    """The best quotes that are not in the answer yet, none of them in doubt.

    Papers that lack what all sides are asked on surely answer nothing.
    """
    if lacks_the_shared(draft, side):
        return []
    least = LEAST if draft.evidence.plan.aspects else LEAST_UNASKED
    return _chosen(draft, aspect, side, most, least)


def nearest(draft: Draft, aspect: Aspect, side: Side) -> list[Quote]:
    """What comes nearest to an aspect where no sentence surely speaks of it."""
    return _chosen(draft, aspect, side, NEAREST, FEW)


def quote_beside(draft: Draft, side: Side) -> list[Statement]:
    """Statements that quote papers near a side by their text, which are not of it."""
    ranked = draft.evidence.beside.get(side.label, ())
    unwanted = draft.evidence.plan.constraints.exclude
    given = candidates(ranked, draft.evidence.aspects[0], unwanted, LEAST_UNASKED)
    return stated(draft, side, list(chosen(given, BESIDE, draft.used, draft.spoken)))


def lacks_the_shared(draft: Draft, side: Side) -> bool:
    """Whether none of a side's papers bears out what all of several sides are asked on."""
    shared = draft.evidence.plan.shared if len(draft.evidence.sides) > 1 else ()
    return any(phrase in side.unmet for phrase in shared)


def _chosen(draft: Draft, aspect: Aspect, side: Side, most: int, least: float) -> list[Quote]:
    ranked = draft.evidence.ranked.get((aspect.name, side.label), ())
    unwanted = draft.evidence.plan.constraints.exclude
    given = candidates(ranked, aspect, unwanted, least)
    return list(chosen(given, most, draft.used, draft.spoken))


def quote_aspect(draft: Draft, aspect: Aspect, side: Side, most: int) -> list[Statement]:
    """Statements that quote up to `most` sentences of a side on an aspect."""
    return stated(draft, side, best(draft, aspect, side, most), folded(aspect.what))


def quote_nearest(draft: Draft, aspect: Aspect, side: Side) -> list[Statement]:
    """Statements that quote what comes nearest to an aspect, and say so."""
    return [
        draft.quoted(f"Nearest to it, {led(draft, quote)}", side, quote)
        for quote in nearest(draft, aspect, side)
    ]


def stated(
    draft: Draft, side: Side, quotes: Sequence[Quote], asked: frozenset[str] = frozenset()
) -> list[Statement]:
    """Quotes as statements, those of several papers on one entity as one."""
    groups = grouped(quotes, draft.names_in, asked | draft.words)
    made, before = [], ""
    for group in groups:
        made.append(_statement(draft, side, group, before))
        before = group.quotes[-1].paper.id
    return made


def _statement(draft: Draft, side: Side, group: Group, before: str) -> Statement:
    """A group as a statement; `before` is the paper that the statement in front ends with."""
    if group.on is None:
        (quote,) = group.quotes
        again = quote.paper.id == before
        lead = f"the same paper {_verb(quote)}" if again else led(draft, quote)
        return draft.quoted(capital(lead), side, quote)
    count = number_word(len(group.quotes)).capitalize()
    return draft.grouped(f"{count} papers speak of {group.on.name}", side, group.quotes)


def led(draft: Draft, quote: Quote) -> str:
    """The paper of a quote with a verb that fits what the sentence does."""
    return f"{draft.voice(quote.paper)} {_verb(quote)}"


def _verb(quote: Quote) -> str:
    return _VERBS.get(quote.sentence.role, "says")


def of_both(draft: Draft, most: int, least: float = LEAST) -> list[Quote]:
    """Quotes that name both of two sides; from .5 on they set one against the other."""
    aspect = replace(draft.evidence.aspects[0], performance=True)
    unwanted = draft.evidence.plan.constraints.exclude
    given = candidates(draft.evidence.both, aspect, unwanted, least)
    return list(chosen(given, most, draft.used, draft.spoken))


def side_of(draft: Draft, quote: Quote) -> Side:
    """The first side that has a quote's paper."""
    return next(side for side in draft.evidence.sides if quote.paper.id in side.members)


def of_times(draft: Draft) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """What the earliest and the latest papers of a side say, where years lie between them."""
    for side in draft.evidence.sides[:1]:
        dated = sorted(
            (paper for paper in side.papers if paper.published),
            key=lambda paper: (paper.published, paper.id),
        )
        years = [int(paper.published[:4]) for paper in dated]
        if len(dated) < 2 * OF_A_TIME or years[-1] - years[0] < LEAST_YEARS:
            return
        (aspect,) = asked_aspects("papers")
        asked = query(aspect, side, draft.evidence.plan.shared)
        for heading, papers in (("Earliest", dated[:WITHIN]), ("Latest", dated[-WITHIN:])):
            given = candidates(WITHOUT_VECTORS.ranked(papers, asked, 0), aspect, (), FEW)
            quotes = list(chosen(given, OF_A_TIME, draft.used, draft.spoken))
            ordered = sorted(quotes, key=lambda paper: (paper.paper.published, paper.paper.id))
            yield heading, tuple(stated(draft, side, ordered))
