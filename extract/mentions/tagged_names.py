"""Names that a trained tagger finds in a paper, as concepts that the paper brings with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.keys import entity_id, fold_name
from extract.mentions.head_nouns import ends_in_noun_of, is_coded
from extract.records import Passage
from extract.tagger.labels import Tier
from extract.tagger.pairs import NameSpan
from extract.tagger.tagger import Tagger
from extract.text.places import SentencePlace, sentence_places
from extract.vocabulary import Concept

TAGGER = "tagger"
# A name counts from a confidence on: one with capitals inside or digits, and a plain phrase. The
# quick tagger is far too sure of itself in fields that it has not learnt from.
_FLOORS: Mapping[Tier, tuple[float, float]] = {"fast": (0.9, 0.8), "accurate": (0.5, 0.5)}
_MOST_WORDS = 6
_WHOLE = re.compile(r"\w(?:.*[\w+#)])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A place in a passage, with a concept of the name that stands there."""

    passage: int
    start: int
    end: int
    surface: str
    concept: Concept
    confidence: float
    extractor: str


def tagged_names(papers: Sequence[Sequence[Passage]], tagger: Tagger) -> list[list[TaggedName]]:
    """Give, for the passages of each paper, every name that the tagger is sure enough of, in order.

    Many papers at once are tagged several times faster than one by one, with the same result.
    """
    places = [list(sentence_places(passages)) for passages in papers]
    tagged = tagger.tag([[place.text for place in paper] for paper in places])
    return [
        [
            name
            for place, spans in zip(paper, sentences, strict=True)
            for name in _names(place, spans, tagger.tier)
        ]
        for paper, sentences in zip(places, tagged, strict=True)
    ]


def _names(place: SentencePlace, spans: Sequence[NameSpan], tier: Tier) -> Iterator[TaggedName]:
    for span in spans:
        surface = place.text[span.char_start : span.char_end]
        if _is_whole(surface) and _is_trusted(surface, span, tier):
            name = fold_name(surface)
            yield TaggedName(
                passage=place.passage,
                start=place.char_start + span.char_start,
                end=place.char_start + span.char_end,
                surface=surface,
                concept=Concept(entity_id(span.label, name), name, span.label, cased=True),
                confidence=round(span.confidence, 2),
                extractor=f"{TAGGER}-{tier}",
            )


def _is_trusted(surface: str, span: NameSpan, tier: Tier) -> bool:
    """Tell whether a name is likely one: by the tagger's confidence, and by its last word."""
    coded, plain = _FLOORS[tier]
    if is_coded(surface):
        return span.confidence >= coded
    return span.confidence >= plain and ends_in_noun_of(surface, span.label)


def _is_whole(surface: str) -> bool:
    """Tell whether a name is no torn piece of text and not one plain word, which means little."""
    words = surface.split()
    if not _WHOLE.fullmatch(surface) or not 0 < len(words) <= _MOST_WORDS:
        return False
    if surface.count("(") != surface.count(")") or " -- " in surface:
        return False
    return len(words) > 1 or surface != surface.lower()
