"""What is said of each stage of an answer, in the words of the line that says its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.answer.output.layout import constrained, counted
from kg.answer.records import Answer
from kg.progress import Stage
from kg.questions.plan import Plan, QuestionKind
from kg.retrieve.evidence import Evidence

_KINDS: Final[Mapping[QuestionKind, str]] = {
    "comparison": "a comparison",
    "lookup": "one subject",
    "list": "a list",
    "path": "a connection",
    "trend": "a change over time",
    "count": "a count",
    "gap": "what is missing",
}


def understood(plan: Plan) -> Stage:
    """How the question was read: its kind, sides, aspects and what papers have to be."""
    *before, last = plan.sides or ("",)
    sides = f"of {', '.join(before)} and {last}" if before else f"on {last}" if last else ""
    parts = [
        f"Read as {_KINDS[plan.kind]} {sides}".strip(),
        f"on each with {', '.join(plan.shared)}" if plan.shared and before else "",
        f"aspect: {', '.join(plan.aspects)}" if plan.aspects else "",
        *constrained(plan.constraints),
    ]
    return Stage("understood", " · ".join(filter(None, parts)))


def evidence_gathered(evidence: Evidence) -> Stage:
    """How many sentences of how many papers there are to quote, and how many queries were run."""
    papers = {paper.id: paper for side in evidence.sides for paper in side.papers}
    sentences = sum(len(paper.sentences) for paper in papers.values())
    read = f"Read {counted(sentences, 'sentence')} of {counted(len(papers), 'paper')}"
    queries = len(evidence.queries)
    return Stage("evidence", f"{read}, ran {queries:,} quer{'y' if queries == 1 else 'ies'}")


def statements_checked(answer: Answer) -> Stage:
    """How many statements hold, and how many that did not are left out."""
    dropped = answer.provenance.dropped
    text = f"Wrote and checked {counted(len(answer.statements()) + dropped, 'statement')}"
    more = f", left out {dropped:,} that did not hold" if dropped else ""
    return Stage("statements", text + more)
