"""Which papers a plan asks for: all, those that mention or use something, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.word_lists import alternations, any_case
from kg.questions.cues import Cue
from kg.questions.folding import folded
from kg.questions.plan import Plan

_MENTIONS = re.compile(
    r"(?<!never )(?<!not )(?<!t )\b(?:mention(?:s|ed|ing)?|contain(?:s|ing)? the words?)\b", re.I
)
_USES = any_case(rf"\b(?:{alternations('ranking')['using']})\b")


def asks_for_all(plan: Plan) -> bool:
    """Whether a question counts the whole archive."""
    bare = {word for phrase in (*plan.sides, *plan.shared) for word in folded(phrase)}
    whole = bare <= folded("archive collection corpus library database index")
    return plan.kind == "count" and whole and not plan.constrained


def asks_for_mentions(plan: Plan) -> bool:
    """Whether a question asks which papers mention something, in any context."""
    return _MENTIONS.search(plan.question) is not None


def asks_for_users(plan: Plan) -> bool:
    """Whether papers are counted, or those that use something are listed: exact matches only."""
    return plan.kind == "count" or asks_who_uses(plan)


def asks_who_uses(plan: Plan) -> bool:
    """Whether papers that use something are listed or counted; a mention shows no use."""
    return plan.traits.of_papers and _USES.search(plan.question) is not None


def lists_items(plan: Plan, cues: Sequence[Cue]) -> bool:
    """Whether a question asks for a list of items other than papers."""
    of_papers = {cue.aspect for cue in cues if cue.of_papers}
    return plan.kind == "list" and any(aspect not in of_papers for aspect in plan.aspects)


def names_papers(plan: Plan) -> bool:
    """Whether a question without a subject still states which papers it means."""
    return (
        plan.constrained or plan.constraints.order in ("newest", "oldest") or plan.kind == "count"
    )
