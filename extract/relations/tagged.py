"""What a trained tagger adds to vocabulary and patterns: names that they miss, and relations.

A name of theirs stands before one of the tagger's at the same place, and so does what they say of
two names in a sentence: rules have the higher precision, the tagger the higher recall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.mentions.find import Mentions
from extract.mentions.tagged_names import TAGGER
from extract.records import EntityLabel, EntityRelation, Mention, Passage
from extract.relations.hierarchy import Labelled
from extract.relations.in_sentence import PatternRelations, is_real
from extract.schema import schema
from extract.tagger.pairs import NameSpan, Relation
from extract.tagger.tagger import Tagger
from extract.text.places import SentencePlace, by_sentence

# A relation counts where it is more likely right than wrong, by the tagger's own confidence.
_FLOOR = 0.5


class TaggedRelations:
    """Relations by patterns, and by the tagger where no pattern relates two names."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._patterns = PatternRelations()

    def find(self, passages: Sequence[Passage], named: Mentions) -> list[EntityRelation]:
        """Give the relations that single sentences state."""
        relations = self._patterns.find(passages, named)
        known = {
            (
                relation.passage,
                relation.char_start,
                frozenset((relation.source_id, relation.target_id)),
            )
            for relation in relations
        }
        for relation in self._tagged(passages, named):
            ends = frozenset((relation.source_id, relation.target_id))
            if (relation.passage, relation.char_start, ends) not in known:
                relations.append(relation)
        return relations

    def _tagged(self, passages: Sequence[Passage], named: Mentions) -> Iterator[EntityRelation]:
        rows = [
            (place, self._known(named.labelled(mentions), place))
            for place, mentions in by_sentence(passages, named.mentions)
        ]
        text = [place.text for place, _ in rows]
        spans = [tuple(NameSpan(*place.span(m), label) for m, label in row) for place, row in rows]
        for (place, row), relations in zip(rows, self._tagger.relate(text, spans), strict=True):
            yield from self._of_sentence(place, row, relations)

    def _known(self, labelled: Labelled, place: SentencePlace) -> Labelled:
        """Leave out what ends past the sentence, and what the tagger's weights don't know."""
        return [
            (mention, label)
            for mention, label in labelled
            if mention.char_end <= place.char_end and label in self._tagger.labels
        ]

    def _of_sentence(
        self,
        place: SentencePlace,
        labelled: Sequence[tuple[Mention, EntityLabel]],
        relations: Sequence[Relation],
    ) -> list[EntityRelation]:
        inside, labels = [mention for mention, _ in labelled], [label for _, label in labelled]
        return [
            EntityRelation(
                type=relation.type,
                source_id=inside[relation.source].entity_id,
                target_id=inside[relation.target].entity_id,
                passage=place.passage,
                char_start=place.char_start,
                char_end=place.char_end,
                confidence=round(relation.confidence, 2),
                extractor=f"{TAGGER}-{self._tagger.tier}",
            )
            for relation in relations
            if relation.confidence >= _FLOOR
            and inside[relation.source].entity_id != inside[relation.target].entity_id
            and schema()
            .entity_relations[relation.type]
            .joins(labels[relation.source], labels[relation.target])
            and is_real(
                relation.type,
                place,
                inside,
                (inside[relation.source].entity_id, inside[relation.target].entity_id),
            )
        ]
