"""What is a kind or part of what: lexico-syntactic patterns within a sentence, and head nouns.

The patterns are those of Hearst (1992), "Automatic Acquisition of Hyponyms from Large Text
Corpora": "X such as Y", "such X as Y", "Y and other X", "X, including Y", "X, especially Y"; and
two more that papers' abstracts are full of: "Y is a (new) X" and "Y, a (new) X".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from extract.keys import fold
from extract.mentions.find import Mentions
from extract.records import (
    EntityLabel,
    EntityRelation,
    EntityRelationType,
    Mention,
    Passage,
)
from extract.schema import schema
from extract.text.places import SentencePlace, by_sentence
from extract.vocabulary import Vocabulary
from extract.word_lists import alternations, lexicon_words, word_lists

_LEX = alternations("relations")

STATED = 0.8
BY_HEAD = 0.7
HEAD_NOUN = "head-noun"

Statement: TypeAlias = tuple[EntityRelationType, str, str, float]
Labelled: TypeAlias = Sequence[tuple[Mention, EntityLabel]]
_Pair: TypeAlias = tuple[Mention, Mention]

# The patterns are for text in small letters; in any case they take several times as long.
_REACH = 120  # characters around a mention that say what it is below
_DESCRIBING = frozenset(",:ia-w\u2013\u2014")  # what "is a", ", a", ": a" begin with
LIST_GAP = re.compile(r"\s*(?:,|,?\s*(?:and|or|&)|/)\s*")
_OPENERS = _LEX["example openers"]
_OTHER = re.compile(r"[)\s]*,?\s*(?:and|or|among)\s+(?:many\s+)?other\s+(?:[\w-]+\s+){0,2}?")
_SUCH_BEFORE = re.compile(r"\bsuch\s+(?:[\w-]+\s+){0,2}$")
_SUCH_GAP = re.compile(r"\s+as\s+(?:the\s+)?")
_ABOUT_BEFORE = re.compile(r"\b(?:related|relevant|relating|pertaining)\s+to\s+$")
_KIND = re.compile(
    r",?\s+(?:is|are|,)\s+(?:an?\s+)?(?:new\s+|novel\s+)?(?:type|kind|form|variant|special case"
    r"|class|instance)s?\s+of\s+(?:an?\s+|the\s+)?",
)
_WORD = rf"(?!(?:{_LEX['no modifiers']})s?\b)[\w.-]+\s+"
_SERIES = (
    rf"(?:(?:series|famil(?:y|ies)|suite|set|collection)\s+of\s+(?:the\s+)?(?:{_WORD}){{0,3}}?)?"
)
_IS_A = re.compile(rf"\s+(?:is|are|was)\s+(?:an?|the\s+first|our)\s+(?:{_WORD}){{0,5}}?{_SERIES}")
_APPOSED = re.compile(
    rf"\)?\s*(?:,|\s[-\u2013\u2014]+)\s+(?:an?|the\s+first|our)\s+(?:{_WORD}){{0,5}}?{_SERIES}",
)
_TITLED = re.compile(rf"\s*:\s+(?:an?|the\s+first)\s+(?:{_WORD}){{0,5}}?{_SERIES}")
_ENUMERATED = re.compile(r"[^.;:()]{0,60},\s*(?:and|or)\s+(?:an?|the|our)\s")
_NOT_SUBJECT = re.compile(
    r"\b(?:of|for|in|with|by|on|from|using|to|between|and|or|than|via|as)\s+(?:[\w-]+\s+){0,2}$",
)
_NO_NOUN = re.compile(r"(?:ed|based|driven|aware|only)$")
_PHRASE_END = re.compile(rf"\s*(?:$|[.,;:()\u2013\u2014]|(?:{_LEX['phrase ends']})\b)")
_OPENER = re.compile(rf"[)\s]*[,:]?\s*\(?(?:{_OPENERS})\s+(?:the\s+)?")

_PREPOSITION = re.compile(r"\s(?:of|for|in|on|with|from|to|by|via|using|and|under|at)\s")
_UNMAKING = lexicon_words("relations", "unmaking")
_IDIOMS = frozenset(map(fold, word_lists("relations")["idioms"]))


def below(label: EntityLabel) -> EntityRelationType:
    """Give the hierarchy's relation between two entities of one label."""
    return schema().entity_types[label].below


