"""A data folder whose schema has one type more, and papers that name entities of that type.

It is what `CONTRIBUTING.md` says a new entity type needs: an entry in `schema.json`, with the
relations that may reach it, and a vocabulary file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from extract.schema import SCHEMA_FILE, data_dir

Kg = Callable[..., str]

INSTRUMENT = {
    "name": "Instrument",
    "plural": "instruments",
    "vocabulary": "instruments.jsonl",
    "says": "a device that observes or measures",
    "words": ["instrument"],
}
CONCEPTS = (
    {"id": "instrument:heliometric-telescope", "name": "heliometric telescope"},
    {
        "id": "instrument:norrland-ridge-telescope",
        "name": "Norrland Ridge Telescope",
        "aliases": ["NRT"],
        "parents": [["SUBCLASS_OF", "instrument:heliometric-telescope"]],
    },
)
QUESTIONS = (
    "Which papers use the Norrland Ridge Telescope?",
    "Which instruments do papers on faint giants use?",
)
TELESCOPE = "instrument:norrland-ridge-telescope"
USER = "tracker:1"
PAPERS = (
    {
        "id": "1",
        "title": "Slow pulsations of faint giants",
        "abstract": "Faint giants pulsate slowly. We observe forty using the Norrland Ridge "
        "Telescope. A Bayesian model is fitted to the light curves, and its accuracy is 91%.",
    },
    {
        "id": "2",
        "title": "Periods of giants without images",
        "abstract": "We fit a Bayesian model to published light curves. No image is taken.",
    },
)


def with_instruments(folder: Path) -> Path:
    """Make the data folder, with the project's own weights and words."""
    for source in data_dir().iterdir():
        if source.name in ("lexicon", "models"):
            (folder / source.name).symlink_to(source)
    shutil.copytree(data_dir() / "vocabulary", folder / "vocabulary")
    declared = json.loads((data_dir() / SCHEMA_FILE).read_text(encoding="utf-8"))
    declared["entity_types"].append(INSTRUMENT)
    for relation in declared["paper_relations"]:
        if relation["name"] in ("PROPOSES", "USES"):
            relation["to"].append("Instrument")
    (folder / SCHEMA_FILE).write_text(json.dumps(declared), encoding="utf-8")
    rows = (json.dumps({"label": "Instrument"} | concept) for concept in CONCEPTS)
    lines = "".join(f"{row}\n" for row in rows)
    (folder / "vocabulary" / "instruments.jsonl").write_text(lines, encoding="utf-8")
    return folder


def write_papers(file: Path) -> Path:
    """Write the papers as JSON Lines."""
    file.write_text("".join(f"{json.dumps(paper)}\n" for paper in PAPERS), encoding="utf-8")
    return file


def runner(folder: Path, **settings: str) -> Kg:
    """Give what runs `kg` with that data folder, and without an embedding model."""
    folder.mkdir(parents=True)
    data = folder / "data"
    data.mkdir()
    env = {
        **os.environ,
        "KG_DATA": str(with_instruments(data)),
        "KG_MODELS": str(folder / "none"),
        "KG_STORE": f"file:{folder / 'archive'}",
        "XDG_DATA_HOME": str(folder / "home"),
        **settings,
    }

    def run(*arguments: str | Path) -> str:
        command = [
            sys.executable,
            "-c",
            "from api.cli.main import main; main()",
            *map(str, arguments),
        ]
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def check_known(kg: Kg) -> None:
    """Compare what the archive has on the instrument with what the papers say."""
    telescope = json.loads(kg("entity", "NRT", "--json"))
    assert telescope["id"] == TELESCOPE
    assert set(telescope["labels"]) == {"Entity", "Instrument"}
    assert [above["id"] for above in telescope["above"]] == [CONCEPTS[0]["id"]]
    links = [(paper["paper_id"], paper["types"]) for paper in telescope["papers"]]
    assert links == [(USER, ["USES"])]
    top = json.loads(kg("cypher", "--name", "top_entities", "-p", "label=Instrument", "--json"))
    assert [row[0] for row in top["rows"]] == [TELESCOPE]
    written = "MATCH (p:Paper)-[r:USES]->(i:Instrument) RETURN p.id, r.id, i.id"
    ((paper, relation, instrument),) = json.loads(kg("cypher", written, "--json"))["rows"]
    assert (paper, instrument) == (USER, TELESCOPE)
    named = ("--name", "relationship_by_id", "-p", f"id={relation}")
    assert json.loads(kg("cypher", *named, "--json"))["rows"]
    near = json.loads(kg("neighbourhood", "NRT", "--json"))
    assert {USER, CONCEPTS[0]["id"]} < {node["id"] for node in near["nodes"]}


def check_answered(kg: Kg) -> None:
    """Compare the answers on the instrument with what the papers say."""
    for question in QUESTIONS:
        sources = json.loads(kg("ask", question, "--json"))["sources"]
        assert [source["paper_id"] for source in sources] == [USER], question
