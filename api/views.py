"""What every door shows, in plain JSON values: the command line prints it, HTTP sends it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from api.errors import BadInput, WrongUsage
from api.guard import check_read_only
from api.wiring import Archive
from kg.queries import Query, read_queries, read_query
from kg.questions.language import is_english
from kg.questions.options import Options
from kg.questions.plan import MAX_QUESTION
from kg.records import Limits, Parameters, Rows, Value

if TYPE_CHECKING:
    from kg.answer.records import Answer
    from kg.check.records import Checked

View = dict[str, Any]

MAX_HITS: Final = 100
MAX_ITEMS: Final = 24


def dump(view: object) -> str:
    """The JSON text of a view: the same from every door."""
    return json.dumps(view, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def ask(archive: Archive, question: str, options: Options | None = None) -> Answer:
    """The answer to a question; parts of its plan may be set."""
    from kg.ask import ask as answer

    wanted = _text(question, "question")
    if not is_english(wanted):
        raise WrongUsage("questions are read in English: ask it in English")
    return answer(wanted, archive.store, archive.vocabulary, archive.embedder, options)


def check(archive: Archive, answer: object) -> Checked:
    """What the checker finds wrong with an answer: one just made, or JSON from anywhere."""
    from kg.answer.records import Answer
    from kg.check.answer import check_json, checked

    if isinstance(answer, Answer):
        return checked(answer, archive.store, archive.embedder)
    if not isinstance(answer, dict):
        raise BadInput("an answer is a JSON object, as `kg ask --json` gives it")
    return check_json(answer, archive.store, archive.embedder)


def search(
    archive: Archive,
    text: str,
    limit: int = 20,
    cursor: int = 0,
    options: Options | None = None,
) -> View:
    """Passages for a text, best first, a page at a time, of the papers that the options allow."""
    from kg.retrieve.search import search as find

    wanted = _text(text, "search text")
    return find(wanted, archive.store, archive.embedder, limit, cursor, options)


def paper(archive: Archive, name: str) -> View:
    """A paper's properties and passages, by paper id or archive id."""
    from kg import graph_views

    return graph_views.paper(archive.store, name)


def neighbourhood(
    archive: Archive, node: str, depth: int, relations: Sequence[str], limit: int
) -> View:
    """What is around a node, `depth` relationships away at most."""
    from kg import graph_views

    return graph_views.neighbourhood(archive.store, node, depth, relations, limit)


def graphml(view: View) -> str:
    """A neighbourhood as GraphML."""
    from kg import graph_views

    return graph_views.to_graphml(view)


def cytoscape(view: View) -> View:
    """A neighbourhood as Cytoscape's elements."""
    from kg import graph_views

    return graph_views.to_cytoscape(view)


def entity(archive: Archive, name: str) -> View:
    """An entity's properties, what is above and below it, its claims, and its newest papers."""
    from kg import graph_views

    return graph_views.entity(archive.store, name)


def path(archive: Archive, start: str, end: str) -> View:
    """The shortest way of links between two nodes: `{nodes, relationships}`."""
    from kg import graph_views

    return graph_views.path(archive.store, start, end)


def types(relations: str) -> list[str]:
    """Relationship types given with commas between."""
    return [one.strip().upper() for one in relations.split(",") if one.strip()]


def cypher(archive: Archive, text: str, parameters: Parameters) -> View:
    """Rows of a reading query that the guard lets through."""
    check_read_only(text)
    return rows(archive.store.cypher(text, parameters, Limits()))


def named(archive: Archive, name: str, parameters: Parameters) -> View:
    """Rows of one of the named queries."""
    return rows(archive.store.run(name, parameters))


def queries() -> View:
    """The named queries, with their questions, parameters and columns."""
    return {"queries": [_query(query) for query in read_queries()], "truncated": False}


def rows(found: Rows) -> View:
    """Rows as the doors show them."""
    return {
        "columns": list(found.columns),
        "rows": [[_finite(cell) for cell in row] for row in found.rows],
        "truncated": found.truncated,
        "elapsed_ms": round(found.elapsed_ms, 1),
    }


def _finite(cell: Value) -> Value:
    """The cell with null for numbers that JSON doesn't know."""
    if isinstance(cell, list):
        return [_finite(one) for one in cell]
    if isinstance(cell, dict):
        return {key: _finite(one) for key, one in cell.items()}
    return None if isinstance(cell, float) and not isfinite(cell) else cell


def typed(name: str, given: dict[str, str]) -> Parameters:
    """Parameters given as text, read as the named query declares them.

    A string stays as it is; anything else is JSON.
    """
    declared = {one.name: one.type for one in read_query(name).parameters}
    return {
        key: text if declared.get(key) == "string" else guessed(text) for key, text in given.items()
    }


def guessed(text: str) -> Any:
    """The JSON value that a text is, else the text itself."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return text


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _text(text: str, what: str) -> str:
    if not any(map(str.isalnum, text)):
        raise WrongUsage(f"the {what} is empty")
    if len(text) > MAX_QUESTION:
        raise WrongUsage(f"the {what} is longer than {MAX_QUESTION:,} characters")
    return text


def _query(query: Query) -> View:
    return {
        "name": query.name,
        "question": query.question,
        "parameters": [asdict(one) for one in query.parameters],
        "returns": list(query.returns),
    }
