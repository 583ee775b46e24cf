"""The things of a sentence as signs in its text, so that patterns read what is said between them.

A chunk covers what it stands for character for character: offsets hold in both texts. Its first
character tells what it is: a thing that may be compared, a metric, or words that name no one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.mentions import Mentions
from extract.records import PHRASE, Mention
from extract.spans import SentencePlace

OWN = ""  # the key of the paper's own system
_NAMED, _MORE, _MEASURE, _OPAQUE = "\ue000", "\ue001", "\ue002", "\ue003"
THING = f"{_NAMED}{_MORE}*"
MEASURE = f"{_MEASURE}{_MORE}*"
ANY = f"[{_NAMED}{_MEASURE}{_OPAQUE}]{_MORE}*"

_KIND = (
    r"(?:models?|methods?|approach(?:es)?|algorithms?|frameworks?|systems?|architectures?"
    r"|networks?|techniques?|baselines?|pipelines?|schemes?|strateg(?:y|ies)|procedures?|solvers?"
    r"|estimators?|classifiers?|counterparts?|variants?|tools?|solutions?|designs?|agents?"
    r"|protocols?|formulations?|implementations?)"
)
KIND = _KIND
_LEADING = (
    r"(?:the|an?|our|proposed|standard|vanilla|plain|original|popular|recent|existing|previous"
    r"|traditional|conventional|classical|simple|naive|well-known|state-of-the-art|baseline)"
)
_PLAIN_BEFORE = re.compile(rf"(?:{_LEADING}\s+)*", re.IGNORECASE)
_OF_KIND = re.compile(rf"\s{_KIND}$", re.IGNORECASE)
_PLAIN_AFTER = re.compile(rf"(?:\s+{_KIND})?", re.IGNORECASE)
# Verbs that phrases take in where no list of words ends them.
_VERB = re.compile(
    r"\b(?:(?:outperform|surpass|exceed|beat|underperform|achiev|obtain|match|rival|fail|struggl"
    r"|reduc"
    r"|improv|boost|requir|yield|lag|trail|lack|produc|attain|deliver)(?:e?s|ed|ing)"
    r"|outperform|surpass|exceed|results\s+in|ones?|others?"
    r"|(?:converge|generali[sz]e|scale|perform|work|run|train|learn|read|compute|use|behave)s)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:(?:state[- ]of[- ]the[- ]art|sota|baselines?|prior|previous|existing|base|conventional"
    r"|standard"
    r"|traditional|other|current|recent|works?|stud(?:y|ies)|alternatives?|competing"
    r"|competitors?|modern"
    r"|competitive|strong(?:er|est)?|single|new|best|open[- ]source|proprietary|general|usual"
    r"|contemporary"
    r"|representative|commercial|individual|simple|neural|classical|typical|original|shallower"
    r"|larger|smaller"
    rf"|naive|vanilla|common|benchmark|various|different|several|popular|rule[- ]based|heuristic"
    rf"|{_KIND})(?:\s+|$))+"
    r"|(?:few|no|some|most|many|other|any|several|all|both|each|every)\s.*|[a-z]+-[a-z]+"
    r"|(?:\S+\s+)*(?:experiments?|results?|evaluations?|simulations?|analys[ie]s|findings?"
    r"|stud(?:y|ies)|tests?"
    r"|comparisons?|investigations?|observations?|calculations?|examples?"
    r"|orders?(?:\s+of\s+magnitude)?)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:performance|accurac(?:y|ies)|qualit(?:y|ies)|results?|errors?|robustness|efficiency|mixtures?"
    r"|combinations?|ensembles?|numbers?|use|orders?|terms)\s+of\b",
    re.IGNORECASE,
)
_OWN_BEFORE = re.compile(
    r"\b(?:our(?:\s+(?:new|novel|proposed|own))?|the\s+(?:newly\s+)?(?:proposed|presented"
    r"|introduced)"
    rf"|this\s+(?:new|novel|proposed))\s+(?:(?!{_KIND}\b)[a-z-]*[^s\s]\s+){{0,2}}$",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    rf"\b(?:our|the\s+(?:newly\s+)?(?:proposed|presented|introduced)|this\s+(?:new|novel|proposed))"
    r"\s+(?:(?!baseline|that\b|show|demonstrat|indicat|suggest|reveal|confirm|of\b|for\b|in\b|on\b"
    r"|and\b|with\b|by\b|is\b|are\b|to\b|from\b|using\b|results?\b|experiments?\b)[\w-]+\s+)"
    rf"{{0,4}}?{_KIND}\b",
    re.IGNORECASE,
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
    named = [_chunk(place, one, found) for one in mentions if one.char_end <= place.char_end]
    named = [one for one in named if not _among(own, one.start)]
    spans = [span for span in _spans(place, named, phrases) if not _among(own, span[0])]
    made = [*own, *(_owned(place.text, one) for one in _merged(place.text, named, spans))]
    return Chunked(place, _masked(place.text, made), {one.start: one for one in made})


def _among(chunks: Iterable[Chunk], at: int) -> bool:
    return any(one.start <= at < one.end for one in chunks)


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
    inside = any(first < one.start and one.end <= last for one in named)
    return inside and " of " in place.text[first:last]


def _merged(text: str, named: Iterable[Chunk], spans: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
    """Give one chunk for what overlaps: the longest says what it is, where it holds the rest."""
    bare = [Chunk(start, end, f"{PHRASE}{text[start:end]}", "") for start, end in spans]
    order = sorted([*named, *bare], key=lambda one: (one.start, -one.end, not one.label))
    group: list[Chunk] = []
    for one in order:
        if group and one.start >= max(other.end for other in group):
            yield _whole(text, group)
            group = []
        group.append(one)
    if group:
        yield _whole(text, group)


def _whole(text: str, group: Sequence[Chunk]) -> Chunk:
    start, end = group[0].start, max(one.end for one in group)
    named = [one for one in group if one.label]
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
    if before is None or one.label in ("Metric", "Dataset", "Task", "Domain"):
        return one
    return Chunk(before.start(), one.end, OWN, "Method")


def _masked(text: str, chunks: Iterable[Chunk]) -> str:
    letters = list(text)
    for one in chunks:
        sign = _MEASURE if one.label == "Metric" else _NAMED
        sign = _OPAQUE if one.key is None else sign
        letters[one.start : one.end] = [sign] + [_MORE] * (one.end - one.start - 1)
    return "".join(letters)
