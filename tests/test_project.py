"""What the files around the code promise."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("extract", "kg", "api")
LOCK = (ROOT / "requirements.lock").read_text()


def test_the_lock_pins_everything_by_hash_and_names_no_place() -> None:
    pins = re.findall(r"^([\w.\[\]-]+)==", LOCK, re.MULTILINE)
    assert len(pins) > 50
    assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", LOCK, re.MULTILINE)) == len(pins)
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert not re.search(r"(^|\s)/\w", LOCK)


def test_every_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["model"],
        *project["dependency-groups"]["dev"],
    ]
    names = {re.split(r"[\[=<>; ]", requirement)[0].lower() for requirement in wanted}
    assert {name for name in names if f"\n{name}==" not in LOCK} == set()


def test_make_has_at_most_ten_targets_and_says_what_each_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):(?!=)(.*)", makefile, re.MULTILINE)
    assert 0 < len(targets) <= 10
    assert [name for name, rest in targets if "## " not in rest] == []


def test_functions_and_modules_stay_short() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in _modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long == []
    assert [str(file) for file in _modules() if file.read_text().count("\n") > 400] == []


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))
