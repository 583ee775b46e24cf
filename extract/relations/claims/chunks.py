"""A sentence with signs for the names in it, so that patterns read the words between them.

A chunk has a sign for each character of a name, so that offsets are the same in both texts. The
first sign says what it is: a name that may be compared, a metric, or words that name nothing.
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
_NAME, _MORE, _MEASURE, _OPAQUE = "\ue000", "\ue001", "\ue002", "\ue003"
NAME = f"{_NAME}{_MORE}*"
MEASURE = f"{_MEASURE}{_MORE}*"
ANY = f"[{_NAME}{_MEASURE}{_OPAQUE}]{_MORE}*"

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
    """A name at its offsets in a sentence; label "" where it has no type.

    `key` is an entity's id, a phrase or OWN; None where the words name nothing in particular.
    """

    start: int
    end: int
    key: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Chunked:
    """A sentence with signs in place of its names."""

    place: SentencePlace
    text: str
    chunks: dict[int, Chunk]

    def within(self, start: int, end: int) -> list[Chunk]:
        """Give the chunks between two offsets, in order."""
        return [self.chunks[at] for at in sorted(self.chunks) if start <= at < end]

    def words(self, start: int, end: int) -> str:
        """Give the original text between two offsets."""
        return self.place.text[start:end]


def chunked(
    place: SentencePlace, mentions: Sequence[Mention], named: Mentions, phrases: Sequence[int]
) -> Chunked:
    """Replace a sentence's names by signs; `phrases` are `(start, end, …)` within its passage."""
    own = [Chunk(*match.span(), OWN, "Method") for match in _OWN_WORDS.finditer(place.text)]
    chunks = [_chunk(place, m, named) for m in mentions if m.char_end <= place.char_end]
    chunks = [chunk for chunk in chunks if not _among(own, chunk.start)]
    spans = [span for span in _spans(place, chunks, phrases) if not _among(own, span[0])]
    made = [*own, *(_owned(place.text, chunk) for chunk in _merged(place.text, chunks, spans))]
    return Chunked(place, _masked(place.text, made), {chunk.start: chunk for chunk in made})


def _among(chunks: Iterable[Chunk], at: int) -> bool:
    return any(chunk.start <= at < chunk.end for chunk in chunks)


def _chunk(place: SentencePlace, mention: Mention, named: Mentions) -> Chunk:
    label = named.entities[mention.entity_id].label
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
    """Give one chunk for overlapping ones: the longest, where it contains the others."""
    bare = [Chunk(start, end, f"{PHRASE}{text[start:end]}", "") for start, end in spans]
    order = sorted([*named, *bare], key=lambda chunk: (chunk.start, -chunk.end, not chunk.label))
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
    for chunk in named[:1] if len(named) == 1 else ():
        before, after = text[start : chunk.start], text[chunk.end : end]
        if _PLAIN_BEFORE.fullmatch(before) and _PLAIN_AFTER.fullmatch(after):
            aim = chunk.label == "Task" and _OF_KIND.search(text, chunk.start, end)
            return Chunk(start, end, None, "") if aim else replace(chunk, end=end)
    first, vague = group[0], not named and _VAGUE.fullmatch(text[start:end])
    if (first.start, first.end) == (start, end) and not vague:
        return first
    return Chunk(start, end, None, "")


def _owned(text: str, chunk: Chunk) -> Chunk:
    """Give "our X" as the paper's own system, whatever X is."""
    before = _OWN_BEFORE.search(text[: chunk.start])
    if before is None or (chunk.label and chunk.label not in schema().with_role("means")):
        return chunk
    return Chunk(before.start(), chunk.end, OWN, "Method")


def _masked(text: str, chunks: Iterable[Chunk]) -> str:
    letters = list(text)
    for chunk in chunks:
        sign = _MEASURE if chunk.label == "Metric" else _NAME
        sign = _OPAQUE if chunk.key is None else sign
        letters[chunk.start : chunk.end] = [sign] + [_MORE] * (chunk.end - chunk.start - 1)
    return "".join(letters)
