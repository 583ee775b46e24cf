"""Checks of understanding: the plan is the question's, absence is proven, each side is answered.

The checker reads the question anew; it believes nothing that the answer says of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.answer.provenance import AnswerPlan
from kg.answer.records import Answer
from kg.check.derived import Derived
from kg.check.holdings import Holdings
from kg.check.records import Failure
from kg.check.sides import side_failures
from kg.kinds import GRAPH_KINDS
from kg.questions.constraints import blanked, read_shapes
from kg.questions.cues import asking_words, graph_aspect
from kg.questions.folding import folded_all, plain_words, stem
from kg.questions.plan import Plan
from kg.questions.read import clean, only_asks
from kg.retrieve.sides.patterns import phrase_pattern

_OF_ANY = ("papers_by_ids", "papers_selected")  # queries whose papers are what is asked
# The parts of a plan that are held against the question, and how a failure names them.
_COMPARED = {
    "kind": "this kind of answer",
    "sides": "these sides",
    "shared": "what these sides share",
    "aspects": "these aspects",
    "constraints": "these years, categories, authors or papers",
    "left_aside": "these words to be left aside",
    "corrected": "these corrections",
    "shared_only": "its sides to be taken together so",
}


def plan_failures(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """Every rule that an answer breaks as to what was asked, in a fixed order."""
    yield from _plan(holdings.answer, derived.plan)
    yield from _words(holdings.answer)
    yield from side_failures(holdings, derived)
    yield from _absences(holdings, derived)


def _plan(answer: Answer, plan: Plan) -> Iterator[Failure]:
    expected = AnswerPlan.of(plan, answer.plan.set)
    for key, part in _COMPARED.items():
        if getattr(answer.plan, key) != getattr(expected, key):
            yield Failure("", "plan", f"the question does not ask for {part}")
    if answer.kind != plan.kind:
        yield Failure("", "kind", f"the question is no {answer.kind}")


def _words(answer: Answer) -> Iterator[Failure]:
    """Each telling word of the question is in the plan, or said to be left aside.

    Words that were set by hand stand in the place of the question's.
    """
    plan, given = answer.plan, answer.plan.constraints
    if plan.set.sides or plan.set.shared or plan.set.aspects or plan.set.authors:
        return
    phrases = (*plan.sides, *plan.shared, *plan.aspects, *plan.left_aside)
    phrases += (*given.authors, *given.papers, *given.categories, *given.exclude)
    known = folded_all((*phrases, *(correction.from_ for correction in plan.corrected)))
    known |= asking_words(plan.aspects, GRAPH_KINDS)
    for word in _unshaped(clean(answer.question)):
        if not only_asks(word) and stem(word) not in known and not _dated(word):
            yield Failure("", "plan", f"“{word}” of the question is nowhere in the plan")


def _unshaped(text: str) -> Iterator[str]:
    """The words of a question, each once, without those that say a year, category or id."""
    yield from dict.fromkeys(plain_words(blanked(text, read_shapes(text).places)))


def _dated(word: str) -> bool:
    return any(map(str.isdigit, word))


def _absences(holdings: Holdings, derived: Derived) -> Iterator[Failure]:
    """An absence is one of a concept, an aspect or a group of papers, never of a sentence."""
    for statement in holdings.statements:
        query = holdings.queries.get(statement.query or "")
        if statement.kind == "absence" and query is not None:
            fault = _fault(query.name, query.parameters, derived)
            if fault:
                yield Failure(statement.id, "absence", fault)


def _fault(name: str, given: Mapping[str, Any], derived: Derived) -> str:
    """What is wrong with the query that is to prove an absence; empty for nothing."""
    pattern = str(given.get("pattern"))
    if name == "papers_with_phrase" and pattern not in derived.patterns():
        return "the pattern is no concept's of the question"
    aspects = {phrase_pattern(aspect) for aspect in derived.plan.aspects}
    if name == "papers_with_phrase_in" and pattern not in aspects:
        return "the pattern is no aspect's of the question"
    groups = derived.groups()
    for key in {"papers", "left", "right"} & {*given} if name not in _OF_ANY else ():
        papers = given[key] if isinstance(given[key], list) else [None]
        if frozenset(map(str, papers)) not in groups:
            return f"{name} is not asked of a side's papers"
    return ""


def answered_failures(answer: Answer, derived: Derived) -> Iterator[Failure]:
    """`answered` needs, on each side, a quoted or synthesised statement, or a fact that answers."""
    plan = derived.plan
    if answer.status != "answered" or plan.traits.by_count:
        return
    facts = any(graph_aspect(aspect, GRAPH_KINDS) for aspect in plan.aspects)
    facts = facts or bool(plan.constraints.order)
    if facts and any(statement.kind == "counted" for statement in answer.scope):
        return
    cited = {source.paper_id for source in answer.sources}
    for side in derived.sides:
        if not cited & side.papers:
            yield Failure("", "status", f"nothing is shown of {side.label}")
