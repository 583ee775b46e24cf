"""What an archive holds, and what this installation can and can't do with it, said plainly."""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from api.wiring import Archive
from kg import graph_views
from kg.retrieve.embedder import MANIFEST_FILE

_FETCH = "python -m kg.retrieve.fetch_model"


def status_view(archive: Archive) -> dict[str, Any]:
    """The graph's own counts, and the state of what is around it."""
    origins = archive.store.run("text_origins").rows
    return {
        **graph_views.status(archive.store),
        "extractors": {str(name): papers for name, papers in archive.store.run("extractors").rows},
        "text_origins": {str(origin): papers for origin, papers in origins},
        "store": archive.settings.store.partition(":")[0],
        "embedder": _embedder(archive),
        "abbreviations": _abbreviations(),
        "missing": _missing(archive),
        "version": version("groundpath"),
        "python": ".".join(map(str, sys.version_info[:3])),
    }


def _embedder(archive: Archive) -> dict[str, Any]:
    present = (archive.settings.models / MANIFEST_FILE).is_file()
    return {
        "present": present,
        "used": archive.embedder is not None,
        "meaning": _meaning(archive, present),
    }


def _meaning(archive: Archive, present: bool) -> str:
    """What the embedding model's presence or absence means for search."""
    if archive.embedder is not None:
        return "by words, by meaning and by the graph"
    if not present:
        return f"by words and the graph; the embedding model is missing (to fetch it: {_FETCH})"
    if not archive.store.has_vectors():
        return "by words and the graph; the passages are not embedded (to do it: kg rebuild)"
    return "by words and the graph; the passages were embedded by another model (kg rebuild)"


def _abbreviations() -> str:
    """The detector of abbreviations that ingestion uses; found without importing it."""
    if find_spec("scispacy") is not None:
        return "scispacy"
    return "own"


def _missing(archive: Archive) -> list[str]:
    """Parts that this installation lacks, each with what to do."""
    missing = []
    if find_spec("scispacy") is None:
        missing.append(
            "scispaCy, which has no release for Python 3.13: abbreviations are found by the "
            "simpler built-in rule (Python 3.11 and 3.12 have it)"
        )
    if not (archive.settings.models / MANIFEST_FILE).is_file():
        missing.append(f"the embedding model: {_FETCH}")
    return missing
