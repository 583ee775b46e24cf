"""Authors and papers of a plan's constraints that the archive does not have."""

from __future__ import annotations

from kg.answer.facts import GraphKind

GRAPH_KINDS = (
    GraphKind(
        name="unknown author", order=10, absence="No author of the archive goes by “{about}”"
    ),
    GraphKind(name="unknown paper", order=10, absence="The archive has no paper “{about}”"),
)
