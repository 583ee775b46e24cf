"""What is counted over the papers of a question's sides, by named queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.schema import TypeRole, schema
from kg.questions.plan import Plan
from kg.records import Parameters
from kg.retrieve.aspects import Aspect, counted_types
from kg.retrieve.evidence import QueryRun, Side
from kg.retrieve.runs import QueryLog, papers_of
from kg.retrieve.sides.concepts import FLOOR
from kg.retrieve.sides.patterns import phrase_pattern
from kg.schema import TERM

Tallies = dict[tuple[str, str], QueryRun]  # by name of an aspect and label of a side


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts for a plan over `sides` that have papers, each kind of papers once.

    `pair` has the parameters that name both of two sides which are compared; empty where none are.
    """

    plan: Plan
    sides: Sequence[Side]
    aspects: Sequence[Aspect]
    pair: Parameters
    log: QueryLog

    def tallies(self) -> tuple[Tallies, Tallies]:
        """What entities each side is linked to, and its papers by role, for each aspect."""
        facets, roles = {}, {}
        for side in self.sides:
            papers: Parameters = {"papers": papers_of(side)}
            for aspect in self.aspects:
                key = (aspect.name, side.label)
                if aspect.facet:
                    facets[key] = self.log.run("facet_counts", papers | self._facets())
                elif not aspect.own:
                    roles[key] = self.log.run("role_papers", papers | {"role": aspect.roles[0]})
        return facets, roles

    def contrasts(self) -> dict[str, QueryRun]:
        """What both sides are linked to, for each aspect that entities are counted for."""
        names = [aspect.name for aspect in self.aspects if aspect.facet]
        if not self.pair or not names:
            return {}
        return dict.fromkeys(names, self.log.run("facet_contrast", self.pair | self._facets()))

    def unfound(self) -> Tallies:
        """For aspects in the question's own words, the papers of each side that hold the words."""
        return {
            (aspect.name, side.label): self.log.run(
                "papers_with_phrase_in",
                {"pattern": phrase_pattern(aspect.name), "papers": papers_of(side)},
            )
            for side in self.sides
            for aspect in self.aspects
            if aspect.own
        }

    def either(self) -> QueryRun | None:
        """The papers of any of several alternatives, where the question does not compare them."""
        if not self.plan.traits.alternatives or len(self.sides) < 2:
            return None
        every = frozenset().union(*(side.members for side in self.sides))
        return self.log.run("papers_selected", {"papers": [*sorted(every)]})

    def years(self) -> QueryRun | None:
        """The papers of the first side by year, where the question counts them."""
        if not self.plan.traits.yearly or not self.sides:
            return None
        return self.log.run("years_of_papers", {"papers": papers_of(self.sides[0])})

    def subjects(self) -> QueryRun | None:
        """What papers of two sides mention, for a comparison that asks for no aspect."""
        if not self.pair or self.plan.aspects:
            return None
        return self.log.run("facet_mentions", self.pair | {"facets": [TERM, *_subject_labels()]})

    def _facets(self) -> Parameters:
        """The parameters that name what is counted for the aspects."""
        names = sorted({aspect.facet for aspect in self.aspects if aspect.facet})
        return {"facets": [*names], "types": [*counted_types(self.aspects)], "floor": FLOOR}


@cache
def _subject_labels() -> tuple[str, ...]:
    """The labels that a comparison may be about: not what is measured."""
    roles: tuple[TypeRole, ...] = ("means", "task", "data", "field", "other")
    return tuple(label for role in roles for label in schema().labels_of(role))
