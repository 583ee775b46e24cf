"""Choosing what to quote: the best ranked sentences, each fit to stand alone, none said twice.

Chosen greedily by maximal marginal relevance (Carbonell & Goldstein, 1998): a sentence counts for
less the more its words are those of one chosen before, or where its paper has spoken already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.word_lists import alternations, any_case
from kg.answer.quotes.shaping import neighbours, shaped
from kg.questions.folding import folded
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import Node, PaperEvidence, Ranked, SentenceEvidence
from kg.retrieve.ranking import spaced

_LEX = alternations("quotes")

LEAST = 0.28  # probability of answering from which a sentence may be quoted
LEAST_UNASKED = 0.2  # the same for an aspect that no question asked for
FEW = 0.1  # the same of what is only nearest, and of the first and last papers of a time
MOST_LOOKED_AT = 24
_AGAIN, _ALIKE, _FINDING = 0.25, 0.5, 0.08
_BEST_ONLY = any_case(
    r"\b(?:state[- ]of[- ]the[- ]art|sota|outperform\w*|surpass\w*|superior (?:performance"
    r"|results))\b"
)
_FIGURE = re.compile(r"\d")
_EMPTY = any_case(
    r"\b(?:demonstrate|show|highlight|prove|confirm)s? (?:the |its |their )?(?:\w+ )?"
    rf"(?:{_LEX['praise']})\b|\bextensive experiments\b"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """What is quoted of a paper, and the sentence that it was chosen for."""

    paper: PaperEvidence
    sentence: SentenceEvidence
    char_start: int
    text: str
    score: float

    @property
    def key(self) -> tuple[str, int]:
        """The place of the sentence."""
        return self.sentence.passage_id, self.sentence.char_start


def candidates(
    ranked: Sequence[Ranked], aspect: Aspect, unwanted: Collection[str], least: float
) -> list[Quote]:
    """The ranked sentences that may be quoted for an aspect, best first.

    None says one of the `unwanted` phrases. A sentence that says no more than that something is
    best is left out, unless performance is asked for.
    """
    barred = [spaced(phrase).strip() for phrase in unwanted]
    made: list[Quote] = []
    before: dict[str, dict[tuple[str, int], SentenceEvidence]] = {}
    for place in ranked[: 3 * MOST_LOOKED_AT]:
        if place.score < least or len(made) == MOST_LOOKED_AT:
            break
        text = place.sentence.text
        if any(phrase in spaced(text) for phrase in barred) or _only_praises(text, aspect):
            continue
        if place.paper.id not in before:
            before[place.paper.id] = neighbours(place.paper.sentences)
        key = (place.sentence.passage_id, place.sentence.char_start)
        fit = shaped(place.sentence, before[place.paper.id].get(key))
        if fit is not None:
            made.append(Quote(place.paper, place.sentence, fit.char_start, fit.text, place.score))
    return made


def _only_praises(text: str, aspect: Aspect) -> bool:
    if aspect.performance:
        return False
    bare = _BEST_ONLY.search(text) is not None and not _FIGURE.search(text)
    return bare or (_EMPTY.search(text) is not None and len(text.split()) < 22)


def chosen(
    given: Sequence[Quote], most: int, used: Collection[tuple[str, int]], spoken: Collection[str]
) -> Iterator[Quote]:
    """Up to `most` of the candidates, the most telling first, other papers before the same one."""
    left = [quote for quote in given if quote.key not in used]
    papers, taken = set(spoken), list[frozenset[str]]()
    for _ in range(most):
        if not left:
            return
        best = max(left, key=lambda quote: (_worth(quote, papers, taken), -left.index(quote)))
        yield best
        papers.add(best.paper.id)
        taken.append(folded(best.text))
        left = [quote for quote in left if quote.key != best.key and not _overlaps(quote, best)]


def _worth(quote: Quote, papers: Collection[str], taken: Sequence[frozenset[str]]) -> float:
    words = folded(quote.text)
    alike = max((len(words & other) / max(1, len(words | other)) for other in taken), default=0.0)
    finding = quote.sentence.role in ("result", "limitation")
    return quote.score + _FINDING * finding - _AGAIN * (quote.paper.id in papers) - _ALIKE * alike


def _overlaps(quote: Quote, other: Quote) -> bool:
    if quote.sentence.passage_id != other.sentence.passage_id:
        return False
    return quote.char_start < other.char_start + len(other.text) and other.char_start < (
        quote.char_start + len(quote.text)
    )


def named_in(quote: Quote, mentions: Sequence[tuple[int, int, Node]]) -> tuple[Node, ...]:
    """The entities that a quote names, in its order, each once; `mentions` are of its passage."""
    last = quote.char_start + len(quote.text)
    inside = [node for start, end, node in mentions if quote.char_start <= start and end <= last]
    return tuple(dict.fromkeys(inside))
