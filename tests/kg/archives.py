"""Archives of papers that a test writes down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.stores.base import Store
from kg.stores.open import open_store
from tests.conftest import build_archive


def archive_of(folder: Path, papers: Iterable[Mapping[str, object]]) -> Store:
    """Build an archive of the papers, without vectors, in a folder and open it."""
    source = folder / "papers.jsonl"
    source.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    return open_store(build_archive(folder, [source], None))
