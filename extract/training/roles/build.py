"""Trains the classifier of sentence roles: `python -m extract.training.roles.build DATA OUT`.

DATA has the corpora beside the checkout, OUT keeps the pre-trained word vectors. What is chosen is
chosen on the corpora's `dev` parts. With `--test` the figures of the tests are printed, for which
nothing is chosen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from extract.evaluation.role_corpora import (
    ARXIV,
    DIGESTS,
    Abstract,
    gold_files,
    of_split,
    read_corpus,
    read_digests,
    read_own,
    sentences_of,
)
from extract.evaluation.role_scoring import gap_scores, role_figures
from extract.evaluation.rows import papers
from extract.models.weights import ROLES_FILE, models_dir, write_lock
from extract.records import Role
from extract.tagger.encoder import load_tokenizer
from extract.text.role_features import Numbers, numbers_of, words_in
from extract.text.role_model import TrainedRoles, Weights, save_roles
from extract.text.role_moves import MOVES
from extract.training.encoder.pretrained import fetch
from extract.training.roles.network import Course, Lesson, Params, fresh, lesson, train

Floats = NDArray[np.float32]

KNOWN = 16_000  # words
WIDTH = 96  # of a word's vector
# What a sentence counts; 1 where its corpus is not named.
WEIGHTS: Final[Mapping[str, float]] = {ARXIV: 3.0, DIGESTS: 2.0}
UNLABELLED = 6_000  # abstracts whose words are counted too
USUAL = range(3, 17)  # sentences of an abstract
COURSE, SEEDS = Course(epochs=7), (1, 2, 3)
GAP_PRECISION: Final = 82.0  # on SAMD's dev part; the bar on the test is 80
LIMIT_LEAST: Final = 0.6


def annotated(data: Path, split: str) -> list[Abstract]:
    """Give all annotated abstracts of a split."""
    return [
        *read_corpus(data, "csabstruct", split),
        *read_corpus(data, "samd", split),
        *of_split(read_digests(gold_files()), split),
        *read_own(data, split),
    ]


def unlabelled(data: Path, count: int) -> list[tuple[str, ...]]:
    """Give abstracts of papers that are not annotated, every seventh of the largest collection."""
    known = {abstract.paper for abstract in read_own(data)}
    others = (paper for paper in papers(data / "arxiv-2025") if paper.id not in known)
    cut = (sentences_of(paper) for paper in islice(others, 0, None, 7))
    return list(islice((sentences for sentences in cut if len(sentences) in USUAL), count))


def known_words(abstracts: Iterable[Abstract], others: Iterable[Sequence[str]]) -> list[str]:
    """Give the most frequent words, annotated text counting three times."""
    counts: Counter[str] = Counter()
    for abstract in abstracts:
        for sentence in abstract.sentences:
            counts.update(words_in(sentence) * 3)
    for sentences in others:
        for sentence in sentences:
            counts.update(words_in(sentence))
    return [word for word, _ in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:KNOWN]]


def word_vectors(words: Sequence[str], weights: Path, tokenizer_file: Path) -> Floats:
    """Give MiniLM's vectors of words, their word pieces' means, along their main directions."""
    tokenizer = load_tokenizer(tokenizer_file)
    table = load_file(weights)["embeddings.word_embeddings.weight"]
    pieces = tokenizer.encode_batch(list(words), add_special_tokens=False)
    unknown = tokenizer.encode("[UNK]", add_special_tokens=False).ids
    rows = np.stack([table[piece.ids or unknown].mean(axis=0) for piece in pieces])
    rows = rows - rows.mean(axis=0)
    _, _, main = np.linalg.svd(rows, full_matrices=False)
    vectors = rows @ main[:WIDTH].T
    scaled: Floats = (0.3 * vectors / vectors.std()).astype(np.float32)
    return scaled


def lessons_of(abstracts: Iterable[Abstract], numbers: Numbers) -> list[Lesson]:
    """Turn annotated abstracts into lessons."""
    return [
        lesson(abstract.sentences, numbers, wanted(abstract), sentence_weights(abstract))
        for abstract in abstracts
    ]


def sentence_weights(abstract: Abstract) -> Floats:
    """Give what each sentence counts: less where its annotators did not agree."""
    sure = np.array(abstract.sure or [1.0] * len(abstract.labels), np.float32)
    weights: Floats = WEIGHTS.get(abstract.corpus, 1.0) * sure**2
    return weights


def wanted(abstract: Abstract) -> NDArray[np.bool_]:
    """Give (sentences, moves): whether a sentence may be that move."""
    return np.array([[move in moves for move in MOVES] for moves in abstract.open_moves], bool)


def network(params: Params) -> Weights:
    """Give a trained network as it is read at run time."""
    return {name: np.asarray(value) for name, value in params.items()}


def least_chances(model: TrainedRoles, gaps: Sequence[Abstract]) -> dict[Role, float]:
    """Choose from which chance on a problem is one; limits must be surer than not."""
    for step in range(2, 20):
        least: dict[Role, float] = {"problem": step / 20, "limitation": LIMIT_LEAST}
        if gap_scores(replace(model, least=least), gaps)[0] >= GAP_PRECISION:
            break
    return least


def main() -> None:
    """Train, choose, write and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--test", action="store_true")
    given = parser.parse_args()
    learned, others = annotated(given.data, "train"), unlabelled(given.data, UNLABELLED)
    words = known_words(learned, others)
    learned += read_corpus(given.data, "csabstruct", "dev")  # nothing is chosen by it any more
    numbers = numbers_of(words)
    weights, tokenizer = fetch(given.out / "pretrained" / "minilm")
    vectors, lessons = word_vectors(words, weights, tokenizer), lessons_of(learned, numbers)
    trained = [train(fresh(vectors, seed), lessons, replace(COURSE, seed=seed)) for seed in SEEDS]
    model = TrainedRoles(numbers, [network(params) for params in trained], {})
    gaps = read_corpus(given.data, "samd", "dev")
    model = replace(model, least=least_chances(model, gaps))
    save_roles(model, models_dir() / ROLES_FILE)
    write_lock(models_dir())
    print("dev: SAMD's gaps", gap_scores(model, gaps), dict(model.least))
    for figure in role_figures(given.data) if given.test else ():
        print(f"{figure.what}: {figure.value} (before {figure.before}) {figure.bar}".rstrip())


if __name__ == "__main__":
    main()
