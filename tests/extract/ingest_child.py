"""An ingestion in a process of its own, to be killed: `FILE JOURNAL WORKERS MOST`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.records import Extraction, Paper, Passage
from extract.vocabulary import Vocabulary

VERSION = "child-1"


done = 0


def extract(papers: Sequence[Paper], vocabulary: Vocabulary, most: int) -> list[Extraction]:
    """The title as the only passage; a process waits to be killed before it passes `most`."""
    global done
    del vocabulary
    done += len(papers)
    if done > most:
        signal.pause()
    return [
        Extraction(paper.id, (Passage(0, "title", paper.title, 0, len(paper.title), ()),))
        for paper in papers
    ]


def main(source: str, journal_path: str, workers: str, most: str) -> None:
    """Ingest one source."""
    empty = Vocabulary({}, {}, "none")
    with Journal(Path(journal_path)) as journal:
        report = ingest(
            [Path(source)],
            journal,
            empty,
            workers=int(workers),
            extract=partial(extract, most=int(most)),
            version=VERSION,
        )
    print(report.read, report.failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
