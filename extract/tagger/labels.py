"""The tags that a tagger gives each word, and how rows of tags become names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extract.errors import WeightsError
from extract.records import EntityLabel, EntityRelationType
from extract.schema import Schema

Tier = Literal["fast", "accurate"]
# A class of two names: a relation and whether it leads from the first to the second; None for none.
PairClass = tuple[EntityRelationType, bool] | None

BARRED = -1e9


@dataclass(frozen=True)
class TagSet:
    """The tags of some labels, numbered: O, then B-X and I-X of each label."""

    labels: tuple[EntityLabel, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each tag by its number."""
        return ("O", *(f"{place}-{label}" for label in self.labels for place in "BI"))

    @cached_property
    def moves(self) -> NDArray[np.float32]:
        """Bars every step from a tag to an I-X, but from B-X and I-X."""
        moves = np.zeros((len(self.names), len(self.names)), np.float32)
        for column, tag in enumerate(self.names):
            if tag.startswith("I-"):
                moves[:, column] = [
                    0.0 if before[1:] == tag[1:] else BARRED for before in self.names
                ]
        return moves

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """Which tags are an I-X."""
        return np.array([tag.startswith("I-") for tag in self.names])

    def runs(self, path: Iterable[int]) -> list[tuple[int, int, EntityLabel]]:
        """Give the names of a row of tags: first word, word after the last, label."""
        names: list[tuple[int, int, EntityLabel]] = []
        for n, tag in enumerate(path):
            if tag % 2:
                names.append((n, n + 1, self.labels[tag // 2]))
            elif tag and names and names[-1][1] == n:
                first, _, label = names[-1]
                names[-1] = (first, n + 1, label)
        return names


def read_tags(names: Sequence[str], schema: Schema) -> TagSet:
    """Give the tag set that weights name; WeightsError for a label that isn't declared."""
    tags = TagSet(tuple(name.removeprefix("B-") for name in names if name.startswith("B-")))
    if tags.names != tuple(names):
        raise WeightsError(f"the weights' tags are in no order of ours: {', '.join(names)}")
    _check(tags.labels, schema.entity_types, "entity type")
    return tags


def pair_classes(relations: Sequence[EntityRelationType], schema: Schema) -> tuple[PairClass, ...]:
    """Give the classes of pairs, numbered; WeightsError for a relation that isn't declared."""
    _check(relations, schema.entity_relations, "relation")
    return (None, *((kind, forward) for kind in relations for forward in (True, False)))


def _check(names: Iterable[str], declared: Iterable[str], what: str) -> None:
    strange = [name for name in names if name not in {*declared}]
    if strange:
        raise WeightsError(
            f"the weights know the {what} {', '.join(strange)}, which schema.json doesn't declare: "
            "declare it, or train weights of this schema"
        )
