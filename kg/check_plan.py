"""Checks of understanding: the plan is the question's, members are the plan's, absence is proven.

The checker reads the question and finds the sides' papers anew; it believes nothing that it is told
of either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.trained.weights import models_dir
from kg.check_frame import Failure
from kg.errors import ModelError
from kg.questions.constraints import blanked, read_shapes
from kg.questions.folding import folded_all, plain_words, stem, word_list
from kg.questions.options import Options
from kg.questions.plan import Plan
from kg.questions.read import clean, only_asks
from kg.questions.tagger import load_tagger
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import Concept, Papers, ways
from kg.retrieve.facts import graph_aspect
from kg.retrieve.gather import asks_for_all
from kg.retrieve.members import SideMembers, coverage, member_finder
from kg.retrieve.patterns import NOTHING, phrase_pattern, word_pattern
from kg.retrieve.runs import QueryLog
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.vocabulary import archive_vocabulary

_OF_ANY = ("papers_by_ids", "papers_selected")  # queries whose papers are what is asked
_PLAN_KEYS = (
    "kind", "sides", "shared", "aspects", "constraints", "left_aside", "corrected", "shared_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Derived:
    """The plan and the sides that the checker finds for an answer's question."""

    plan: Plan
    sides: tuple[SideMembers, ...]

    def members(self, label: str) -> Papers:
        """The papers of the side of that label; none of an unknown one."""
        return next((side.papers for side in self.sides if side.label == label), frozenset())

    def patterns(self) -> frozenset[str]:
        """The patterns by which a concept or one of its words may be said to be absent."""
        concepts = [one for side in self.sides for one in _with_parts(side.concepts)]
        phrases = [one.phrase for one in concepts]
        words = [word for phrase in phrases for word in phrase.split()]
        return frozenset([*map(phrase_pattern, phrases), *map(word_pattern, words), NOTHING])

    def groups(self) -> frozenset[Papers]:
        """The groups of papers that an absence may be about."""
        concepts = [one for side in self.sides for one in _with_parts(side.concepts)]
        return frozenset([side.papers for side in self.sides] + [one.wide for one in concepts])


def _with_parts(concepts: Sequence[Concept]) -> Iterator[Concept]:
    for one in concepts:
        yield one
        yield from _with_parts(one.parts)


def derive(answer: Mapping[str, Any], store: Store, embedder: Embedder | None) -> Derived:
    """Read the question of an answer and find its sides' papers.

    Raises ModelError where the answer was made with vectors and the embedding model is missing.
    """
    if "dense" not in answer["provenance"]["search"]:
        embedder = None
    elif embedder is None:
        raise ModelError(
            "the answer was made with the embedding model, which is not here: run make setup"
        )
    options = Options.of(answer["plan"]["set"])
    plan = understand(str(answer["question"]), store, load_tagger(models_dir()), options)
    vocabulary = archive_vocabulary(store)
    finder = member_finder(plan, store, QueryLog(store), vocabulary, embedder)
    sides = tuple(map(finder.side, plan.sides or ("",)))
    return Derived(plan, sides)


