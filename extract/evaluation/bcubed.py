"""B-cubed: how well one grouping of mentions agrees with another.

Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998, every mention weighing alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall, summed over mentions; add the sums of several documents."""

    precision_sum: float = 0.0
    recall_sum: float = 0.0
    mentions: int = 0

    def __add__(self, other: BCubed) -> BCubed:
        """Give the sums over both."""
        return BCubed(
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.mentions + other.mentions,
        )

    @property
    def precision(self) -> float:
        """Per cent; of a mention: the share of its group that is of its gold group."""
        return 100 * self.precision_sum / max(self.mentions, 1)

    @property
    def recall(self) -> float:
        """Per cent; of a mention: the share of its gold group that is in its group."""
        return 100 * self.recall_sum / max(self.mentions, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both, per cent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> BCubed:
    """Score one document: the gold group and the predicted group of each mention."""
    pairs = Counter(zip(gold, predicted, strict=True))
    gold_sizes, predicted_sizes = Counter(gold), Counter(predicted)
    precision = sum(n * n / predicted_sizes[group] for (_, group), n in pairs.items())
    recall = sum(n * n / gold_sizes[group] for (group, _), n in pairs.items())
    return BCubed(precision, recall, len(gold))
