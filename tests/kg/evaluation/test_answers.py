"""Figures of whole answers, on the demo archive."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extract.vocabulary import load_vocabulary
from kg.embed.embedder import Embedder
from kg.evaluation.answers import (
    AnswerQuestion,
    Outcome,
    answer_figures,
    checked_figures,
    covered_figures,
    load_questions,
    outcome,
)
from kg.evaluation.figures import AnswerFigure, Asked, rate_figure
from kg.evaluation.quoted import (
    BEST,
    BM25,
    COSINE,
    ENGINE,
    JudgedPair,
    gain,
    load_pairs,
    pair_orders,
    quote_figures,
)
from kg.evaluation.verdicts import ClaimVerdict, scores, verdict_figures
from kg.retrieve.reading import sentences_by_paper
from kg.stores.base import Store
from tests.conftest import Kg

COMPARED = AnswerQuestion(
    "1", "demo", "How does evaluation differ between astronomy and code search?", compares=True
)
PLAIN = AnswerQuestion("2", "demo", "Which data sets does code search use?")
ABSENT = AnswerQuestion("3", "demo", "What is known of the breeding of alpacas?", answerable=False)


@pytest.fixture(scope="module")
def asked(demo: Store, embedder: Embedder) -> Asked:
    return Asked(demo, load_vocabulary(), embedder)


@pytest.fixture(scope="module")
def compared(asked: Asked) -> Outcome:
    return outcome(COMPARED, asked)


def nothing(stage: str, done: int, total: int) -> None:
    """Take no note of progress."""


def test_answers_of_the_demo_hold_cover_both_sides_and_repeat(asked: Asked) -> None:
    stages = []
    figures = answer_figures(
        [COMPARED, PLAIN, ABSENT, replace(PLAIN, archive="another")],
        {"demo": asked},
        lambda *stage: stages.append(stage),
    )
    values = {figure.what: (figure.value, figure.of) for figure in figures}
    cited, counted, _, covered, text, vector, absent, present, same = values.values()
    assert cited[0] == counted[0] == 1.0
    assert cited[1] > 5
    assert covered == (1.0, 1)
    assert text[1] == vector[1] == 1
    assert (absent, present, same) == ((1.0, 1), (1.0, 2), (1.0, 3))
    assert stages[2:4] == [("asking", 3, 3), ("asking again", 1, 3)]


def test_a_statement_with_a_wrong_quote_or_number_counts_as_one_that_does_not_hold(
    compared: Outcome,
) -> None:
    cited = next(statement.id for statement in compared.statements if statement.citations)
    (before, *_), (after, *_) = (
        checked_figures([each]) for each in (compared, replace(compared, failed=frozenset([cited])))
    )
    assert before.value == 1.0
    assert after.value == pytest.approx(1 - 1 / after.of, abs=0.001)


def test_statements_that_asking_left_out_lower_the_share_shown(compared: Outcome) -> None:
    provenance = replace(compared.answer.provenance, dropped=len(compared.statements))
    worse = replace(compared, answer=replace(compared.answer, provenance=provenance))
    assert checked_figures([worse])[2].value == 0.5


def test_an_answer_with_another_fault_is_counted(compared: Outcome) -> None:
    assert checked_figures([compared])[2].note == ""
    assert checked_figures([replace(compared, faults=2)])[2].note == "answers with another fault: 1"


def test_a_comparison_read_as_something_else_counts_as_not_covered(asked: Asked) -> None:
    misread = outcome(replace(PLAIN, compares=True), asked)
    assert covered_figures([misread])[0].value == 0.0


def test_without_an_embedder_vectors_are_not_measured(asked: Asked) -> None:
    bare = outcome(COMPARED, replace(asked, embedder=None))
    figures = covered_figures([bare])
    assert [figure.of for figure in figures] == [1, 1, 0]
    assert figures[2].value is None
    assert figures[2].note == "skipped: no case"


def test_the_questions_are_those_of_both_files() -> None:
    questions = load_questions()
    assert len({question.id for question in questions}) == len(questions) == 80
    assert {question.archive for question in questions} == {"arxiv-16k", "arxiv-2025"}
    assert sum(question.compares for question in questions) == 20
    assert sum(not question.answerable for question in questions) == 3


@pytest.fixture(scope="module")
def pair(demo: Store) -> JudgedPair:
    """Give a pair whose sentences are graded by which of two words they contain."""
    papers = {hit.passage_id.rpartition("#")[0] for hit in demo.text_search("code search", 12)}
    rows = demo.run("passages_of_papers", {"papers": [*sorted(papers)]})
    grades = {
        (s.passage_id, s.char_start): ("search" in s.text) + ("BLEU" in s.text)
        for inner in sentences_by_paper(rows).values()
        for s in inner
        if s.section != "title"
    }
    question = "How is code search evaluated?"
    return JudgedPair(1, "demo", "code search", "evaluation", question, "test", grades)


def test_every_ranking_orders_all_judged_sentences_that_the_archive_holds(
    pair: JudgedPair, asked: Asked
) -> None:
    gone = replace(pair, grades={**pair.grades, ("arxiv:0000.00000#1", 7): 2})
    orders = pair_orders(gone, asked)
    assert orders.pair.grades == pair.grades
    assert {*orders.orders} == {ENGINE, BM25, COSINE, BEST}
    for order in orders.orders.values():
        assert sorted(order) == sorted(pair.grades)
    assert 0 < len(orders.quoted) <= 3


def test_quotes_are_scored_beside_baselines_and_the_best(pair: JudgedPair, asked: Asked) -> None:
    others = [replace(pair, archive="another"), replace(pair, split="dev")]
    related, answering, ranking = quote_figures([pair, *others], {"demo": asked}, nothing)
    for figure in (related, answering, ranking):
        assert figure.value is not None
        assert 0 <= figure.value <= 1
        assert figure.beside[BEST] == max(figure.beside.values())
    assert related.of == len(pair_orders(pair, asked).quoted)
    assert ranking.of == ranking.beside[BEST] == 1


def test_a_quote_that_nobody_judged_is_counted_apart(pair: JudgedPair, asked: Asked) -> None:
    first, *_ = quoted = pair_orders(pair, asked).quoted
    rest = {place: grade for place, grade in pair.grades.items() if place != first}
    related, *_ = quote_figures([replace(pair, grades=rest)], {"demo": asked}, nothing)
    assert related.of == len(quoted) - 1
    assert related.note == "subjects: 1, further quotes not judged: 1"


def test_a_subject_that_the_archive_lacks_has_no_quotes(pair: JudgedPair, asked: Asked) -> None:
    absent = replace(pair, side="alpaca breeding", question="How is alpaca breeding evaluated?")
    assert list(pair_orders(absent, asked).quoted) == []


def test_without_judged_pairs_nothing_is_measured(tmp_path: Path) -> None:
    assert load_pairs(tmp_path / "judged.jsonl") == ()
    figures = quote_figures([], {}, nothing)
    assert [(f.value, f.of, f.note) for f in figures] == [(None, 0, "skipped: none")] * 3


def test_a_file_of_judged_pairs_is_read_in_its_order(tmp_path: Path) -> None:
    row = {"n": 7, "archive": "demo", "side": "code search", "aspect": "data"}
    more = {"question": "Which data?", "split": "dev", "grades": [["a#1", 0, 2], ["a#2", 31, 0]]}
    file = tmp_path / "judged.jsonl"
    lines = [json.dumps({**row, **more}), json.dumps({**row, **more, "n": 3})]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = load_pairs(file)
    grades = {("a#1", 0): 2, ("a#2", 31): 0}
    assert first == JudgedPair(7, "demo", "code search", "data", "Which data?", "dev", grades)
    assert second.number == 3


def test_gain_is_of_the_first_five_and_less_further_down() -> None:
    assert gain([2]) == 3
    assert gain([0, 0, 1]) == 0.5
    assert gain([0, 0, 0, 0, 0, 2]) == 0


def test_scores_of_verdicts() -> None:
    verdicts = [ClaimVerdict(True, True), ClaimVerdict(True, False), ClaimVerdict(False, True)]
    verdicts += [ClaimVerdict(False, False)] * 2
    assert scores(verdicts) == {"precision": 0.5, "recall": 0.5, "F1": 0.5, "accuracy": 0.6}
    assert scores([]) == {"precision": 0.0, "recall": 0.0, "F1": 0.0, "accuracy": 0.0}


def test_claims_are_read_with_their_abstracts(tmp_path: Path) -> None:
    (tmp_path / "scifact").mkdir()
    abstract = [{"title": "Tides and moons", "text": "The moon raises tides in the sea."}]
    claims = [("The moon raises tides.", "true"), ("Whales sing at dusk.", "false")]
    rows = [{"input": claim, "gold_ctx": abstract, "answer": answer} for claim, answer in claims]
    file = tmp_path / "scifact" / "scifact_test.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = verdict_figures(tmp_path)
    assert [figure.value for figure in figures] == [1.0] * 4
    assert [figure.beside["always"] for figure in figures] == [0.5, 1.0, 0.667, 0.5]


def test_without_shared_data_the_claims_are_skipped_in_a_line(tmp_path: Path) -> None:
    (figure,) = verdict_figures(tmp_path)
    assert (figure.value, figure.note) == (None, "skipped: no shared data")


def test_a_share_of_nothing_is_no_figure() -> None:
    expected = AnswerFigure("x", None, 0, 1.0, note="skipped: no case")
    assert rate_figure("x", [], 1.0) == expected


@pytest.mark.parametrize("given", [(), ("--archive", "demo=file:x"), ("--archive", "arxiv-16k")])
def test_the_command_says_in_one_line_what_it_needs(kg: Kg, given: tuple[str, ...]) -> None:
    done = kg("eval", "answers", *given)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "NAME=STORE" in done.stderr
