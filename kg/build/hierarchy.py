"""The links of the hierarchy that the graph takes: none that would close a cycle.

Sentences contradict each other, so one paper's "X is a Y" may turn another's round. Links are taken
surest first, equally sure ones by paper, passage and place, and a link that would put something
above itself is left out: what is kept depends on the links alone, not on the order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.records import EntityRelation, Extraction
from extract.schema import schema


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A hierarchy relationship; smaller ones are believed first. `unsure` is 1 - confidence."""

    unsure: float
    paper: str
    passage: int
    char_start: int
    type: str
    source: str
    target: str

    @classmethod
    def of(cls, paper: str, relation: EntityRelation) -> Edge:
        """Give the link that a sentence of the paper states."""
        place = (relation.passage, relation.char_start)
        ends = (relation.source_id, relation.target_id)
        return cls(round(1 - relation.confidence, 4), paper, *place, relation.type, *ends)

    def __str__(self) -> str:
        """`method:a SUBCLASS_OF method:b (arxiv:…)`."""
        return f"{self.source} {self.type} {self.target} ({self.paper})"


@dataclass(slots=True)
class Hierarchy:
    """Every hierarchy link of an archive; the vocabulary's first, then those of its papers."""

    _links: list[Edge] = field(default_factory=list)

    def add_known(self, kind: str, source: str, target: str) -> None:
        """Take in a link of the vocabulary."""
        self._links.append(Edge(0.0, "", 0, 0, kind, source, target))

    def add(self, extraction: Extraction) -> None:
        """Take in what the sentences of a paper state."""
        self._links.extend(
            Edge.of(extraction.paper_id, relation)
            for relation in extraction.entity_relations
            if relation.type in schema().hierarchy
        )

    def left_out(self) -> list[Edge]:
        """Give the links that would close a cycle, surest first; the others make none."""
        return without_cycles(self._links)[1]


def without_cycles(links: Iterable[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Part links in those kept, which form no cycle over all types, and those left out."""
    above: dict[str, set[str]] = {}
    kept, left_out = [], []
    for link in sorted(set(links)):
        if link.target in above.get(link.source, ()):
            kept.append(link)
        elif _reaches(above, link.target, link.source):
            left_out.append(link)
        else:
            above.setdefault(link.source, set()).add(link.target)
            kept.append(link)
    return kept, left_out


def _reaches(above: dict[str, set[str]], start: str, end: str) -> bool:
    """Tell whether `end` is `start` or lies above it."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        fresh = above.get(here, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return False