def plan_failures(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """Every rule that an answer breaks as to what was asked, in a fixed order."""
    yield from _plan(answer, derived.plan)
    yield from _words(answer)
    yield from _sides(answer, derived)
    yield from _members(answer, derived)
    yield from _beside(answer, derived)
    yield from _table(answer, derived)
    yield from _absences(answer, derived)


def _plan(answer: Mapping[str, Any], plan: Plan) -> Iterator[Failure]:
    expected = plan.to_dict()
    for key in _PLAN_KEYS:
        if answer["plan"][key] != expected[key]:
            yield Failure("", "plan", f"the question does not ask for this {key}")
    if answer["kind"] != plan.kind:
        yield Failure("", "kind", f"the question is no {answer['kind']}")


def _words(answer: Mapping[str, Any]) -> Iterator[Failure]:
    """Each telling word of the question is in the plan, or said to be left aside."""
    plan = answer["plan"]
    if "sides" in plan["set"]:
        return
    found = plan["constraints"]
    phrases = [*plan["sides"], *plan["shared"], *plan["aspects"], *plan["left_aside"]]
    phrases += [*found["authors"], *found["papers"], *found["categories"], *found["exclude"]]
    typed = [one["from"] for one in plan["corrected"]]
    known = folded_all((*map(str, phrases), *map(str, typed)))
    if "introduced" in plan["aspects"]:
        known |= word_list("introducing")
    for word in _unshaped(clean(str(answer["question"]))):
        if not only_asks(word) and stem(word) not in known and not _dated(word):
            yield Failure("", "plan", f"“{word}” of the question is nowhere in the plan")


def _unshaped(text: str) -> Iterator[str]:
    """The words of a question, each once, without those that say a year, category or id."""
    yield from dict.fromkeys(plain_words(blanked(text, read_shapes(text).places)))


def _dated(word: str) -> bool:
    return any(map(str.isdigit, word))


def _sides(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    none = asks_for_all(derived.plan) or not any(one.label or one.papers for one in derived.sides)
    if none and not answer["sides"]:
        return
    if [side["label"] for side in answer["sides"]] != [side.label for side in derived.sides]:
        yield Failure("", "side", "the sides are not those of the plan")
        return
    for told, side in zip(answer["sides"], derived.sides, strict=True):
        if told["papers"] != len(side.papers):
            yield Failure("", "side", f"{side.label} has {len(side.papers)} papers")
        if told.get("by", {}) not in ({}, ways(side.papers, side.concepts)):
            yield Failure("", "side", f"{side.label}: its papers are of it by other ways")
        if [*told["unmet"]] != [*side.found.unmet]:
            yield Failure("", "side", f"{side.label}: what its papers lack is told otherwise")
        if told["coverage"] != coverage(len(side.papers), side.found.unmet):
            yield Failure("", "side", f"{side.label} is not covered as told")


def _members(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """What is cited under a side is a paper of that side."""
    papers = {source["number"]: source["paper_id"] for source in answer["sources"]}
    made = {one["id"]: one for part in answer["sections"] for one in part["statements"]}
    labels: dict[str, list[str]] = {}
    for label, statement in _by_side(answer, derived):
        labels.setdefault(statement, []).append(label)
    for statement, own in labels.items():
        allowed = frozenset().union(*map(derived.members, own))
        for citation in made.get(statement, {}).get("citations", ()):
            paper = papers.get(citation["source"])
            if paper not in allowed:
                yield Failure(statement, "side", f"{paper} is no paper on {' or '.join(own)}")


def _beside(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """What is told to be near the sides is not of them."""
    papers = {source["number"]: source["paper_id"] for source in answer["sources"]}
    members = frozenset().union(*(side.papers for side in derived.sides))
    for part in (one for one in answer["sections"] if one.get("beside")):
        for statement in part["statements"]:
            for citation in statement["citations"]:
                if papers.get(citation["source"]) in members:
                    yield Failure(statement["id"], "side", "a paper of a side is told to be beside")


def _table(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """Every paper of the table is a paper of the side that it stands for."""
    papers = {source["number"]: source["paper_id"] for source in answer["sources"]}
    for row in answer["comparison"]["aspects"]:
        for entity in (*row["shared"], *(one for many in row["only"].values() for one in many)):
            for label, numbers in entity["papers"].items():
                if not {papers.get(one, "") for one in numbers} <= derived.members(label):
                    yield Failure("", "table", f"{entity['id']} is not of {label} as told")


def _by_side(answer: Mapping[str, Any], derived: Derived) -> Iterator[tuple[str, str]]:
    """(side, statement id) of all that stands under a side."""
    cells = [cell for row in answer["comparison"]["aspects"] for cell in row["cells"]]
    for cell in cells:
        for statement in cell["statements"]:
            yield cell["side"], statement
    if not cells and len(derived.sides) == 1:
        for part in (one for one in answer["sections"] if not one.get("beside")):
            for statement in part["statements"]:
                yield derived.sides[0].label, statement["id"]


def _absences(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """An absence is one of a concept, an aspect or a group of papers, never of a sentence."""
    queries = {query["id"]: query for query in answer["provenance"]["queries"]}
    statements = [*answer["scope"], *answer["bottom_line"]]
    statements += [one for part in answer["sections"] for one in part["statements"]]
    for statement in statements:
        query = queries.get(statement["query"] or "")
        if statement["kind"] == "absence" and query is not None:
            fault = _fault(query["name"], query["parameters"], derived)
            if fault:
                yield Failure(statement["id"], "absence", fault)


def _fault(name: str, given: Mapping[str, Any], derived: Derived) -> str:
    """What is wrong with the query that is to prove an absence; empty for nothing."""
    if name == "papers_with_phrase" and given["pattern"] not in derived.patterns():
        return "the pattern is no concept's of the question"
    if name == "papers_with_phrase_in":
        aspects = {phrase_pattern(one) for one in derived.plan.aspects}
        if given["pattern"] not in aspects:
            return "the pattern is no aspect's of the question"
    groups = derived.groups()
    for key in ("papers", "left", "right"):
        told = frozenset(map(str, given[key])) if key in given else None
        if name not in _OF_ANY and told is not None and told not in groups:
            return f"{name} is not asked of a side's papers"
    return ""


def answered_failures(answer: Mapping[str, Any], derived: Derived) -> Iterator[Failure]:
    """`answered` needs, on each side, a quoted or synthesised statement, or a fact that answers."""
    if answer["status"] != "answered" or derived.plan.kind in ("count", "path"):
        return
    if any(one["kind"] == "counted" for one in answer["scope"]) and _asks_the_graph(derived.plan):
        return
    cited = {source["paper_id"] for source in answer["sources"]}
    for side in derived.sides:
        if not cited & side.papers:
            yield Failure("", "status", f"nothing is shown of {side.label}")


def _asks_the_graph(plan: Plan) -> bool:
    return any(map(graph_aspect, plan.aspects)) or bool(plan.constraints.order)
