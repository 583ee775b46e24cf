"""Data to measure on as it is kept: annotated rows in JSON Lines, and folders of papers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.evaluation.figures import Absent
from extract.records import Paper
from extract.sources.read import read_files, source_files


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """Give the objects of a file as they are, a line each; one that ends in .gz is unpacked."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def papers(folder: Path) -> Iterator[Paper]:
    """Read the papers of a folder beside the checkout; Absent where it is not there."""
    if not folder.is_dir():
        raise Absent(f"no {folder.name} beside the checkout")
    read = read_files(source_files([folder]))
    return (taken.item for taken in read if isinstance(taken.item, Paper))
