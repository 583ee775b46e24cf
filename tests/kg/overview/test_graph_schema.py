"""The schema of a graph, as completion and readers see it."""

from __future__ import annotations

from kg.overview.graph_schema import graph_schema
from kg.schema import relationship_types
from kg.stores.base import Store


def test_the_schema_has_every_declared_name_with_its_counts(small: Store) -> None:
    held = graph_schema(small)
    labels = {label.name: label for label in held.labels}
    types = {type_.name: type_ for type_ in held.relationship_types}
    assert labels["Paper"].count == labels["Paper"].keys["title"] == 3
    assert "title" not in labels["Entity"].keys
    assert labels["Entity"].count == labels["Entity"].keys["name"] == 6
    assert sorted(types) == [*relationship_types()]
    assert types["HAS_PASSAGE"].count == types["HAS_PASSAGE"].keys["id"] > 0
    assert [(ends.from_, ends.to) for ends in types["WROTE"].ends] == [("Author", "Paper")]
    assert [ends.to for ends in types["USES"].ends] == ["Method|Model|Dataset"]
    assert types["SUBTASK_OF"].keys.keys().isdisjoint({"type", "title"})
