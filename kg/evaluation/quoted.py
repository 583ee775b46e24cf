"""Measures whether the quotes on a subject answer the question, against judged sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Final

from extract.evaluation.rows import read_rows
from extract.models.weights import models_dir
from kg.answer.draft import Draft
from kg.answer.quotes.speaking import best
from kg.evaluation.figures import DIGITS, AnswerFigure, Asked, Progress
from kg.kinds import GRAPH_KINDS
from kg.questions.options import Options
from kg.questions.tagger import load_tagger
from kg.retrieve.evidence import Evidence
from kg.retrieve.gather import gather
from kg.retrieve.reading import sentences_by_paper
from kg.retrieve.understand import understand
from kg.stores.base import Store
from kg.stores.bm25 import Bm25, Floats
from kg.stores.caching import Remembered

Place = tuple[str, int]  # passage id, start of the sentence
Order = Sequence[Place]

QUOTES: Final = 3
DEPTH: Final = 5
ENGINE, BM25, COSINE, BEST = "this engine", "BM25", "cosine", "best possible"


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A subject and an aspect, the question for both, and the grades (0-2) of some sentences."""

    number: int
    archive: str
    side: str
    aspect: str
    question: str
    split: str
    grades: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class PairOrders:
    """The judged sentences of a pair as each ranking orders them, and what is quoted first."""

    pair: JudgedPair
    quoted: Order
    orders: Mapping[str, Order]

    def first(self, name: str) -> Order:
        """What a reader is shown first: the engine's quotes, the top of other rankings."""
        return self.quoted if name == ENGINE else self.orders[name][:QUOTES]


def load_pairs(file: Path) -> tuple[JudgedPair, ...]:
    """The judged pairs of a file, in its order; none where there is no such file."""
    if not file.is_file():
        return ()
    return tuple(
        JudgedPair(
            row["n"],
            row["archive"],
            row["side"],
            row["aspect"],
            row["question"],
            row["split"],
            {(passage, start): grade for passage, start, grade in row["grades"]},
        )
        for row in read_rows(file)
    )


def quote_figures(
    pairs: Sequence[JudgedPair], archives: Mapping[str, Asked], progress: Progress
) -> list[AnswerFigure]:
    """Score the test pairs of the given archives."""
    own = [pair for pair in pairs if pair.split == "test" and pair.archive in archives]
    ordered = []
    for number, pair in enumerate(own, start=1):
        ordered.append(pair_orders(pair, archives[pair.archive]))
        progress("quoting", number, len(own))
    return [
        _first_figure("relate to what is asked (grade 1 or 2)", ordered, 1),
        _first_figure("answer what is asked (grade 2)", ordered, 2),
        _gain_figure(ordered),
    ]


def pair_orders(pair: JudgedPair, archive: Asked) -> PairOrders:
    """Order the judged sentences of a pair by the engine and by the baselines.

    A sentence that the engine does not hold for the subject comes last in its order; one that the
    archive does not hold is in none.
    """
    store = Remembered(archive.store)
    evidence = _evidence(pair, store, archive)
    texts = _texts(pair, store)
    pair = replace(pair, grades={place: pair.grades[place] for place in texts})
    key = (evidence.aspects[0].name, evidence.sides[0].label) if evidence.sides else ("", "")
    ranked = [(r.sentence.passage_id, r.sentence.char_start) for r in evidence.ranked.get(key, ())]
    orders: dict[str, Order] = {
        ENGINE: [*dict.fromkeys([*(place for place in ranked if place in texts), *texts])],
        BM25: _by_score(texts, Bm25.build([*texts.values()]).scores(pair.question, len(texts))),
        BEST: sorted(texts, key=lambda place: -pair.grades[place]),
    }
    if archive.embedder is not None and texts:
        asked = archive.embedder.encode([pair.question])[0]
        orders[COSINE] = _by_score(texts, archive.embedder.encode([*texts.values()]) @ asked)
    return PairOrders(pair, _quoted(evidence), orders)


def _evidence(pair: JudgedPair, store: Store, archive: Asked) -> Evidence:
    options = Options(sides=(pair.side,), aspects=(pair.aspect,), kind="lookup")
    plan = understand(pair.question, store, load_tagger(models_dir()), options, GRAPH_KINDS)
    return gather(plan, store, archive.vocabulary, archive.embedder, GRAPH_KINDS)


def _texts(pair: JudgedPair, store: Store) -> dict[Place, str]:
    """The judged sentences that the archive holds, by passage and place."""
    papers = sorted({passage.rpartition("#")[0] for passage, _ in pair.grades})
    rows = store.run("passages_of_papers", {"papers": [*papers]})
    sentences = [s for own in sentences_by_paper(rows).values() for s in own]
    places = sorted((s.passage_id, s.char_start, s.text) for s in sentences)
    return {(id_, start): text for id_, start, text in places if (id_, start) in pair.grades}


def _by_score(texts: Mapping[Place, str], scores: Floats) -> Order:
    """Best first, ties by passage and place."""
    worth = dict(zip(texts, scores.tolist(), strict=True))
    return sorted(texts, key=lambda place: (-round(worth[place], 6), place))


def _quoted(evidence: Evidence) -> Order:
    """The sentences that the engine quotes first for the one side and aspect of a question."""
    if not evidence.sides:
        return ()
    quotes = best(Draft(evidence), evidence.aspects[0], evidence.sides[0], QUOTES)
    return [quote.key for quote in quotes]


def _first_figure(what: str, ordered: Sequence[PairOrders], least: int) -> AnswerFigure:
    """The share of judged sentences among the first shown that have at least a grade."""
    by_ranking = {name: [*_grades(ordered, name)] for name in (ENGINE, BM25, COSINE, BEST)}
    shares = {
        name: round(fmean(grade >= least for grade in grades), DIGITS)
        for name, grades in by_ranking.items()
        if grades
    }
    value, judged = shares.pop(ENGINE, None), len(by_ranking[ENGINE])
    count = sum(len(ranked.quoted) for ranked in ordered)
    note = f"subjects: {len(ordered)}, further quotes not judged: {count - judged}"
    return AnswerFigure(
        f"first {QUOTES} quotes on a subject that {what}",
        value,
        judged,
        beside=shares,
        note=note if count else "skipped: none",
    )


def _grades(ordered: Sequence[PairOrders], name: str) -> Iterator[int]:
    for ranked in ordered:
        if name in ranked.orders:
            grades = ranked.pair.grades
            yield from (grades[place] for place in ranked.first(name) if place in grades)


def _gain_figure(ordered: Sequence[PairOrders]) -> AnswerFigure:
    """The mean nDCG over pairs with anything to find."""
    own = [ranked for ranked in ordered if any(ranked.pair.grades.values())]
    means = {
        name: round(fmean(gains), DIGITS)
        for name in (ENGINE, BM25, COSINE, BEST)
        if (gains := [_ndcg(ranked, name) for ranked in own if name in ranked.orders])
    }
    value = means.pop(ENGINE, None)
    return AnswerFigure(
        f"nDCG@{DEPTH} of judged sentences on a subject",
        value,
        len(own),
        beside=means,
        note="" if own else "skipped: none",
    )


def _ndcg(ranked: PairOrders, name: str) -> float:
    return gain([ranked.pair.grades[place] for place in ranked.orders[name]]) / gain(
        sorted(ranked.pair.grades.values(), reverse=True)
    )


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of the first grades (Järvelin & Kekäläinen, 2002)."""
    return math.fsum(
        (2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH])
    )
