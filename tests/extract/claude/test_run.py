"""Whole runs over HTTP: paid once, within the budget, kept whatever happens, gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claude.budget import Budget
from extract.claude.client import Claude
from extract.claude.models import MODELS, PRICES_OF, claude_model
from extract.claude.prompt import prompt_for
from extract.claude.run import ClaudeReport, ask_claude, estimate
from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.journal.replies import PaidAnswer
from extract.pipeline import passages_of
from extract.records import Extraction, Paper
from extract.vocabulary import load_vocabulary, make_vocabulary
from tests.messages_api import KEY, Failed, MessagesApi, Raw, Said, Step
from tests.wave_bench import answer_of, paper

HAIKU = claude_model("")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


def _bring(journal: Journal, *papers: Paper) -> None:
    """Bring papers in as an ingestion does, extracted on this machine."""
    with journal.batch():
        for item in papers:
            journal.upsert(item)
    ingest([], journal, load_vocabulary())


def _run(
    journal: Journal,
    api: MessagesApi,
    dollars: float = 1.0,
    *,
    key: str = KEY,
    model: str = "",
    slept: list[float] | None = None,
    printed: list[str] | None = None,
) -> ClaudeReport:
    waits, lines = [] if slept is None else slept, [] if printed is None else printed
    claude = Claude(claude_model(model), key, api.url, waits.append)
    try:
        return ask_claude(journal, load_vocabulary(), claude, dollars, lines.append)
    finally:
        claude.close()


def _by(journal: Journal) -> dict[str, str]:
    return {entry.paper.id: entry.extractor for entry in journal.papers()}


def _made(journal: Journal) -> dict[str, Extraction]:
    return {extraction.paper_id: extraction for extraction in journal.extractions()}


def _good(answer: dict[str, Any]) -> Said:
    return Said(json.dumps(answer))


def test_papers_are_asked_about_once_and_keep_what_was_found(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1), paper(2))
    assert _by(journal) == {paper(1).id: "fast", paper(2).id: "fast"}
    report = _run(journal, api)
    assert (report.answered, report.left, report.problems, report.stopped) == (2, 0, (), "")
    assert (report.input_tokens, report.output_tokens, report.dollars) == (4000, 1000, 0.009)
    assert set(_by(journal).values()) == {HAIKU.name}
    made = _made(journal)
    assert {mention.extractor for mention in made[paper(1).id].mentions} == {"claude"}

    again = _run(journal, api)
    ingest([], journal, load_vocabulary())
    assert (again.answered, again.dollars, len(api.received)) == (0, 0, 2)
    assert _made(journal) == made


def test_the_cost_is_printed_before_the_first_question(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1), paper(2))
    printed: list[str] = []
    api.read = lambda _: Failed(401, "authentication_error", str(len(printed)))
    _run(journal, api, 0.5, printed=printed)
    (line,) = printed
    assert line.startswith(
        "claude-haiku-4-5-20251001 (temperature 0): 2 papers to ask about, about "
    )
    assert f"by the prices of {PRICES_OF}; budget $0.50" in line
    guess = estimate([paper(1), paper(2)], HAIKU)
    assert f"about {guess.input_tokens:,} tokens in and {guess.output_tokens:,} out" in line


def test_a_budget_of_nothing_sends_nothing(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1))
    report = _run(journal, api, 0)
    assert (report.left, report.out_of_budget, api.received) == (1, True, [])


def _most(about: Paper) -> float:
    asked = prompt_for(passages_of(about))
    assert asked is not None
    return Budget(0, HAIKU).most(asked)


def test_a_run_stops_before_the_budget_is_passed_and_goes_on_later(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, *(paper(number) for number in range(1, 5)))
    limit = _most(paper()) + 0.0045 * 1.5  # what a reply costs here is 0.0045
    report = _run(journal, api, limit)
    assert (report.answered, report.left, report.out_of_budget) == (2, 2, True)
    assert report.dollars <= limit
    assert [*_by(journal).values()] == [HAIKU.name, HAIKU.name, "fast", "fast"]
    assert _run(journal, api).answered == 2
    assert set(_by(journal).values()) == {HAIKU.name}
    assert len(api.received) == 4


_usage = st.fixed_dictionaries(
    {"input_tokens": st.integers(0, 4000), "output_tokens": st.integers(0, 2500)}
)
_steps = st.lists(
    st.builds(Said, st.just("{"), st.sampled_from(["end_turn", "refusal", "max_tokens"]), _usage)
    | st.sampled_from([Failed(529, "overloaded_error"), Raw(b"{}", cut=True), Raw(b"hello")]),
    max_size=12,
)


@settings(max_examples=25)
@given(_steps, st.floats(0, 0.2))
def test_no_run_costs_more_than_its_budget(
    tmp_path_factory: pytest.TempPathFactory, script: list[Step], limit: float
) -> None:
    with (
        MessagesApi() as api,
        Journal(tmp_path_factory.mktemp("budget") / "journal.sqlite") as journal,
    ):
        _bring(journal, *(paper(number) for number in range(1, 4)))
        api.script = list(script)
        report = _run(journal, api, limit)
        taken = [step for step in script if step not in api.script]
        paid = [step.usage for step in taken if isinstance(step, Said)]
        assert report.dollars <= limit
        assert HAIKU.dollars(report.input_tokens, report.output_tokens) <= report.dollars + 1e-6
        assert report.input_tokens >= max((usage["input_tokens"] for usage in paid), default=0)
        assert len(_made(journal)) == 3


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Said("", "refusal"), "refused"),
        (Said('{"entities":[{"na', "max_tokens"), "cut off"),
        (Said('{"entities":[{"na'), "no JSON"),
        (Said("I would rather not."), "no JSON"),
        (Said('{"entities":[]}'), "no object of the lists"),
    ],
)
def test_a_paper_without_a_usable_answer_keeps_what_it_had_and_is_not_paid_for_again(
    journal: Journal, api: MessagesApi, step: Said, why: str
) -> None:
    _bring(journal, paper(1), paper(2))
    before = _made(journal)[paper(1).id]
    api.script = [step]
    report = _run(journal, api)
    assert (report.answered, report.left) == (1, 0)
    (problem,) = report.problems
    assert problem.id == paper(1).id
    assert why in problem.reason
    assert report.input_tokens == 4000
    assert _made(journal)[paper(1).id] == before
    assert _run(journal, api).dollars == 0
    assert len(api.received) == 2


def test_invented_quotes_are_counted_and_nowhere_in_the_journal(
    journal: Journal, api: MessagesApi
) -> None:
    def lie(sentences: list[dict[str, Any]]) -> Step:
        answer = answer_of(sentences)
        mention = {"sentence": 2, "surface": "PhantomNet"}
        answer["entities"].append({"name": "PhantomNet", "label": "Model", "mentions": [mention]})
        answer["paper_relations"][0]["quote"] = "We introduce PhantomNet"
        answer["roles"][0]["opening"] = "PhantomNet is new"
        return _good(answer)

    _bring(journal, paper(1))
    api.read = lie
    dropped = _run(journal, api).dropped
    assert (dropped.mentions, dropped.relations, dropped.roles) == (1, 1, 1)
    made = _made(journal)[paper(1).id]
    assert "phantom" not in repr(made).lower()
    assert made.mentions


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        ([Failed(429, "rate_limit_error", headers={"retry-after": "7"})], [7.0]),
        ([Failed(529, "overloaded_error")] * 2, [2.0, 4.0]),
        ([Failed(500, "api_error"), Failed(503, "api_error")], [2.0, 4.0]),
    ],
)
def test_a_passing_failure_is_waited_for(
    journal: Journal, api: MessagesApi, steps: list[Step], waits: list[float]
) -> None:
    _bring(journal, paper(1))
    api.script = list(steps)
    slept: list[float] = []
    report = _run(journal, api, slept=slept)
    assert (report.answered, report.dollars, slept) == (1, 0.0045, waits)


def test_a_connection_that_breaks_is_counted_at_its_most_and_tried_again(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1))
    api.script = [Raw(b'{"type":"message","content":[' * 50, cut=True)]
    slept: list[float] = []
    report = _run(journal, api, slept=slept)
    assert (report.answered, slept) == (1, [2.0])
    assert report.dollars == round(0.0045 + _most(paper()), 6)


def test_tries_have_an_end_and_saved_answers_stay(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1), paper(2), paper(3))
    api.script = [_good(answer_of([]))]
    api.read = lambda _: Failed(529, "overloaded_error")
    slept: list[float] = []
    report = _run(journal, api, slept=slept)
    assert report.stopped == (
        "no answer from Claude in 5 tries: overloaded_error (529); go on later"
    )
    assert (report.answered, report.left, slept) == (1, 2, [2, 4, 8, 16])
    assert not report.out_of_budget
    assert [*_by(journal).values()] == [HAIKU.name, "fast", "fast"]


def test_a_long_wait_is_left_to_the_user(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1))
    api.script = [Failed(429, "rate_limit_error", headers={"retry-after": "3600"})]
    slept: list[float] = []
    report = _run(journal, api, slept=slept)
    assert "asks to wait 3,600 s" in report.stopped
    assert slept == []


def test_a_wrong_key_stops_at_once(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1), paper(2))
    report = _run(journal, api, key="sk-ant-wrong")
    assert report.stopped.startswith("Claude refuses the key (401)")
    assert (report.left, report.dollars, len(api.received)) == (2, 0, 1)


def test_an_empty_paper_costs_nothing_and_a_too_long_one_is_not_sent(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1, "", " "), paper(2, "T", "We test words. " * 1000))
    report = _run(journal, api)
    assert (report.answered, report.dollars, api.received) == (1, 0, [])
    (problem,) = report.problems
    assert "12,000 characters" in problem.reason
    assert _by(journal)[paper(2).id] == "fast"
    assert _run(journal, api).problems == ()


def test_changed_papers_are_extracted_here_until_they_are_asked_about_again(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1))
    _run(journal, api)
    _bring(journal, replace(paper(1), title="WaveBench"))
    assert _by(journal) == {paper(1).id: "fast"}
    assert _run(journal, api).answered == 1
    assert _by(journal) == {paper(1).id: HAIKU.name}


def test_removed_papers_take_their_answers_with_them(journal: Journal, api: MessagesApi) -> None:
    _bring(journal, paper(1))
    _run(journal, api)
    journal.remove(paper(1).id)
    _bring(journal, paper(1))
    assert _by(journal) == {paper(1).id: "fast"}
    assert [p.id for p in journal.answers.unasked("claude")] == [paper(1).id]


def test_another_model_is_asked_anew_and_the_earlier_answer_stands_until_then(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1), paper(2))
    _run(journal, api)
    api.script = [Said("", "refusal")]
    report = _run(journal, api, model="claude-sonnet-5-5")
    assert (report.answered, len(report.problems)) == (1, 1)
    assert _by(journal) == {paper(1).id: HAIKU.name, paper(2).id: "claude-sonnet-5-5"}


def test_a_newer_vocabulary_renames_without_another_question(
    journal: Journal, api: MessagesApi
) -> None:
    _bring(journal, paper(1))
    _run(journal, api)
    old = load_vocabulary()
    concept = old.concepts["method:low-rank-adaptation"]
    renamed = replace(concept, id="method:lora", name="LoRA", aliases=("low-rank adaptation",))
    concepts = {**old.concepts, renamed.id: renamed}
    del concepts[concept.id]
    ingest([], journal, make_vocabulary(concepts, "newer"))
    named = {mention.surface: mention.entity_id for mention in _made(journal)[paper(1).id].mentions}
    assert named["LoRA"] == named["low-rank adaptation"] == "method:lora"
    assert _by(journal) == {paper(1).id: HAIKU.name}
    assert len(api.received) == 1


def test_a_kept_answer_that_is_damaged_is_a_problem_and_changes_nothing(journal: Journal) -> None:
    _bring(journal, paper(1))
    before = _made(journal)
    journal.answers.save(paper(1), PaidAnswer("claude:m:1", "answered", "[[], 7"))
    report = ingest([], journal, load_vocabulary())
    (problem,) = report.problems
    assert "damaged" in problem.reason
    assert _made(journal) == before


def test_a_journal_from_before_there_were_answers_gets_them(
    tmp_path: Path, api: MessagesApi
) -> None:
    with Journal(tmp_path / "journal.sqlite") as before:
        _bring(before, paper(1))
        before._db.execute("DROP TABLE answers")
    with Journal(tmp_path / "journal.sqlite") as after:
        assert _run(after, api).answered == 1


def test_every_price_is_above_nothing_and_output_costs_more() -> None:
    assert all(0 < model.input_price < model.output_price for model in MODELS.values())
    assert HAIKU.dollars(1_000_000, 1_000_000) == 6.0
