"""Trains the classifier of sentence roles: `python -m extract.training.train_roles`.

Reads the `train` papers of `data/gold`, chooses the strength of the prior by cross-validation over
papers, writes `data/models/roles.json`, and prints figures; with `--test` it also prints those of
the `test` papers, for which nothing is chosen. No chance is involved: equal gold gives equal bytes.

The model is the linear-chain conditional random field of `extract.role_model`; its log-likelihood
with a Gaussian prior is maximised by Adam (Kingma & Ba 2015) over all abstracts at once.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.records import Role
from extract.role_features import Features, role_features
from extract.role_model import FORMAT, ROLES, TrainedRoles, role_classifier
from extract.roles import CueRoles, RoleClassifier
from extract.trained.weights import ROLES_FILE, models_dir, write_lock
from extract.vocabulary import data_dir

Floats = NDArray[np.float64]

PRIORS = (0.5, 1.0, 2.0)
FOLDS = 5
STEPS = 200
RATE = 0.1
STEP_PRIOR = 0.1
BAR = 85.0
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Abstract:
    """The sentences of one paper's digest, or of one written abstract, with their roles."""

    paper: str
    field: str
    split: str
    sentences: tuple[str, ...]
    roles: tuple[Role, ...]


def gold_files() -> list[Path]:
    """Every file of sentences with roles, sorted."""
    gold = data_dir() / "gold"
    return sorted([*(gold / "sentences").glob("*.jsonl"), *(gold / "roles").glob("*.jsonl")])


