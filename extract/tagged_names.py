"""Names that a trained tagger finds in a paper, as concepts that the paper brings with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.naming import entity_id, fold_name
from extract.records import Passage
from extract.spans import sentence_places
from extract.trained.tagger import Tagger
from extract.vocabulary import Concept

TAGGER = "tagger"
# A tagger's finding counts where it is more likely right than wrong, by its own account.
FLOOR = 0.5


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A place in a passage, with a concept of the name that stands there."""

    passage: int
    start: int
    end: int
    surface: str
    concept: Concept
    confidence: float


def tagged_names(passages: Sequence[Passage], tagger: Tagger) -> Iterator[TaggedName]:
    """Give every name that the tagger is sure enough of, in order."""
    places = list(sentence_places(passages))
    for place, spans in zip(places, tagger.tag([one.text for one in places]), strict=True):
        for span in spans:
            if span.confidence >= FLOOR:
                surface = place.text[span.char_start : span.char_end]
                name = fold_name(surface)
                yield TaggedName(
                    passage=place.passage,
                    start=place.char_start + span.char_start,
                    end=place.char_start + span.char_end,
                    surface=surface,
                    concept=Concept(entity_id(span.label, name), name, span.label, cased=True),
                    confidence=round(span.confidence, 2),
                )
