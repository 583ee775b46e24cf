"""Cues of a question that say more surely than the tagger what kind it is and what it asks."""

from __future__ import annotations

import re

from kg.questions.folding import plain_words
from kg.questions.plan import Kind, Order

_GAP = (
    r"open (?:problem|question|issue|challenge)s?|unsolved|unanswered|unexplored|understudied"
    r"|under-?explored|research gaps?|(?:not|never) (?:yet )?been (?:tried|done|studied|tested"
    r"|used|explored|attempted)"
    r"|(?:nobody|no one|no-one) (?:has )?(?:ever |yet )?(?:tried|done|studied)"
    r"|still (?:missing|unknown|open|unclear)|(?:is|are) missing (?:in|from|on|for)"
    r"|not known (?:about|on)"
)
_TREND = (
    r"over time|over the (?:years|decades|last)|through the years|per year|by year|year by year"
    r"|a (?:short |brief )?history of|^(?:the )?history of|timeline of|evolution of|since when"
    r"|gaining ground|on the rise"
    r"|(?:has|have) .{3,80} (?:changed|evolved|developed) (?:since|from|in|over)"
)
_COUNT = (
    r"how many (?:papers|articles|preprints|studies|publications|works)"
    r"|(?:the )?number of (?:papers|articles|preprints|studies|publications|works)"
    r"|count of (?:papers|articles|preprints|publications)"
    r"|how much (?:work|research|literature) (?:is|exists|has)"
)
_SUMMARY = r"\b(?:overview|tl;?dr|in a nutshell|primer|summar(?:y|ise|ize|ies))\b"
_COMPARES = re.compile(
    r"\b(?:who|anyone|anybody|someone|papers?|articles?|studies|works?|preprints?|authors)\b"
    r"[^,.;:?]{0,60}\b(?:(?:put|set) side by side|compares?|compared|comparing|contrasts?"
    r"|contrasted|contrasting)\b",
    re.I,
)
_PROPOSED = re.compile(
    r"\b(?:was|were|is|are|been|newly) (?:first |newly )?"
    r"(?:proposed|introduced|released|invented)\b",
    re.I,
)
_HOW = re.compile(r"\b(?:how|explain|mechanisms?|principles?|workings?)\b", re.I)
_CITES = re.compile(r"\b(?:cites?|cited by|citing|citations? (?:of|to))\b", re.I)
_WHEN = re.compile(
    r"\b(?:when (?:was|were|did|has|had)|(?:in )?(?:which|what) year)\b.*"
    r"\b(?:published|released|appear(?:ed)?|come out|came out)\b",
    re.I,
)
_SHARED = re.compile(
    r" (?:in common|common to|shared by|share|shares|similarities|similarity|parallels|have both"
    r"|both have|overlap) "
)
_DIFFER = re.compile(r" (?:differ|differs|difference|differences|differently|different) ")
_DEFENCE = re.compile(
    r"\b(?:defend(?:ed)?|protect(?:ed)?|shield(?:ed)?|secured?|guard(?:ed)?)\b", re.I
)
_CHOICE = re.compile(
    r"\b(?:or|vs|versus|than|compared?|compares?|differ\w*|better|worse|contrast)\b", re.I
)
_PER_YEAR = re.compile(r"\b(?:number|papers?|articles?|many|count) (?:\w+ )?per year\b", re.I)
_YEARLY = re.compile(r"\b(?:per|by|each|every) year\b", re.I)
_PREFERS = re.compile(
    r"\b(?:prefer|choose|pick|favou?r|take)\b.{3,60}\b(?:over|rather than|instead of)\b", re.I
)
_DIFFERS = re.compile(r"\bhow (?:do|does|did)\b.{3,80}\bdiffer from\b", re.I)
_SURE = 0.97


def cued_kind(text: str, kind: Kind, chance: float) -> Kind:
    """The kind that a question's words name, where the tagger is not sure of another one."""
    if kind == "comparison" and _DEFENCE.search(text) and not _CHOICE.search(text):
        return "lookup"
    if kind == "lookup" and (_PREFERS.search(text) or _DIFFERS.search(text)):
        return "comparison"
    if (kind == "count" and _YEARLY.search(text)) or (kind == "list" and _PER_YEAR.search(text)):
        return "trend"
    if kind in ("comparison", "path") or chance >= _SURE:
        return kind
    cues: tuple[tuple[Kind, str], ...] = (("count", _COUNT), ("gap", _GAP), ("trend", _TREND))
    for named, pattern in cues:
        if re.search(pattern, text, re.I):
            return named
    return "lookup" if kind in ("gap", "trend") and re.search(_SUMMARY, text, re.I) else kind


def cued_question(text: str, kind: Kind, asked: str) -> tuple[Kind, str]:
    """The kind, and what is asked without a noun of its own, as sure words say."""
    if _WHEN.search(text):
        return kind, "year"
    if kind == "list" and _CITES.search(text):
        return kind, "cite"
    if kind in ("list", "lookup", "comparison") and _COMPARES.search(text):
        return "list", "compare"
    if kind == "list" and _PROPOSED.search(text):
        return kind, "introduced"
    unsure = (asked == "compare") or (asked == "how it works" and not _HOW.search(text))
    return kind, "" if unsure else asked


_NEWEST = re.compile(r"\b(?:newest|latest|most recent|freshest|newer ones first)\b", re.I)
_OLDEST = re.compile(
    r"\b(?:oldest|earliest"
    r"|(?:the )?first (?:few )?(?:papers?|works?|articles?|studies|preprints?))\b",
    re.I,
)
_MOST = re.compile(
    r"\b(?:top(?! ?-)|commonest|most popular|used (?:the )?most|most (?:commonly |often |widely "
    r"|frequently )?(?:used|common|frequent|employed|adopted))\b",
    re.I,
)


def cued_order(text: str, order: Order, kind: Kind, asked: str) -> Order:
    """The order of papers or things that words such as `newest` ask for."""
    if _NEWEST.search(text):
        return "newest"
    if _OLDEST.search(text) and asked != "introduced":
        return "oldest"
    return "most" if kind == "list" and _MOST.search(text) else order


def asks_for_shared(text: str) -> bool:
    """Whether a comparison asks for what its sides have in common alone."""
    joined = f" {' '.join(plain_words(text))} "
    return _SHARED.search(joined) is not None and _DIFFER.search(joined) is None
