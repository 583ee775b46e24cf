"""The things of a sentence as signs in its text, so that patterns read what is said between them.

A chunk covers what it stands for character for character: offsets hold in both texts. Its first
character tells what it is: a thing that may be compared, a metric, or words that name no one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.mentions.find import Mentions
from extract.records import PHRASE, Mention
from extract.schema import schema
from extract.text.places import SentencePlace
from extract.word_lists import alternations, any_case

_LEX = alternations("claims")

OWN = ""  # the key of the paper's own system
_NAMED, _MORE, _MEASURE, _OPAQUE = "\ue000", "\ue001", "\ue002", "\ue003"
THING = f"{_NAMED}{_MORE}*"
MEASURE = f"{_MEASURE}{_MORE}*"
ANY = f"[{_NAMED}{_MEASURE}{_OPAQUE}]{_MORE}*"

KIND = rf"(?:{_LEX['kinds']})"
_LEADING = rf"(?:{_LEX['phrase leads']})"
_PLAIN_BEFORE = any_case(rf"(?:{_LEADING}\s+)*")
_OF_KIND = any_case(rf"\s{KIND}$")
_PLAIN_AFTER = any_case(rf"(?:\s+{KIND})?")
# Verbs that phrases take in where no list of words ends them.
_VERB = any_case(rf"\b(?:(?:{_LEX['phrase verbs']})(?:e?s|ed|ing)|{_LEX['phrase breaks']})\b")
_VAGUE = any_case(
    rf"(?:(?:{_LEX['vague words']}|{KIND})(?:\s+|$))+|(?:few|no|some|most|many|other|any|several"
    rf"|all|both|each|every)\s.*|[a-z]+-[a-z]+|(?:\S+\s+)*(?:{_LEX['vague heads']})"
)
_PART = any_case(rf"(?:{_LEX['parts']})\s+of\b")
_OWN_BEFORE = any_case(
    r"\b(?:our(?:\s+(?:new|novel|proposed|own))?|the\s+(?:newly\s+)?(?:proposed|presented"
    rf"|introduced)|this\s+(?:new|novel|proposed))\s+(?:(?!{KIND}\b)[a-z-]*[^s\s]\s+){{0,2}}$"
)
_OWN_WORDS = any_case(
    r"\b(?:our|the\s+(?:newly\s+)?(?:proposed|presented|introduced)|this\s+(?:new|novel"
    rf"|proposed))\s+(?:(?!{_LEX['no own words']})[\w-]+\s+){{0,4}}?{KIND}\b"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A thing at its place in a sentence: an entity's id, a phrase, or OWN; label "" for no type.

    `key` is None where the words name no one thing.
    """

    start: int
    end: int
    key: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Chunked:
    """A sentence with its things as signs."""

    place: SentencePlace
    text: str
    chunks: dict[int, Chunk]

    def within(self, start: int, end: int) -> list[Chunk]:
        """Give the chunks of a stretch, in order."""
        return [self.chunks[at] for at in sorted(self.chunks) if start <= at < end]

    def words(self, start: int, end: int) -> str:
        """Give a stretch as the paper has it."""
        return self.place.text[start:end]


def chunked(
    place: SentencePlace, mentions: Sequence[Mention], found: Mentions, phrases: Sequence[int]
) -> Chunked:
    """Put signs in the place of a sentence's things; `phrases` are `(start, end, …)` within it."""
    own = [Chunk(*match.span(), OWN, "Method") for match in _OWN_WORDS.finditer(place.text)]
    named = [
        _chunk(place, mention, found) for mention in mentions if mention.char_end <= place.char_end
    ]
    named = [chunk for chunk in named if not _among(own, chunk.start)]
    spans = [span for span in _spans(place, named, phrases) if not _among(own, span[0])]
    made = [*own, *(_owned(place.text, chunk) for chunk in _merged(place.text, named, spans))]
    return Chunked(place, _masked(place.text, made), {chunk.start: chunk for chunk in made})


def _among(chunks: Iterable[Chunk], at: int) -> bool:
    return any(chunk.start <= at < chunk.end for chunk in chunks)


def _chunk(place: SentencePlace, mention: Mention, found: Mentions) -> Chunk:
    label = found.entities[mention.entity_id].label
    return Chunk(*place.span(mention), mention.entity_id, label)


def _spans(
    place: SentencePlace, named: Sequence[Chunk], phrases: Sequence[int]
) -> Iterator[tuple[int, int]]:
    for start, end in zip(phrases[::2], phrases[1::2], strict=True):
        first, last = start - place.char_start, end - place.char_start
        if (
            place.char_start <= start
            and end <= place.char_end
            and not (
                _VERB.search(place.text, first, last + 3)
                or _PART.match(place.text, first, last)
                or _of_named(place, named, first, last)
            )
        ):
            yield first, last


def _of_named(place: SentencePlace, named: Sequence[Chunk], first: int, last: int) -> bool:
    """Tell whether a phrase says something of what has a name: "depth of BERT"."""
    inside = any(first < chunk.start and chunk.end <= last for chunk in named)
    return inside and " of " in place.text[first:last]


def _merged(text: str, named: Iterable[Chunk], spans: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
    """Give one chunk for what overlaps: the longest says what it is, where it holds the rest."""
    bare = [Chunk(start, end, f"{PHRASE}{text[start:end]}", "") for start, end in spans]
    order = sorted([*named, *bare], key=lambda one: (one.start, -one.end, not one.label))
    group: list[Chunk] = []
    for chunk in order:
        if group and chunk.start >= max(other.end for other in group):
            yield _whole(text, group)
            group = []
        group.append(chunk)
    if group:
        yield _whole(text, group)


def _whole(text: str, group: Sequence[Chunk]) -> Chunk:
    start, end = group[0].start, max(chunk.end for chunk in group)
    named = [chunk for chunk in group if chunk.label]
    for one in named[:1] if len(named) == 1 else ():
        before, after = text[start : one.start], text[one.end : end]
        if _PLAIN_BEFORE.fullmatch(before) and _PLAIN_AFTER.fullmatch(after):
            aim = one.label == "Task" and _OF_KIND.search(text, one.start, end)
            return Chunk(start, end, None, "") if aim else replace(one, end=end)
    first, vague = group[0], not named and _VAGUE.fullmatch(text[start:end])
    if (first.start, first.end) == (start, end) and not vague:
        return first
    return Chunk(start, end, None, "")


def _owned(text: str, one: Chunk) -> Chunk:
    """Give "our X" as the paper's own, whatever X is; the paper's own name is it already."""
    before = _OWN_BEFORE.search(text[: one.start])
    if before is None or (one.label and one.label not in schema().with_role("means")):
        return one
    return Chunk(before.start(), one.end, OWN, "Method")


def _masked(text: str, chunks: Iterable[Chunk]) -> str:
    letters = list(text)
    for chunk in chunks:
        sign = _MEASURE if chunk.label == "Metric" else _NAMED
        sign = _OPAQUE if chunk.key is None else sign
        letters[chunk.start : chunk.end] = [sign] + [_MORE] * (chunk.end - chunk.start - 1)
    return "".join(letters)
