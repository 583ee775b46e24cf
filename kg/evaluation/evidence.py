"""Measures how sentences are ranked for what is asked about a subject, against judged ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final, Literal

from extract.trained.weights import models_dir
from extract.vocabulary import Vocabulary, data_dir
from kg.evaluation.question_gold import read_rows
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.aspects import Aspect
from kg.retrieve.embedder import Embedder
from kg.retrieve.evidence import PaperEvidence, SentenceEvidence, Side
from kg.retrieve.gather import gather
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.stores.remembered import Remembered

Part = Literal["dev", "test", "train"]
Place = tuple[str, int]  # passage id, start of the sentence

DEPTH: Final = 5
TOP: Final = 3
ANSWERS: Final = 2
BARS: Final = {"ndcg": 0.80, "precision": 0.65}


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A subject and an aspect with the grades (0-2) of some sentences."""

    n: int
    archive: str
    side: str
    aspect: str
    part: Part
    grades: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A judged sentence where the engine has it: its paper, and what was asked."""

    pair: JudgedPair
    side: Side
    aspect: Aspect
    paper: PaperEvidence
    sentence: SentenceEvidence
    grade: int


@dataclass(frozen=True, slots=True)
class RankingScore:
    """Means over pairs: nDCG@5, precision@3 of grade 2 and of grade 1 or 2."""

    pairs: int
    ndcg: float
    precision: float
    related: float


def load_judged(file: Path | None = None) -> tuple[JudgedPair, ...]:
    """The judged pairs of a file, else of the gold, in its order."""
    rows = read_rows(file or data_dir() / "gold" / "evidence" / "judged.jsonl")
    return tuple(
        JudgedPair(
            row["n"],
            row["archive"],
            row["side"],
            row["aspect"],
            row["split"],
            {(passage, start): grade for passage, start, grade in row["grades"]},
        )
        for row in rows
    )


def judged_sentences(
    pair: JudgedPair, store: Store, vocabulary: Vocabulary, embedder: Embedder | None
) -> list[JudgedSentence]:
    """The judged sentences of a pair among those of the papers that the engine gathers for it."""
    remembered = Remembered(store)
    options = Options(sides=(pair.side,), aspects=(pair.aspect,), kind="lookup")
    question = f"What about {pair.aspect} of {pair.side}?"
    plan = understand(question, remembered, load_tagger(models_dir()), options)
    evidence = gather(plan, remembered, vocabulary, embedder)
    side, aspect = evidence.sides[0], evidence.aspects[0]
    return [
        JudgedSentence(pair, side, aspect, paper, one, pair.grades[one.passage_id, one.char_start])
        for paper in side.papers
        for one in paper.sentences
        if (one.passage_id, one.char_start) in pair.grades
    ]


def score(rows: Sequence[JudgedSentence], worth: Callable[[JudgedSentence], float]) -> RankingScore:
    """Score an order of the judged sentences of each pair; pairs with nothing to find are left."""
    gains, precise, related = [], [], []
    for own in _by_pair(rows):
        best = sorted((one.grade for one in own), reverse=True)
        if best and best[0]:
            order = sorted(own, key=lambda one: (-worth(one), one.sentence.passage_id))
            grades = [one.grade for one in order]
            gains.append(_gain(grades) / _gain(best))
            precise.append(fmean(grade == ANSWERS for grade in grades[:TOP]))
            related.append(fmean(grade > 0 for grade in grades[:TOP]))
    means = (round(fmean(part or [0.0]), 3) for part in (gains, precise, related))
    return RankingScore(len(gains), *means)


def _by_pair(rows: Sequence[JudgedSentence]) -> Iterator[list[JudgedSentence]]:
    for n in dict.fromkeys(one.pair.n for one in rows):
        yield [one for one in rows if one.pair.n == n]


def _gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of the first (Järvelin and Kekäläinen, 2002)."""
    return math.fsum(
        (2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH])
    )
