"""Facts: what the graph itself answers, one kind of question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.schema import schema
from kg.questions.cues import Cue, graph_aspect
from kg.questions.folding import folded
from kg.questions.plan import Plan
from kg.retrieve.evidence import Fact, Side
from kg.retrieve.runs import QueryLog

ASKED = 40  # order of facts that an aspect asks for; among them, that of the plan's aspects


@dataclass(frozen=True, slots=True)
class GraphQuestion:
    """A question to the graph: its plan, its sides and the log that runs queries."""

    plan: Plan
    sides: Sequence[Side]
    log: QueryLog

    @property
    def with_papers(self) -> list[Side]:
        """The sides that have papers."""
        return [side for side in self.sides if side.members]

    @property
    def label(self) -> str:
        """The type of entities that an aspect names; empty for none."""
        for aspect in self.plan.aspects:
            for type_ in schema().entity_types.values():
                if any(folded(word) == folded(aspect) for word in (*type_.words, *type_.also)):
                    return type_.name
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource(Cue):
    """A cue with the named queries that `gather` runs for it.

    They are run where the plan asks for the aspect or the order of the cue; always, if it has none.
    """

    gather: Callable[[GraphQuestion], Iterator[Fact]] = lambda _: iter(())


def facts(question: GraphQuestion, sources: Sequence[FactSource]) -> Iterator[Fact]:
    """What the sources give, by their order; what is asked, by the order of the plan's aspects."""
    asked = [graph_aspect(phrase, sources) for phrase in question.plan.aspects]
    ranks = ("", question.plan.constraints.order)

    def place(kind: FactSource) -> tuple[int, int]:
        return (ASKED, asked.index(kind.aspect)) if kind.aspect else (kind.order, 0)

    wanted = (kind for kind in sources if kind.aspect in ("", *asked) and kind.ranks in ranks)
    for kind in sorted(wanted, key=place):
        yield from kind.gather(question)
