"""A slow ingestion in a process of its own, to be killed: `FILE JOURNAL WORKERS`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from extract.ingest import ingest
from extract.journal import Journal
from extract.records import Extraction, Paper, Passage
from extract.vocabulary import Vocabulary

VERSION = "child-1"


def slow_extract(papers: Sequence[Paper], vocabulary: Vocabulary) -> list[Extraction]:
    """The title as the only passage, in a time that leaves room for a kill."""
    del vocabulary
    time.sleep(0.0005 * len(papers))
    return [
        Extraction(one.id, (Passage(0, "title", one.title, 0, len(one.title), ()),))
        for one in papers
    ]


def main(source: str, journal_path: str, workers: str) -> None:
    """Ingest one source."""
    empty = Vocabulary({}, {}, "none")
    with Journal(Path(journal_path)) as journal:
        report = ingest(
            [Path(source)],
            journal,
            empty,
            workers=int(workers),
            extract=slow_extract,
            version=VERSION,
        )
    print(report.read, report.failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
