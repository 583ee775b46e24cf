"""How right plans are: each part exact after folding, as data/gold/questions/GUIDELINES.md says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.evaluation.rows import read_rows
from extract.sources.ids import paper_id
from kg.evaluation.question_gold import HALVES, GoldQuestion, gold_folder, read_gold
from kg.questions.folding import folded, folded_all, word_list
from kg.questions.plan import Constraints, Plan

Bag = frozenset[str]
PARTS = ("kind", "sides", "aspects", "constraints", "all")
BARS = {"kind": 0.95, "sides": 0.90, "all": 0.85}


@dataclass(frozen=True, slots=True)
class PlanVerdict:
    """Which parts of a plan are right."""

    kind: bool
    sides: bool
    aspects: bool
    constraints: bool

    @property
    def all(self) -> bool:
        """Whether every part is right."""
        return self.kind and self.sides and self.aspects and self.constraints


def judge(gold: GoldQuestion, plan: Plan) -> PlanVerdict:
    """Compare a plan with the gold one; a word read as another counts as it was typed."""
    either = folded_all(gold.either, generic=False)
    sides, aspects = _typed(plan, plan.sides), _typed(plan, plan.aspects)
    shared = _typed(plan, plan.shared)
    covered = folded_all((*sides, *shared, *aspects))
    return PlanVerdict(
        kind=plan.kind in gold.kinds,
        sides=_sides(sides, shared, either) == _sides(gold.sides, gold.shared, either),
        aspects=_aspects(aspects, either) == _aspects(gold.aspects, either)
        and _without_kind(either) <= covered,
        constraints=_constraints(plan.constraints) == _constraints(gold.constraints),
    )


def scores(gold: Sequence[GoldQuestion], plan: Callable[[GoldQuestion], Plan]) -> dict[str, float]:
    """The share (0-1) of questions of which each part is right, by the names of `PARTS`."""
    verdicts = [judge(question, plan(question)) for question in gold]
    return {
        part: sum(getattr(verdict, part) for verdict in verdicts) / max(len(verdicts), 1)
        for part in PARTS
    }


def _typed(plan: Plan, phrases: Sequence[str]) -> tuple[str, ...]:
    restored = []
    for phrase in phrases:
        for typed, read in plan.corrected:
            phrase = re.sub(rf"\b{re.escape(read)}\b", typed, phrase)
        restored.append(phrase)
    return tuple(restored)


def _sides(sides: Sequence[str], shared: Sequence[str], either: Bag) -> list[list[str]]:
    common = folded_all(shared, generic=True)
    bags = [(folded(side, generic=True) | common) - either for side in sides or [""]]
    generic = folded_all([" ".join(word_list("generic"))])
    return sorted(sorted((bag - generic) or bag) for bag in bags)


def _aspects(aspects: Sequence[str], either: Bag) -> list[list[str]]:
    bags = [_without_kind(folded(aspect)) - either for aspect in aspects]
    return sorted(sorted(bag) for bag in bags if bag)


def _without_kind(bag: Bag) -> Bag:
    """An aspect, or nothing where it only names the question's kind."""
    return frozenset() if bag <= folded_all([" ".join(word_list("kind"))]) else bag


def _constraints(constraints: Constraints) -> tuple[object, ...]:
    return (
        constraints.since,
        constraints.until,
        sorted(category.lower() for category in constraints.categories),
        sorted(sorted(folded(author)) for author in constraints.authors),
        sorted(_paper(paper) for paper in constraints.papers),
        sorted(sorted(folded(phrase, generic=True)) for phrase in constraints.exclude),
        constraints.order,
    )


def _paper(name: str) -> str:
    known = paper_id(name)
    return " ".join(sorted(folded(name))) if known.startswith("tracker:") else known


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A part of plans: share right (0-1) on both halves, the bar, the first planner's share."""

    part: str
    dev: float
    test: float
    bar: float | None
    baseline: float


def plan_figures(plan: Callable[[str], Plan]) -> list[PlanFigure]:
    """How right `plan` is on the gold questions, beside the first planner on the same ones."""
    halves = {half: read_gold(gold_folder() / f"{half}.jsonl") for half in HALVES}
    first = {
        str(row["id"]): _first_plan(row) for row in read_rows(gold_folder() / "baseline.jsonl")
    }
    dev, test = (scores(halves[half], lambda gold: plan(gold.question)) for half in HALVES)
    before = scores(halves["test"], lambda gold: first[gold.id])
    return [PlanFigure(part, dev[part], test[part], BARS.get(part), before[part]) for part in PARTS]


def _first_plan(row: Mapping[str, Any]) -> Plan:
    """A plan as the first version's planner made it: kind, sides and one aspect."""
    return Plan("", row["kind"], tuple(row["sides"]), aspects=tuple(row["aspects"]))
