"""That the archive has no such author or paper, as the catalogue finds for a plan's constraints."""

from __future__ import annotations

from kg.answer.facts import GraphKind

GRAPH_KINDS = (
    GraphKind(
        name="unknown author", order=10, absence="No author of the archive goes by “{about}”"
    ),
    GraphKind(name="unknown paper", order=10, absence="The archive has no paper “{about}”"),
)
