"""Extraction spread over processes gives what one process gives."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from extract.errors import IngestError
from extract.pipeline import extract_paper
from extract.pool import extract_batches
from extract.records import Extraction, Paper
from extract.vocabulary import Vocabulary, load_vocabulary

NOTHING = Vocabulary({}, {}, "none")


def _batches(count: int) -> list[list[Paper]]:
    abstract = "We fine-tune Llama with LoRA. It reaches a BLEU of {}."
    return [
        [Paper(f"tracker:{batch}-{one}", "Tuned models", abstract.format(one)) for one in range(5)]
        for batch in range(count)
    ]


def dying(paper: Paper, vocabulary: Vocabulary) -> Extraction:
    """Stands in for what the system kills, as it does where memory runs out."""
    del vocabulary
    if paper.id == "tracker:1-0":
        os._exit(9)
    return Extraction(paper.id)


def nothing(paper: Paper, vocabulary: Vocabulary) -> Extraction:
    """Find nothing in a paper."""
    del vocabulary
    return Extraction(paper.id)


def test_two_workers_give_what_one_process_gives() -> None:
    vocabulary = load_vocabulary()
    alone = list(extract_batches(_batches(3), vocabulary, extract_paper, 1))
    spread = list(extract_batches(_batches(3), vocabulary, extract_paper, 2))
    assert spread == alone
    assert [len(batch) for batch in alone] == [5, 5, 5]


def test_a_killed_worker_is_told_in_one_line() -> None:
    with pytest.raises(IngestError, match=r"was killed .*: run it again with one worker"):
        list(extract_batches(_batches(3), NOTHING, dying, 2))


def test_papers_are_drawn_only_a_few_batches_ahead() -> None:
    drawn = 0

    def counted() -> Iterator[list[Paper]]:
        nonlocal drawn
        for batch in _batches(50):
            drawn += 1
            yield batch

    results = extract_batches(counted(), NOTHING, nothing, 2)
    next(results)
    assert drawn <= 4
    results.close()
