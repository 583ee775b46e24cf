"""A question becomes a plan: its kind, its sides and the aspect they are asked on.

Only the wording is read here; whether the archive knows the sides is for `anchor.py` to find out.
The patterns are tried in order and the first that matches wins; a question that fits none is a
look-up of everything it names, so that no question is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["comparison", "lookup", "list", "path", "trend", "count", "gap"]

MAX_QUESTION = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question was understood.

    `sides` holds two phrases or more for a comparison, two for a path, one otherwise. `aspect` is
    the phrase that the sides are asked on (empty: everything). `shared_only` marks questions that
    ask for what sides have in common.
    """

    question: str
    kind: Kind
    sides: tuple[str, ...]
    aspect: str = ""
    shared_only: bool = False


_THING = r"(?P<aspect>.+?)"
_ON = r"(?:for|in|on|of|within|applied to|used (?:for|in|by))"
_BY = (
    r"(?:on|in terms of|with respect to|with regard to|regarding|by|in|when it comes to"
    r"|as to|concerning)"
)
_DIFFER = r"(?:differ|vary|diverge|compare|contrast|change)"
_FROM = r"(?:from|with|to|against)"
_VS = r"(?:versus|vs\.?|v\.s\.|compared (?:with|to)|as opposed to|against)"

_COMPARISONS = (
    rf"how (?:do|does|did|are|is) {_THING} {_ON} (?P<a>.+?) {_DIFFER} {_FROM} "
    rf"(?:(?:that|those|the ones?) (?:{_ON}|used {_ON}) )?(?P<b>.+)",
    rf"how (?:do|does|did) {_THING} {_DIFFER} (?:between|across|among) (?P<both>.+)",
    rf"how (?:do|does|did) (?P<both>.+? (?:and|or) .+?) {_DIFFER}(?: {_BY} {_THING})?",
    rf"how (?:do|does|did|is|are) (?P<a>.+?) (?:{_DIFFER}|different) {_FROM} (?P<b>.+?)"
    rf"(?: {_BY} {_THING})?",
    rf"(?:what|which) (?:is|are) the (?:main |key )?(?:differences?|contrasts?) between "
    rf"(?P<both>.+? and .+?)(?: {_BY} {_THING})?",
    rf"(?:what|which) (?:is|are) the (?:main |key )?differences? in {_THING} between (?P<both>.+)",
    rf"(?:differences?|contrasts?) (?:in {_THING} )?between (?P<both>.+)",
    rf"(?:compare|contrast) {_THING} (?:for|in|of|across|between) "
    rf"(?P<both>.+? (?:and|{_VS}|with|to) .+)",
    rf"(?:compare|contrast) (?P<both>.+? (?:and|{_VS}|with|to) .+?)(?: {_BY} {_THING})?",
    rf"{_THING} (?:for|in|of) (?P<a>.+?) {_VS} (?P<b>.+)",
    rf"(?P<a>.+?) {_VS} (?P<b>.+?)(?:(?::| {_BY}) {_THING})?",
    r"(?:is|are|does|do) (?P<a>.+?) (?:(?:work|perform|do) )?(?:better|worse|different|other|"
    rf"more \w+|less \w+) (?:than|from) (?P<b>.+?)(?: {_ON} {_THING})?",
    r"which papers compare (?P<both>.+? (?:and|with|to) .+)",
)
_SHARED = (
    r"(?:what|which) (?P<aspect>.+?) do both (?P<both>.+? and .+?) (?:use|share|have|report)",
    r"(?:what|which) (?P<aspect>.+?) (?:do|does|are) (?P<both>.+? and .+?) "
    r"(?:both (?:use|report|share|have)|share|have in common|in common)",
    r"(?:what|which) (?P<aspect>.+?) (?:are|is) (?:shared by|common to|used by both) (?P<both>.+)",
    rf"what (?:do|does) (?P<both>.+? and .+?) (?:share|have in common)(?: {_BY} {_THING})?",
    rf"what (?:is|are) (?:shared by|common to) (?P<both>.+? and .+?)(?: {_BY} {_THING})?",
)
_PATHS = (
    r"(?:how|where) (?:is|are) (?P<a>.+?) (?:connected|linked|related|tied) (?:to|with) (?P<b>.+)",
    r"(?:what|which) (?:papers? )?(?:links?|connects?|relates?|joins?) (?P<a>.+?) "
    r"(?:to|with|and) (?P<b>.+)",
    r"(?:is there )?(?:a |any )?(?:path|link|connection) (?:between|from) (?P<a>.+?) "
    r"(?:and|to) (?P<b>.+)",
)
# What is asked by how something is done.
_DONE = {
    "evaluated": "evaluation",
    "assessed": "evaluation",
    "judged": "evaluation",
    "measured": "evaluation",
    "fine-tuned": "tuning methods",
    "tuned": "tuning methods",
    "trained": "training methods",
}
_SINGLES: tuple[tuple[Kind, str], ...] = (
    (
        "count",
        r"how (?:many|large|big) (?:papers|preprints|studies|is) (?:are )?(?:there )?"
        r"(?:in )?(?:the|this|your) (?P<a>archive)",
    ),
    (
        "list",
        r"who (?:wrote|authored|published|made|are the authors of) (?P<a>.+)",
    ),
    (
        "count",
        rf"how many (?:papers|preprints|studies|works) (?:{_ON}|{_BY}|use|report|about|address"
        r"|mention|are (?:there )?(?:on|about)|deal with) (?P<a>.+)",
    ),
    (
        "trend",
        r"how (?:has|have|did) (?P<a>.+?) (?:changed?|developed?|evolved?|grown?)"
        r"(?: (?:over (?:time|the years)|since .+|by year))?",
    ),
    ("trend", r"(?:what is the )?(?:trend|history|timeline) (?:of|in|for) (?P<a>.+)"),
    (
        "gap",
        r"what (?:is|are) (?:missing|not known|unknown|not studied|open) (?:in|on|about|for) "
        r"(?P<a>.+)",
    ),
    (
        "gap",
        r"(?:which|what) .+? (?:have|has) no (?:papers?|studies|study|work|research) "
        r"(?:on|about|for|in|of) (?P<a>.+)",
    ),
    (
        "gap",
        r"what (?:has|have) (?:not|never) been (?:tried|studied|done|used|tested) "
        r"(?:for|in|on|with) (?P<a>.+)",
    ),
    (
        "gap",
        r"(?:which|what) (?:gaps?|open questions?|limits?|limitations?) (?:are there )?"
        r"(?:in|on|of|about|for|remain in) (?P<a>.+)",
    ),
    (
        "lookup",
        r"what (?:is|are) the (?:main |known )?(?P<aspect>limits|limitations|metrics|datasets"
        r"|training data|benchmarks|models|base models|methods|findings|results) "
        r"(?:of|in|for|on|used (?:in|for|on)) (?P<a>.+)",
    ),
    (
        "list",
        rf"(?:which|what) (?P<aspect>papers|methods|models|datasets|data sets|benchmarks|metrics"
        r"|tasks|fine-tuning methods|tuning methods|training data) "
        rf"(?:(?:are|is) (?:(?:used|reported|proposed|there|linked) )?)?"
        rf"(?:{_ON}|{_BY}|use|report|about"
        r"|address|mention|with|to|from) (?P<a>.+)",
    ),
    (
        "list",
        rf"(?:list|show|find|give)(?: me)?(?: all| the)? (?P<aspect>papers|methods|models"
        rf"|datasets|benchmarks|metrics|tasks) "
        rf"(?:{_ON}|about|that (?:use|report|mention)) (?P<a>.+)",
    ),
    (
        "list",
        r"(?:which|what) (?P<aspect>papers|methods|models|datasets|data sets|benchmarks|metrics"
        r"|tasks|training data) (?:do|does|did|are|is) (?P<a>.+?) "
        r"(?:use|address|report|solve|propose|train on|mention|used (?:for|in|by))",
    ),
    ("lookup", rf"how (?:is|are|was|were) (?P<a>.+?) (?P<aspect>{'|'.join(_DONE)})"),
    (
        "lookup",
        r"what (?:do|does) (?:the )?(?:papers?|preprints|studies|archive|literature) "
        r"(?:say|report|find|write|hold) (?:about|on|of) (?P<a>.+)",
    ),
    ("list", r"where else (?:is|are) (?P<a>.+?) (?:used|reported|linked|studied)"),
    ("lookup", r"(?:what|who) (?:is|are|was|were) (?:known (?:about|on|of) )?(?P<a>.+)"),
    ("lookup", r"(?:tell me about|explain|describe|summari[sz]e) (?P<a>.+)"),
)

