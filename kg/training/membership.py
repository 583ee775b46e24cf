"""Fits the weights by which a paper is weighed for a side, on judged papers of built archives.

    python -m kg.training.membership data/gold/membership/train.jsonl
        --out data/models/membership.json --store arxiv-16k=file:FOLDER …

Each side counts alike, however many of its papers were judged.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from extract.vocabulary import load_vocabulary
from kg.embed.embedder import Embedder, load_embedder
from kg.evaluation.membership import JudgedSide, load_judged
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.concepts import ConceptFinder
from kg.retrieve.sides.scoring import Scorer
from kg.settings import read_settings
from kg.stores.base import Store
from kg.stores.open import open_store
from kg.training.logistic import centred, described

FEATURES: Final = {
    "meaning": ("cosine", "cosine_to_top", "bm25_share", "least_firm", "mean_firm", "said"),
    "words": ("bm25_share", "least_firm", "mean_firm", "said"),
}
LEVEL: Final = 0.35  # where precision and recall are nearly balanced on the development sides

Row = dict[str, float]


def features_of(side: JudgedSide, store: Store, embedder: Embedder | None) -> dict[str, Row]:
    """The features of the judged papers of a side."""
    finder = ConceptFinder(QueryLog(store), load_vocabulary())
    concepts = finder.concepts(side.side)
    judged = side.of | side.not_of
    holding = finder.holding(side.side)
    made = Scorer(store, embedder).features(side.side, concepts, holding, judged)
    return {paper: made[paper] for paper in sorted(judged) if paper in made}


def fit(
    sides: Sequence[JudgedSide], rows: Mapping[str, Mapping[str, Row]], names: Sequence[str]
) -> dict[str, Any]:
    """Fit a logistic model to the features of `names`, each side weighing one."""
    values, labels, weights = [], [], []
    for side in sides:
        for paper, row in rows[side.id].items():
            values.append([row[name] for name in names])
            labels.append(paper in side.of)
            weights.append(1 / len(rows[side.id]))
    matrix, mean, scale = centred(np.array(values))
    model = LogisticRegression(max_iter=3_000)
    model.fit(matrix, labels, np.array(weights) * len(weights) / len(sides))
    return {**described(names, mean, scale, model), "level": LEVEL}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit both models and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("judged", type=Path)
    parser.add_argument("--store", action="append", required=True, help="NAME=ADDRESS")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    stores = {name: open_store(url) for name, _, url in (s.partition("=") for s in given.store)}
    embedder = load_embedder(read_settings().models)
    sides = load_judged(given.judged)
    made = {}
    for name, used in (("meaning", embedder), ("words", None)):
        rows = {side.id: features_of(side, stores[side.archive], used) for side in sides}
        made[name] = fit(sides, rows, FEATURES[name])
    given.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
