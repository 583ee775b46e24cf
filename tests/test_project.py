"""Locks, the Makefile and other files around the code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("extract", "kg", "api")
LOCK = (ROOT / "requirements.lock").read_text()
DEV_LOCK = (ROOT / "requirements-dev.lock").read_text()


@pytest.mark.parametrize("lock", [LOCK, DEV_LOCK])
def test_a_lock_pins_everything_by_hash_and_names_no_place(lock: str) -> None:
    pins = re.findall(r"^([\w.\[\]-]+)==", lock, re.MULTILINE)
    assert len(pins) > 50
    assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", lock, re.MULTILINE)) == len(pins)
    assert "://" not in lock
    assert "--index" not in lock
    assert not re.search(r"(^|\s)/\w", lock)


def test_every_dependency_is_in_its_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    used = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *extras["model"],
    ]
    assert _missing(used, LOCK) == set()
    developing = [*used, *extras["training"], *project["dependency-groups"]["dev"]]
    assert _missing(developing, DEV_LOCK) == set()
    assert "\njax==" not in LOCK  # 300 MB that only training needs


def test_both_locks_pin_the_same_versions() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==[^ ]+", lock, re.MULTILINE))

    assert pins(LOCK) <= pins(DEV_LOCK)


def _missing(requirements: Iterable[str], lock: str) -> set[str]:
    names = {re.split(r"[\[=<>; ]", requirement)[0].lower() for requirement in requirements}
    return {name for name in names if f"\n{name}==" not in lock}


def test_make_has_at_most_ten_targets_and_says_what_each_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):(?!=)(.*)", makefile, re.MULTILINE)
    assert 0 < len(targets) <= 10
    assert [name for name, rest in targets if "## " not in rest] == []


def test_functions_and_modules_stay_short() -> None:
    long = [
        f"{file.relative_to(ROOT)} {node.name}"
        for file in _modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40
    ]
    long += [
        str(file.relative_to(ROOT)) for file in _modules() if file.read_text().count("\n") > 300
    ]
    assert long == []


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))
