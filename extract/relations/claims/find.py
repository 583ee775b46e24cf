"""What sentences claim of two names compared: "A outperforms B on D by 3.1 BLEU when C".

A claim needs a subject before the comparing words in the same clause, or the paper's own system,
and an object right behind them. What is denied, asked, hoped for or only possible is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.mentions.find import Mentions
from extract.records import PHRASE, Claim, Passage, Predicate
from extract.relations.claims.chunks import OWN, Chunk, Chunked, chunked
from extract.relations.claims.details import details
from extract.relations.claims.subjects import Subject, subject_of, subject_of_clause
from extract.relations.claims.words import (
    CHANGES,
    CLOSED,
    COMPARED_FIRST,
    CUES,
    LEAD,
    NEXT,
    ClaimCue,
    judged,
)
from extract.schema import schema
from extract.text.places import SentencePlace, by_sentence
from extract.word_lists import alternations, any_case

_LEX = alternations("claims")

EXTRACTOR = "pattern"
OF_OTHERS = 0.5  # what a sentence of background says, which may be others' finding
_HINT = any_case(rf"\b(?:{_LEX['hints']})")
_PROPOSES = any_case(r"\bwe\s+(?:\w+\s+)?(?:propos|present|introduc|develop)|\bour\b")
_LONGEST = 1500  # characters of a sentence that says something; longer ones are none
_CAPITAL = re.compile(r"[A-Z]")
_VERB_NEXT = re.compile(r"\s+(?:is|are|was|were|has|have|can|does|do)\b")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A comparison within a sentence: `start` and `end` are of its words and objects."""

    subject: Subject
    predicate: Predicate
    objects: tuple[Chunk, ...]
    start: int
    end: int


def find_claims(
    passages: Sequence[Passage], named: Mentions, phrases: Sequence[Sequence[int]]
) -> list[Claim]:
    """Give the claims of a paper's sentences, each once a sentence; `phrases` as in Extraction."""
    proposed = [key for key in named.proposed if named.entities[key].label in _means()]
    own = proposed[0] if len(proposed) == 1 else OWN
    places = dict(zip((passage.position for passage in passages), phrases, strict=False))
    claims: dict[tuple[object, ...], Claim] = {}
    own_before = False
    for place, mentions in by_sentence(passages, named.mentions):
        if len(place.text) <= _LONGEST and _HINT.search(place.text):
            sentence = chunked(place, mentions, named, places.get(place.passage, ()))
            for claim in _of_sentence(sentence, own, own_before):
                key = (place.passage, place.char_start, claim.subject_id, claim.object_id)
                claims.setdefault((*key, claim.predicate), claim)
        own_before = any(mention.entity_id in named.proposed for mention in mentions) or bool(
            _PROPOSES.search(place.text)
        )
    return list(claims.values())


def _of_sentence(sentence: Chunked, own: str, own_before: bool) -> Iterator[Claim]:
    if sentence.text.rstrip().endswith("?"):
        return
    for stated in (*_subject_first(sentence, own_before), *_compared_first(sentence, own_before)):
        detail = details(sentence, stated.start, stated.end)
        for subject in stated.subject.chunks:
            for other in stated.objects:
                first = own if subject.key == OWN else subject.key
                second = own if other.key == OWN else other.key
                if first is None or not second or first == second:
                    continue
                place = sentence.place
                yield Claim(
                    predicate=stated.predicate,
                    subject_id=first,
                    object_id=second,
                    passage=place.passage,
                    char_start=place.char_start,
                    char_end=place.char_end,
                    confidence=_confidence(place, stated.subject),
                    extractor=EXTRACTOR,
                    metric_id="" if stated.predicate == "fails_on" else detail.metric_id,
                    value=None if stated.predicate == "equal" else detail.value,
                    unit="" if stated.predicate == "equal" else detail.unit,
                    dataset_id=detail.dataset_id if detail.dataset_id != second else "",
                    condition=detail.condition,
                )


def _confidence(place: SentencePlace, subject: Subject) -> float:
    own = any(chunk.key == OWN for chunk in subject.chunks)
    return OF_OTHERS if place.role == "background" and not own else subject.confidence


def _subject_first(sentence: Chunked, own_before: bool) -> Iterator[_Comparison]:
    """Give what is said with the subject first: "A outperforms B"."""
    for cue in CUES:
        for match in cue.pattern.finditer(sentence.text):
            predicate = _predicate(sentence, cue, match)
            objects, end = _objects(sentence, match.end())
            if predicate is None or not objects:
                continue
            if cue.free:
                subject = subject_of_clause(sentence, match.start())
            else:
                verb = sentence.text[match.start() :].split()[0]
                subject = subject_of(sentence, match.start(), verb, own_before)
            if subject is None or _is_denied(sentence, match):
                continue
            subject, objects = _fitting(subject, objects, cue)
            if subject.chunks and objects:
                yield _Comparison(subject, predicate, objects, match.start(), end)


