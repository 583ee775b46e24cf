"""Words that say that a sentence denies, plans, supposes or asks, or speaks of others.

They are data (`data/lexicon/polarity.json`): each row has patterns of words in small letters and a
reason for them. `clause` words hold for what follows in their clause, `phrase` words for the noun
phrase behind them (or for a clause that begins with a verb in -ing), `back` words for what stands
before them in their clause, `subject` words for the whole clause that they begin, and `whole` words
for their clause, wherever they stand in it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.word_lists import read_lexicon

Polarity = Literal[
    "own", "denied", "planned", "supposed", "possible", "asked", "others", "without", "instead",
    "unlike",
]  # fmt: skip
Reach = Literal["clause", "phrase", "back", "subject", "whole"]


class Trigger(NamedTuple):
    """Trigger words with their polarity and reach, and why they are listed."""

    kind: Polarity
    reach: Reach
    words: tuple[str, ...]
    why: str


def polarity_triggers() -> tuple[Trigger, ...]:
    """The triggers of the file, in its order."""
    return tuple(
        Trigger(row["kind"], row["reach"], tuple(row["words"]), row["why"])
        for row in read_lexicon("polarity")
    )
