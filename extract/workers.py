"""Extraction of batches of papers, in this process or spread over others; results in order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

from extract.errors import IngestError
from extract.records import Extraction, Paper, Problem
from extract.vocabulary import Vocabulary

# Gives each paper's extraction, whatever other papers come with it.
Extract: TypeAlias = Callable[[Sequence[Paper], Vocabulary], list[Extraction]]
Result: TypeAlias = Extraction | Problem
_Work: TypeAlias = tuple[Extract, Vocabulary]

# What a worker process works with, sent once at its start.
_work: _Work | None = None


def extract_batches(
    papers: Iterable[list[Paper]], vocabulary: Vocabulary, extract: Extract, workers: int
) -> Generator[list[Result], None, None]:
    """What each batch gives, a result a paper, in the order of the batches.

    A paper whose extraction raises gives a Problem. `papers` is drawn only a few batches ahead.
    Raises IngestError where a worker process dies.
    """
    if workers <= 1:
        for batch in papers:
            yield _extract_all(batch, extract, vocabulary)
        return
    try:
        yield from _spread(papers, (extract, vocabulary), workers)
    except BrokenProcessPool as error:
        raise IngestError(
            "a process that extracts was killed (out of memory?); what was saved is kept:"
            " run it again with one worker"
        ) from error


def _spread(papers: Iterable[list[Paper]], work: _Work, workers: int) -> Iterator[list[Result]]:
    # Spawned, not forked: a worker must not hold the journal's lock open.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=work)
    try:
        ahead = iter(papers)
        running: deque[Future[list[Result]]] = deque(
            pool.submit(_extract_here, batch) for batch in islice(ahead, workers + 1)
        )
        while running:
            done = running.popleft().result()
            running.extend(pool.submit(_extract_here, batch) for batch in islice(ahead, 1))
            yield done
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(extract: Extract, vocabulary: Vocabulary) -> None:
    """Set a worker up, and have it end with the process that started it, even by SIGKILL."""
    global _work  # a process pool has no other place for what its workers share
    _work = (extract, vocabulary)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract_here(papers: list[Paper]) -> list[Result]:
    assert _work is not None
    extract, vocabulary = _work
    return _extract_all(papers, extract, vocabulary)


def _extract_all(papers: list[Paper], extract: Extract, vocabulary: Vocabulary) -> list[Result]:
    try:
        return list(extract(papers, vocabulary))
    except Exception:  # which paper it was shows where each is alone
        return [_extract_single(paper, extract, vocabulary) for paper in papers]


def _extract_single(paper: Paper, extract: Extract, vocabulary: Vocabulary) -> Result:
    try:
        return extract([paper], vocabulary)[0]
    except Exception as error:  # one paper must not stop the others
        said = f"{type(error).__name__}: {error}".split("\n", maxsplit=1)[0][:300]
        return Problem("", 0, paper.id, f"extraction failed: {said}")
