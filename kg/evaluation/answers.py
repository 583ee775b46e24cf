"""Measures whole answers: whether they pass the check, cover what is compared, and repeat.

No model judges anything: statements are checked by `kg.check`, coverage is counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Final

from extract.evaluation.rows import read_rows
from extract.vocabulary import data_dir
from kg.answer.records import Answer, Statement
from kg.ask import ask
from kg.check.answer import check_answer
from kg.check.derived import derive
from kg.evaluation.figures import AnswerFigure, Asked, Progress, rate_figure
from kg.retrieve.evidence import Papers
from kg.stores.caching import Remembered

TOP: Final = 10  # passages of a plain search that stand for what its reader sees


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """A question to be answered whole; `answerable` says whether its subject is in the archive.

    `compares` marks those written as comparisons; others go by their plan.
    """

    id: str
    archive: str
    question: str
    answerable: bool = True
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a question; `failed` are the ids of statements that fail the check.

    `faults` counts what it finds wrong with the answer as a whole. Of a comparison, `cited` says
    whether a paper of each side is cited, `searched` whether plain searches show one of each.
    """

    question: AnswerQuestion
    answer: Answer
    failed: frozenset[str]
    faults: int
    cited: bool
    searched: Mapping[str, bool]

    @property
    def compares(self) -> bool:
        """Whether it was written, or else read, as a comparison of what is in the archive."""
        read = self.answer.kind == "comparison" and self.question.answerable
        return self.question.compares or read

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements shown, in reading order."""
        return self.answer.statements()


def load_questions() -> tuple[AnswerQuestion, ...]:
    """The questions of data/gold/answers, and the comparisons of data/gold/membership."""
    gold = data_dir() / "gold"
    asked = [
        AnswerQuestion(str(row["n"]), row["archive"], row["question"], row["answerable"])
        for row in read_rows(gold / "answers" / "questions.jsonl")
    ]
    comparisons = [
        AnswerQuestion(row["id"], row["archive"], row["question"], compares=True)
        for row in read_rows(gold / "membership" / "comparisons.jsonl")
    ]
    return (*asked, *comparisons)


def answer_figures(
    questions: Sequence[AnswerQuestion], archives: Mapping[str, Asked], progress: Progress
) -> list[AnswerFigure]:
    """Ask the questions of the given archives twice, and measure what comes."""
    own = [question for question in questions if question.archive in archives]
    outcomes = []
    for number, question in enumerate(own, start=1):
        outcomes.append(outcome(question, archives[question.archive]))
        progress("asking", number, len(own))
    same = []
    for number, each in enumerate(outcomes, start=1):
        same.append(_repeats(each, archives[each.question.archive]))
        progress("asking again", number, len(own))
    return [
        *checked_figures(outcomes),
        *covered_figures(outcomes),
        *_absent(outcomes),
        rate_figure(
            "answers that are the same, byte for byte, asked again in this process", same, 1.0
        ),
    ]


def outcome(question: AnswerQuestion, archive: Asked) -> Outcome:
    """Ask a question and check the answer against the store."""
    answer = ask(question.question, archive.store, archive.vocabulary, archive.embedder)
    store = Remembered(archive.store)
    failures = check_answer(answer, store, archive.embedder)
    compares = question.compares or answer.kind == "comparison"
    sides: list[Papers] = []
    if compares:
        sides = [side.papers for side in derive(answer, store, archive.embedder).sides]
    cited = _cited(answer)
    shown = _searched(question.question, archive) if compares else {}
    return Outcome(
        question=question,
        answer=answer,
        failed=frozenset(failure.statement_id for failure in failures if failure.statement_id),
        faults=sum(not failure.statement_id for failure in failures),
        cited=_of_each(sides, cited),
        searched={name: _of_each(sides, papers) for name, papers in shown.items()},
    )


def _of_each(sides: Sequence[Papers], papers: Papers) -> bool:
    return len(sides) > 1 and all(side & papers for side in sides)


def _cited(answer: Answer) -> Papers:
    """The papers that the statements shown cite."""
    numbers = {cited.source for given in answer.statements() for cited in given.citations}
    return frozenset(source.paper_id for source in answer.sources if source.number in numbers)


def _searched(question: str, archive: Asked) -> dict[str, Papers]:
    """The papers of the first passages that each plain search gives for the whole question."""
    hits = {"text": archive.store.text_search(question, TOP)}
    if archive.embedder is not None:
        hits["vector"] = archive.store.vector_search(archive.embedder.encode([question])[0], TOP)
    return {
        name: frozenset(hit.passage_id.rpartition("#")[0] for hit in own)
        for name, own in hits.items()
    }


def _repeats(first: Outcome, archive: Asked) -> bool:
    again = ask(first.question.question, archive.store, archive.vocabulary, archive.embedder)
    return _lasting(first.answer) == _lasting(again)


def _lasting(answer: Answer) -> str:
    """The JSON of an answer without the time of asking."""
    provenance = replace(answer.provenance, answered_at="", timings_ms={})
    return json.dumps(replace(answer, provenance=provenance).to_dict(), ensure_ascii=False)


def checked_figures(outcomes: Sequence[Outcome]) -> list[AnswerFigure]:
    """Shares of statements that hold; those that the asking itself left out are counted apart."""
    held = [(s, s.id not in own.failed) for own in outcomes for s in own.statements]
    dropped = sum(each.answer.provenance.dropped for each in outcomes)
    whole = sum(each.faults > 0 for each in outcomes)
    kept = [True] * len(held) + [False] * dropped
    return [
        rate_figure(
            "statements with citations: each quote in its passage, each link in the graph",
            [holds for statement, holds in held if statement.citations],
            1.0,
        ),
        rate_figure(
            "counted statements whose numbers their queries give again",
            [holds for statement, holds in held if statement.kind == "counted"],
            1.0,
        ),
        rate_figure(
            "statements composed that the check let be shown",
            kept,
            note=f"answers with another fault: {whole}" if whole else "",
        ),
    ]


def covered_figures(outcomes: Sequence[Outcome]) -> list[AnswerFigure]:
    """Shares of comparisons that show something of each side, beside plain searches."""
    own = [each for each in outcomes if each.compares]
    papers = [len(_cited(each.answer)) for each in own]
    whose = "sides' papers as this engine finds them"
    note = f"{fmean(papers):.1f} papers cited on average, {whose}" if papers else ""
    figures = [
        rate_figure(
            "comparisons whose answer cites a paper of each side",
            [each.cited for each in own],
            note=note,
        )
    ]
    for name in ("text", "vector"):
        shown = [each.searched[name] for each in own if name in each.searched]
        what = f"  the same of the first {TOP} passages of {name} search for the question"
        figures.append(rate_figure(what, shown, note=whose))
    return figures


def _absent(outcomes: Sequence[Outcome]) -> list[AnswerFigure]:
    """Shares of questions that are rightly said to have evidence or none."""
    empty = [(each.question.answerable, each.answer.status == "no_evidence") for each in outcomes]
    return [
        rate_figure(
            "questions on what is not in the archive that are answered “no evidence”",
            [none for answerable, none in empty if not answerable],
        ),
        rate_figure(
            "questions on what is in the archive that are answered with evidence",
            [not none for answerable, none in empty if answerable],
        ),
    ]
