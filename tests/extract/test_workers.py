"""Extraction spread over processes gives what one process gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest

from extract.errors import IngestError
from extract.pipeline import extract_paper, extract_papers
from extract.records import Extraction, Paper, Problem
from extract.vocabulary import Vocabulary, load_vocabulary
from extract.workers import extract_batches

NOTHING = Vocabulary({}, {}, "none")


def _batches(count: int) -> list[list[Paper]]:
    abstract = "We fine-tune Llama with LoRA. It reaches a BLEU of {}."
    return [
        [Paper(f"tracker:{batch}-{n}", "Tuned models", abstract.format(n)) for n in range(5)]
        for batch in range(count)
    ]


def dying(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[Extraction]:
    """Stands in for what the system kills, as it does where memory runs out."""
    if any(paper.id == "tracker:1-0" for paper in papers):
        os._exit(9)
    return nothing(papers, vocabulary)


def nothing(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[Extraction]:
    """Find nothing in papers."""
    del vocabulary
    return [Extraction(paper.id) for paper in papers]


def failing(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[Extraction]:
    """Fail at one paper, and so at all that come with it."""
    if any(paper.id == "tracker:0-3" for paper in papers):
        raise ValueError("an odd paper\nwith a second line")
    return nothing(papers, vocabulary)


def test_a_paper_that_fails_takes_no_other_with_it() -> None:
    (results,) = extract_batches(_batches(1), NOTHING, failing, 1)
    assert [type(result) for result in results] == [*[Extraction] * 3, Problem, Extraction]
    (problem,) = (result for result in results if isinstance(result, Problem))
    assert (problem.id, problem.reason) == (
        "tracker:0-3",
        "extraction failed: ValueError: an odd paper",
    )


def test_two_workers_give_what_one_process_gives() -> None:
    vocabulary = load_vocabulary()
    alone = list(extract_batches(_batches(3), vocabulary, extract_papers, 1))
    spread = list(extract_batches(_batches(3), vocabulary, extract_papers, 2))
    in_turn = [[extract_paper(paper, vocabulary) for paper in batch] for batch in _batches(3)]
    assert spread == alone == in_turn


def test_a_killed_worker_is_reported_in_one_line() -> None:
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
