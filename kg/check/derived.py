"""The plan and the sides of an answer's question, as the checker finds them by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.models.weights import models_dir
from kg.answer.records import Answer
from kg.embed.embedder import Embedder
from kg.errors import ModelError
from kg.kinds import GRAPH_KINDS
from kg.questions.plan import Plan
from kg.questions.tagger import load_tagger
from kg.retrieve.evidence import Concept, Papers
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.members import MemberFinder, SideMembers
from kg.retrieve.sides.patterns import NOTHING, phrase_pattern, word_pattern
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.vocabulary import archive_vocabulary


@dataclass(frozen=True, slots=True)
class Derived:
    """The plan and the sides that the checker finds for an answer's question."""

    plan: Plan
    sides: tuple[SideMembers, ...]

    def members(self, label: str) -> Papers:
        """The papers of the side of that label; none of an unknown one."""
        return next((side.papers for side in self.sides if side.label == label), frozenset())

    def concepts(self) -> list[Concept]:
        """The concepts of the sides, and the parts of each."""
        return [part for side in self.sides for part in _with_parts(side.concepts)]

    def patterns(self) -> frozenset[str]:
        """The patterns by which a concept or a word of it may be said to be absent."""
        phrases = [concept.phrase for concept in self.concepts()]
        words = [word for phrase in phrases for word in phrase.split()]
        return frozenset([*map(phrase_pattern, phrases), *map(word_pattern, words), NOTHING])

    def groups(self) -> frozenset[Papers]:
        """The groups of papers that an absence may be about."""
        wide = [concept.wide for concept in self.concepts()]
        return frozenset([side.papers for side in self.sides] + wide)


def _with_parts(concepts: Sequence[Concept]) -> Iterator[Concept]:
    for concept in concepts:
        yield concept
        yield from _with_parts(concept.parts)


def derive(answer: Answer, store: Store, embedder: Embedder | None) -> Derived:
    """Read the question of an answer and find its sides' papers.

    Raises ModelError where the answer was made with vectors and the embedding model is missing.
    """
    if "dense" not in answer.provenance.search:
        embedder = None
    elif embedder is None:
        raise ModelError(
            "the answer was made with the embedding model, which is not here: run make setup"
        )
    plan = understand(
        answer.question, store, load_tagger(models_dir()), answer.plan.set, GRAPH_KINDS
    )
    finder = MemberFinder(
        plan, store, QueryLog(store), archive_vocabulary(store), embedder, GRAPH_KINDS
    )
    return Derived(plan, tuple(map(finder.side, plan.sides or ("",))))
