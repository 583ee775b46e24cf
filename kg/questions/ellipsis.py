"""Heads that are written once and meant twice: `medical and legal X`, `N for A` against `B`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.keys import fold
from extract.schema import schema
from extract.tagger.tokens import Word
from extract.vocabulary import Vocabulary
from kg.questions.folding import word_list
from kg.questions.tagger import Span

_OF = ("for", "in", "of", "on", "to")
_JOINTS = word_list("joint") | frozenset("&/,-.")
_CHOICES = ("or", "than", "versus", "vs", "and", ".", "over", "with")
_HEADS = frozenset(
    word for word in word_list("generic") if word not in ("paper", "papers", "work", "works")
)
_MODIFIER = re.compile(
    r".{2,}(?:ic|al|ive|ous|ed|ary|ory|ar|ble|less|ful|free|based|aware|driven|ish|ian|ese)$"
)
Head = tuple[tuple[Span, ...], tuple[Span, ...]]  # shared spans before and after a side
Heads = dict[Span, Head]


def parted(spans: Sequence[Span], words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[Span]:
    """`tuning strategies for A` set against `B` compares A and B: the strategies are shared."""
    sides = [span for span in spans if span.label == "SIDE"]
    for n, span in enumerate(spans):
        head = _generic_head(span, words)
        if span.label == "ASPECT" and head == span.last and _leads_to_side(spans, n, words):
            yield Span(span.first, span.last, "SHARED")
        elif span.label == "SIDE" and (end := _purpose(span, sides, words)):
            yield Span(span.first, end, "SIDE")
            yield Span(end + 1, span.last, "SHARED")
        elif span.label == "SIDE" and (cut := _cut(span, head, sides, words, vocabulary)):
            yield Span(span.first, cut, "SHARED")
            yield Span(cut + 1, span.last, "SIDE")
        else:
            yield span


def _generic_head(span: Span, words: Sequence[Word]) -> int:
    """The end of a head such as `strategies` after modifiers in a span, else 0."""
    for n in range(span.first + 1, span.last):
        if words[n].text.casefold() in _HEADS:
            return n + 1
        if words[n].text.casefold() in _OF:
            return 0
    return 0


def _leads_to_side(spans: Sequence[Span], n: int, words: Sequence[Word]) -> bool:
    if n + 1 == len(spans) or spans[n + 1].label != "SIDE":
        return False
    before = words[spans[n].first - 1].text.casefold() if spans[n].first else ""
    between = [word.text.casefold() for word in words[spans[n].last : spans[n + 1].first]]
    return before not in ("which", "what") and between[:1] in [[word] for word in _OF]


def _purpose(span: Span, sides: Sequence[Span], words: Sequence[Word]) -> int:
    """Of `A or B for C`, where ` for C` begins, which all sides share; else 0."""
    before = words[span.first - 1].text.casefold() if span.first else ""
    if len(sides) < 2 or span != sides[-1] or before not in _CHOICES:
        return 0
    for_in = [
        n
        for side in sides
        for n in range(side.first, side.last)
        if words[n].text.casefold() == "for"
    ]
    inside = len(for_in) == 1 and span.first < for_in[0] < span.last - 1
    return for_in[0] if inside else 0


def _cut(
    span: Span, head: int, sides: Sequence[Span], words: Sequence[Word], vocabulary: Vocabulary
) -> int:
    """Where to cut `N for A` when the other sides are compared with A; else 0."""
    others = [side for side in sides if side != span]
    if not others or any(_generic_head(other, words) for other in others):
        return 0
    if span.first < head < span.last - 1 and words[head].text.casefold() in _OF:
        return head
    if any(_stands_for(other, words) for other in others):
        return next((n for n in range(span.first + 1, span.last - 1) if _is_joint(words[n])), 0)
    for n in range(span.first + 1, span.last - 1):
        if words[n].text.casefold() in ("for", "in"):
            subjects = [Span(n + 1, span.last, "SIDE"), *others]
            named = all(_is_subject(subject, words, vocabulary) for subject in subjects)
            before = _is_subject(Span(span.first, n, "SIDE"), words, vocabulary)
            return n if named and not before else 0
    return 0


def _is_joint(word: Word) -> bool:
    return word.text.casefold() in _OF


def _stands_for(span: Span, words: Sequence[Word]) -> bool:
    """Whether a side follows `that of` or `the one in`."""
    before = [word.text.casefold() for word in words[max(0, span.first - 3) : span.first]]
    return bool({"one", "ones", "that", "those"} & {*before}) and bool({*_OF} & {*before})


def _is_subject(span: Span, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether a phrase is the name of a field or a task."""
    key = fold(" ".join(word.text for word in words[span.first : span.last]))
    labels = {vocabulary.concepts[concept].label for concept in vocabulary.by_key.get(key, ())}
    return bool(labels & schema().with_role("field", "task"))