def read_abstracts(files: Sequence[Path]) -> list[Abstract]:
    """Give the abstracts of gold files, in their order there."""
    rows: dict[tuple[str, str, str], list[tuple[int, str, Role]]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            key = (row["paper"], row["field"], row["split"])
            rows.setdefault(key, []).append((row["n"], row["text"], row["role"]))
    return [
        Abstract(*key, tuple(text for _, text, _ in found), tuple(role for *_, role in found))
        for key, found in ((key, sorted(found)) for key, found in rows.items())
    ]


@dataclass(frozen=True, eq=False)
class _Problem:
    """Abstracts as arrays: `x` a row a sentence, `at` its abstract and place, `y` its role."""

    names: list[str]
    x: Floats
    abstract: NDArray[np.intp]
    place: NDArray[np.intp]
    inside: NDArray[np.bool_]
    y: NDArray[np.intp]


def train(abstracts: Sequence[Sequence[Features]], roles: Sequence[Sequence[Role]], prior: float
          ) -> TrainedRoles:  # fmt: skip
    """Fit weights to abstracts, given as features; a feature counts from its second abstract on."""
    problem = _problem(abstracts, roles)
    weights = np.zeros((len(problem.names), len(ROLES)))
    steps = np.zeros((len(ROLES), len(ROLES)))
    mean = [np.zeros_like(weights), np.zeros_like(steps)]
    square = [np.zeros_like(weights), np.zeros_like(steps)]
    for step in range(1, STEPS + 1):
        gradients = _gradients(problem, weights, steps, prior)
        rate = RATE if step < 0.7 * STEPS else RATE / 5
        for part, (value, gradient) in enumerate(zip((weights, steps), gradients, strict=True)):
            mean[part] = 0.9 * mean[part] + 0.1 * gradient
            square[part] = 0.999 * square[part] + 0.001 * gradient**2
            scale = np.sqrt(square[part] / (1 - 0.999**step)) + 1e-8
            value -= rate * (mean[part] / (1 - 0.9**step)) / scale
    rounded = np.round(weights, _DIGITS)
    rows = zip(problem.names, rounded.tolist(), strict=True)
    return TrainedRoles(
        {name: tuple(row) for name, row in rows if any(row)},
        tuple(tuple(row) for row in np.round(steps, _DIGITS).tolist()),
    )


def _problem(abstracts: Sequence[Sequence[Features]], roles: Sequence[Sequence[Role]]) -> _Problem:
    counts: Counter[str] = Counter()
    for one in abstracts:
        counts.update({name for features in one for name in features})
    names = sorted(name for name, count in counts.items() if count > 1)
    column = {name: place for place, name in enumerate(names)}
    places = [(a, p) for a, one in enumerate(abstracts) for p in range(len(one))]
    x = np.zeros((len(places), len(names)))
    for row, (a, p) in enumerate(places):
        x[row, [column[name] for name in abstracts[a][p] if name in column]] = 1
    abstract, place = (np.array(part, dtype=np.intp) for part in zip(*places, strict=True))
    inside = np.zeros((len(abstracts), max(map(len, abstracts))), dtype=np.bool_)
    inside[abstract, place] = True
    y = np.zeros(inside.shape, dtype=np.intp)
    y[abstract, place] = [ROLES.index(roles[a][p]) for a, p in places]
    return _Problem(names, x, abstract, place, inside, y)


def _gradients(
    problem: _Problem, weights: Floats, steps: Floats, prior: float
) -> tuple[Floats, Floats]:
    """Give the gradients of the penalised negative log-likelihood: expected minus true counts."""
    inside, size = problem.inside, len(ROLES)
    scores = np.zeros((*inside.shape, size))
    scores[problem.abstract, problem.place] = problem.x @ weights
    forward, backward = _messages(scores, steps, inside)
    total = _log_sum(forward[:, -1], 1)
    one = np.exp(forward + backward - total[:, None, None])
    pair = np.exp(
        forward[:, :-1, :, None]
        + steps
        + (scores + backward)[:, 1:, None, :]
        - total[:, None, None, None]
    )
    true = np.eye(size)[problem.y]
    true_pair = true[:, :-1, :, None] * true[:, 1:, None, :]
    followed = inside[:, 1:, None, None]
    excess = (one - true)[problem.abstract, problem.place]
    return (
        problem.x.T @ excess + prior * weights,
        ((pair - true_pair) * followed).sum((0, 1)) + STEP_PRIOR * steps,
    )


def _messages(scores: Floats, steps: Floats, inside: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Give forward and backward log sums; behind an abstract's end the forward ones stand still."""
    forward, backward = scores.copy(), np.zeros_like(scores)
    for place in range(1, scores.shape[1]):
        reached = _log_sum(forward[:, place - 1, :, None] + steps, 1) + scores[:, place]
        forward[:, place] = np.where(inside[:, place, None], reached, forward[:, place - 1])
    for place in range(scores.shape[1] - 2, -1, -1):
        ahead = (scores + backward)[:, place + 1, None, :]
        backward[:, place] = np.where(inside[:, place + 1, None], _log_sum(steps + ahead, 2), 0)
    return forward, backward


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis, keepdims=True)
    summed: Floats = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return summed


def cross_validate(abstracts: Sequence[Abstract], prior: float) -> dict[str, float]:
    """Accuracy (%) on each paper by a model that saw none of it: on digests, and on all."""
    features = [role_features(one.sentences) for one in abstracts]
    order = sorted(range(len(abstracts)), key=lambda at: (abstracts[at].field, abstracts[at].paper))
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        seen = [at for at in order if at not in held]
        model = train([features[at] for at in seen], [abstracts[at].roles for at in seen], prior)
        for at in sorted(held):
            found = model.best(features[at])
            hits = sum(a == b for a, b in zip(found, abstracts[at].roles, strict=True))
            for group in (
                "all",
                "written" if abstracts[at].paper.startswith("written:") else "digests",
            ):
                right[group] += hits
                count[group] += len(found)
    return {group: 100 * right[group] / count[group] for group in sorted(count)}


def accuracy(classifier: RoleClassifier, abstracts: Sequence[Abstract]) -> float:
    """Share (%) of the sentences whose role a classifier gives right."""
    pairs = [
        (found, role)
        for one in abstracts
        for found, role in zip(classifier.classify(one.sentences), one.roles, strict=True)
    ]
    return 100 * sum(found == role for found, role in pairs) / len(pairs)


def role_rows() -> list[tuple[str, str, str, str]]:
    """Give (what, figure, baseline, bar) of the shipped weights on the test papers of the gold."""
    test = [one for one in read_abstracts(gold_files()) if one.split == "test"]
    model, cues = role_classifier(), CueRoles()
    rows = [("all", test), *((f, [a for a in test if a.field == f]) for f in _fields(test))]
    return [
        (
            f"sentence roles, own test papers, {name}",
            f"{accuracy(model, some):.1f}",
            f"{accuracy(cues, some):.1f}",
            f">= {BAR:g}" if name == "all" else "",
        )
        for name, some in rows
    ]


def _fields(abstracts: Sequence[Abstract]) -> list[str]:
    return sorted({one.field for one in abstracts})


def write_roles(model: TrainedRoles, folder: Path, gold: Sequence[Path]) -> None:
    """Write the weights with the hash of what they were trained on, and the folder's lock anew."""
    trained_on = hashlib.sha256(b"\0".join(one.read_bytes() for one in gold)).hexdigest()
    made = {
        "format": FORMAT,
        "trained_on": trained_on,
        "roles": ROLES,
        "steps": model.steps,
        "weights": dict(sorted(model.weights.items())),
    }
    text = json.dumps(made, separators=(",", ":")).replace('],"', '],\n"') + "\n"
    (folder / ROLES_FILE).write_text(text, encoding="utf-8")
    write_lock(folder)


def main(arguments: Sequence[str]) -> None:
    """Choose, train, write and print."""
    learned = [one for one in read_abstracts(gold_files()) if one.split == "train"]
    figures = {prior: cross_validate(learned, prior) for prior in PRIORS}
    best = max(PRIORS, key=lambda prior: (figures[prior]["all"], prior))
    for prior, found in figures.items():
        told = ", ".join(f"{group} {value:.1f}" for group, value in found.items())
        print(f"cross-validation, prior {prior:g}: {told}{' (chosen)' if prior == best else ''}")
    features = [role_features(one.sentences) for one in learned]
    write_roles(train(features, [one.roles for one in learned], best), models_dir(), gold_files())
    print(f"cue rules on the same papers: {accuracy(CueRoles(), learned):.1f}")
    for row in role_rows() if "--test" in arguments else ():
        print("{}: {} (cue rules {}) {}".format(*row).rstrip())


if __name__ == "__main__":
    main(sys.argv[1:])
