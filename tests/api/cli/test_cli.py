"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.main import run
from extract import versions
from kg.schema import FORMAT
from tests.conftest import (
    PATIENCE_S,
    PROGRAM,
    Kg,
    build_archive,
    program_env,
    without_progress,
)

QUESTION = "How does fine-tuning for physics differ from code summarization?"


def test_an_answer_in_a_pipe_is_plain_text_of_a_hundred_columns(kg: Kg, own_archive: str) -> None:
    done = kg("ask", QUESTION, "--store", own_archive)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == QUESTION
    assert lines[1].startswith(
        "Comparison · sides: physics (3 papers) | code summarization (3 papers) · shared: fine-"
    )
    assert max(map(len, lines)) <= 100
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\x1b" not in done.stdout
    for part in ("What the archive holds.", "In short.", "Sources · "):
        assert part in done.stdout


def test_an_answer_checks_and_a_changed_one_does_not(
    kg: Kg, own_archive: str, tmp_path: Path
) -> None:
    answer = kg("ask", QUESTION, "--store", own_archive, "--json").stdout
    held = kg("check", "-", "--store", own_archive, given=answer)
    assert (held.returncode, held.stderr) == (0, "")
    assert held.stdout.endswith("statements: every one holds\n")
    file = tmp_path / "answer.json"
    file.write_text(answer.replace("3 papers are on", "9 papers are on"))
    failed = kg("check", file, "--store", own_archive)
    assert failed.returncode == 1
    assert "count: the query does not give 9" in failed.stdout
    assert json.loads(kg("check", file, "--store", own_archive, "--json").stdout)["holds"] is False


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("{}", "question: Field required"),
        ('{"question": null}', "question: "),
        ('{"scope": [{"id": 1}], "question": ' + "[" * 900 + "]" * 900 + "}", "answer: "),
        ('{"\\u001b[2J\\n": 1}', "question: "),
    ],
)
def test_what_is_no_answer_fails_in_one_line(
    capsys: pytest.CaptureFixture[str], own_archive: str, tmp_path: Path, answer: str, place: str
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(answer)
    code = run(["check", str(file), "--store", own_archive])
    shown = capsys.readouterr()
    assert (code, shown.err) == (1, "")
    failure, count = shown.out.splitlines()
    assert failure.startswith(f"- shape: {place}")
    assert count == "0 statements: 1 failure"


def test_a_question_without_evidence_ends_with_three(kg: Kg, own_archive: str) -> None:
    done = kg("ask", "How does basket weaving differ from falconry?", "--store", own_archive)
    assert (done.returncode, done.stderr) == (3, "")
    assert "The archive has nothing on" in done.stdout


def test_markdown_cites_by_archive_id(kg: Kg, own_archive: str) -> None:
    text = kg("ask", QUESTION, "--store", own_archive, "--markdown").stdout
    assert text.startswith(f"# {QUESTION}\n")
    assert re.search(r"\[AG-20\d\d\.\d\d-1\]", text)
    assert "\n## Sources\n" in text


def test_a_name_of_several_nodes_says_which_was_taken(kg: Kg, demo_address: str) -> None:
    said = "kg: physics is read as domain:physics; it is also dataset:physics"
    for command, more in (("neighbourhood", ", category:physics"), ("entity", "")):
        done = kg(command, "physics", "--json", "--store", demo_address)
        assert (done.returncode, done.stderr) == (0, f"{said}{more}\n")
        shown = json.loads(done.stdout)
        assert shown.get("center", shown.get("id")) == "domain:physics"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["search", "adapter tuning"], "Adapters for code summarization"),
        (["paper", "AG-2024.04-1"], "arxiv:2404.00004"),
        (["paper", "doi:10.5555/odd/id#1"], "Counting & <naming> things | a note"),
        (["entity", "LoRA"], "method:low-rank-adaptation"),
        (["neighbourhood", "LoRA", "--depth", "2"], "-SUBCLASS_OF->"),
        (["neighbourhood", "LoRA", "--relations", "uses", "--limit", "1"], "there are more"),
        (["path", "LoRA", "physics"], "low-rank adaptation"),
        (["cypher", "MATCH (p:Paper) RETURN count(p) AS papers"], "1 row"),
        (["cypher", "UNWIND $x AS n RETURN n + 1", "-p", "x=[1, 2]"], "2 rows"),
        (["cypher", "RETURN $name AS name", "-p", "name=LoRA"], "LoRA"),
        (["cypher", "--name", "paper_by_archive_id", "-p", "archive_id=AG-2024.04-1"], "1 row"),
        (["status"], "7 from abstract"),
    ],
)
def test_what_the_archive_holds_is_shown(
    capsys: pytest.CaptureFixture[str], own_archive: str, arguments: list[str], shown: str
) -> None:
    code = run(["--store", own_archive, *arguments])
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    assert shown in printed.out
    assert "\x1b" not in printed.out


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["paper", "nothing"], "no paper nothing in the archive", 1),
        (["entity", "zzz"], "no entity zzz in the archive", 1),
        (["neighbourhood", "zzz"], "no node zzz in the archive", 1),
        (["neighbourhood", "LoRA", "--relations", "LIKES"], "no relationship type LIKES", 1),
        (["cypher", "CREATE (n)"], "CREATE", 1),
        (["cypher", "RETURN $x"], "x", 1),
        (["cypher", "MATCH (n"], "bracket", 1),
        (["cypher", "--name", "nothing"], "no query named nothing", 1),
        (["cypher", "--name", "paper_by_id"], "needs id", 1),
        (["check", "/no/such/file.json"], "can't read the answer /no/such/file.json", 1),
        (["cypher", "RETURN 1", "-p", "x"], "give a parameter as name=value", 2),
        (["ask", " "], "the question is empty", 2),
        (["ask", "?"], "the question is empty", 2),
        (["ask", "why " * 400], "longer than 1,000 characters", 2),
    ],
)
def test_a_failure_is_one_line_and_code_one_or_for_wrong_usage_two(
    capsys: pytest.CaptureFixture[str], own_archive: str, arguments: list[str], said: str, code: int
) -> None:
    assert run([*arguments, "--store", own_archive]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r"kg: [^\n]+\n", printed.err)
    assert said in printed.err


