"""Words that say that a sentence denies, plans, supposes or asks, or speaks of others.

They are data (`data/lexicon/polarity.json`): each row has patterns of words in small letters and a
reason for them. `clause` words hold for what follows in their clause, `phrase` words for the noun
phrase behind them (or for a clause that begins with a verb in -ing), `back` words for what stands
before them in their clause, `subject` words for the whole clause that they begin, and `whole` words
for their clause, wherever they stand in it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Literal, NamedTuple

from extract.vocabulary import data_dir

Polarity = Literal[
    "own", "denied", "planned", "supposed", "possible", "asked", "others", "without", "instead",
    "unlike",
]  # fmt: skip
Reach = Literal["clause", "phrase", "back", "subject", "whole"]


class Trigger(NamedTuple):
    """What some words say of what, and why they are listed."""

    kind: Polarity
    reach: Reach
    words: tuple[str, ...]
    why: str


class Words(NamedTuple):
    """The triggers, and words that look like some and are none."""

    triggers: tuple[Trigger, ...]
    none: tuple[str, ...]


@cache
def polarity_words() -> Words:
    """Read the word lists, once a process."""
    raw = json.loads((data_dir() / "lexicon" / "polarity.json").read_text(encoding="utf-8"))
    rows = (
        Trigger(row["kind"], row["reach"], tuple(row["words"]), row["why"])
        for row in raw["triggers"]
    )
    return Words(tuple(rows), tuple(raw["none"]))
