"""B-cubed on groupings whose scores are known, and on real clusters."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.evaluation.bcubed import BCubed, score
from extract.evaluation.scirex_names import by_type, folded, part_of, read_documents, resolved


def test_the_example_of_the_paper() -> None:
    """Bagga and Baldwin, 1998: merging 5 mentions with 5 others costs more than with 2."""
    gold = [1] * 5 + [2] * 2 + [3] * 5
    with_two = score(gold, [1] * 5 + [2] * 7)
    with_five = score(gold, [1] * 5 + [2] * 2 + [1] * 5)
    assert with_two.precision == pytest.approx(100 * 16 / 21, abs=0.01)
    assert with_five.precision == pytest.approx(100 * 7 / 12, abs=0.01)
    assert with_two.recall == with_five.recall == 100


def test_nothing_scores_nothing() -> None:
    assert (BCubed().f1, score([], []).f1) == (0, 0)


GROUPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=20)


@given(GROUPS)
def test_scores_are_shares(pairs: list[tuple[int, int]]) -> None:
    gold, predicted = zip(*pairs, strict=True)
    forward, backward = score(gold, predicted), score(predicted, gold)
    assert 0 < forward.f1 <= 100.0001
    assert forward.precision == pytest.approx(backward.recall)
    assert score(gold, gold).f1 == pytest.approx(100)


def test_rules_beat_match_keys_on_real_clusters(shared_data: Path) -> None:
    documents = list(islice(read_documents(shared_data / "scirex", "dev", True), 8))
    assert {part_of(document.id) for document in documents} == {"dev"}
    ours, keys, types = (
        sum((score(document.clusters, group(document)) for document in documents), BCubed())
        for group in (resolved, folded, by_type)
    )
    assert ours.f1 > keys.f1 > types.f1
    assert ours.precision > 85
