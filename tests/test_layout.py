"""Modules and their tests lie where CONTRIBUTING.md says."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("extract", "kg", "api")
MOST_MODULES: Final = 14  # of a folder, beside its __init__

# Modules, and folders with all that is in them, that are tested elsewhere, and why.
ANSWERS: Final = "seen in whole answers, by tests/kg/test_ask.py"
COMMANDS: Final = "run as a user does, by tests/api/cli/test_cli.py"
EXTRACTED: Final = "seen in whole extractions, by tests/extract/test_pipeline.py"
SANDBOX: Final = "part of the process that tests/kg/stores/embedded/test_sandbox.py starts"
SERVER: Final = "needs a server: tests/kg/stores/neo4j"
TRAINING: Final = "programs that make weights anew, run by hand"
REASONS: Final = {
    "extract.entities.resolution": EXTRACTED,
    "extract.lexicon": EXTRACTED,
    "extract.models": "tested where graphs are written and fetched, by tests/kg/embed",
    "extract.relations": EXTRACTED,
    "extract.text.places": EXTRACTED,
    "extract.training.encoder": "trained small by tests/extract/training/test_training.py",
    "extract.training.roles": TRAINING,
    "kg.answer": ANSWERS,
    "kg.build": COMMANDS,
    "kg.embed.word_vectors": ANSWERS,
    "kg.evaluation.bench": COMMANDS,
    "kg.questions.options": "tested with a user's vocabulary: tests/kg/test_vocabulary.py",
    "kg.retrieve": ANSWERS,
    "kg.stores.base": "an interface",
    "kg.stores.bm25": "tested with the stores that use it: tests/kg/stores/embedded",
    "kg.stores.caching": ANSWERS,
    "kg.stores.embedded.landlock": SANDBOX,
    "kg.stores.embedded.worker": SANDBOX,
    "kg.stores.neo4j": SERVER,
    "kg.stores.open": COMMANDS,
    "kg.training": TRAINING,
    "api.errors": COMMANDS,
    "api.http.routes": "called over a socket, by tests/api/http/test_http.py",
}


def test_each_module_is_tested_in_its_mirrored_place() -> None:
    """A module `kg/x/y.py` has `tests/kg/x/test_y.py` or `test_y_….py`, is imported by a test of
    `tests/kg/x`, or is used in its own folder by a module of which either is true; or a test
    module of the folder's own name, `tests/kg/x/test_x.py`, is of all its modules."""
    lacking = {module for package in PACKAGES for module in _untested(ROOT / package)}
    excused = {module for module in lacking for place in REASONS if _within(module, place)}
    assert sorted(lacking - excused) == []
    assert [place for place in REASONS if not any(_within(name, place) for name in lacking)] == []


def test_each_test_module_stands_in_the_folder_of_what_it_tests() -> None:
    places = {file.parent.relative_to(ROOT / "tests") for file in _python(ROOT / "tests")}
    own = {place for place in places if place.parts[:1] and place.parts[0] in PACKAGES}
    assert sorted(str(place) for place in own if not (ROOT / place).is_dir()) == []


def test_the_guide_has_a_line_for_each_folder_and_none_is_crowded() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^    ([\w./]+?)/? +\w", guide, re.MULTILINE))
    files = [file for package in PACKAGES for file in _python(ROOT / package)]
    assert sorted({str(file.parent.relative_to(ROOT)) for file in files} - listed) == []
    assert sorted(place for place in listed if not (ROOT / place).exists()) == []
    modules = Counter(file.parent for file in files if file.stem != "__init__")
    assert [str(folder) for folder, count in modules.items() if count > MOST_MODULES] == []


def _untested(folder: Path) -> Iterator[str]:
    """Give the modules of a package that no test reaches in their mirrored folder."""
    for place in sorted({file.parent for file in _python(folder)}):
        modules = {_name(file): file for file in place.glob("*.py") if file.stem != "__init__"}
        mirrored = ROOT / "tests" / place.relative_to(ROOT)
        if (mirrored / f"test_{place.name}.py").exists():
            continue
        tests = sorted(mirrored.glob("test_*.py"))
        imported = {name for test in tests for name in _imports(test)}
        named = [test.stem.removeprefix("test_") + "_" for test in tests]
        reached = {
            module
            for module, file in modules.items()
            if module in imported or any(name.startswith(f"{file.stem}_") for name in named)
        }
        waiting = list(reached)
        while waiting:
            used = (_imports(modules[waiting.pop()]) & modules.keys()) - reached
            reached |= used
            waiting += used
        yield from sorted(modules.keys() - reached)


def _imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def _python(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*.py") if "__pycache__" not in file.parts]


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def _within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")
