"""Measures whether the support check separates claims that an abstract supports and refutes.

SciFact (Wadden et al., 2020) is read for this alone; nothing of it is kept or learnt from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.evaluation.rows import read_rows
from kg.answer.quotes.support import THRESHOLD, support
from kg.evaluation.figures import DIGITS, AnswerFigure

WHAT = "support check on SciFact claims, “supported”"


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """Whether an abstract supports a claim, and whether the check finds so."""

    true: bool
    predicted: bool


def verdict_figures(shared: Path) -> list[AnswerFigure]:
    """Precision, recall and F1 of “supported”, beside calling every claim supported."""
    file = shared / "scifact" / "scifact_test.jsonl"
    if not file.is_file():
        return [AnswerFigure(WHAT, None, note="skipped: no shared data")]
    verdicts = [
        ClaimVerdict(row["answer"] == "true", _is_supported(row["input"], row["gold_ctx"]))
        for row in read_rows(file)
    ]
    majority = scores([ClaimVerdict(verdict.true, predicted=True) for verdict in verdicts])
    return [
        AnswerFigure(f"{WHAT}: {name}", value, len(verdicts), beside={"always": majority[name]})
        for name, value in scores(verdicts).items()
    ]


def _is_supported(claim: str, abstracts: Sequence[dict[str, str]]) -> bool:
    texts = [text for abstract in abstracts for text in (abstract["title"], abstract["text"])]
    return support(claim, texts, ()) >= THRESHOLD


def scores(verdicts: Sequence[ClaimVerdict]) -> dict[str, float]:
    """Precision, recall, F1 and accuracy of the verdicts that say a claim is supported."""
    right = sum(v.true and v.predicted for v in verdicts)
    precision = right / max(sum(v.predicted for v in verdicts), 1)
    recall = right / max(sum(v.true for v in verdicts), 1)
    both = precision + recall
    accuracy = sum(v.true == v.predicted for v in verdicts) / max(len(verdicts), 1)
    return {
        "precision": round(precision, DIGITS),
        "recall": round(recall, DIGITS),
        "F1": round(2 * precision * recall / both if both else 0.0, DIGITS),
        "accuracy": round(accuracy, DIGITS),
    }
