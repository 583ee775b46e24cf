"""Ways to break an answer, and which rules the checker then reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.check.answer import check_json
from kg.stores.base import Store

COMPARISON = "How does fine-tuning for quantum physics differ from code summarization?"
ABSENT = "How does fine-tuning for physics differ from bread baking?"

Answer = dict[str, Any]
Harm = Callable[[Answer], object]


def changed(part: Callable[[Answer], Any], **new: object) -> Harm:
    """Give what sets some keys of a part of an answer."""
    return lambda answer: part(answer).update(new)


def query_of(answer: Answer, statement: Answer) -> Answer:
    """Give the query that a statement names."""
    queries = answer["provenance"]["queries"]
    entry: Answer = next(query for query in queries if query["id"] == statement["query"])
    return entry


def broken_rules(answer: Answer, store: Store) -> set[str]:
    """Give the rules that the checker says an answer breaks."""
    return {failure.rule for failure in check_json(answer, store, None).failures}
