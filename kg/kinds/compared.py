"""Which papers compare two subjects: the papers on both, listed as for any other subject."""

from __future__ import annotations

from kg.answer.facts import GraphKind

_COMPARES = (
    r"\b(?:who|anyone|anybody|someone|papers?|articles?|studies|works?|preprints?|authors)\b"
    r"[^,.;:?]{0,60}\b(?:(?:put|set) side by side|compares?|compared|comparing|contrasts?"
    r"|contrasted|contrasting)\b"
)
GRAPH_KINDS = (
    GraphKind(
        name="compared",
        order=42,
        aspect="compare",
        pattern=_COMPARES,
        of=("list", "lookup", "comparison"),
        becomes="list",
        only_pattern=True,
        of_papers=True,
    ),
)
