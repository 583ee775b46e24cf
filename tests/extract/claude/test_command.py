"""`kg ingest --extractor claude` as a user runs it, against the stand-in for the API."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from tests.conftest import program_env, without_progress
from tests.messages_api import KEY, Failed, MessagesApi, Said
from tests.wave_bench import ABSTRACT, TITLE

ASK = ("--extractor", "claude", "--budget", "1")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]
Status = Callable[[], dict[str, int]]


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a runner of commands in this process, on an archive of its own, without vectors."""
    monkeypatch.setenv("KG_STORE", str(tmp_path / "archive"))
    monkeypatch.setenv("KG_MODELS", str(tmp_path))

    def command(*words: str, env: Mapping[str, str] | None = None) -> Done:
        with monkeypatch.context() as patched:
            for name, value in (env or {}).items():
                patched.setenv(name, value)
            code = main.run(words)
        out, err = capsys.readouterr()
        return Done(code, out, without_progress(err))

    return command


@pytest.fixture
def run(kg: Run, api: MessagesApi, tmp_path: Path) -> Run:
    """Give a function that ingests two papers; `env` over a valid key and address."""
    file = tmp_path / "papers.jsonl"
    rows = [
        {"id": f"2401.0000{number}", "title": TITLE, "abstract": ABSTRACT, "cats": ["cs.CL"]}
        for number in (1, 2)
    ]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    own = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": api.url}

    def ingest(*flags: str, env: Mapping[str, str] | None = None) -> Done:
        return kg("ingest", str(file), *flags, env={**own, **(env or {})})

    return ingest


@pytest.fixture
def extractors(kg: Run) -> Status:
    """Give the number of papers by extractor, as `kg status` reports it."""

    def counts() -> dict[str, int]:
        by_extractor: dict[str, int] = json.loads(kg("status", "--json").stdout)["extractors"]
        return by_extractor

    return counts


def test_papers_are_extracted_for_money_and_status_names_the_extractor(
    run: Run, kg: Run, api: MessagesApi, extractors: Status
) -> None:
    assert run().returncode == 0
    assert extractors() == {"fast": 2}
    done = run(*ASK)
    assert (done.returncode, len(api.received)) == (0, 2)
    assert "2 papers to ask about" in done.stderr
    assert "2 extracted by claude-haiku-4-5-20251001 for $0.0090 of $1.00" in done.stdout
    assert KEY not in done.stdout + done.stderr
    assert extractors() == {"claude-haiku-4-5-20251001": 2}
    shown = kg("status").stdout
    assert "2 by claude-haiku-4-5-20251001" in shown
    dataset = kg("entity", "WaveBench", "--json")
    assert json.loads(dataset.stdout)["label"] == "Dataset"

    plain = run()
    assert (plain.returncode, len(api.received)) == (0, 2)
    assert "the graph is current" in plain.stdout


def test_the_report_is_json_where_it_is_wanted(run: Run) -> None:
    report = json.loads(run(*ASK, "--json").stdout)
    assert report["new"] == 2
    assert (report["claude"]["answered"], report["claude"]["dollars"]) == (2, 0.009)
    assert "claude" not in json.loads(run("--json").stdout)


def test_a_budget_of_nothing_estimates_without_a_key(run: Run, api: MessagesApi) -> None:
    done = run("--extractor", "claude", "--budget", "0", env={"ANTHROPIC_API_KEY": ""})
    assert done.returncode == 0
    assert "2 papers to ask about" in done.stderr
    assert "2 left as they were" in done.stdout
    assert api.received == []


def test_a_budget_that_ends_is_no_failure_and_the_same_command_goes_on(
    run: Run, extractors: Status
) -> None:
    tight = run("--extractor", "claude", "--budget", "0.02")
    assert tight.returncode == 0
    assert "1 left as they were: the next paper could pass the budget" in tight.stdout
    assert extractors() == {"claude-haiku-4-5-20251001": 1, "fast": 1}
    assert run("--extractor", "claude", "--budget", "0.02").returncode == 0
    assert extractors() == {"claude-haiku-4-5-20251001": 2}


def test_a_wrong_key_is_one_line_after_the_estimate(run: Run, extractors: Status) -> None:
    done = run(*ASK, env={"ANTHROPIC_API_KEY": "sk-ant-wrong"})
    assert done.returncode == 1
    *before, failure = done.stderr.splitlines()
    assert [line for line in before if "about $" in line]
    assert not [line for line in before if line.startswith("kg:")]
    assert failure == "kg: Claude refuses the key (401): set ANTHROPIC_API_KEY to a valid one"
    assert "sk-ant" not in done.stdout + done.stderr
    assert extractors() == {"fast": 2}


def test_a_paper_without_an_answer_is_named(run: Run, api: MessagesApi) -> None:
    api.script = [Said("", "refusal")]
    done = run(*ASK)
    assert done.returncode == 1
    assert "arxiv:2401.00001 Claude refused to answer" in done.stderr
    assert "1 without an answer" in done.stdout


@pytest.mark.parametrize(
    ("flags", "env", "code", "reason"),
    [
        (("--extractor", "claude"), {}, 2, "--budget DOLLARS"),
        (("--extractor", "claude", "--budget", "-1"), {}, 2, "0 or more"),
        (("--extractor", "claude", "--budget", "nan"), {}, 2, "0 or more"),
        (("--budget", "1"), {}, 2, "--budget is for --extractor claude"),
        (ASK, {"ANTHROPIC_API_KEY": ""}, 1, "set ANTHROPIC_API_KEY"),
        (ASK, {"ANTHROPIC_API_KEY": "sk-ant-\u2026"}, 1, "ANTHROPIC_API_KEY has signs"),
        (ASK, {"ANTHROPIC_BASE_URL": "localhost"}, 1, "ANTHROPIC_BASE_URL"),
        (ASK, {"KG_CLAUDE_MODEL": "claude-1"}, 1, "no price for the model claude-1"),
        ((*ASK, "--store", "bolt://localhost:1"), {}, 1, "ingest into a folder"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_before_anything_is_done(
    run: Run, api: MessagesApi, flags: tuple[str, ...], env: dict[str, str], code: int, reason: str
) -> None:
    done = run(*flags, env=env)
    assert done.returncode == code
    (line,) = done.stderr.splitlines()
    assert reason in line
    assert (done.stdout, api.received) == ("", [])


def test_an_overloaded_api_is_waited_for(run: Run, api: MessagesApi) -> None:
    api.script = [Failed(529, "overloaded_error", headers={"retry-after": "0"})]
    assert run(*ASK).returncode == 0
    assert len(api.received) == 3


def test_who_asks_nothing_loads_nothing() -> None:
    program = (
        "import sys, api.cli.main, kg.archive, extract.ingest;"
        "sys.exit('anthropic' in sys.modules or 'httpx2' in sys.modules)"
    )
    call = [sys.executable, "-c", program]
    assert subprocess.run(call, check=False, env=program_env()).returncode == 0
