"""Choices on held-out text: the shares of a blend, and how far "no relation" is trusted."""

from __future__ import annotations

from collections.abc import Sequence

from extract.evaluation.corpora import Example
from extract.evaluation.scoring import LabelMap, score_names, score_relations, spans_of
from extract.evaluation.tags import CLASSES, TAG_SET
from extract.tagger.pairs import Chances, NameSpan, PairModel, relations_from
from extract.tagger.ragged import Scores
from extract.tagger.tagger import blend, spans_from
from extract.tagger.tokens import Word, words_of
from extract.training.pair_training import train_pairs

NAME_SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PAIR_SHARES = (0.0, 0.3, 0.5, 0.7, 0.9, 1.0)
FOLDS = 5
TRUSTS = (0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def choose_name_share(
    examples: Sequence[Example],
    words: Sequence[Sequence[Word]],
    quick: Sequence[Scores],
    slow: Sequence[Scores],
    to: LabelMap | None = None,
) -> float:
    """Give the encoder's share in the blend that finds names best; the lowest of equals."""

    def f1(ratio: float) -> float:
        mixed = [blend(left, right, ratio) for left, right in zip(quick, slow, strict=True)]
        return score_names(examples, spans_from(words, mixed, TAG_SET), to).f1

    return max(NAME_SHARES, key=f1)


def choose_trust(examples: Sequence[Example], strength: float) -> float:
    """Give the trust in "no relation" that suits the linear model, by folds of whole documents."""
    fold = {
        document: n % FOLDS for n, document in enumerate(sorted({e.document for e in examples}))
    }
    kept: list[Example] = []
    chances: list[Chances] = []
    for number in range(FOLDS):
        rest = [example for example in examples if fold[example.document] != number]
        model = PairModel(train_pairs(rest, strength))
        for example in examples:
            if fold[example.document] == number:
                kept.append(example)
                chances.append(model.probabilities(words_of(example.text), spans_of(example)))
    return choose_pair_shares(kept, chances, chances)[1]


def choose_pair_shares(
    examples: Sequence[Example], linear: Sequence[Chances], head: Sequence[Chances]
) -> tuple[float, float]:
    """Give the head's share and the trust in "no relation" that find relations best."""
    spans: list[list[NameSpan]] = [spans_of(example) for example in examples]

    def f1(shares: tuple[float, float]) -> float:
        relations = [
            relations_from(blend(left, right, shares[0]), len(example.names), CLASSES, shares[1])
            for example, left, right in zip(examples, linear, head, strict=True)
        ]
        return score_relations(examples, spans, relations, with_labels=True).f1

    return max(((ratio, trust) for ratio in PAIR_SHARES for trust in TRUSTS), key=f1)
