"""Checks of what stands around the statements: sources, sides, tables, status, length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.records import Value
from kg.stores.base import Store

MOST_WORDS = 700
_SOURCE_FIELDS = ("archive_id", "title", "published", "url", "text_origin")


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a statement (or the answer as a whole: id empty) breaks."""

    statement_id: str
    rule: str
    message: str


def frame_failures(answer: Mapping[str, Any], store: Store) -> Iterator[Failure]:
    """Every rule that the answer breaks outside its statements, in a fixed order."""
    yield from _sources(answer, store)
    yield from _status(answer)
    yield from _table(answer, store)
    yield from _cells(answer)
    yield from _tables(answer, store)
    yield from _archive(answer, store)
    yield from _length(answer)


def _sources(answer: Mapping[str, Any], store: Store) -> Iterator[Failure]:
    wanted: list[Value] = [str(source["paper_id"]) for source in answer["sources"]]
    rows = store.run("papers_by_ids", {"papers": wanted}).dicts()
    known = {row["paper_id"]: row for row in rows}
    authors: dict[str, list[str]] = {}
    for row in store.run("authors_of_papers", {"papers": wanted}).dicts():
        authors.setdefault(str(row["paper_id"]), []).append(str(row["name"]))
    for source in answer["sources"]:
        paper = known.get(source["paper_id"])
        if paper is None:
            yield Failure("", "source", f"no paper {source['paper_id']}")
            continue
        for field in _SOURCE_FIELDS:
            if (paper[field] or "") != source[field]:
                yield Failure("", "source", f"{source['archive_id']}: {field} is not the paper's")
        if authors.get(source["paper_id"], []) != list(source["authors"]):
            yield Failure("", "source", f"{source['archive_id']}: authors are not the paper's")


def _status(answer: Mapping[str, Any]) -> Iterator[Failure]:
    found = [side["coverage"] != "none" for side in answer["sides"]]
    if not found:
        found = [any(one["kind"] != "absence" for one in answer["scope"])]
    expected = {"answered", "partial"} if all(found) else {"partial", "no_evidence"}
    if answer["status"] not in expected:
        yield Failure("", "status", f"the sides' coverage does not give {answer['status']}")


def _table(answer: Mapping[str, Any], store: Store) -> Iterator[Failure]:
    """Every paper that stands for an entity of the table is linked to it."""
    papers = {source["number"]: source["paper_id"] for source in answer["sources"]}
    sides = {side["label"] for side in answer["sides"]}
    for aspect in answer["comparison"]["aspects"]:
        alone = [(label, one) for label, many in aspect["only"].items() for one in many]
        for label, entity in [*(("", one) for one in aspect["shared"]), *alone]:
            wanted = {label} if label else sides
            if set(entity["papers"]) != wanted:
                yield Failure("", "table", f"{entity['id']} does not stand for its sides")
            rows = store.run("links_below", {"entities": [entity["id"]], "floor": 0.0}).dicts()
            linked = {str(row["paper_id"]) for row in rows}
            for side, numbers in entity["papers"].items():
                own = {papers.get(number, "") for number in numbers}
                if not numbers or not own <= linked:
                    yield Failure("", "table", f"{entity['id']} is not linked as told for {side}")


def _cells(answer: Mapping[str, Any]) -> Iterator[Failure]:
    """What a cell names is named by its own statements' sources, of its own side."""
    parts = [*answer["bottom_line"], *(s for one in answer["sections"] for s in one["statements"])]
    cited = {one["id"]: {c["source"] for c in one["citations"]} for one in parts}
    for aspect in answer["comparison"]["aspects"]:
        for cell in aspect["cells"]:
            allowed = set().union(*(cited.get(one, set()) for one in cell["statements"]))
            for entity in cell.get("names", ()):
                if set(entity["papers"]) != {cell["side"]}:
                    yield Failure("", "table", f"{entity['id']} does not stand for its side")
                elif not set(entity["papers"][cell["side"]]) <= allowed:
                    yield Failure("", "table", f"{entity['id']} is not in what its cell cites")


def _tables(answer: Mapping[str, Any], store: Store) -> Iterator[Failure]:
    """The rows of a table are those that its query gives."""
    queries = {one["id"]: one for one in answer["provenance"]["queries"]}
    for table in answer.get("tables", ()):
        query = queries.get(table["query"])
        if query is None:
            yield Failure("", "table", f"no query {table['query']} in provenance")
            continue
        rows = store.run(query["name"], query["parameters"]).dicts()
        known = [[row[column] for column in table["columns"]] for row in rows]
        if [[*row] for row in table["rows"]] != known[: len(table["rows"])]:
            yield Failure("", "table", f"{query['name']} does not give {table['heading']}")


def _archive(answer: Mapping[str, Any], store: Store) -> Iterator[Failure]:
    counts = store.run("archive_counts").dicts()[0]
    for name, told in answer["provenance"]["archive"].items():
        if counts.get(name) != told:
            yield Failure("", "archive", f"the archive's {name} is not {told}")


def _length(answer: Mapping[str, Any]) -> Iterator[Failure]:
    parts = [*answer["scope"], *answer["bottom_line"]]
    parts += [one for section in answer["sections"] for one in section["statements"]]
    texts = [one["text"] for one in parts] + [one["question"] for one in answer["follow_ups"]]
    words = sum(len(text.split()) for text in texts)
    if words > MOST_WORDS:
        yield Failure("", "length", f"{words} words, {MOST_WORDS} are allowed")
    if not answer["disclaimer"]:
        yield Failure("", "shape", "the disclaimer is empty")