def hyponyms(
    place: SentencePlace, labelled: Labelled, names: Mapping[str, str]
) -> Iterator[Statement]:
    """Give what a sentence states to be below what, between mentions of one label.

    `names` are the entities' names by id: a proper name has nothing below it.
    """
    whole_names = [pair for pair in labelled if _stands_alone(place, pair[0])]
    for at, (_, label) in enumerate(whole_names):
        for part, whole in (
            *_of_examples(place, whole_names, at),
            *_of_others(place, whole_names, at),
            *_of_descriptions(place, whole_names, at),
        ):
            if part.entity_id != whole.entity_id and _is_kind(names[whole.entity_id], whole):
                yield below(label), part.entity_id, whole.entity_id, STATED


def _stands_alone(place: SentencePlace, mention: Mention) -> bool:
    """Tell whether a mention is no part of a longer name, as the GAT of "3DViT-GAT" is."""
    after = place.after(mention)[:2]
    return not place.before(mention).endswith("-") and not (
        after[:1] == "-" and after[1:].isalnum()
    )


def _is_kind(name: str, mention: Mention) -> bool:
    """Tell whether a name is of a kind: its head is a common noun, or it is in the plural."""
    return name.split()[-1][0].islower() or mention.surface.endswith("s")


def _of_examples(place: SentencePlace, labelled: Labelled, at: int) -> Iterator[_Pair]:
    """Read "X such as Y and Z", "such X as Y", "X (e.g., Y, Z)"."""
    whole, label = labelled[at]
    before = _before(place, whole)
    if _ABOUT_BEFORE.search(before):
        return
    last = whole
    for number, (part, part_label) in enumerate(labelled[at + 1 :]):
        gap = place.between(last, part).lower()
        opened = number > 0 or _opens(gap, label) or _says_such(before, gap)
        if part_label != label or not opened or (number and not LIST_GAP.fullmatch(gap)):
            return
        yield part, whole
        last = part


def _opens(gap: str, label: EntityLabel) -> bool:
    head = _head_after(label).match(gap)
    return bool(_OPENER.fullmatch(gap) or (head and _OPENER.fullmatch(gap, head.end())))


def _says_such(before: str, gap: str) -> bool:
    return bool(_SUCH_BEFORE.search(before) and _SUCH_GAP.fullmatch(gap))


def _of_others(place: SentencePlace, labelled: Labelled, at: int) -> Iterator[_Pair]:
    """Read "Y, Z and other X": the list before `at`, from its end."""
    whole, label = labelled[at]
    following, allowed = whole, _OTHER
    for part, part_label in reversed(labelled[:at]):
        gap = place.between(part, following).lower()
        if part_label != label or not allowed.fullmatch(gap):
            return
        yield part, whole
        following, allowed = part, LIST_GAP


def _of_descriptions(place: SentencePlace, labelled: Labelled, at: int) -> Iterator[_Pair]:
    """Read "Y is a kind of X", "Y is a new X", "Y, a new X" and, of titles, "Y: A New X"."""
    part, label = labelled[at]
    subject = not _NOT_SUBJECT.search(_before(place, part))
    for whole, whole_label in labelled[at + 1 :]:
        if whole.char_start - part.char_end > _REACH:
            return
        gap = place.between(part, whole).lower()
        if whole_label != label or gap.lstrip(") ")[:1] not in _DESCRIBING:
            continue
        after = place.after(whole)[:_REACH].lower()
        if _KIND.fullmatch(gap) or (
            (_apposed(place, gap, after) or (subject and _IS_A.fullmatch(gap)))
            and ends_phrase(after, label)
            and not _NO_NOUN.search(whole.surface.lower())
        ):
            yield part, whole
            return


