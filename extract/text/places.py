"""Which mentions stand in which sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.records import Mention, Passage, Role

# No sentence that says something names more; a text of one name over and over would take minutes.
MENTION_LIMIT = 64


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A sentence with its passage; offsets are within the passage's text."""

    passage: int
    section: str
    text: str
    char_start: int
    char_end: int
    role: Role

    def span(self, mention: Mention) -> tuple[int, int]:
        """Give where a mention of the passage stands in the sentence's text."""
        return mention.char_start - self.char_start, mention.char_end - self.char_start

    def before(self, mention: Mention) -> str:
        """Give the sentence's text before a mention."""
        return self.text[: mention.char_start - self.char_start]

    def after(self, mention: Mention) -> str:
        """Give the sentence's text after a mention."""
        return self.text[mention.char_end - self.char_start :]

    def between(self, first: Mention, second: Mention) -> str:
        """Give the text from the end of one mention to the start of another."""
        return self.text[first.char_end - self.char_start : second.char_start - self.char_start]


def sentence_places(passages: Sequence[Passage]) -> Iterator[SentencePlace]:
    """Give every sentence of the passages, in order."""
    for passage in passages:
        for sentence in passage.sentences:
            yield SentencePlace(
                passage=passage.position,
                section=passage.section,
                text=passage.text[sentence.char_start : sentence.char_end],
                char_start=sentence.char_start,
                char_end=sentence.char_end,
                role=sentence.role,
            )


def by_sentence(
    passages: Sequence[Passage], mentions: Iterable[Mention]
) -> Iterator[tuple[SentencePlace, list[Mention]]]:
    """Give each sentence with the mentions that start in it, in order, at most MENTION_LIMIT."""
    inside: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.passage, m.char_start)):
        inside[mention.passage].append(mention)
    for place in sentence_places(passages):
        here = [
            m for m in inside[place.passage] if place.char_start <= m.char_start < place.char_end
        ]
        yield place, here[:MENTION_LIMIT]