def _compared_first(sentence: Chunked, own_before: bool) -> Iterator[_Comparison]:
    """Give what is said with the object first: "Compared with B, A reduces latency"."""
    for opening in COMPARED_FIRST.finditer(sentence.text):
        objects, end = _objects(sentence, opening.end())
        if not objects or not re.match(r"[^,;]{0,40},\s", sentence.text[end:]):
            continue
        for cue in CHANGES:
            match = cue.pattern.search(sentence.text, end, end + 160)
            predicate = _predicate(sentence, cue, match) if match else None
            if match is None or predicate is None:
                continue
            verb = sentence.text[match.start() :].split()[0]
            subject = subject_of(sentence, match.start(), verb, own_before)
            if subject is None or subject.start < end or _is_denied(sentence, match):
                continue
            subject, fitting = _fitting(subject, objects, cue)
            if subject.chunks and fitting:
                yield _Comparison(subject, predicate, fitting, match.start(), match.end())
                return


def _predicate(sentence: Chunked, cue: ClaimCue, match: re.Match[str]) -> Predicate | None:
    if cue.says == "up" or cue.says == "down" or cue.says == "same":
        return judged(cue.says, sentence.words(*match.span("noun")))
    return cue.says


_DENIED = any_case(r"\b(?:no|not|neither|never|without|less\s+than|only)\b")


def _is_denied(sentence: Chunked, match: re.Match[str]) -> bool:
    return bool(_DENIED.search(sentence.words(*match.span())))


def _objects(sentence: Chunked, at: int) -> tuple[tuple[Chunk, ...], int]:
    """Give the names of a list that starts behind comparing words, and where it ends."""
    lead = LEAD.match(sentence.text, at)
    if lead is None:
        return (), at
    chunks: list[Chunk] = []
    place, end = lead.end(), at
    while place in sentence.chunks:
        chunk = sentence.chunks[place]
        following = NEXT.match(sentence.text, chunk.end)
        another = bool(chunks) and _VERB_NEXT.match(sentence.text, chunk.end)
        if another or not (following or CLOSED.match(sentence.text, chunk.end)):
            break
        end = chunk.end
        chunks.append(chunk)
        if following is None:
            break
        place = following.end()
    whole = all(chunk.key is not None for chunk in chunks)
    kept = (chunk for chunk in chunks if chunk.key is not None and (whole or chunk.label != "Task"))
    return tuple(kept), end


def _fitting(
    subject: Subject, objects: Sequence[Chunk], cue: ClaimCue
) -> tuple[Subject, tuple[Chunk, ...]]:
    """Leave out subjects and objects whose types such words don't compare."""
    if cue.says == "fails_on":
        aims = schema().with_role("data", "task", "field")
        allowed = aims if cue.strict else aims | {""}
        kept = tuple(chunk for chunk in objects if chunk.label in allowed and _is_aim(chunk))
        first = tuple(chunk for chunk in subject.chunks if chunk.label in _means() | {""})
        return Subject(first, subject.start, subject.confidence), kept
    first = tuple(chunk for chunk in subject.chunks if _can_lead(chunk, cue))
    own = all(chunk.key == OWN for chunk in first)
    labels = {chunk.label for chunk in first}
    kept = tuple(chunk for chunk in objects if _can_follow(chunk, cue, labels, own))
    return Subject(first, subject.start, subject.confidence), kept


def _is_aim(chunk: Chunk) -> bool:
    """Tell whether a system may fail on it; a phrase of one word ("in tandem") says how."""
    return bool(chunk.label) or " " in (chunk.key or "")


def _can_lead(chunk: Chunk, cue: ClaimCue) -> bool:
    return chunk.key is not None and chunk.label in _compared(cue)


def _can_follow(chunk: Chunk, cue: ClaimCue, labels: set[str], own: bool) -> bool:
    data = schema().with_role("data")
    if chunk.label in data:
        return bool(labels) and labels <= data
    if (chunk.key or "").startswith(PHRASE):
        named = len(_CAPITAL.findall(chunk.key or "")) > 1
        return not cue.strict or own or (named and labels <= _means())
    return chunk.label in _compared(cue)


def _compared(cue: ClaimCue) -> frozenset[str]:
    """The labels of what is compared by such words; a phrase that is no entity has none."""
    return _means() if cue.strict else schema().with_role("means", "task", "data") | {""}


def _means() -> frozenset[str]:
    return schema().with_role("means")
