"""The fields that a paper belongs to: by its categories, by naming them, by the tasks it names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from extract.keys import fold
from extract.records import OF_OTHERS, Mention, Paper, PaperRelation, Passage
from extract.text.places import SentencePlace, by_sentence
from extract.vocabulary import Vocabulary

CATEGORY_CONFIDENCE = 0.9
TITLE_CONFIDENCE = 0.9
CENTRAL_CONFIDENCE = 0.7
PASSING_CONFIDENCE = 0.5
OBJECT_CONFIDENCE = 0.4  # below what counts as being in a field
LIST_LENGTH = 4
OBJECT = "object"  # the facet of what fields are about, beside the fields themselves
_STEM = 4


def find_domains(
    paper: Paper,
    passages: Sequence[Passage],
    mentions: Iterable[Mention],
    vocabulary: Vocabulary,
) -> list[PaperRelation]:
    """Give IN_DOMAIN relations: one for each category, and one for each named field or task's."""
    places = [
        (mention, place) for place, inside in by_sentence(passages, mentions) for mention in inside
    ]
    return [
        *_from_categories(paper, passages, vocabulary),
        *_from_domain_mentions(places, vocabulary),
        *_from_tasks(places, vocabulary),
    ]


def _from_categories(
    paper: Paper, passages: Sequence[Passage], vocabulary: Vocabulary
) -> list[PaperRelation]:
    """Relate by category; the evidence is the paper's metadata, so it names no sentence."""
    first = passages[0].position if passages else 0
    return [
        PaperRelation("IN_DOMAIN", key, first, 0, 0, CATEGORY_CONFIDENCE, "category", why=category)
        for category in dict.fromkeys(paper.categories)
        for key in _domains_of(vocabulary, category)
    ]


@lru_cache(maxsize=1024)
def _domains_of(vocabulary: Vocabulary, category: str) -> tuple[str, ...]:
    return tuple(
        key
        for key, patterns in _with_categories(vocabulary)
        if any(fnmatchcase(category, pattern) for pattern in patterns)
    )


@lru_cache(maxsize=2)
def _with_categories(vocabulary: Vocabulary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the few concepts that have patterns of categories, once a vocabulary."""
    concepts = vocabulary.concepts.items()
    return tuple((key, concept.categories) for key, concept in concepts if concept.categories)


def _from_domain_mentions(
    places: Sequence[tuple[Mention, SentencePlace]], vocabulary: Vocabulary
) -> list[PaperRelation]:
    """Relate by naming; a word for an object of the field, said once, is not enough to count."""
    named = [(mention, place) for mention, place in places if _is_domain(mention)]
    objects = {mention for mention, _ in named if _is_object(mention, vocabulary)}
    named = [(m, place) for m, place in named if m not in objects or not _is_name(m, place)]
    counts = Counter(mention.entity_id for mention, _ in named)
    crowd = Counter((place.passage, place.char_start) for _, place in named)
    relations = []
    for mention, place in named:
        listed = crowd[place.passage, place.char_start] >= LIST_LENGTH
        central = counts[mention.entity_id] > 1 or (place.role not in OF_OTHERS and not listed)
        sure = CENTRAL_CONFIDENCE if central else PASSING_CONFIDENCE
        sure = TITLE_CONFIDENCE if place.section == "title" else sure
        if mention in objects and counts[mention.entity_id] == 1:
            sure = OBJECT_CONFIDENCE
        relations.append(_relation(mention.entity_id, place, min(sure, mention.confidence)))
    return relations


def _is_object(mention: Mention, vocabulary: Vocabulary) -> bool:
    """Tell whether a word is for a field's object ("steel"), and is no name of the field."""
    concept = vocabulary.concepts.get(mention.entity_id)
    word = mention.surface.casefold()
    if concept is None or not word.isalpha() or mention.surface.isupper():
        return False
    if OBJECT in concept.facets:
        return True
    small = {fold(alias) for alias in concept.aliases if alias.islower()}
    names = [part for part in concept.name.casefold().split() if len(part) >= _STEM]
    alike = any(word[:_STEM] == part[:_STEM] for part in names)
    return fold(word) in small - {fold(concept.name)} and not alike


def _is_name(mention: Mention, place: SentencePlace) -> bool:
    """Tell whether a word has a capital within a sentence, as part of a name: Steel et al."""
    inside = place.char_start < mention.char_start and place.section != "title"
    return inside and mention.surface[0].isupper()


def _is_domain(mention: Mention) -> bool:
    return mention.entity_id.startswith("domain:")


def _from_tasks(
    places: Sequence[tuple[Mention, SentencePlace]], vocabulary: Vocabulary
) -> list[PaperRelation]:
    """Relate to the fields of entities, tasks above all, named more than in passing."""
    by_task: dict[str, list[tuple[Mention, SentencePlace]]] = defaultdict(list)
    for mention, place in places:
        by_task[mention.entity_id].append((mention, place))
    relations = []
    for key, named in sorted(by_task.items()):
        concept = vocabulary.concepts.get(key)
        sure = CENTRAL_CONFIDENCE if concept and concept.label == "Task" else PASSING_CONFIDENCE
        for domain in concept.domains if concept else ():
            relations += [
                _relation(domain, place, min(sure, mention.confidence))
                for mention, place in named
                if place.role not in OF_OTHERS or len(named) > 1
            ]
    return relations


def _relation(key: str, place: SentencePlace, sure: float) -> PaperRelation:
    return PaperRelation(
        "IN_DOMAIN", key, place.passage, place.char_start, place.char_end, sure, "pattern"
    )
