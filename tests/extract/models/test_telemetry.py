"""What onnxruntime notes and sends of its use, in a process with a home of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, program_env

MODEL = ROOT / "data" / "models" / "names-encoder.onnx"
LOADED = re.compile(r"^ *import onnxruntime|^from onnxruntime|^ +from onnxruntime\.", re.MULTILINE)
OPENED = "from extract.tagger.encoder import open_session; open_session(Path(sys.argv[1]))"
QUANTISED = """
import onnx
from onnx import helper
from extract.models.onnx_export import quantise
graph = helper.make_graph([], "empty", [], [])
onnx.save(helper.make_model(graph), sys.argv[2])
quantise(Path(sys.argv[2]), Path(sys.argv[2] + ".int8"))
"""


@pytest.mark.parametrize("code", [OPENED, QUANTISED])
def test_no_use_of_a_model_is_reported(tmp_path: Path, code: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = program_env(HOME=str(home), XDG_CACHE_HOME=str(home / "cache"), ORT_DISABLE_TELEMETRY="0")
    command = [sys.executable, "-c", f"import sys\nfrom pathlib import Path\n{code}", str(MODEL)]
    subprocess.run([*command, str(tmp_path / "graph.onnx")], check=True, env=env)
    assert [*home.iterdir()] == []


def test_every_module_that_loads_the_library_forbids_it() -> None:
    # Those that name the library for types alone do not load it.
    loading = [
        file.relative_to(ROOT).as_posix()
        for part in ("extract", "kg", "api", "tests")
        for file in sorted((ROOT / part).rglob("*.py"))
        if LOADED.search(file.read_text(encoding="utf-8"))
    ]
    assert loading == ["extract/models/onnx_export.py", "extract/tagger/encoder.py"]
