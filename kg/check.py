"""The checker: every statement of an answer held against the store, as the contract says.

It trusts nothing of the answer: quotes are looked up in the passages, relationships in the graph,
numbers by running the named queries again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, get_args

from extract.records import EntityLabel
from kg.answer.support import THRESHOLD, support
from kg.answer.words import stray_words
from kg.check_claims import QUERY as CLAIMS_QUERY
from kg.check_claims import claim_failures, claim_numbers
from kg.check_frame import Failure, frame_failures
from kg.check_plan import answered_failures, derive, plan_failures
from kg.errors import KgError, QueryError
from kg.records import Rows
from kg.retrieve.embedder import Embedder
from kg.stores.base import Store
from kg.stores.remembered import Remembered

_BRACKETS = re.compile(r"\[AG-\d{4}\.\d{2}-\d+\]")
_QUOTED = re.compile(r"“[^”]*”")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?![\w-]|\.\d)")
_LETTER = re.compile(r"[^\W\d_]")
_ARCHIVE_ID = re.compile(r"AG-\d{4}\.\d{2}-\d+")
_TOLD = ("id", "from", "type", "to", "paper_id", "passage_id", "confidence")
_PAIR = re.compile(r"\((\d+)(?: and (\d+))?")
_LABELS = tuple(label.lower() for label in get_args(EntityLabel))
_KINDS = ("quoted", "synthesised", "counted", "absence")


def check_answer(
    answer: Mapping[str, Any], store: Store, embedder: Embedder | None
) -> list[Failure]:
    """Every broken rule, in reading order; none means that the answer holds.

    An answer that lacks the contract's shape gives one failure of rule `shape`. Raises ModelError
    where the answer was made with vectors and `embedder` is None.
    """
    try:
        return list(_Checker(answer, Remembered(store), embedder).failures())
    except (LookupError, TypeError, AttributeError, ValueError, QueryError) as error:
        return [Failure("", "shape", f"not an answer of this contract: {error!r}")]


class _Checker:
    def __init__(self, answer: Mapping[str, Any], store: Store, embedder: Embedder | None) -> None:
        self._answer, self._embedder = answer, embedder
        self._store = store
        self._links = {link["id"]: link for link in answer["links"]}
        self._sources = {source["number"]: source for source in answer["sources"]}
        self._queries = {query["id"]: query for query in answer["provenance"]["queries"]}
        self._passages = self._cited_passages()
        self._mentioned = self._names_by_passage()
        self._relationships = self._linked_relationships()
        self._rows: dict[str, Rows | str] = {}

    def failures(self) -> Iterator[Failure]:
        statements = self._statements()
        yield from self._shape(statements)
        for statement in statements:
            yield from self._statement(statement)
        yield from self._silence()
        yield from frame_failures(self._answer, self._store)
        derived = derive(self._answer, self._store, self._embedder)
        yield from plan_failures(self._answer, derived)
        yield from answered_failures(self._answer, derived)

    def _statements(self) -> list[dict[str, Any]]:
        answer = self._answer
        sections = [one for section in answer["sections"] for one in section["statements"]]
        return [*answer["scope"], *sections, *answer["bottom_line"]]

    def _shape(self, statements: list[dict[str, Any]]) -> Iterator[Failure]:
        ids = [statement["id"] for statement in statements]
        for repeated in sorted({one for one in ids if ids.count(one) > 1}):
            yield Failure(repeated, "shape", "the id is given twice")
        for aspect in self._answer["comparison"]["aspects"]:
            for cell in aspect["cells"]:
                for lost in sorted(set(cell["statements"]) - set(ids)):
                    yield Failure(lost, "shape", f"cell {aspect['aspect']} names no statement")
        for follow_up in self._answer["follow_ups"]:
            if follow_up["because"] not in self._links:
                yield Failure("", "shape", f"follow-up names no link: {follow_up['question']}")

    def _statement(self, statement: dict[str, Any]) -> Iterator[Failure]:
        kind, own = statement["kind"], statement["id"]
        if kind not in _KINDS:
            yield Failure(own, "kind", f"no such kind: {kind}")
            return
        yield from self._citations(statement)
        yield from self._linked(statement)
        yield from self._words(statement)
        if kind in ("quoted", "synthesised"):
            yield from self._evidence(statement)
        else:
            yield from self._query(statement)

    def _citations(self, statement: dict[str, Any]) -> Iterator[Failure]:
        own = statement["id"]
        shown = set()
        for citation in statement["citations"]:
            source = self._sources.get(citation["source"])
            if source is None:
                yield Failure(own, "citation", f"no source {citation['source']}")
                continue
            shown.add(source["archive_id"])
            found = self._passages.get(citation["passage_id"])
            if found is None:
                yield Failure(own, "citation", f"no passage {citation['passage_id']}")
                continue
            paper_id, text = found
            if paper_id != source["paper_id"]:
                yield Failure(own, "citation", f"{citation['passage_id']} is of another paper")
            if text[citation["char_start"] : citation["char_end"]] != citation["quote"]:
                yield Failure(own, "quote", "the quote is not the passage's text at its offsets")
        named = set(_ARCHIVE_ID.findall(statement["text"]))
        for stray in sorted(named - shown):
            yield Failure(own, "citation", f"the text names {stray}, which it does not cite")
        for silent in sorted(shown - named):
            yield Failure(own, "citation", f"{silent} is cited, but the text does not name it")

    def _linked(self, statement: dict[str, Any]) -> Iterator[Failure]:
        own = statement["id"]
        cited = {
            self._sources[citation["source"]]["paper_id"]
            for citation in statement["citations"]
            if citation["source"] in self._sources
        }
        ends = set()
        for link_id in statement["links"]:
            link = self._links.get(link_id)
            if link is None:
                yield Failure(own, "link", f"no link {link_id}")
                continue
            ends.add(link["nodes"][-1]["id"])
            yield from self._link(own, link)
        for stray in sorted(ends - cited):
            yield Failure(own, "link", f"a link ends at {stray}, which is not cited")
        for bare in sorted(cited - ends):
            yield Failure(own, "link", f"no link ends at the cited {bare}")

    def _link(self, own: str, link: dict[str, Any]) -> Iterator[Failure]:
        nodes = [node["id"] for node in link["nodes"]]
        relationships = link["relationships"]
        if len(relationships) != len(nodes) - 1:
            yield Failure(own, "link", f"{link['id']} does not join its nodes one by one")
            return
        for relation, pair in zip(relationships, pairwise(nodes), strict=True):
            if {relation["from"], relation["to"]} != set(pair):
                yield Failure(
                    own, "link", f"{relation['id']} does not join {pair[0]} and {pair[1]}"
                )
            told = tuple(relation[key] for key in _TOLD)
            if told not in self._relationships:
                yield Failure(own, "link", f"the store has no relationship {relation['id']}")

    def _evidence(self, statement: dict[str, Any]) -> Iterator[Failure]:
        own = statement["id"]
        if not statement["citations"]:
            yield Failure(own, "citation", "no citation")
        if not statement["links"]:
            yield Failure(own, "link", "no link")
        quotes = [citation["quote"] for citation in statement["citations"]]
        if statement["kind"] == "quoted":
            if not any(quote and quote in statement["text"] for quote in quotes):
                yield Failure(own, "quote", "the text holds none of its quotes")
            return
        score = support(statement["text"], quotes, self._names(statement))
        if score < THRESHOLD:
            yield Failure(own, "support", f"support {score} is under {THRESHOLD}")

    def _names(self, statement: dict[str, Any]) -> list[str]:
        links = [self._links[one] for one in statement["links"] if one in self._links]
        names = [node["name"] for link in links for node in link["nodes"]]
        for side in self._answer["sides"]:
            names += [side["label"], *(node["name"] for node in side["anchors"])]
        return names

    def _words(self, statement: dict[str, Any]) -> Iterator[Failure]:
        """Outside its quotes a statement has the composer's words, and names from its evidence."""
        if statement["kind"] == "synthesised":
            return
        known = [str(self._answer["question"]), *self._names(statement), *self._planned()]
        for citation in statement["citations"]:
            source = self._sources.get(citation["source"], {})
            known += [str(source.get("title", "")), *map(str, source.get("authors", ()))]
            known += self._mentioned.get(citation["passage_id"], ())
        rows = self._rows_of(statement)
        known += [str(cell) for row in rows.rows for cell in row if isinstance(cell, str)]
        known += _node_names(rows)
        text = statement["text"]
        for citation in statement["citations"]:
            text = text.replace(f"“{citation['quote']}”", " ")
        stray = stray_words(text, known)
        if stray:
            yield Failure(statement["id"], "words", f"nothing bears out: {', '.join(stray)}")

    def _rows_of(self, statement: dict[str, Any]) -> Rows:
        query = self._queries.get(statement["query"] or "")
        rows = self._run(query) if query else ""
        return Rows((), ()) if isinstance(rows, str) else rows

    def _query(self, statement: dict[str, Any]) -> Iterator[Failure]:
        own, query = statement["id"], self._queries.get(statement["query"] or "")
        if query is None:
            yield Failure(own, "query", f"no query {statement['query']} in provenance")
            return
        rows = self._run(query)
        if isinstance(rows, str):
            yield Failure(own, "query", rows)
            return
        if len(rows.rows) != query["rows"]:
            yield Failure(
                own,
                "query",
                f"{query['name']} gives {len(rows.rows)} rows, not {query['rows']}",
            )
        if statement["kind"] == "absence":
            yield from self._known_entities(own, query)
            if statement["citations"]:
                yield Failure(own, "absence", "what is absent can't be cited")
            if rows.rows:
                yield Failure(own, "absence", f"{query['name']} gives {len(rows.rows)} rows")
            return
        claims = query["name"] == CLAIMS_QUERY
        if claims:
            yield from claim_failures(own, statement["text"], rows)
        yield from self._numbers(statement, rows, claim_numbers(rows) if claims else set())
        yield from self._pairs(statement, rows)

    def _known_entities(self, own: str, query: dict[str, Any]) -> Iterator[Failure]:
        """A query on entities that don't exist proves nothing absent."""
        for entity in query["parameters"].get("entities", ()):
            if not self._store.run("entity_by_id", {"id": str(entity)}).rows:
                yield Failure(own, "absence", f"{query['name']} asks for no entity: {entity}")

    def _pairs(self, statement: dict[str, Any], rows: Rows) -> Iterator[Failure]:
        """A count in brackets is of the entity whose name stands before it."""
        named = [row for row in rows.dicts() if isinstance(row.get("name"), str)]
        for match in _PAIR.finditer(statement["text"]) if named else ():
            before = statement["text"][: match.start()].rstrip()
            counts = {int(one) for one in match.groups() if one}
            fitting = [row for row in named if before.endswith(str(row["name"]))]
            if not any(
                counts <= {c for c in row.values() if isinstance(c, int)} for row in fitting
            ):
                yield Failure(statement["id"], "count", f"no row gives … {match.group(0)})")

    def _numbers(
        self, statement: dict[str, Any], rows: Rows, counted: set[str]
    ) -> Iterator[Failure]:
        """Numbers are cells of the rows, how many rows there are, or `counted` from them."""
        text = _QUOTED.sub(" ", _BRACKETS.sub(" ", statement["text"]))
        for row in rows.rows:
            for cell in sorted(
                (c for c in row if isinstance(c, str) and _LETTER.search(c)), key=len, reverse=True
            ):
                text = text.replace(cell, " ")
        for label in self._labels():
            text = text.replace(label, " ")
        known = {str(cell) for row in rows.rows for cell in row if isinstance(cell, int)}
        known |= {str(len(rows.rows)), *counted}
        known |= set(_years_told(rows, self._answer["plan"]["constraints"]))
        for number in _NUMBER.findall(text):
            if number not in known:
                yield Failure(statement["id"], "count", f"the query does not give {number}")

    def _planned(self) -> list[str]:
        """The phrases of the plan, which is held against the question by itself."""
        plan = self._answer["plan"]
        found = [*plan["sides"], *plan["shared"], *plan["aspects"]]
        for key in ("categories", "authors", "papers", "exclude"):
            found += plan["constraints"][key]
        return [str(one) for one in found]

    def _labels(self) -> list[str]:
        """What the question calls its sides and their parts; their numbers count nothing."""
        names = [str(name) for name in self._answer["plan"]["constraints"]["authors"]]
        for side in self._answer["sides"]:
            names += [side["label"], *(one["phrase"] for one in side["concepts"]), *side["unmet"]]
        return sorted(filter(None, names), key=len, reverse=True)

    def _silence(self) -> Iterator[Failure]:
        """Nothing is said of a side without coverage but that it is so."""
        without = {side["label"] for side in self._answer["sides"] if side["coverage"] == "none"}
        for aspect in self._answer["comparison"]["aspects"]:
            for cell in aspect["cells"]:
                if cell["side"] in without and cell["statements"]:
                    yield Failure("", "silence", f"{cell['side']} has no coverage but statements")

    def _cited_passages(self) -> dict[str, tuple[str, str]]:
        """Paper id and text of every cited passage that the store has."""
        statements = self._statements()
        wanted = {str(c["passage_id"]) for one in statements for c in one["citations"]}
        rows = self._store.run("passages_by_ids", {"ids": [*sorted(wanted)]}).dicts()
        return {str(row["id"]): (str(row["paper_id"]), str(row["text"])) for row in rows}

    def _names_by_passage(self) -> dict[str, list[str]]:
        """The names of what the passages of the cited papers name, by passage."""
        papers = sorted({paper for paper, _ in self._passages.values()})
        names: dict[str, list[str]] = {}
        for row in self._store.run("mentions_of_papers", {"papers": [*papers]}).dicts():
            names.setdefault(str(row["passage_id"]), []).append(str(row["name"]))
        return names

    def _linked_relationships(self) -> frozenset[tuple[Any, ...]]:
        """(id, from, type, to) of every relationship of a link that the store has."""
        relations = [r for link in self._links.values() for r in link["relationships"]]
        starts = {str(relation["from"]) for relation in relations}
        entities = {one for one in starts if _is_entity(one)}
        rows = self._store.run(
            "relationships_by_ids",
            {
                "ids": [*sorted({str(relation["id"]) for relation in relations})],
                "papers": [*sorted(starts - entities)],
                "entities": [*sorted(entities)],
            },
        )
        return frozenset(tuple(row[key] for key in _TOLD) for row in rows.dicts())

    def _run(self, query: dict[str, Any]) -> Rows | str:
        if query["id"] not in self._rows:
            try:
                self._rows[query["id"]] = self._store.run(query["name"], query["parameters"])
            except KgError as error:
                self._rows[query["id"]] = str(error)
        return self._rows[query["id"]]


def _years_told(rows: Rows, constraints: Mapping[str, Any]) -> Iterator[str]:
    """The years of dates in the rows, and those that the plan sets."""
    for row in rows.rows:
        for cell in row:
            if isinstance(cell, str) and _DATE.fullmatch(cell):
                yield cell[:4]
    for key in ("since", "until"):
        if constraints[key] is not None:
            yield str(constraints[key])


def _is_entity(node_id: str) -> bool:
    """Tell an entity's id from a paper's by its label."""
    return node_id.partition(":")[0] in _LABELS


def _node_names(rows: Rows) -> list[str]:
    """Names and titles of the nodes, and types of the relationships, in lists of cells."""
    cells = [one for row in rows.rows for cell in row if isinstance(cell, list) for one in cell]
    found = []
    for cell in cells:
        if isinstance(cell, dict):
            properties = cell.get("properties")
            own = properties if isinstance(properties, dict) else {}
            found += [
                str(cell.get("type", "")),
                str(own.get("name", "")),
                str(own.get("title", "")),
            ]
    return found
