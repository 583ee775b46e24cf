"""How many words of real abstracts an extraction reads per CPU second of one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from extract.batches import batches
from extract.evaluation.figures import Row
from extract.evaluation.rows import papers
from extract.ingest import EXTRACTION_BATCH
from extract.pipeline import extract_papers
from extract.records import Paper
from extract.text.boundaries import pysbd_starts
from extract.text.sentences import abstract_start, split_sentences
from extract.vocabulary import load_vocabulary

PAPERS: Final = 1000
_PYSBD_PAPERS: Final = 200
# Measured before most sentence ends were known without pysbd, on the same papers.
_BEFORE: Final = 16_100
_BAR: Final = ">= 20,000"


def speed_rows(data: Path, count: int = PAPERS) -> Iterator[Row]:
    """Measure the whole extraction of papers of `data/arxiv-16k`, then its sentences alone.

    Papers are given as many at a time as an ingestion gives. Sentences are measured beside pysbd's
    own on the same machine, for seconds alone say little; the whole is compared with an
    earlier measurement.
    """
    sample = list(islice(papers(data / "arxiv-16k"), count))
    vocabulary = load_vocabulary()
    whole = _speed(sample, lambda batch: extract_papers(batch, vocabulary))
    yield Row("speed, fast tier, whole extraction, words a CPU second", whole, _BEFORE, _BAR)
    pysbd = _speed(sample[:_PYSBD_PAPERS], _pysbd_sentences)
    what = "speed, sentences alone, before: by pysbd alone, words a CPU second"
    yield Row(what, _speed(sample, _sentences), pysbd)


def _pysbd_sentences(papers: Sequence[Paper]) -> object:
    return [list(pysbd_starts(paper.abstract)) for paper in papers]


def _sentences(papers: Sequence[Paper]) -> object:
    return [split_sentences(paper.abstract, abstract_start(paper.abstract)) for paper in papers]


def _speed(papers: Sequence[Paper], work: Callable[[Sequence[Paper]], object]) -> float:
    """Give the words of titles and abstracts per second, after a first run that fills caches."""
    work(papers[:1])
    started = time.process_time()
    for batch in batches(papers, EXTRACTION_BATCH):
        work(batch)
    seconds = time.process_time() - started
    return sum(len(f"{paper.title} {paper.abstract}".split()) for paper in papers) / seconds
