"""The command line on a server: the commands of the README's "Use Neo4j"."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kg.settings import Login
from tests.conftest import PROGRAM, Kg, program_env
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).resolve().parents[4]
QUESTION = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4jServer, login: Login) -> Kg:
    """Give what runs `kg` on an empty server; the password comes out of a file."""
    neo4j_server.wipe()
    home = tmp_path_factory.mktemp("home")
    (home / "password").write_text(f"{login.password}\n")
    env = program_env(
        XDG_DATA_HOME=str(home),
        KG_STORE=neo4j_server.address,
        KG_NEO4J_PASSWORD_FILE=str(home / "password"),
    )

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, *arguments]
        return subprocess.run(command, env={**env, **more}, capture_output=True, text=True)

    return run


def test_papers_go_in_and_answers_come_out(kg: Kg, tmp_path: Path) -> None:
    assert "no archive on bolt://" in kg("status").stderr
    done = kg("ingest", str(ROOT / "data" / "demo"))
    assert done.returncode == 0, done.stderr
    assert kg("rebuild").stdout.endswith("; the graph is current\n")
    answer = kg("ask", QUESTION, "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["status"] == "answered"
    (tmp_path / "answer.json").write_text(answer.stdout)
    assert kg("check", str(tmp_path / "answer.json")).returncode == 0
    counted = kg("cypher", "MATCH (p:Paper) RETURN count(p) AS papers", "--json")
    assert json.loads(counted.stdout)["rows"]
    exported = kg("export", str(tmp_path / "csv"))
    assert exported.stdout.startswith("neo4j-admin database import full neo4j ")
    assert (tmp_path / "csv" / "passages.csv").is_file()


def test_another_machine_shares_the_archive(kg: Kg, tmp_path: Path) -> None:
    before = kg("cypher", "MATCH (n:Paper) RETURN count(n) AS n", "--json").stdout
    elsewhere = {"XDG_DATA_HOME": str(tmp_path)}
    assert kg("rebuild", **elsewhere).stdout.endswith("; the graph is current\n")
    paper = '{"id": "file:x", "title": "Other", "abstract": "Of another journal."}\n'
    (tmp_path / "other.jsonl").write_text(paper)
    assert kg("ingest", str(tmp_path / "other.jsonl"), **elsewhere).returncode == 0
    after = kg("cypher", "MATCH (n:Paper) RETURN count(n) AS n", "--json").stdout
    assert json.loads(after)["rows"][0][0] == json.loads(before)["rows"][0][0] + 1