_MARKS = " ,;:?.\"'\u201c\u201d\u2018\u2019"
_SPLIT = re.compile(
    rf"\s*(?:,\s*(?:and|or)\s+|,\s*|\s+and\s+|\s+or\s+|\s+{_VS}\s+|\s+with\s+|\s+to\s+)\s*", re.I
)
_EDGE = re.compile(
    r"^(?:(?:the|a|an|their|its|both|between|across|use of|using|how|what|of|in|for|on)\s+)+"
    r"|\s+(?:respectively|each|in general|overall|papers?|research|fields?|communit(?:y|ies))$",
    re.I,
)


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"^(?:{pattern})$", re.I) for pattern in patterns)


_COMPARISON_RE, _SHARED_RE, _PATH_RE = map(_compiled, (_COMPARISONS, _SHARED, _PATHS))
_SINGLE_RE = tuple((kind, re.compile(rf"^(?:{text})$", re.I)) for kind, text in _SINGLES)


def plan_question(question: str) -> Plan:
    """Read a question in English; never fails (an empty one is a look-up of nothing).

    Characters that can't be seen are dropped and the text is cut at 1,000 characters.
    """
    text = _clean(question)
    return (
        _sided(text, _SHARED_RE, "comparison", shared_only=True)
        or _sided(text, _PATH_RE, "path")
        or _sided(text, _COMPARISON_RE, "comparison")
        or _single(text)
    )


