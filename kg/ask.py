"""Asking: a question becomes a checked answer.

understand -> gather -> compose -> check; a statement that fails its check is not shown.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from extract.trained.weights import models_dir
from extract.vocabulary import Vocabulary
from kg.answer.compose import compose
from kg.answer.records import (
    Answer,
    AnswerPlan,
    AnswerQuery,
    ArchiveCounts,
    AspectRow,
    Cell,
    Comparison,
    Provenance,
    Statement,
)
from kg.check.answer import check_answer
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import Evidence
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
) -> Answer:
    """Answer a question from the archive.

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
    about = tuple(node.name for node in evidence.shared_nodes)
    shown = AnswerPlan.of(plan, options, about)
    provenance = _provenance(evidence, store)
    answer = compose(evidence, vocabulary.ancestors, shown, provenance, options.limit)
    answer = replace(answer, question=question.strip())
    clock.lap("compose")
    answer = only_checked(answer, store, embedder)
    clock.lap("check")
    return replace(answer, provenance=replace(answer.provenance, timings_ms=clock.laps))


class _Clock:
    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 1)
        self._last = now


def _provenance(evidence: Evidence, store: Store) -> Provenance:
    counts: dict[str, Any] = store.run("archive_counts").dicts()[0]
    runs = evidence.queries
    return Provenance(
        ANSWERED_BY,
        datetime.now(UTC).isoformat(timespec="seconds"),
        ArchiveCounts(**counts),
        tuple(AnswerQuery(run.id, run.name, run.parameters, len(run.rows.rows)) for run in runs),
        evidence.search_lists,
    )


def only_checked(answer: Answer, store: Store, embedder: Embedder | None) -> Answer:
    """The answer without the statements that fail their check, which are logged and counted."""
    failures = check_answer(answer, store, embedder)
    for one in failures:
        _log.warning("not borne out: %s %s: %s", one.statement_id or "-", one.rule, one.message)
    broken = sorted({(one.rule, one.statement_id) for one in failures if one.statement_id})
    failed = frozenset(statement for _, statement in broken)
    if not failed:
        return answer
    rules = dict(Counter(rule for rule, _ in broken))
    provenance = replace(answer.provenance, dropped=len(failed), dropped_by=rules)
    return replace(_without(answer, failed), provenance=provenance)


def _without(answer: Answer, failed: frozenset[str]) -> Answer:
    """The answer without these statements, and without what only they needed."""

    def kept(statements: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(one for one in statements if one.id not in failed)

    sections = [replace(one, statements=kept(one.statements)) for one in answer.sections]
    left = replace(
        answer,
        scope=kept(answer.scope),
        bottom_line=kept(answer.bottom_line),
        sections=tuple(one for one in sections if one.statements),
    )
    rows = (_row(row, left) for row in answer.comparison.aspects)
    return replace(left, comparison=Comparison(tuple(rows)))


def _row(row: AspectRow, left: Answer) -> AspectRow:
    return replace(row, cells=tuple(_cell(cell, left) for cell in row.cells))


def _cell(cell: Cell, left: Answer) -> Cell:
    """The cell with its statements that are left, and with what they cite a source for."""
    own = [one for one in left.statements() if one.id in cell.statements]
    ids = {one.id for one in own}
    cited = {citation.source for one in own for citation in one.citations}
    return replace(
        cell,
        status=cell.status if own else "no_evidence",
        statements=tuple(one for one in cell.statements if one in ids),
        names=tuple(one for one in cell.names if {*one.papers[cell.side]} <= cited),
    )
