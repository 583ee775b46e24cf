"""What a trained tagger adds to vocabulary and patterns: names that they miss, and relations.

A name of theirs stands before one of the tagger's at the same place, and so does what they say of
two names in a sentence: rules are right more often, and the tagger knows what no rule foresaw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.mentions import Mentions
from extract.records import EntityLabel, EntityRelation, EntityRelationType, Mention, Passage
from extract.relations import PatternRelations
from extract.spans import SentencePlace, by_sentence
from extract.tagged_names import TAGGER
from extract.trained.pairs import Span
from extract.trained.tagger import Tagger

# A relation counts where it is more likely right than wrong, by the tagger's own account.
_FLOOR = 0.5

Labels = frozenset[EntityLabel]
_MEANS: Labels = frozenset({"Method", "Model"})
_AIMS: Labels = frozenset({"Task", "Domain"})
_DATASET: Labels = frozenset({"Dataset"})
_TASK: Labels = frozenset({"Task"})
# What a relation may lead from and to; the tagger, which is never quite sure, is held to it.
ENDS: Mapping[EntityRelationType, tuple[Labels, Labels]] = {
    "USED_FOR": (_MEANS, _MEANS | _AIMS | _DATASET),
    "EVALUATED_WITH": (_MEANS | _TASK, frozenset({"Dataset", "Metric"})),
    "TRAINED_WITH": (_MEANS, _DATASET),
    "BENCHMARK_FOR": (_DATASET, _AIMS),
    "SUBTASK_OF": (_TASK, _TASK),
    "COMPARED_WITH": (_MEANS, _MEANS),
}


class TaggedRelations:
    """Relations by patterns, and by the tagger where no pattern relates two things."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._patterns = PatternRelations()

    def find(self, passages: Sequence[Passage], found: Mentions) -> list[EntityRelation]:
        """Give the relations that single sentences state."""
        told = self._patterns.find(passages, found)
        known = {
            (one.passage, one.char_start, frozenset((one.source_id, one.target_id))) for one in told
        }
        for place, mentions in by_sentence(passages, found.mentions):
            for one in self._of_sentence(place, mentions, found):
                ends = frozenset((one.source_id, one.target_id))
                if (one.passage, one.char_start, ends) not in known:
                    told.append(one)
        return told

    def _of_sentence(
        self, place: SentencePlace, mentions: Sequence[Mention], found: Mentions
    ) -> list[EntityRelation]:
        inside = [one for one in mentions if one.char_end <= place.char_end]
        if len(inside) < 2:
            return []
        labels = [label for _, label in found.labelled(inside)]
        spans = [Span(*place.span(one), label) for one, label in zip(inside, labels, strict=True)]
        return [
            EntityRelation(
                type=one.type,
                source_id=inside[one.source].entity_id,
                target_id=inside[one.target].entity_id,
                passage=place.passage,
                char_start=place.char_start,
                char_end=place.char_end,
                confidence=round(one.confidence, 2),
                extractor=f"{TAGGER}-{self._tagger.tier}",
            )
            for one in self._tagger.relate(place.text, spans)
            if one.confidence >= _FLOOR
            and inside[one.source].entity_id != inside[one.target].entity_id
            and _fits(one.type, labels[one.source], labels[one.target])
        ]


def _fits(kind: EntityRelationType, source: EntityLabel, target: EntityLabel) -> bool:
    sources, targets = ENDS.get(kind, (frozenset({source}), frozenset({target})))
    return source in sources and target in targets