def _clean(question: str) -> str:
    seen = "".join(
        character if not unicodedata.category(character).startswith("C") else " "
        for character in unicodedata.normalize("NFKC", question[:MAX_QUESTION])
    )
    text = " ".join(seen.split()).strip(" ?!.")
    return re.sub(r"^in what (?:ways?|respects?) ", "how ", text, flags=re.I)


def _sided(
    text: str, patterns: tuple[re.Pattern[str], ...], kind: Kind, *, shared_only: bool = False
) -> Plan | None:
    for pattern in patterns:
        match = pattern.match(text)
        if match is None:
            continue
        aspect = _phrase(match.groupdict().get("aspect") or "")
        sides = tuple(_without(aspect, side) for side in _sides(match.groupdict()))
        if len(sides) >= 2:
            return Plan(text, kind, sides, aspect, shared_only)
    return None


def _without(aspect: str, side: str) -> str:
    """A side without the aspect where it repeats it (`tuning for A versus tuning for B`)."""
    repeated = rf"^{re.escape(aspect)} {_ON} " if aspect else r"^(?!)"
    return re.sub(repeated, "", side, flags=re.I)


def _sides(groups: dict[str, str | None]) -> tuple[str, ...]:
    if groups.get("both"):
        parts = _SPLIT.split(groups["both"] or "")
    else:
        parts = [groups.get("a") or "", groups.get("b") or ""]
    phrases = (_phrase(part) for part in parts)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def asks_for_all(plan: Plan) -> bool:
    """Tell whether a question counts the whole archive."""
    return plan.kind == "count" and plan.sides == ("archive",)


def _single(text: str) -> Plan:
    for kind, pattern in _SINGLE_RE:
        match = pattern.match(text)
        if match is not None:
            groups = match.groupdict()
            aspect = _phrase(groups.get("aspect") or "")
            return Plan(text, kind, (_phrase(groups["a"]),), _DONE.get(aspect.lower(), aspect))
    return Plan(text, "lookup", (_phrase(text),))


def _phrase(text: str) -> str:
    previous, phrase = "", text.strip(_MARKS + "()")
    while phrase != previous:
        previous, phrase = phrase, _EDGE.sub("", phrase).strip(_MARKS)
    return phrase