def test_a_failure_ends_the_process_with_one(kg: Kg, own_archive: str) -> None:
    done = kg("check", "-", "--store", own_archive, given="nonsense")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"kg: can't read the answer -: [^\n]+\n", done.stderr)
    assert kg("nonsense").returncode == 2


def test_measures_need_a_checkout(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kg.evaluation", None)
    for arguments in (["eval"], ["eval", "questions"]):
        assert run(arguments) == 1
        assert re.fullmatch(r"kg: [^\n]+ run it in a checkout\n", capsys.readouterr().err)


def test_only_debug_shows_where_a_failure_came_from(kg: Kg, own_archive: str) -> None:
    done = kg("paper", "nothing", "--store", own_archive, "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "UnknownName" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["nonsense"],
        ["cypher"],
        ["cypher", "RETURN 1", "--name", "x"],
        ["search", "x", "--limit", "0"],
    ],
)
def test_wrong_usage_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(arguments) == 2
    assert "Usage: kg" in capsys.readouterr().err


def test_without_an_archive_it_says_what_to_run(kg: Kg, tmp_path: Path) -> None:
    done = kg("status", env={"XDG_DATA_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr == (
        f"kg: no archive in {tmp_path}/groundpath/archive: run `kg ingest SOURCE` or `kg demo`\n"
    )


def test_an_older_archive_is_to_be_built_anew(
    kg: Kg, own_papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("kg.build.load.FORMAT", FORMAT - 1)
        address = build_archive(tmp_path, [own_papers], None)
    done = kg("status", "--store", address)
    assert (done.returncode, done.stdout) == (1, "")
    warning = f"kg: the archive {address} was built by an older groundpath: run `kg rebuild`\n"
    assert done.stderr == warning
    assert kg("rebuild", "--store", address).returncode == 0
    assert kg("status", "--store", address).returncode == 0


def test_an_archive_of_an_older_extractor_says_what_is_done_again(
    kg: Kg, own_papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(versions, "VERSIONS", {**versions.VERSIONS, "mentions": 0})
        versions.stated_version.cache_clear()
        address = build_archive(tmp_path, [own_papers], None)
    versions.stated_version.cache_clear()
    why = "7 of the archive's papers come from an older extractor (mentions 0, now 1): "
    status = kg("status", "--store", address)
    again = "the next `kg ingest` or `kg rebuild` extracts them again"
    assert (status.returncode, status.stderr) == (0, f"kg: {why}{again}\n")
    rebuilt = kg("rebuild", "--store", address)
    assert (rebuilt.returncode, rebuilt.stderr) == (0, f"{why}extracting them again\n")
    assert kg("status", "--store", address).stderr == ""


def test_the_store_comes_from_the_flag_before_the_variable(
    kg: Kg, own_archive: str, tmp_path: Path
) -> None:
    env = {"KG_STORE": str(tmp_path)}
    assert kg("status", env=env).returncode == 1
    assert kg("status", "--store", own_archive, env=env).returncode == 0
    assert kg("status", env={"KG_STORE": own_archive.removeprefix("file:")}).returncode == 0


def test_problems_are_listed_and_the_rest_goes_in(kg: Kg, own_papers: Path, tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    bad = "".join("not json\n" for _ in range(25))
    source.write_text(bad + own_papers.read_text())
    done = kg("ingest", source, "--store", tmp_path / "archive")
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{source}:1 - ")
    assert lines[20] == "… and 5 more problems (--json lists them)"
    assert done.stdout.startswith("32 read: 7 new, 0 changed, 0 unchanged, 25 problems; the graph")
    again = kg("ingest", source, "--store", tmp_path / "archive", "--json")
    report = json.loads(again.stdout)
    assert again.returncode == 1
    keys = ["read", "new", "unchanged", "changed", "failed", "problems", "seconds", "left_out"]
    assert list(report) == keys
    assert (report["new"], report["unchanged"], report["failed"]) == (0, 7, 25)
    assert list(report["problems"][0]) == ["file", "line", "id", "reason"]
    assert len(report["problems"]) == 25


def test_what_is_there_already_is_not_built_again(kg: Kg, own_papers: Path, tmp_path: Path) -> None:
    store = tmp_path / "archive"
    assert "is built" in kg("ingest", own_papers, "--store", store).stdout
    before = (store / "graph.kgl").stat().st_mtime_ns
    done = kg("ingest", own_papers, "--store", store)
    assert done.stdout == "7 read: 0 new, 0 changed, 7 unchanged; the graph is current\n"
    assert (store / "graph.kgl").stat().st_mtime_ns == before
    assert kg("rebuild", "--store", store).stdout.endswith("; the graph is current\n")


def test_a_missing_source_is_an_error_and_makes_nothing(kg: Kg, tmp_path: Path) -> None:
    done = kg("ingest", "/no/such/file", "--store", tmp_path)
    assert done.returncode == 1
    assert done.stderr == "kg: /no/such/file: no such file (nothing was brought in)\n"
    assert "no archive in" in kg("status", "--store", tmp_path).stderr


def test_an_unfinished_ingestion_is_finished_by_the_next(
    kg: Kg, own_papers: Path, tmp_path: Path
) -> None:
    store = tmp_path / "archive"
    kg("ingest", own_papers, "--store", store)
    (store / "graph.kgl").unlink()
    assert "is built" in kg("ingest", own_papers, "--store", store).stdout
    assert kg("ask", QUESTION, "--store", store).returncode == 0


def test_removed_papers_are_gone_and_unknown_ones_change_nothing(
    kg: Kg, own_papers: Path, tmp_path: Path
) -> None:
    kg("ingest", own_papers, "--store", tmp_path)
    unknown = kg("remove", "AG-2024.04-1", "nothing", "--store", tmp_path)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert kg("paper", "AG-2024.04-1", "--store", tmp_path).returncode == 0
    assert kg("remove", "AG-2024.04-1", "--store", tmp_path).stdout.startswith("1 removed")
    assert kg("paper", "AG-2024.04-1", "--store", tmp_path).returncode == 1
    assert json.loads(kg("status", "--store", tmp_path, "--json").stdout)["papers"] == 6


def test_an_archive_can_be_emptied(kg: Kg, own_papers: Path, tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(own_papers.read_text().splitlines()[0])
    store = tmp_path / "archive"
    kg("ingest", source, "--store", store)
    assert kg("remove", "AG-2025.01-1", "--store", store).returncode == 0
    assert json.loads(kg("status", "--store", store, "--json").stdout)["papers"] == 0
    assert kg("ask", QUESTION, "--store", store).returncode == 3


def test_a_terminal_without_the_signs_is_no_failure(kg: Kg, own_archive: str) -> None:
    done = kg("ask", QUESTION, "--store", own_archive, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


def test_without_the_model_everything_works_and_status_says_so(
    kg: Kg, own_papers: Path, tmp_path: Path
) -> None:
    env = {"KG_MODELS": str(tmp_path / "none")}
    store = tmp_path / "archive"
    done = kg("ingest", own_papers, "--store", store, env=env)
    assert "without vectors: no embedding model here" in done.stdout
    assert kg("ask", QUESTION, "--store", store, env=env).returncode == 0
    status = kg("status", "--store", store, env=env).stdout
    assert "the embedding model is missing" in status
    embedded = kg("ingest", own_papers, "--store", store)
    assert embedded.stdout.endswith(" s\n")
    assert "by meaning" in kg("status", "--store", store).stdout


def test_the_demo_shows_an_answer_and_three_commands_that_work(kg: Kg, tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path)}
    done = kg("demo", env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("How do domain-specific fine-tuning strategies for physics")
    assert "every one holds. Try next:" in done.stdout
    commands = re.findall(r"^  (\S*kg .* --store .*)$", done.stdout, re.MULTILINE)
    assert len(commands) == 3
    assert re.search(
        r"^Or on a web page: \S*kg serve --open --store \S+$", done.stdout, re.MULTILINE
    )
    for command in commands:
        assert kg(*shlex.split(command)[1:], env=env).returncode == 0, command
    named = kg("status", env=env)
    assert named.returncode == 1
    demo = f"file:{tmp_path}/groundpath/demo"
    assert f"--store {demo}" in named.stderr
    assert kg("status", "--store", demo, env=env).returncode == 0


def test_a_terminal_gets_colour_and_progress_bars(own_papers: Path, tmp_path: Path) -> None:
    source = shlex.quote(str(own_papers))
    shown = _on_a_terminal(f"kg ingest {source} --store {tmp_path}")
    assert "extracting" in shown
    assert "papers/s" in shown
    answer = _on_a_terminal(f"kg ask {shlex.quote(QUESTION)} --store {tmp_path}")
    assert "\x1b[1m" in answer
    assert "Reading the question" in answer


def _on_a_terminal(command: str) -> str:
    """Everything that a command writes to a terminal of 120 columns."""
    main, inside = pty.openpty()
    env = program_env(TERM="xterm-256color", COLUMNS="120")
    call = [PROGRAM, *shlex.split(command)[1:]]
    with subprocess.Popen(call, env=env, stdout=inside, stderr=inside) as process:
        os.close(inside)
        shown = b""
        while part := _read(main):
            shown += part
    os.close(main)
    assert process.returncode == 0
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other side was closed
        return b""


def test_reading_commands_leave_heavy_parts_alone() -> None:
    code = """
import sys
import api.cli.main, api.formats.terminal, api.cli.tables
import kg.ask, kg.check.answer, kg.views, kg.stores.open
heavy = {"spacy", "scispacy", "onnxruntime", "networkx", "fastapi", "uvicorn", "starlette"}
print(sorted(heavy & set(sys.modules)))
"""
    listed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=program_env()
    )
    assert listed.stdout == "[]\n"


def test_ctrl_c_is_one_line_and_the_rest_can_be_done_later(
    own_papers: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "papers.jsonl"
    os.mkfifo(pipe)
    command = [PROGRAM, "ingest", str(pipe), "--store", str(tmp_path / "archive")]
    # The pipe opens when the command reads it, and is still open when Ctrl-C comes.
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=program_env())
    with process, pipe.open("w") as source:
        source.write(own_papers.read_text())
        source.flush()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert without_progress(errors) == "kg: stopped\n"
