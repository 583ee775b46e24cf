"""How good the roles are on annotated abstracts that they were not trained on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from extract.evaluation.figures import Absent, Result
from extract.evaluation.role_corpora import (
    Abstract,
    gold_files,
    of_split,
    read_corpus,
    read_digests,
    read_own,
)
from extract.evaluation.scoring import Score
from extract.text.role_model import TrainedRoles, role_classifier
from extract.text.role_moves import MOVES, Move
from extract.text.role_rules import RoleClassifier

DIGESTS_BAR: Final = 85.0
CSABSTRUCT_BAR: Final = 80.0
GAP_BAR: Final = (80.0, 75.0)  # precision, recall
# What CSAbstruct calls a move.
_CSABSTRUCT: Final[Mapping[Move, str]] = {
    "background": "background",
    "problem": "background",
    "aim": "objective",
    "offer": "method",
    "method": "method",
    "result": "result",
    "limitation": "result",
    "outlook": "result",
    "release": "result",
    "notice": "other",
}
# What the chain over cues had that was before, in the five roles it knew.
_BEFORE: Final[Mapping[str, str]] = {"csabstruct": "62", "digests": "88.5"}


def accuracy(classifier: RoleClassifier, abstracts: Sequence[Abstract]) -> float:
    """Share (%) of the sentences whose role is one that their label leaves open."""
    right = [
        role == label or (abstract.corpus == "digests" and role in _COARSE.get(label, ()))
        for abstract in abstracts
        for role, label in zip(
            classifier.classify(abstract.sentences), abstract.labels, strict=True
        )
    ]
    return 100 * sum(right) / len(right)


# The digests have five roles, into which the others fall.
_COARSE: Final[Mapping[str, tuple[str, ...]]] = {
    "background": ("problem",),
    "objective": ("availability",),
    "result": ("outlook",),
    "limitation": ("outlook",),
}


def csabstruct_accuracy(model: TrainedRoles, abstracts: Sequence[Abstract]) -> float:
    """Share (%) of the sentences whose likeliest move is their label's: its micro F1."""
    right = [
        _CSABSTRUCT[MOVES[best]] == label
        for abstract in abstracts
        for best, label in zip(
            model.chances(abstract.sentences).argmax(axis=1), abstract.labels, strict=True
        )
    ]
    return 100 * sum(right) / len(right)


def gap_scores(classifier: RoleClassifier, abstracts: Sequence[Abstract]) -> tuple[float, float]:
    """Precision and recall (%) of SAMD's gaps as problems."""
    pairs = [
        (role == "problem", label == "GAP")
        for abstract in abstracts
        for role, label in zip(
            classifier.classify(abstract.sentences), abstract.labels, strict=True
        )
    ]
    given, wanted = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    score = Score(sum(a and b for a, b in pairs), given, wanted)
    return score.precision, score.recall


def role_figures(shared: Path) -> Iterator[Result]:
    """Give the figures of the shipped weights on tests; what is absent says so."""
    model = role_classifier()
    digests = of_split(read_digests(gold_files()), "test")
    value, bar = f"{accuracy(model, digests):.1f}", f">= {DIGESTS_BAR:g}"
    yield Result("sentence roles, own digests", value, bar, _BEFORE["digests"])
    for name, measured in (
        ("own annotations", _own_figures),
        ("CSAbstruct", _csabstruct_figures),
        ("SAMD", _samd_figures),
    ):
        try:
            yield from measured(model, shared)
        except Absent as absent:
            yield Result(f"sentence roles, {name}", f"not measured: {absent}")


def _own_figures(model: TrainedRoles, shared: Path) -> Iterator[Result]:
    own = read_own(shared, "test")
    yield Result("sentence roles, own arXiv papers", f"{accuracy(model, own):.1f}")
    for field in sorted({abstract.field for abstract in own}):
        some = [abstract for abstract in own if abstract.field == field]
        what = f"sentence roles, own arXiv papers, {field}"
        yield Result(what, f"{accuracy(model, some):.1f}")


def _csabstruct_figures(model: TrainedRoles, shared: Path) -> Iterator[Result]:
    value = csabstruct_accuracy(model, read_corpus(shared, "csabstruct", "test"))
    bar = f">= {CSABSTRUCT_BAR:g}"
    yield Result("sentence roles, CSAbstruct test", f"{value:.1f}", bar, _BEFORE["csabstruct"])


def _samd_figures(model: TrainedRoles, shared: Path) -> Iterator[Result]:
    scores = gap_scores(model, read_corpus(shared, "samd", "test"))
    for what, score, bar in zip(("precision", "recall"), scores, GAP_BAR, strict=True):
        what = f"sentence roles, SAMD test, gaps, {what}"
        yield Result(what, f"{score:.1f}", f">= {bar:g}")
