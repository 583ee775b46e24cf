"""When papers were published, and which are the newest or the oldest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, all_titled, titled
from kg.records import Value
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion

DATED = 5
_WHEN: Final = (
    r"\b(?:when (?:was|were|did|has|had)|(?:in )?(?:which|what) year)\b.*"
    r"\b(?:published|released|appear(?:ed)?|come out|came out)\b"
)
_NEWEST: Final = r"\b(?:newest|latest|most recent|freshest|newer ones first)\b"
_OLDEST: Final = (
    r"\b(?:oldest|earliest"
    r"|(?:the )?first (?:few )?(?:papers?|works?|articles?|studies|preprints?))\b"
)


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    what = question.plan.constraints.order or ""
    for side in question.with_papers:
        yield Fact(what, side.name, side.scope)


def _gather_when(question: GraphQuestion) -> Iterator[Fact]:
    return (Fact("published", side.name, side.scope) for side in question.with_papers)


def _dated(fact: Fact) -> list[dict[str, Value]]:
    """The rows of papers that have a date, newest first."""
    return [row for row in fact.run.rows.dicts() if row["published"]]


def _when(_draft: Draft, fact: Fact) -> str:
    rows = _dated(fact)
    if not rows:
        return ""
    if len(fact.run.rows.rows) <= DATED:
        return f"By date: {all_titled(rows)}"
    return f"The first paper on {fact.about} is {titled(rows[-1])}, the newest {titled(rows[0])}"


def _order(_draft: Draft, fact: Fact) -> str:
    rows = (_dated(fact) if fact.what == "newest" else _dated(fact)[::-1])[:DATED]
    return f"The {fact.what} of them: {all_titled(rows)}" if rows else ""


GRAPH_KINDS = (
    GraphKind(
        name="published",
        order=40,
        aspect="year",
        pattern=_WHEN,
        of_papers=True,
        gather=_gather_when,
        text=_when,
    ),
    GraphKind(
        name="newest", order=50, ranks="newest", pattern=_NEWEST, gather=_gather, text=_order
    ),
    GraphKind(
        name="oldest",
        order=51,
        ranks="oldest",
        pattern=_OLDEST,
        unless="introduced",
        gather=_gather,
        text=_order,
    ),
)
