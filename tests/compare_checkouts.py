"""Say where two checkouts differ in what they build and print: `compare_checkouts.py OLD NEW`.

Each builds the demo archive with its own code, and only the command line is used, so that modules
may be moved between the two. Compared are the graph (all nodes and relationships with their
properties), twenty answers and what the other reading commands print; taken out are times,
versions, and ids that follow from versions. The exit code is 1 where something differs.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import difflib
import importlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

QUESTIONS: Final = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?",
    "Which datasets are used for code summarization?",
    "What methods do papers on string theory use?",
    "How is code summarization evaluated?",
    "Which papers use low-rank adaptation?",
    "What is reinforcement learning used for in physics?",
    "How do astronomy and software engineering differ in their training data?",
    "Which metrics do machine translation papers report?",
    "What are the limitations of large language models for mathematics?",
    "Which papers compare BERT with GPT?",
    "How many papers are on particle physics?",
    "Which models are fine-tuned for chemistry?",
    "What links graph neural networks to particle physics?",
    "How do evaluation methods differ between physics and law?",
    "Which tasks does CodeBERT address?",
    "What do papers say about hallucination?",
    "Which papers propose a benchmark?",
    "How has fine-tuning changed over the years?",
    "What is not studied about quantum computing and code generation?",
    "Who wrote about zebras in the kitchen?",
)
COMMANDS: Final = (
    *(("ask", "--json", question) for question in QUESTIONS),
    *(("ask", f"--format={form}", QUESTIONS[0]) for form in ("text", "markdown", "html")),
    ("ask", "--format=bibtex", QUESTIONS[4]),
    ("ask", "--format=csv", QUESTIONS[1]),
    ("search", "fine-tuning for physics", "--json"),
    ("paper", "AG-2025.04-3", "--json"),
    ("paper", "AG-2025.04-3"),
    ("entity", "method:fine-tuning", "--json"),
    ("entity", "method:fine-tuning"),
    ("neighbourhood", "domain:physics", "--json"),
    ("path", "domain:physics", "task:code-summarization", "--json"),
    ("queries",),
)
NO_EVIDENCE: Final = 3
TIMES: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?\S*|\b[\d,]+ ms\b")
VARYING: Final = {"answered_at", "timings_ms", "updated", "built_at"}
VERSIONS: Final = {"extractor", "state_hash", "model", "built_at", "owner", "build", "touched"}


def main() -> int:
    """Compare the results of two checkouts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--lines", type=int, default=40, help="of a difference that are printed")
    wanted = parser.parse_args()
    old, new = (results(path.resolve()) for path in (wanted.old, wanted.new))
    differing = [name for name in old | new if old.get(name) != new.get(name)]
    for name in differing:
        sides = (old.get(name, "").splitlines(), new.get(name, "").splitlines())
        lines = list(difflib.unified_diff(*sides, "old", "new", lineterm="", n=0))[2:]
        print(f"== {name}: {len(lines)} lines differ")
        print("\n".join(line[:400] for line in lines[: wanted.lines]))
    print(f"{len(differing)} of {len(old | new)} results differ")
    return int(bool(differing))


def results(checkout: Path) -> dict[str, str]:
    """Give a checkout's results by name, made by its own interpreter where it has one."""
    python = checkout / ".venv" / "bin" / "python"
    program = str(python if python.exists() else sys.executable)
    env = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    env |= {"PYTHONPATH": str(checkout)}
    if models := os.environ.get("KG_MODELS"):
        env["KG_MODELS"] = models
    call = [program, "-P", __file__, "--", str(checkout)]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    made: dict[str, str] = json.loads(done.stdout)
    return made


def made_here(checkout: Path) -> dict[str, str]:
    """Build the demo archive in this process and give what each command prints, and the graph."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text())
    module, function = project["project"]["scripts"]["kg"].split(":")
    program = getattr(importlib.import_module(module), function)
    place = Path(str(sys.modules[module].__file__))
    if not place.is_relative_to(checkout):
        raise SystemExit(f"not the checkout's own code: {place}")

    def kg(*arguments: str) -> str:
        sys.argv = ["kg", *arguments]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                program()
            except SystemExit as end:
                if end.code not in (None, 0, NO_EVIDENCE):
                    raise SystemExit(f"{checkout}: kg {' '.join(arguments)}: {end.code}") from end
        return printed.getvalue()

    with tempfile.TemporaryDirectory() as folder:
        store = f"--store=file:{folder}/archive"
        made = {"demo": kg("demo", store)}
        kg("export", f"{folder}/csv", store)
        made |= graph(Path(folder, "csv"))
        for command in COMMANDS:
            own = () if command[0] == "queries" else (store,)
            made[" ".join(command)] = kg(*command, *own)
    return {name: without_varying(text).replace(folder, "FOLDER") for name, text in made.items()}


def graph(folder: Path) -> dict[str, str]:
    """Give the rows of each exported file, sorted, as one line of JSON a row."""
    made: dict[str, list[str]] = {}
    for file in folder.glob("*.csv"):
        left_out = VERSIONS if file.stem == "archive" else {"build"}
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                kept = {key: cell for key, cell in row.items() if cell}
                kept = {key: kept[key] for key in kept if key.split(":")[0] not in left_out}
                kind = re.sub(r"-\d+$", "", file.stem)
                made.setdefault(f"graph {kind}", []).append(json.dumps(kept, sort_keys=True))
    return {name: "\n".join(sorted(rows)) for name, rows in made.items()}


def without_varying(text: str) -> str:
    """Give the text, JSON indented and without times; other text as it is but for its times."""
    try:
        return json.dumps(cleaned(json.loads(text)), indent=1, ensure_ascii=False)
    except ValueError:
        return TIMES.sub("TIME", text)


def cleaned(cell: Any) -> Any:
    """Give the same JSON without the keys that vary."""
    if isinstance(cell, dict):
        return {key: cleaned(value) for key, value in cell.items() if key not in VARYING}
    return [cleaned(value) for value in cell] if isinstance(cell, list) else cell


if __name__ == "__main__":
    if sys.argv[1] == "--":
        print(json.dumps(made_here(Path(sys.argv[2]))))
    else:
        sys.exit(main())
