"""Hybrid passage search: BM25 and dense vectors by reciprocal rank fusion."""

from __future__ import annotations

from typing import Any

from kg.embed.embedder import Embedder
from kg.questions.options import Options
from kg.questions.plan import MAX_HITS, Constraints
from kg.records import Hit
from kg.results import Reason, SearchHit, SearchHits
from kg.retrieve.evidence import Papers
from kg.retrieve.fusion import reciprocal_rank_fusion
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.catalogue import Catalogue
from kg.stores.base import Store

DEPTH = 200


def search(
    text: str,
    store: Store,
    embedder: Embedder | None,
    k: int = 20,
    cursor: int = 0,
    options: Options | None = None,
) -> SearchHits:
    """Passages for a text, best first, from the `cursor`-th on.

    A reason names the list that found the passage and its rank there. Years, categories and authors
    of `options` narrow the papers that are searched.
    """
    k, cursor = max(1, min(k, MAX_HITS)), max(0, cursor)
    lists = _lists(text, store, embedder, _within(store, options or Options()))
    fused = reciprocal_rank_fusion([[hit.passage_id for hit in hits] for hits in lists.values()])
    page = fused[cursor : cursor + k]
    passages = _passages(store, [passage_id for passage_id, _ in page])
    hits = tuple(
        SearchHit(
            paper_id=passages[passage_id]["paper_id"],
            passage_id=passage_id,
            archive_id=passages[passage_id]["archive_id"],
            title=passages[passage_id]["title"],
            text=passages[passage_id]["text"],
            score=round(score, 6),
            reasons=_reasons(passage_id, lists),
        )
        for passage_id, score in page
    )
    more = len(fused) > cursor + k
    return SearchHits(text, hits, tuple(lists), more, cursor + k if more else None)


def _within(store: Store, options: Options) -> Papers | None:
    """The papers that the options allow; None where they set nothing."""
    constraints = options.constraints(Constraints())
    if constraints == Constraints():
        return None
    log = QueryLog(store)
    catalogue = Catalogue(log)
    run = catalogue.select(constraints, catalogue.within(constraints))
    return frozenset(str(row[0]) for row in run.rows.rows)


def _lists(
    text: str, store: Store, embedder: Embedder | None, papers: Papers | None
) -> dict[str, list[Hit]]:
    lists = {"bm25": store.text_search(text, DEPTH, papers)}
    if embedder is not None and store.has_vectors() and text.strip():
        lists["dense"] = store.vector_search(embedder.encode([text])[0], DEPTH, papers)
    return lists


def _reasons(passage_id: str, lists: dict[str, list[Hit]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(name, rank)
        for name, hits in lists.items()
        for rank, hit in enumerate(hits, start=1)
        if hit.passage_id == passage_id
    )


def _passages(store: Store, passage_ids: list[str]) -> dict[str, dict[str, Any]]:
    rows = store.run("passages_by_ids", {"ids": list(passage_ids)}).dicts()
    return {str(row["id"]): dict(row) for row in rows}
