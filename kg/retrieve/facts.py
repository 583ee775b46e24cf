"""What the graph itself answers: who wrote or introduced, what cites, when, what papers claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.naming import fold
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.records import Parameters, Value
from kg.retrieve.concepts import FLOOR
from kg.retrieve.evidence import Fact, Node, Side
from kg.retrieve.patterns import is_short_form
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides import node_ids, papers_of

MOST_AUTHORS = 10
_LABELS = {
    "Dataset": ("dataset", "data set", "benchmark", "corpus"),
    "Metric": ("metric", "measure"),
    "Method": ("method", "technique", "approach", "algorithm"),
    "Model": ("model", "language model"),
    "Task": ("task",),
    "Domain": ("field", "domain"),
}


_WEIGHING = ("comparison", "lookup", "list")  # kinds of questions on several sides
_OF_THE_GRAPH = ("authors", "introduced", "cite", "year", "compare")
_PEOPLE = folded("authors co-authors coauthors collaborators researchers people scientists experts")


def graph_aspect(aspect: str) -> str:
    """Which of the aspects that the graph itself answers a phrase asks for; empty for none."""
    if aspect in _OF_THE_GRAPH:
        return aspect
    return "authors" if folded(aspect) and folded(aspect) <= _PEOPLE else ""


def all_facts(plan: Plan, sides: Sequence[Side], log: QueryLog) -> Iterator[Fact]:
    """What short forms mean, what papers claim, and what the question asks of the graph."""
    yield from meanings(sides, log)
    yield from claims(plan, sides, log)
    yield from facts(plan, sides, log)


def facts(plan: Plan, sides: Sequence[Side], log: QueryLog) -> Iterator[Fact]:
    """What the question asks of the graph, in the order of its aspects."""
    held = [side for side in sides if side.members]
    for aspect in dict.fromkeys(map(graph_aspect, plan.aspects)):
        for side in sides if aspect == "introduced" else held:
            yield from _of_aspect(aspect, plan, side, log)
    for side in held:
        if plan.constraints.order in ("newest", "oldest"):
            yield Fact(plan.constraints.order, side.name, side.scope)
    if plan.constraints.order == "most" and not plan.sides and not plan.shared:
        yield from _top(plan, log)


def meanings(sides: Sequence[Side], log: QueryLog) -> Iterator[Fact]:
    """Short forms of the question that mean several things in the archive."""
    said: dict[str, None] = {}
    for side in sides:
        for concept in side.concepts:
            for part in concept.parts or (concept,):
                if is_short_form(part.phrase) and len(part.nodes) > 1:
                    said.setdefault(part.phrase)
    for phrase in said:
        run = log.run("entity_meanings", {"keys": [fold(phrase)]})
        if len(run.rows.rows) > 1:
            yield Fact("meanings", phrase, run)


def claims(plan: Plan, sides: Sequence[Side], log: QueryLog) -> Iterator[Fact]:
    """What papers claim of the first two sides beside each other, where they name entities."""
    if plan.kind not in _WEIGHING or len(sides) < 2:
        return
    left, right = (_named_first(side) for side in sides[:2])
    both = {one.id for one in left} & {one.id for one in right}
    ends = [[one for one in nodes if one.id not in both] for nodes in (left, right)]
    given: Parameters = {"left": node_ids(ends[0]), "right": node_ids(ends[1]), "floor": FLOOR}
    if all(ends) and log.quiet("claims_between", given).rows:
        yield Fact("claims", sides[0].name, log.run("claims_between", given))


def _of_aspect(aspect: str, plan: Plan, side: Side, log: QueryLog) -> Iterator[Fact]:
    papers: list[Value] = papers_of(side)
    if aspect == "authors" and plan.constraints.papers:
        yield Fact("wrote", side.name, log.run("authors_of_papers", {"papers": papers}))
    elif aspect == "authors":
        run = log.run("authors_by_papers", {"papers": papers, "limit": MOST_AUTHORS})
        yield Fact("authors", side.name, run)
    elif aspect == "introduced":
        nodes = _named_whole(side)
        label = _label(plan)
        if label and papers:
            given: Parameters = {"papers": papers, "label": label, "floor": FLOOR}
            yield Fact("proposed", side.name, log.run("entities_proposed", given))
        elif nodes:
            run = log.run("papers_proposing", {"entities": node_ids(nodes), "floor": FLOOR})
            yield Fact("introduced", side.name, run)
    elif aspect == "cite":
        yield Fact("cites", side.name, log.run("papers_citing", {"papers": papers}))
    elif aspect == "year":
        yield Fact("published", side.name, side.scope)


def _label(plan: Plan) -> str:
    """The type of things that an aspect names; empty for none."""
    for aspect in plan.aspects:
        for label, words in _LABELS.items():
            if any(folded(word) == folded(aspect) for word in words):
                return label
    return ""


def _named_whole(side: Side) -> tuple[Node, ...]:
    """The entities that a side's words are no more than the name of."""
    own = [one for one in side.concepts if one.nodes and not one.parts]
    return own[0].nodes if len(own) == 1 else ()


def _named_first(side: Side) -> tuple[Node, ...]:
    """The entities that a side's own words name, whatever else all sides are asked on."""
    own = [one for one in side.concepts if one.nodes and not one.parts]
    whole = [one for one in own if folded(one.phrase) == folded(side.label)]
    return whole[0].nodes if whole else ()


def _top(plan: Plan, log: QueryLog) -> Iterator[Fact]:
    """What is mentioned most in the whole archive, of the kind that an aspect names."""
    label = _label(plan)
    if label:
        yield Fact("most", "", log.run("top_entities", {"label": label, "limit": 10}))
