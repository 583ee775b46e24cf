"""The knowledge graph: schema, stores, retrieval, questions and answers.

    from kg import Archive

    with Archive.open("file:papers") as archive:
        archive.ingest("papers.jsonl")
        answer = archive.ask("How does X differ from Y?")

Names are imported when they are first used: `import kg` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.errors import BadInput, KgError, NoArchive, StoreError, UnknownName
    from kg.progress import AskProgress, Stage
    from kg.questions.options import Options
    from kg.results import EntityView, GraphPath, Neighbourhood, SearchHits, Status
    from kg.stores.location import Location
    from kg.views.papers import PaperView

_MODULES = (
    "errors", "stores.location", "questions.options", "results", "views.papers", "archive",
)  # fmt: skip
__all__ = [
    "Archive", "AskProgress", "BadInput", "EntityView", "GraphPath", "KgError", "Location",
    "Neighbourhood", "NoArchive", "Options", "PaperView", "SearchHits", "Stage", "Status",
    "StoreError", "UnknownName",
]  # fmt: skip

_MODULES = ("errors", "stores.location", "questions.options", "progress", "results", "archive")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            value = getattr(import_module(f"kg.{module}"), name, None)
            if value is not None:
                return value
    raise AttributeError(f"module kg has no attribute {name}")
