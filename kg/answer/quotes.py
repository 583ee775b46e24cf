"""Choosing sentences to quote: whole in meaning alone, fit for an aspect, and never twice."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from kg.questions.folding import folded
from kg.retrieve.aspects import Aspect, load_aspects
from kg.retrieve.evidence import PaperEvidence, Relation, SentenceEvidence, Side

RANK_COST = 0.06
AGAIN_COST = 0.6
STRAY_COST = 0.8
_SHORTEST, _BEST, _LONGEST = 8, 18, 36
_LEAD = re.compile(
    r"^(?:(?:However|Moreover|Furthermore|Additionally|In addition|Therefore|Thus|Hence|Finally"
    r"|Specifically|In particular|Notably|Overall|In this (?:paper|work|study)|Here|Meanwhile"
    r"|Further|Also|First|Second|Third|Then|As a result|Consequently|Nevertheless|In contrast"
    r"|On the other hand|To (?:this|that) end|Importantly|In summary|In total),\s+"
    r"|To [a-z]+ (?:this|these|it|such)\b[^,]{0,60},\s+)",
)
_DANGLING = re.compile(
    r"^(?:This|These|Those|That|It|Its|They|Their|Them|Such|He|She|Here|There|Then|Thus|Hence|Therefore|However|Both|Another"
    r"|Other|Others|Some|Which|While|And|But|Or|So|The (?:former|latter|same|other)"
    r"|The (?:first|second|third|last) (?:one|of)"
    r"|The (?:proposed|resulting|above|two|three|corresponding)|Compared|Doing so|Using this"
    r"|By doing|With this|For this|In this|On this|At this|From this|Based on this|e\.g|i\.e)\b",
    re.I,
)
_INNER_DANGLING = re.compile(
    r"\b(?:this|these|such a|such an|the aforementioned|the above|the latter|the former"
    r"|the opposite|as follows)\b",
    re.I,
)
_BROKEN = re.compile(r"\\[a-zA-Z]+|[{}]|https?:|\.\.\.|…|\bet al\b|^\W*\w{1,2}\)|^[^\w“\"]|\?$")
_NUMBER = re.compile(r"\d")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence to quote, cut free of a leading connective, with the links that bear it."""

    paper: PaperEvidence
    sentence: SentenceEvidence
    char_start: int
    text: str
    score: float
    facet_links: tuple[Relation, ...]


def best_quote(
    side: Side,
    aspect: Aspect,
    used: Collection[tuple[str, int]],
    quoted: Collection[str],
    unwanted: Collection[str] = (),
) -> Quote | None:
    """The best sentence of a side for an aspect, or none that is good enough.

    `used` are (passage id, sentence start) pairs that stand in the answer already, `quoted` the
    ids of papers already quoted, so that a side speaks through several papers. No sentence that
    says one of the `unwanted` phrases is taken.
    """
    barred = [_spaced(phrase).strip() for phrase in unwanted]
    candidates = [
        quote
        for rank, paper in enumerate(side.papers)
        for sentence in paper.sentences
        if (sentence.passage_id, sentence.char_start) not in used
        and sentence.section != "title"
        and not any(phrase in _spaced(sentence.text) for phrase in barred)
        and (quote := _quote(paper, sentence, aspect, rank, paper.id in quoted)) is not None
    ]
    good = [one for one in candidates if one.score >= aspect.least]
    return min(
        good,
        key=lambda one: (-one.score, one.sentence.passage_id, one.char_start),
        default=None,
    )


def _quote(
    paper: PaperEvidence, sentence: SentenceEvidence, aspect: Aspect, rank: int, again: bool
) -> Quote | None:
    cut = _cut(sentence.text)
    text = sentence.text[cut:].rstrip()
    if not _whole(text, cut):
        return None
    own = _score(paper, sentence, text, aspect)
    score = own - RANK_COST * rank - AGAIN_COST * again
    if own <= 0 or score < aspect.least:
        return None
    if aspect.facet:
        others = (one for one in load_aspects() if one.default and one.facet and one != aspect)
        other = max(_score(paper, sentence, text, one) for one in others)
        score -= STRAY_COST * max(0.0, other - own)
    bearing = _bearing(paper, sentence, aspect)
    return Quote(paper, sentence, sentence.char_start + cut, text, score, bearing)


def _bearing(
    paper: PaperEvidence, sentence: SentenceEvidence, aspect: Aspect
) -> tuple[Relation, ...]:
    """The paper's links of the aspect's facet that this very sentence gave."""
    return tuple(
        link
        for link in paper.facet_links.get(aspect.facet, ())
        if (link.passage_id, link.char_start) == (sentence.passage_id, sentence.char_start)
    )


def _cut(text: str) -> int:
    match = _LEAD.match(text)
    return match.end() if match else 0


def _whole(text: str, cut: int) -> bool:
    count = len(text.split())
    return (
        _SHORTEST <= count <= _LONGEST
        and text[-1:] == "."
        and not _DANGLING.match(text)
        and not _BROKEN.search(text)
        and not _INNER_DANGLING.search(text)
        and (cut > 0 or not text[:1].islower())
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("$") % 2 == 0
    )


@cache
def _cues(aspect: Aspect) -> tuple[str, ...]:
    return tuple(map(_spaced, aspect.cues))


def _spaced(text: str) -> str:
    """The text in small words, each between spaces, to find whole words in."""
    return f" {_NOT_WORD.sub(' ', text.lower())} "


def _score(paper: PaperEvidence, sentence: SentenceEvidence, text: str, aspect: Aspect) -> float:
    """How well a sentence fits an aspect; 0 where its role or its words don't."""
    if aspect.own:
        return _own_score(sentence, text, aspect)
    bearing = min(len(_bearing(paper, sentence, aspect)), 2)
    spaced = _spaced(text)
    cues = sum(cue in spaced for cue in _cues(aspect))
    fits = sentence.role in aspect.roles
    if not fits or not (bearing or (cues and not aspect.proper)):
        return 0.0
    role = 2.0 - 0.3 * aspect.roles.index(sentence.role)
    finding = 0.6 * bool(_NUMBER.search(text)) if not aspect.facet else 0.0
    length = abs(len(text.split()) - _BEST) / _BEST
    return role + 0.6 * min(cues, 3) + 0.7 * bearing + finding - 0.9 * length


def _own_score(sentence: SentenceEvidence, text: str, aspect: Aspect) -> float:
    """How many of the telling words of an aspect a sentence holds, half of them at least."""
    wanted = folded(aspect.what)
    held = len(wanted & folded(text))
    if not held or 2 * held < len(wanted):
        return 0.0
    role = 1.0 - 0.15 * aspect.roles.index(sentence.role) if sentence.role in aspect.roles else 0.0
    length = abs(len(text.split()) - _BEST) / _BEST
    return 1.5 + 3.0 * held / len(wanted) + role - 0.6 * length
