"""The schema file: what it declares, and what is wrong with one that doesn't fit together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.errors import SchemaError
from extract.schema import SCHEMA_FILE, data_dir, load_schema, schema

Declared = dict[str, Any]


def _declared() -> Declared:
    declared: Declared = json.loads((data_dir() / SCHEMA_FILE).read_text(encoding="utf-8"))
    return declared


def test_the_types_are_read_in_order() -> None:
    assert schema().labels == tuple(row["name"] for row in _declared()["entity_types"])
    assert schema().with_role("means") == {"Method", "Model"}
    assert schema().entity_relations["TRAINED_WITH"].joins("Model", "Dataset")
    assert not schema().entity_relations["TRAINED_WITH"].joins("Dataset", "Model")
    assert schema().entity_relations["PART_OF"].joins("Domain", "Domain")
    assert not schema().paper_relations["ADDRESSES"].reaches("Metric")
    with pytest.raises(SchemaError, match="label 'Star' is none of Method, "):
        schema().check_label("Star")


def _first_type(declared: Declared, **changed: object) -> None:
    declared["entity_types"][0].update(changed)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda it: _first_type(it, name="method"), "'method', 'methods': a name is like Method"),
        (lambda it: _first_type(it, name="Task"), "Task is declared twice"),
        (lambda it: _first_type(it, role="tool"), "Method: role 'tool' is none of means, "),
        (lambda it: _first_type(it, below="UNDER"), "Method: UNDER is no declared relation"),
        (lambda it: _first_type(it, family="Tool"), "Method: its family Tool is not declared"),
        (lambda it: _first_type(it, colour="red"), "can't be read: .*colour"),
        (lambda it: it["entity_types"].pop(), "Domain is no declared entity type"),
        (lambda it: it["paper_relations"][0].update(name="proposes"), "is like USED_FOR"),
        (lambda it: it.pop("paper_relations"), "can't be read: 'paper_relations'"),
    ],
)
def test_what_does_not_fit_together_is_reported(
    change: Callable[[Declared], object], reason: str, tmp_path: Path
) -> None:
    declared = _declared()
    change(declared)
    (tmp_path / SCHEMA_FILE).write_text(json.dumps(declared), encoding="utf-8")
    with pytest.raises(SchemaError, match=reason):
        load_schema(tmp_path / SCHEMA_FILE)


def test_a_folder_without_a_schema_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_DATA", str(tmp_path))
    with pytest.raises(SchemaError, match=f"no schema.json in {tmp_path} .KG_DATA."):
        data_dir()
