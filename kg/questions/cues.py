"""Cues of a question that are surer than the tagger about its kind and what it asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.word_lists import alternations, any_case
from kg.questions.folding import folded, plain_words
from kg.questions.plan import TRAITS, Order, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """How a question that the graph itself answers is recognised.

    `aspect` is what its plan then asks for; a cue that `ranks` sets the order of the plan instead.
    `pattern` is searched, in any case of letters, in questions of the kinds `of` (none given: of
    any) which do not ask for the aspect `unless`; they become questions of the kind `becomes`. With
    `only_pattern` the tagger alone does not suffice. `nouns` are stems of nouns that ask for the
    aspect too, `words` stems that ask for it and name no subject. `of_papers`: papers are listed,
    not items. Cues are tried by `order`.
    """

    name: str
    order: int
    aspect: str = ""
    ranks: Order = ""
    pattern: str = ""
    of: tuple[QuestionKind, ...] = ()
    unless: str = ""
    becomes: QuestionKind | None = None
    only_pattern: bool = False
    nouns: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    of_papers: bool = False

    def fits(self, text: str, kind: QuestionKind, asked: str) -> bool:
        """Whether the pattern is found in a question of a kind that asks for an aspect."""
        allowed = (not self.of or kind in self.of) and (not self.unless or asked != self.unless)
        return bool(allowed and self.pattern and re.search(self.pattern, text, re.IGNORECASE))


def graph_aspect(phrase: str, cues: Sequence[Cue]) -> str:
    """The aspect answered by the graph that a phrase asks for; empty for none."""
    stems = folded(phrase)
    asked = (cue.aspect for cue in cues if phrase == cue.aspect or (stems and stems <= cue.nouns))
    return next(asked, "")


def asking_words(aspects: Collection[str], cues: Sequence[Cue]) -> frozenset[str]:
    """The stems that ask for these aspects without naming a subject."""
    return frozenset().union(*(cue.words for cue in cues if cue.aspect in aspects))


_LEX = alternations("question_cues")

_GAP = _LEX["gap"]
_TREND = (
    rf"{_LEX['trend']}|^(?:the )?history of|timeline of|evolution of|since when|gaining ground"
    r"|on the rise|(?:has|have) .{3,80} (?:changed|evolved|developed) (?:since|from|in|over)"
)
_COUNT = (
    r"how many (?:papers|articles|preprints|studies|publications|works)|(?:the )?number of "
    r"(?:papers|articles|preprints|studies|publications|works)|count of (?:papers|articles"
    r"|preprints|publications)|how much (?:work|research|literature) (?:is|exists|has)"
)
_SUMMARY = r"\b(?:overview|tl;?dr|in a nutshell|primer|summar(?:y|ise|ize|ies))\b"
_HOW = any_case(r"\b(?:how|explain|mechanisms?|principles?|workings?)\b")
_SHARED = re.compile(rf" (?:{_LEX['shared']}) ")
_DIFFER = re.compile(r" (?:differ|differs|difference|differences|differently|different) ")
_DEFENCE = any_case(r"\b(?:defend(?:ed)?|protect(?:ed)?|shield(?:ed)?|secured?|guard(?:ed)?)\b")
_CHOICE = any_case(r"\b(?:or|vs|versus|than|compared?|compares?|differ\w*|better|worse|contrast)\b")
_PER_YEAR = any_case(r"\b(?:number|papers?|articles?|many|count) (?:\w+ )?per year\b")
_YEARLY = any_case(r"\b(?:per|by|each|every) year\b")
_PREFERS = any_case(
    r"\b(?:prefer|choose|pick|favou?r|take)\b.{3,60}\b(?:over|rather than|instead of)\b"
)
_DIFFERS = any_case(r"\bhow (?:do|does|did)\b.{3,80}\bdiffer from\b")
_SURE = 0.97


def cued_kind(text: str, kind: QuestionKind, chance: float) -> QuestionKind:
    """The kind that a question's words show, unless the tagger is sure of another."""
    if kind == "comparison" and _DEFENCE.search(text) and not _CHOICE.search(text):
        return "lookup"
    if kind == "lookup" and (_PREFERS.search(text) or _DIFFERS.search(text)):
        return "comparison"
    if (kind == "count" and _YEARLY.search(text)) or (kind == "list" and _PER_YEAR.search(text)):
        return "trend"
    if TRAITS[kind].two_sides or chance >= _SURE:
        return kind
    cues: tuple[tuple[QuestionKind, str], ...] = (
        ("count", _COUNT),
        ("gap", _GAP),
        ("trend", _TREND),
    )
    for named, pattern in cues:
        if re.search(pattern, text, re.I):
            return named
    return "lookup" if kind in ("gap", "trend") and re.search(_SUMMARY, text, re.I) else kind


def cued_question(
    text: str, kind: QuestionKind, asked: str, cues: Sequence[Cue]
) -> tuple[QuestionKind, str]:
    """The kind and the implied aspect of a question, corrected by its cues."""
    for cue in cues:
        if cue.aspect and cue.fits(text, kind, asked):
            return cue.becomes or kind, cue.aspect
    unsure = any(cue.only_pattern and cue.aspect == asked for cue in cues)
    unsure = unsure or (asked == "how it works" and not _HOW.search(text))
    return kind, "" if unsure else asked


def cued_order(
    text: str, order: Order, kind: QuestionKind, asked: str, cues: Sequence[Cue]
) -> Order:
    """The order of papers or entities that words such as `newest` ask for."""
    return next((cue.ranks for cue in cues if cue.ranks and cue.fits(text, kind, asked)), order)


def asks_for_shared(text: str) -> bool:
    """Whether a comparison asks for what its sides have in common alone."""
    joined = f" {' '.join(plain_words(text))} "
    return _SHARED.search(joined) is not None and _DIFFER.search(joined) is None
