"""Builds a journal's graph on a server in a process that a test can kill; says each stage."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from extract.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.load import build_graph
from kg.settings import Login
from kg.stores.open import open_writer


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
            progress=lambda stage, done, total: print(stage, done, total, flush=True),
        )


if __name__ == "__main__":
    main()
