"""BM25 on candidates of a server gives what the embedded index gives; any text is plain words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.stores.bm25 import Bm25
from kg.stores.neo4j.text_search import (
    MOST_CLAUSES,
    Statistics,
    StemCounts,
    full_text_query,
    query_terms,
    ranked,
    scores,
)

TEXTS = st.lists(st.text(alphabet="abc -'", max_size=30), min_size=1, max_size=8)
SYNTAX = set('+-&|!(){}[]^"~*?:\\/')


@given(TEXTS, st.text(alphabet="abc -'", max_size=20))
@settings(max_examples=200)
def test_scores_are_those_of_the_embedded_index(texts: list[str], asked: str) -> None:
    tally = StemCounts()
    documents = [tally.add(text) for text in texts]
    assume(tally.words)
    statistics = Statistics(tally.passages, tally.words, {})
    values = scores(query_terms(asked), tally.held, statistics, documents)
    assert values.tobytes() == Bm25.build(texts).scores(asked, len(texts)).tobytes()


@given(st.text(max_size=200))
def test_no_text_becomes_syntax(text: str) -> None:
    query = full_text_query(dict.fromkeys(query_terms(text), 1))
    assert not SYNTAX & set(query)
    assert not {"AND", "OR", "NOT", "TO"} & set(query.split())


def test_a_very_long_text_stays_within_what_the_index_takes() -> None:
    query = full_text_query(query_terms(" ".join(f"w{n}x" for n in range(3_000))))
    assert len(query.split()) == MOST_CLAUSES


def test_common_terms_are_kept_in_the_record() -> None:
    tally = StemCounts()
    for number in range(600):
        tally.add(f"graph {number}")
    read = Statistics.read(
        {key.removeprefix("search_"): value for key, value in tally.record().items()}
    )
    assert (read.passages, read.words, dict(read.common)) == (600, 1200, {"graph": 600})


@pytest.mark.parametrize("k", [1, 2, 5])
def test_ties_are_by_id(k: int) -> None:
    hits = ranked(["c", "a", "b"], np.array([1.0, 1.0, 2.0], dtype=np.float32), k)
    assert [hit.passage_id for hit in hits] == ["b", "a", "c"][:k]
