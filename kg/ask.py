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

from extract.models.weights import models_dir
from extract.vocabulary import Vocabulary
from kg.answer import stages
from kg.answer.compose import compose
from kg.answer.provenance import AnswerPlan, AnswerQuery, ArchiveCounts, Provenance
from kg.answer.records import Answer, Cell, Comparison, Statement
from kg.check.answer import check_answer
from kg.embed.embedder import Embedder
from kg.kinds import GRAPH_KINDS
from kg.progress import UNWATCHED, AskProgress
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.evidence import Evidence
from kg.retrieve.gather import gather
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.stores.caching import Remembered

ANSWERED_BY = "groundpath offline composer"
_log = logging.getLogger(__name__)


def ask(
    question: str,
    store: Store,
    vocabulary: Vocabulary,
    embedder: Embedder | None,
    options: Options | None = None,
    progress: AskProgress = UNWATCHED,
) -> Answer:
    """Answer a question from the archive.

    The same question on the same archive gives the same answer but for `answered_at` and
    `timings_ms`. Without an embedder the searches are BM25 and the graph alone, and
    `provenance.search` says so. Parts of the plan may be set by `options`; `progress` is shown
    each stage, and may end the work.
    """
    clock = _Clock()
    options = options or Options()
    store = Remembered(store, progress)
    plan = understand(question, store, load_tagger(models_dir()), options, GRAPH_KINDS)
    clock.lap("understand")
    progress.reached(stages.understood(plan))
    most = options.limit or 0
    evidence = gather(plan, store, vocabulary, embedder, GRAPH_KINDS, most, progress)
    clock.lap("retrieve")
    progress.reached(stages.evidence_gathered(evidence))
    about = tuple(node.name for node in evidence.shared_nodes)
    shown = AnswerPlan.of(plan, options, about)
    provenance = _provenance(evidence, store)
    answer = compose(evidence, GRAPH_KINDS, vocabulary.ancestors, shown, provenance, options.limit)
    answer = replace(answer, question=question.strip())
    clock.lap("compose")
    answer = only_checked(answer, store, embedder)
    clock.lap("check")
    progress.reached(stages.statements_checked(answer))
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
    for failure in failures:
        broken_by = failure.statement_id or "the answer"
        _log.warning("%s fails its check (%s): %s", broken_by, failure.rule, failure.message)
    broken = sorted({(each.rule, each.statement_id) for each in failures if each.statement_id})
    failed = frozenset(statement for _, statement in broken)
    if not failed:
        return answer
    rules = dict(Counter(rule for rule, _ in broken))
    provenance = replace(answer.provenance, dropped=len(failed), dropped_by=rules)
    return replace(_without(answer, failed), provenance=provenance)


def _without(answer: Answer, failed: frozenset[str]) -> Answer:
    """The answer without these statements, and without what only they needed."""

    def kept(statements: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(each for each in statements if each.id not in failed)

    sections = [replace(each, statements=kept(each.statements)) for each in answer.sections]
    left = replace(
        answer,
        scope=kept(answer.scope),
        bottom_line=kept(answer.bottom_line),
        sections=tuple(each for each in sections if each.statements),
    )
    rows = tuple(
        replace(row, cells=tuple(_cell(cell, left) for cell in row.cells))
        for row in answer.comparison.aspects
    )
    return replace(left, comparison=Comparison(rows))


def _cell(cell: Cell, left: Answer) -> Cell:
    """The cell with its statements that are left, and with what they cite a source for."""
    own = {each.id: each.citations for each in left.statements() if each.id in cell.statements}
    cited = {citation.source for citations in own.values() for citation in citations}
    return replace(
        cell,
        status=cell.status if own else "no_evidence",
        statements=tuple(name for name in cell.statements if name in own),
        names=tuple(entity for entity in cell.names if {*entity.papers[cell.side]} <= cited),
    )
