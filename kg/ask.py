"""Asking: a question becomes a checked answer in the contract's shape.

understand -> gather -> compose -> check; a statement that fails its check is not shown.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from extract.trained.weights import models_dir
from extract.vocabulary import Vocabulary
from kg.answer.compose import compose
from kg.check import check_answer
from kg.check_frame import Failure
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import Evidence, QueryRun
from kg.retrieve.gather import gather
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.stores.remembered import Remembered

ANSWERED_BY = "groundpath offline composer"
_log = logging.getLogger(__name__)


def ask(
    question: str,
    store: Store,
    vocabulary: Vocabulary,
    embedder: Embedder | None,
    options: Options | None = None,
) -> dict[str, Any]:
    """Answer a question from the archive, in the JSON of the answer contract.

    The same question on the same archive gives the same answer but for `answered_at` and
    `timings_ms`. Without an embedder the searches are BM25 and the graph alone, and
    `provenance.search` says so. Parts of the plan may be set by `options`.
    """
    clock = _Clock()
    options = options or Options()
    store = Remembered(store)
    plan = understand(question, store, load_tagger(models_dir()), options)
    clock.lap("understand")
    evidence = gather(plan, store, vocabulary, embedder, options.limit or 0)
    clock.lap("retrieve")
    answer = compose(evidence, vocabulary.ancestors, options.limit).to_dict()
    answer["question"] = question.strip()
    answer["plan"] = _plan(evidence, options)
    answer["provenance"] = {
        "answered_by": ANSWERED_BY,
        "answered_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "archive": _archive(store),
        "queries": [_query(run) for run in evidence.queries],
        "search": list(evidence.search_lists),
        "dropped": 0,
        "timings_ms": {},
    }
    clock.lap("compose")
    answer = _only_checked(answer, store, embedder)
    clock.lap("check")
    answer["provenance"]["timings_ms"] = clock.laps
    return answer


class _Clock:
    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 1)
        self._last = now


def _plan(evidence: Evidence, options: Options) -> dict[str, Any]:
    """The plan of the contract; `aspect` and `about` are kept for earlier readers of it."""
    plan = evidence.plan
    return {
        **plan.to_dict(),
        "set": options.to_dict(),
        "aspect": ", ".join(plan.aspects),
        "about": [node.name for node in evidence.shared_nodes],
    }


def _archive(store: Store) -> dict[str, Any]:
    return dict(store.run("archive_counts").dicts()[0])


def _query(run: QueryRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "name": run.name,
        "parameters": run.parameters,
        "rows": len(run.rows.rows),
    }


def _only_checked(
    answer: dict[str, Any], store: Store, embedder: Embedder | None
) -> dict[str, Any]:
    """The answer without the statements that fail, and without what only they needed."""
    failures = check_answer(answer, store, embedder)
    failed = {failure.statement_id for failure in failures if failure.statement_id}
    _say(failures)
    if not failed:
        return answer
    answer["scope"] = _kept(answer["scope"], failed)
    answer["bottom_line"] = _kept(answer["bottom_line"], failed)
    for section in answer["sections"]:
        section["statements"] = _kept(section["statements"], failed)
    for aspect in answer["comparison"]["aspects"]:
        for cell in aspect["cells"]:
            cell["statements"] = [one for one in cell["statements"] if one not in failed]
            if not cell["statements"]:
                cell["status"] = "no_evidence"
            _only_cited(answer, cell)
    answer["sections"] = [one for one in answer["sections"] if one["statements"]]
    answer["provenance"]["dropped"] = len(failed)
    return answer


def _only_cited(answer: Mapping[str, Any], cell: dict[str, Any]) -> None:
    """Take out what the statements that are left of a cell do not cite."""
    parts = [*answer["bottom_line"], *(s for one in answer["sections"] for s in one["statements"])]
    own = [one for one in parts if one["id"] in cell["statements"]]
    cited = {citation["source"] for one in own for citation in one["citations"]}
    cell["names"] = [one for one in cell["names"] if set(one["papers"][cell["side"]]) <= cited]


def _say(failures: Sequence[Failure]) -> None:
    for failure in failures:
        _log.debug("not shown: %s %s: %s", failure.statement_id, failure.rule, failure.message)


def _kept(statements: list[Mapping[str, Any]], failed: set[str]) -> list[Mapping[str, Any]]:
    return [statement for statement in statements if statement["id"] not in failed]