def _apposed(place: SentencePlace, gap: str, after: str) -> bool:
    """Tell "Y, a new X" from the list "Y, an X, and a Z"."""
    if place.section == "title":
        return bool(_TITLED.fullmatch(gap))
    return bool(_APPOSED.fullmatch(gap)) and not _ENUMERATED.match(after)


def ends_phrase(after: str, label: EntityLabel) -> bool:
    """Tell whether a noun phrase ends where `after` begins, or behind a noun like "method"."""
    head = _head_after(label).match(after)
    return bool(_PHRASE_END.match(after, head.end() if head else 0))


@cache
def _head_after(label: EntityLabel) -> re.Pattern[str]:
    """An optional noun behind a name that repeats its kind: "GraphNet" (framework)."""
    nouns = schema().entity_types[label].nouns
    called = (f"(?:{'|'.join(sorted(nouns.called))})s?",) if nouns.called else ()
    words = "|".join((*called, *nouns.after))
    return re.compile(rf"(?:\s+(?:{words}))?" if words else "")


def _before(place: SentencePlace, mention: Mention) -> str:
    return place.before(mention)[-_REACH:].lower()


def head_nouns(
    passages: Sequence[Passage], named: Mentions, vocabulary: Vocabulary
) -> list[EntityRelation]:
    """Give what is below the entity its name ends in: "bug report summarization", "summarization".

    Both are of one label, the vocabulary orders the two in no way, and the evidence is the first
    sentence that names the lower one.
    """
    own = {(fold(e.name), e.label): e.id for e in named.entities.values()}
    above = {
        key: _known_head(vocabulary, key)
        if key in vocabulary.concepts
        else _head_of(entity.name, key, entity.label, own, vocabulary)
        for key, entity in named.entities.items()
    }
    relations: dict[str, EntityRelation] = {}
    for place, mentions in by_sentence(passages, named.mentions):
        for key in (mention.entity_id for mention in mentions):
            head, label = above[key], named.entities[key].label
            if head and key not in relations:
                relations[key] = EntityRelation(
                    below(label), key, head, place.passage, place.char_start,
                    place.char_end, BY_HEAD, HEAD_NOUN,
                )  # fmt: skip
    return list(relations.values())


@lru_cache(maxsize=8192)
def _known_head(vocabulary: Vocabulary, key: str) -> str | None:
    """Give the concept that a concept's name ends in, cached for the process."""
    concept = vocabulary.concepts[key]
    return _head_of(concept.name, key, concept.label, {}, vocabulary)


def _head_of(
    name: str,
    key: str,
    label: EntityLabel,
    own: Mapping[tuple[str, EntityLabel], str],
    vocabulary: Vocabulary,
) -> str | None:
    """Give the entity of the longest proper end of a name; None for idioms and names of names."""
    cut = _PREPOSITION.search(name)
    words = (name[: cut.start()] if cut else name).split()
    modifiers = {part for word in words[:-1] for part in word.casefold().split("-")}
    if fold(name) in _IDIOMS or modifiers & _UNMAKING:
        return None
    for start in range(0 if cut else 1, len(words)):
        above = _named(" ".join(words[start:]), label, own, vocabulary, key)
        if above and above != key:
            known = above in vocabulary.ancestors(key) or key in vocabulary.ancestors(above)
            return None if known else above
    return None


def _named(
    end: str,
    label: EntityLabel,
    own: Mapping[tuple[str, EntityLabel], str],
    vocabulary: Vocabulary,
    key: str,
) -> str | None:
    """Give the entity of these words and label: no PHYSICS, no alias of a single word.

    The vocabulary's concepts are curated, so among them only a name counts, and no alias.
    """
    folded, last = fold(end), fold(end.split()[-1])
    for concept in (vocabulary.concepts[known] for known in vocabulary.by_key.get(folded, ())):
        common = concept.name.split()[-1][0].islower()
        same_head = " " in folded and fold(concept.name.split()[-1]) == last
        loose = same_head and key not in vocabulary.concepts
        if concept.label == label and common and (loose or fold(concept.name) == folded):
            return concept.id
    return own.get((folded, label)) if " " in folded else None
