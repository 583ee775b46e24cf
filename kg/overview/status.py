"""What an archive holds, and what this installation can and can't do with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from extract import versions
from kg.embed.embedder import MANIFEST_FILE
from kg.overview.graph_schema import counts_by_name
from kg.results import EmbedderState, Status
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.embed.embedder import Embedder
    from kg.stores.base import Store

_FETCH: Final = "python -m kg.embed.fetch_model"


def status(store: Store, settings: Settings, embedder: Embedder | None) -> Status:
    """The graph's own counts, and the state of what is around it."""
    counts: dict[str, Any] = store.run("archive_counts").dicts()[0]
    state: dict[str, Any] = {"extractor": None, "model": None, "left_out": 0, "left_out_links": []}
    for row in store.run("archive_state").dicts():
        state = {key: row[key] for key in state}
    present = (settings.models / MANIFEST_FILE).is_file()
    return Status(
        **counts,
        **state,
        labels=counts_by_name(store, "label_counts"),
        relationship_types=counts_by_name(store, "relation_counts"),
        vectors=store.has_vectors(),
        extractors=counts_by_name(store, "extractors"),
        text_origins=counts_by_name(store, "text_origins"),
        store=settings.store.partition(":")[0],
        embedder=EmbedderState(present, embedder is not None, _meaning(present, embedder, store)),
        abbreviations="scispacy" if find_spec("scispacy") else "own",
        missing=tuple(_missing(present)),
        version=version("groundpath"),
        python=".".join(map(str, sys.version_info[:3])),
    )


def outdated(store: Store) -> str:
    """What the next ingestion will extract again and why, in one line; empty for nothing."""
    state = store.run("archive_state").dicts()
    version = str(state[0]["extractor"]) if state else ""
    if not versions.change(version, versions.stated_version()):
        return ""
    papers = sum(counts_by_name(store, "extractors").values())
    line = versions.outdated({version: papers}, versions.stated_version())
    return f"{line}: the next `kg ingest` or `kg rebuild` extracts them again"


def _meaning(present: bool, embedder: Embedder | None, store: Store) -> str:
    """What the embedding model's presence or absence means for search."""
    if embedder is not None:
        return "by words, by meaning and by the graph"
    if not present:
        return f"by words and the graph; the embedding model is missing (to fetch it: {_FETCH})"
    if not store.has_vectors():
        return "by words and the graph; the passages are not embedded (to do it: kg rebuild)"
    return "by words and the graph; the passages were embedded by another model (kg rebuild)"


def _missing(has_model: bool) -> Iterator[str]:
    """Parts that this installation lacks, each with what to do."""
    if find_spec("scispacy") is None:
        yield (
            "scispaCy, which has no release for Python 3.13: abbreviations are found by the "
            "simpler built-in rule (Python 3.11 and 3.12 have it)"
        )
    if not has_model:
        yield f"the embedding model: {_FETCH}"
