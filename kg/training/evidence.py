"""Fits the weights by which sentences are ranked for a question, on judged ones.

    python -m kg.training.evidence ARCHIVE=STORE…

Reads the judged sentences of `data/gold/evidence`; their texts are in the archives, and the half
`test` is left alone. The weights are logistic models of the features alone, and of these with the
cosines of sentences; each judged pair of subject and aspect weighs one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from extract.models.weights import models_dir
from extract.vocabulary import Vocabulary, data_dir, load_vocabulary
from kg.embed.embedder import Embedder, load_embedder
from kg.evaluation.quoted import JudgedPair, load_pairs
from kg.kinds import GRAPH_KINDS
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import PaperEvidence, SentenceEvidence, Side
from kg.retrieve.gather import gather
from kg.retrieve.ranking import WEIGHTS_FILE, Ranker, features_of, query
from kg.retrieve.understand import understand
from kg.settings import read_settings
from kg.stores.base import Store
from kg.stores.caching import Remembered
from kg.stores.open import open_store
from kg.training.logistic import centred, described

WORTH = (0.0, 0.35, 1.0)  # of each grade
PENALTY = 10.0


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A judged sentence that the engine gathered: its paper, and what was asked."""

    pair: JudgedPair
    side: Side
    aspect: Aspect
    paper: PaperEvidence
    sentence: SentenceEvidence
    grade: int


Rows = Sequence[JudgedSentence]


def judged_sentences(
    pair: JudgedPair, store: Store, vocabulary: Vocabulary, embedder: Embedder | None
) -> list[JudgedSentence]:
    """The judged sentences of a pair among those of the papers that the engine gathers for it."""
    remembered = Remembered(store)
    options = Options(sides=(pair.side,), aspects=(pair.aspect,), kind="lookup")
    question = f"What about {pair.aspect} of {pair.side}?"
    plan = understand(question, remembered, load_tagger(models_dir()), options, GRAPH_KINDS)
    evidence = gather(plan, remembered, vocabulary, embedder, GRAPH_KINDS)
    side, aspect = evidence.sides[0], evidence.aspects[0]
    return [
        JudgedSentence(pair, side, aspect, paper, s, pair.grades[s.passage_id, s.char_start])
        for paper in side.papers
        for s in paper.sentences
        if (s.passage_id, s.char_start) in pair.grades
    ]


def features(rows: Rows, ranker: Ranker) -> list[dict[str, float]]:
    """The features of judged sentences, with their cosines where the ranker embeds."""
    made = []
    for row in rows:
        asked = query(row.aspect, row.side, ())
        rank = row.side.papers.index(row.paper)
        values = features_of(row.paper, row.sentence, rank, asked)
        for cosines in ranker.cosines([row.sentence.text], asked):
            values |= cosines
        made.append(values)
    return made


def fit(rows: Rows, values: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Fit a logistic model to what a sentence is worth by its grade; a sentence counts by parts."""
    names = sorted(values[0])
    matrix, mean, scale = centred(np.array([[row[name] for name in names] for row in values]))
    counts = Counter(row.pair.number for row in rows)
    weight = np.array([1 / counts[row.pair.number] for row in rows]) * len(rows) / len(counts)
    worth = np.array([WORTH[row.grade] for row in rows])
    model = LogisticRegression(C=1 / PENALTY, max_iter=3_000)
    labels = np.repeat([1, 0], len(rows))
    weights = np.concatenate([weight * worth, weight * (1 - worth)])
    model.fit(np.vstack([matrix] * 2), labels, weights)
    return described(names, mean, scale, model)


def main() -> None:
    """Train what is asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="+", help="ARCHIVE=STORE")
    given = parser.parse_args()
    stores = {name: open_store(url) for name, _, url in (s.partition("=") for s in given.stores)}
    vocabulary, embedder = load_vocabulary(), load_embedder(read_settings().models)
    file = data_dir() / "gold" / "evidence" / "judged.jsonl"
    pairs = [pair for pair in load_pairs(file) if pair.split != "test" and pair.archive in stores]
    rows = [
        row
        for pair in pairs
        for row in judged_sentences(pair, stores[pair.archive], vocabulary, embedder)
    ]
    made = {
        "words": fit(rows, features(rows, Ranker(None))),
        "meaning": fit(rows, features(rows, Ranker(embedder))),
    }
    (models_dir() / WEIGHTS_FILE).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
