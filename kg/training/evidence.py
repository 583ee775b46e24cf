"""Training of what ranks sentences for a question: the reader of both, and the models of features.

    python -m kg.training.evidence ARCHIVE=STORE… [--reader FOLDER]

Reads the judged sentences of `data/gold/evidence`; their texts are in the archives, and the half
`test` is left alone. The reader is MiniLM fine-tuned on pairs of what is asked and a sentence to
give the grade on its first place; with `--reader` it is trained anew on `train`, in that folder.
The weights are logistic models of the features alone, and (on `dev`, which the reader has not seen)
of these with the reader's worth; each judged pair of subject and aspect weighs one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from extract.trained.encoder import load_tokenizer
from extract.trained.weights import READER_FILE, models_dir, write_lock
from extract.training.batches import Encoded
from extract.training.export import write_tagger
from extract.training.finetune import Plan as Schedule
from extract.training.finetune import finetune
from extract.training.network import add_tag_head, load_encoder
from extract.training.pretrained import fetch
from extract.vocabulary import load_vocabulary
from kg.evaluation.evidence import JudgedSentence, judged_sentences, load_judged
from kg.retrieve.embedder import load_embedder
from kg.retrieve.ranking import WEIGHTS_FILE, features_of, query
from kg.retrieve.reader import GRADES, WORTH, pair_ids, reader
from kg.settings import read_settings
from kg.stores.open import open_store

EPOCHS, RATE, SEED, SUBWORDS = 3, 3e-4, 1, 2048
FOREIGN = 0.08  # share of pairs to which a sentence of another pair is added, which answers nothing
PENALTY = 10.0

Rows = Sequence[JudgedSentence]


def train_reader(rows: Rows, folder: Path) -> None:
    """Fine-tune MiniLM on the judged pairs and write it among the project's weights."""
    weights, tokenizer_file = fetch(folder / "minilm")
    tokenizer = load_tokenizer(tokenizer_file)
    params = add_tag_head(load_encoder(weights), GRADES, SEED)
    schedule = Schedule(epochs=EPOCHS, rate=RATE, subwords=SUBWORDS, seed=SEED)
    trained = finetune(params, _dealer(rows, tokenizer), schedule, lambda line: print(line))
    write_tagger(trained, models_dir() / READER_FILE)
    write_lock(models_dir())


def _dealer(rows: Rows, tokenizer: Tokenizer) -> Callable[[int], list[Encoded]]:
    def deal(seed: int) -> list[Encoded]:
        draw = random.Random(seed)
        made = []
        for row in rows:
            asked = query(row.aspect, row.side.label, row.side.concepts).text
            other = draw.choice(rows)
            if draw.random() < FOREIGN and other.pair.n != row.pair.n:
                made.append(_encoded(tokenizer, asked, other.sentence.text, 0))
            made.append(_encoded(tokenizer, asked, row.sentence.text, row.grade))
        return made

    return deal


def _encoded(tokenizer: Tokenizer, asked: str, sentence: str, grade: int) -> Encoded:
    allowed = np.zeros((1, GRADES), np.bool_)
    allowed[0, grade] = True
    return Encoded(pair_ids(tokenizer, asked, sentence), [0], allowed, [], (1.0,))


def features(rows: Rows, *, read: bool) -> list[dict[str, float]]:
    """The features of judged sentences, the reader's worth with them where `read`."""
    made = []
    for row in rows:
        asked = query(row.aspect, row.side.label, row.side.concepts)
        rank = row.side.papers.index(row.paper)
        found = features_of(row.paper, row.sentence, rank, asked)
        if read:
            found["worth"] = reader().worths(asked.text, [row.sentence.text])[0]
        made.append(found)
    return made


def fit(rows: Rows, found: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Fit a logistic model to what a sentence is worth by its grade; a sentence counts by parts."""
    names = sorted(found[0])
    matrix = np.array([[row[name] for name in names] for row in found])
    mean, scale = matrix.mean(0), matrix.std(0)
    scale[scale == 0] = 1.0
    counts = Counter(row.pair.n for row in rows)
    share = np.array([1 / counts[row.pair.n] for row in rows]) * len(rows) / len(counts)
    worth = np.array([WORTH[row.grade] for row in rows])
    model = LogisticRegression(C=1 / PENALTY, max_iter=3_000)
    twice = np.vstack([(matrix - mean) / scale] * 2)
    labels = np.repeat([1, 0], len(rows))
    model.fit(twice, labels, np.concatenate([share * worth, share * (1 - worth)]))
    return {
        "features": names,
        "mean": _rounded(mean),
        "scale": _rounded(scale),
        "weights": _rounded(model.coef_[0]),
        "intercept": round(float(model.intercept_[0]), 4),
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(float(value), 4) for value in values]


def main() -> None:
    """Train what is asked for and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="+", help="ARCHIVE=STORE")
    parser.add_argument("--reader", type=Path)
    given = parser.parse_args()
    stores = {name: open_store(url) for name, _, url in (s.partition("=") for s in given.stores)}
    vocabulary, embedder = load_vocabulary(), load_embedder(read_settings().models)
    pairs = [one for one in load_judged() if one.part != "test" and one.archive in stores]
    rows = [
        row
        for one in pairs
        for row in judged_sentences(one, stores[one.archive], vocabulary, embedder)
    ]
    if given.reader:
        train_reader([row for row in rows if row.pair.part == "train"], given.reader)
    unread = [row for row in rows if row.pair.part == "dev"]  # by the reader when it was trained
    made = {
        "words": fit(rows, features(rows, read=False)),
        "read": fit(unread, features(unread, read=True)),
    }
    file = models_dir() / WEIGHTS_FILE
    file.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
