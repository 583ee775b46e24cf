"""What the store holds of what an answer cites, looked up before its statements are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extract.schema import schema
from kg.answer.provenance import AnswerQuery
from kg.answer.records import Answer, LinkRelationship, Source, Statement
from kg.errors import KgError
from kg.records import Rows
from kg.stores.base import Store
from kg.stores.caching import Remembered

_COMPARED = ("id", "from", "type", "to", "paper_id", "passage_id", "confidence")


class Holdings:
    """An answer's parts by id, and the store's passages, mentions, relationships and rows."""

    def __init__(self, answer: Answer, store: Store) -> None:
        self.answer = answer
        self.store = Remembered(store)
        self.statements = answer.statements()
        self.links = {link.id: link for link in answer.links}
        self.sources = {source.number: source for source in answer.sources}
        self.queries = {query.id: query for query in answer.provenance.queries}
        self.passages = self._cited_passages()
        self.names = self._names_by_passage()
        self._relationships = self._linked_relationships()
        self._rows: dict[str, Rows | str] = {}

    def sources_of(self, statement: Statement) -> Iterator[Source]:
        """The sources that a statement cites."""
        for citation in statement.citations:
            if citation.source in self.sources:
                yield self.sources[citation.source]

    def has(self, relationship: LinkRelationship) -> bool:
        """Whether the store has a relationship just as a link gives it."""
        return _values(relationship) in self._relationships

    def rows(self, query: AnswerQuery) -> Rows | str:
        """The rows that a query gives now, or why it can't be run."""
        if query.id not in self._rows:
            try:
                self._rows[query.id] = self.store.run(query.name, query.parameters)
            except KgError as error:
                self._rows[query.id] = str(error)
        return self._rows[query.id]

    def papers(self, numbers: Iterable[int]) -> frozenset[str]:
        """The papers of the sources of these numbers; an unknown number gives an empty id."""
        known = (self.sources.get(number) for number in numbers)
        return frozenset(source.paper_id if source else "" for source in known)

    def _cited_passages(self) -> dict[str, tuple[str, str]]:
        """Paper id and text of every cited passage that the store has."""
        cited = {cite.passage_id for statement in self.statements for cite in statement.citations}
        rows = self.store.run("passages_by_ids", {"ids": [*sorted(cited)]}).dicts()
        return {str(row["id"]): (str(row["paper_id"]), str(row["text"])) for row in rows}

    def _names_by_passage(self) -> dict[str, list[str]]:
        """The names of what the passages of the cited papers name, by passage."""
        papers = sorted({paper for paper, _ in self.passages.values()})
        names: dict[str, list[str]] = {}
        for row in self.store.run("mentions_of_papers", {"papers": [*papers]}).dicts():
            names.setdefault(str(row["passage_id"]), []).append(str(row["name"]))
        return names

    def _linked_relationships(self) -> frozenset[tuple[Any, ...]]:
        """Every relationship of a link that the store has."""
        relationships = [each for link in self.answer.links for each in link.relationships]
        starts = {each.from_ for each in relationships}
        entities = {start for start in starts if _is_entity(start)}
        rows = self.store.run(
            "relationships_by_ids",
            {
                "ids": [*sorted({each.id for each in relationships})],
                "papers": [*sorted(starts - entities)],
                "entities": [*sorted(entities)],
            },
        )
        return frozenset(tuple(row[key] for key in _COMPARED) for row in rows.dicts())


def _values(given: LinkRelationship) -> tuple[Any, ...]:
    place = (given.paper_id, given.passage_id, given.confidence)
    return (given.id, given.from_, given.type, given.to, *place)


def _is_entity(node_id: str) -> bool:
    """Whether an id is an entity's, by its label; else it is a paper's."""
    return node_id.partition(":")[0] in map(str.lower, schema().labels)