def heads_of(spans: Sequence[Span], words: Sequence[Word], vocabulary: Vocabulary) -> Heads:
    """The shared spans right before and after each side that are a part of its phrase.

    A side that only a conjunction separates from one of these has the same head.
    """
    heads: Heads = {}
    for n, span in enumerate(spans):
        before = spans[n - 1 : n] if n and _touches(spans[n - 1], span, words) else ()
        after = spans[n + 1 : n + 2]
        after = after if after and _touches(span, after[0], words) else ()
        if span.label == "SIDE" and (before or after):
            heads[span] = tuple(before), tuple(after)
    sides = [span for span in spans if span.label == "SIDE"]
    if len(sides) == 2 and len(heads) == 1:
        ((headed, head),) = heads.items()
        lone = next(span for span in sides if span not in heads)
        subjects = _are_subjects(lone, headed, head, words, vocabulary)
        if subjects or _is_whole(lone, head, words):
            return heads
        return {} if _is_short_form(lone, words) else {headed: head, lone: head}
    for _ in sides:
        for left, right in pairwise(sides):
            for lone, headed in ((left, right), (right, left)):
                if headed in heads and lone not in heads and _beside(left, right, spans, words):
                    heads[lone] = heads[headed]
    return heads


def _touches(left: Span, right: Span, words: Sequence[Word]) -> bool:
    if {left.label, right.label} != {"SIDE", "SHARED"}:
        return False
    between = [word.text.casefold() for word in words[left.last : right.first]]
    return len(between) <= 1 and all(word in ("-", "of") for word in between)


def _beside(left: Span, right: Span, spans: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether only conjunctions and shared words stand between two sides."""
    shared = {n for span in spans if span.label == "SHARED" for n in range(span.first, span.last)}
    between = [n for n in range(left.last, right.first) if n not in shared]
    small = [words[n].text.casefold() for n in between]
    return len(small) <= 3 and any(word in _JOINTS for word in small)


def _is_whole(lone: Span, head: Head, words: Sequence[Word]) -> bool:
    """Whether a side is a noun phrase of its own: both it and the head of the other are plural."""
    if not head[1] or lone.last - lone.first < 2:
        return False
    return all(words[span.last - 1].text.endswith("s") for span in (lone, head[1][0]))


def _are_subjects(
    lone: Span, headed: Span, head: Head, words: Sequence[Word], vocabulary: Vocabulary
) -> bool:
    """Whether `physics` and `code summarization` are each the name of a whole subject."""
    spans = sorted((*head[0], headed, *head[1]), key=lambda span: span.first)
    if spans[-1].last - spans[0].first != sum(span.last - span.first for span in spans):
        return False
    full = Span(spans[0].first, spans[-1].last, headed.label)
    if _modifies(_text(lone, words).casefold()):
        return False
    return all(_is_subject(span, words, vocabulary) for span in (lone, full))


def _is_short_form(span: Span, words: Sequence[Word]) -> bool:
    return words[span.last - 1].text[:2].isupper()


def lent_heads(sides: Sequence[Span], words: Sequence[Word]) -> dict[Span, str]:
    """Heads of `wet with dry snow avalanches`: single modifiers before a side with a noun."""
    heads: dict[Span, str] = {}
    if len(sides) < 2:
        return heads
    last = sides[-1]
    nouns = _after_modifier(last, words)
    others = [_text(span, words) for span in sides[:-1]]
    if not nouns or not all(" " not in other for other in others):
        return heads
    joined = all(_adjacent(left, right, words) for left, right in pairwise(sides))
    if joined and any(_modifies(other.casefold()) for other in others):
        heads = dict.fromkeys(sides[:-1], nouns)
    return heads


def _modifies(word: str) -> bool:
    """Whether a single word is a modifier of a noun elsewhere."""
    return "-" in word or word in word_list("modifier") or _MODIFIER.match(word) is not None


def _text(span: Span, words: Sequence[Word]) -> str:
    """The words of a span, with blanks only where the question has them."""
    text = ""
    for n in range(span.first, span.last):
        gap = " " if n > span.first and words[n].start > words[n - 1].end else ""
        text += gap + words[n].text
    return text


def _after_modifier(span: Span, words: Sequence[Word]) -> str:
    """What follows the first word of a side."""
    return _text(span, words).partition(" ")[2]


def _adjacent(left: Span, right: Span, words: Sequence[Word]) -> bool:
    between = [word.text.casefold() for word in words[left.last : right.first]]
    return len(between) <= 5 and all(word in _JOINTS for word in between)
