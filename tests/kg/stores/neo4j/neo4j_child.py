"""Builds a journal's graph on a server in a process that a test can kill.

It prints each stage and then waits for a line on standard input, or for its end.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from extract.journal.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.build.load import build_graph
from kg.settings import Login
from kg.stores.open import open_writer


def report(stage: str, done: int, total: int) -> None:
    """Print how far a stage is, and wait."""
    print(stage, done, total, flush=True)
    sys.stdin.readline()


def main() -> None:
    """Arguments: journal, address; the password is in `KG_NEO4J_PASSWORD`."""
    login = Login("neo4j", os.environ["KG_NEO4J_PASSWORD"])
    with Journal(Path(sys.argv[1])) as journal:
        build_graph(
            journal,
            open_writer(sys.argv[2], login, "test"),
            load_vocabulary(),
            None,
            version="test",
            built_at="2026-01-01T00:00:00Z",
            progress=report,
        )


if __name__ == "__main__":
    main()
