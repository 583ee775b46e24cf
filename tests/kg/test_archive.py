"""An archive from Python: opened, filled, asked, closed."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg import Archive, BadInput, NoArchive, StoreError, UnknownName
from kg.errors import GuardError
from kg.results import GraphNode, Neighbourhood, Relationship, to_json

QUESTION = "How does fine-tuning for physics differ from code summarization?"
PAPER = "doi:10.5555/odd/id#1"


def test_an_archive_is_made_filled_and_emptied(own_papers: Path, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "new") as archive:
        with pytest.raises(NoArchive, match="no archive in"):
            archive.status()
        assert archive.vocabularies() == []
        built = archive.ingest(own_papers, workers=1)
        assert (built.report.new, built.papers, built.rebuilt) == (7, 7, True)
        assert archive.status().papers == 7
        assert not archive.rebuild().rebuilt
        with pytest.raises(UnknownName, match="nothing was removed"):
            archive.remove([PAPER, "nothing"])
        assert archive.remove([PAPER]) == 1
        assert archive.status().papers == 6
        with pytest.raises(UnknownName):
            archive.paper(PAPER)


def test_what_an_archive_gives_is_typed(own_archive: str) -> None:
    with Archive.open(own_archive) as archive:
        assert archive.search("adapters", limit=1).hits[0].reasons[0].rank == 1
        paper = archive.paper(PAPER)
        assert paper.passages[0].text == paper.title
        assert archive.entity("LoRA").id == "method:low-rank-adaptation"
        assert archive.path("LoRA", "LoRA").nodes == ()
        assert archive.query("archive_counts").dicts()[0]["papers"] == 7
        assert archive.cypher("MATCH (p:Paper) RETURN count(p)").rows == ((7,),)
        assert "archive_counts" in {query.name for query in Archive.queries().queries}
        answer = archive.ask(QUESTION)
        assert answer._repr_html_().startswith('<article lang="en">\n<h1>How does fine-tuning')
        assert archive.check(answer).holds


def test_what_cannot_be_asked_is_refused(own_archive: str) -> None:
    with Archive.open(own_archive) as archive:
        for text in ("", "?", "x" * 1_001, "Quelle est la différence entre les deux ?"):
            with pytest.raises(BadInput):
                archive.ask(text)
        with pytest.raises(BadInput):
            archive.search(" ")
        with pytest.raises(BadInput):
            archive.check([])
        with pytest.raises(GuardError):
            archive.cypher("CREATE (n)")
    with pytest.raises(StoreError):
        Archive.open("http://ada:secret@host")


def test_threads_share_an_archive(own_archive: str) -> None:
    with Archive.open(own_archive) as archive, ThreadPoolExecutor(4) as pool:
        shown = pool.map(lambda _: to_json(archive.entity("LoRA")), range(8))
        assert len({*shown}) == 1


def test_a_neighbourhood_is_shown_in_a_notebook(own_archive: str) -> None:
    with Archive.open(own_archive) as archive:
        shown = archive.neighbourhood(PAPER, limit=3)._repr_html_()
    assert "<td>HAS_PASSAGE</td>" in shown
    assert "there are more" in shown


def test_a_neighbourhood_escapes_what_papers_say() -> None:
    name = "<script>&\x1b[31m"
    node = GraphNode("a", ["Paper"], name, {})
    view = Neighbourhood("a", (node,), (Relationship(None, name, "a", "a", {}),), truncated=False)
    shown = view._repr_html_()
    assert shown.count("&lt;script&gt;&amp;[31m") == 4
    assert "<script" not in shown


def test_the_readme_shows_python_that_runs(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    block = re.search(r"```python\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)
    assert block
    (tmp_path / "data").symlink_to(root / "data")
    command = [sys.executable, "-c", block[1]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    short, aliases = done.stdout.splitlines()
    assert "On physics, " in short
    assert "LoRA" in aliases


def test_importing_the_package_costs_nothing() -> None:
    program = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_a_source_that_is_not_there_is_an_error_before_anything_is_built(
    own_papers: Path, tmp_path: Path
) -> None:
    archive, empty = Archive.open(f"file:{tmp_path / 'archive'}"), tmp_path / "empty"
    empty.mkdir()
    for missing, reason in ((tmp_path / "nothing", "no such file"), (empty, "in this folder")):
        with archive, pytest.raises(BadInput, match=f"{missing}: .*{reason}"):
            archive.ingest(own_papers, missing)
    assert not (tmp_path / "archive").exists()
