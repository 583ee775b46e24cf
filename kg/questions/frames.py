"""Labels of spans corrected by their context: lists, opening clauses, measures, parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.tagger.tokens import Word
from extract.word_lists import any_case
from kg.questions.folding import word_list
from kg.questions.tagger import Span

_AND = frozenset(["and", "or", "&", "/", ","])
_ALTERNATIVE = word_list("alternative")
_PHRASES = ("SIDE", "SHARED", "ASPECT")
_FRONTING = word_list("fronting")
_DEGREES = word_list("degree")
_OF = frozenset(["for", "in", "of", "on"])
MOST_BETWEEN = 5  # words between `differ from` and the side after it


def framed(spans: list[Span], words: Sequence[Word], text: str) -> list[Span]:
    """The spans of a comparison relabelled: a list has one label, an opening clause is shared."""
    spans = _after_than(fronted(spans, words, least=2), words)
    spans = _own_heads(_set_off(_listed(spans, words), words), words)
    spans = [_measured(span, spans, words) for span in spans]
    spans = _paired(spans, words)
    return _ended(spans, words, text)


def _after_than(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of `A better than B for C or D`, B is a side, and `C or D` is shared."""
    than = next((n for n in range(1, len(words)) if _weighs_than(words, n)), 0)
    right = [span for span in spans if span.first > than and span.label == "SIDE"]
    left = [span for span in spans if span.last <= than and span.label == "SIDE"]
    if not than or not left or not right or right[0].first - than > MOST_BETWEEN:
        return spans
    first, last = right[0].first, right[-1].last
    joint = next((n for n in range(first + 1, last) if words[n].text.casefold() in _FOR), 0)
    if not joint or joint + 1 >= last:
        return spans
    side = replace(right[0], last=joint)
    shared = replace(right[0], label="SHARED", first=joint + 1, last=last)
    kept = [span for span in spans if not first <= span.first < last]
    return sorted([*kept, side, shared], key=lambda span: span.first)


def _weighs_than(words: Sequence[Word], n: int) -> bool:
    """Whether `than` stands at n, behind a comparative."""
    before = [word.text for word in words[max(0, n - 3) : n]]
    return words[n].text.casefold() == "than" and any(map(_COMPARATIVE.fullmatch, before))


def _set_off(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of `A differs from B`, B is a side, whatever its label was."""
    differ = next((n for n in range(1, len(words)) if _differs_from(words, n)), 0)
    after = next((n for n, span in enumerate(spans) if span.first > differ), None)
    sides = [span for span in spans if span.label == "SIDE"]
    near = after is not None and spans[after].first - differ <= MOST_BETWEEN
    if not differ or not near or after is None or any(span.first > differ for span in sides):
        return spans
    changed = list(spans)
    changed[after] = replace(changed[after], label="SIDE")
    return changed


def _own_heads(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of `P for A differs from Q for B`, the sides are `P for A` and `Q for B`; P is not shared."""
    for shared, left, right in zip(spans, spans[1:], spans[2:], strict=False):
        if [span.label for span in (shared, left, right)] != ["SHARED", "SIDE", "SIDE"]:
            continue
        joint = [word.text.casefold() for word in words[shared.last : left.first]]
        between = [word.text.casefold() for word in words[left.last : right.first]]
        head = _head_before(between, joint)
        if head:
            first = right.first - len(head) - len(joint)
            sides = [replace(left, first=shared.first), replace(right, first=first)]
            kept = [span for span in spans if span not in (shared, left, right)]
            return sorted([*kept, *sides], key=lambda span: span.first)
    return spans


def _head_before(between: Sequence[str], joint: Sequence[str]) -> Sequence[str]:
    """The head before `joint` at the end of the words: Q of `Q for`; else none."""
    size = len(joint)
    if size != 1 or joint[0] not in _OF or list(between[-size:]) != list(joint):
        return ()
    small = word_list("function") | word_list("asking")
    head: list[str] = []
    for word in reversed(between[:-size]):
        if word in small or not word.isalpha():
            break
        head.insert(0, word)
    return head


def _differs_from(words: Sequence[Word], n: int) -> bool:
    before, here = words[n - 1].text.casefold(), words[n].text.casefold()
    after = words[n + 1].text.casefold() if n + 1 < len(words) else ""
    named = after not in ("them", "it", "this", "these", "him", "her")
    return here == "from" and before in ("differ", "differs", "different", "differently") and named


def fronted(spans: list[Span], words: Sequence[Word], least: int) -> list[Span]:
    """Sides of a clause that opens the question and ends in a comma are shared by the others."""
    if not words or words[0].text.casefold() not in _FRONTING:
        return spans
    comma = next((n for n, word in enumerate(words) if word.text in (",", ":")), 0)
    later = [span for span in spans if span.label == "SIDE" and span.first > comma]
    if len(later) < least:
        return spans
    return [
        replace(span, label="SHARED") if span.label == "SIDE" and span.last <= comma else span
        for span in spans
    ]


def _listed(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Spans joined by commas and a last `and` or `or` are of one label: that of most of them."""
    changed = list(spans)
    for first, last in _chains(spans, words):
        labels = [span.label for span in changed[first:last]]
        most = max(sorted(set(labels)), key=lambda label: (labels.count(label), label == "SIDE"))
        if labels.count(most) * 2 > len(labels) and not _after_front(changed[first], words):
            changed[first:last] = [replace(span, label=most) for span in changed[first:last]]
    return changed


def _after_front(span: Span, words: Sequence[Word]) -> bool:
    """Whether a span is the first phrase of a clause that opens the question."""
    return span.first <= 2 and words[0].text.casefold() in _FRONTING


def _chains(spans: Sequence[Span], words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of three spans or more with only commas between, the last joined by `and` or `or`."""
    first = 0
    while first < len(spans):
        last = first + 1
        while last < len(spans) and _in_list(spans[last - 1], spans[last], words):
            last += 1
        joint = words[spans[last - 2].last : spans[last - 1].first] if last - first > 2 else ()
        if any(word.text.casefold() in ("and", "or") for word in joint):
            yield first, last
        first = last


def _in_list(left: Span, right: Span, words: Sequence[Word]) -> bool:
    between = [word.text.casefold() for word in words[left.last : right.first]]
    listed = bool(between) and all(word in _AND or word in ("a", "an", "the") for word in between)
    return listed and left.label in _PHRASES and right.label in _PHRASES


def _paired(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of `P and Q` where P is an aspect, Q is one too, unless it is one of only two sides."""
    changed = list(spans)
    for n, (left, right) in enumerate(pairwise(spans)):
        between = [word.text.casefold() for word in words[left.last : right.first]]
        other = left if right.label == "ASPECT" else right
        sides = sum(span.label == "SIDE" for span in spans)
        free = other.label == "SHARED" or (other.label == "SIDE" and sides > 2)
        if between == ["and"] and "ASPECT" in (left.label, right.label) and free:
            changed[n : n + 2] = [replace(left, label="ASPECT"), replace(right, label="ASPECT")]
    return changed


def _measured(span: Span, spans: Sequence[Span], words: Sequence[Word]) -> Span:
    """`more anonymity` beside two sides is an aspect of them."""
    before = words[span.first - 1].text.casefold() if span.first else ""
    others = sum(other.label == "SIDE" for other in spans if other != span)
    weighed = before in _DEGREES or _weighs(span, words)
    if span.label == "SIDE" and weighed and others >= 2:
        return replace(span, label="ASPECT")
    return span


def _weighs(span: Span, words: Sequence[Word]) -> bool:
    """Whether a span is the measure: `costlier` of *which is costlier, A or B?*."""
    opening = [word.text.casefold() for word in words[: span.first]]
    asks = opening[:1] in (["which"], ["what"]) and opening[-1:] in (["is"], ["are"])
    return asks and _COMPARATIVE.fullmatch(words[span.first].text) is not None


_COMPARATIVE = any_case(r"(?:[a-z]{3,}er|better|worse|more|less)")
_FOR = frozenset(("for", "in", "on", "at", "when"))
_ENDING = any_case(r"\b(?:differences?|similarit(?:y|ies)|differ|distinctions?)\b")
_IN_TERMS = re.compile(
    r"(?:in terms of|with respect to|with regard to|as regards|regarding|concerning|as to)(?: "
    r"(?:the|their|its))?$"
)


def _ended(spans: list[Span], words: Sequence[Word], text: str) -> list[Span]:
    """`differences between A and B in P`, `A and B in terms of P`: P is an aspect."""
    changed = list(spans)
    for n, span in enumerate(spans):
        before = " ".join(w.text.casefold() for w in words[max(0, span.first - 5) : span.first])
        last = n == len(spans) - 1 and n and spans[n - 1].label == "SIDE"
        between = before.split()[-1:] == ["in"] and _ENDING.search(text) is not None
        if span.label == "SHARED" and (_IN_TERMS.search(before) or (last and between)):
            changed[n] = replace(span, label="ASPECT")
    return changed


def set_against(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of *who compares A with B?*, B is a side too."""
    changed = list(spans)
    for n, (left, right) in enumerate(pairwise(spans)):
        between = [word.text.casefold() for word in words[left.last : right.first]]
        joined = 0 < len(between) <= 2 and between[0] in ("with", "and", "to", "against", "versus")
        if {left.label, right.label} == {"SIDE", "SHARED"} and joined:
            changed[n : n + 2] = [replace(left, label="SIDE"), replace(right, label="SIDE")]
    return changed


def alternatives(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """Of `A / B` or `A, B or C`, all are sides where one is."""
    changed = list(spans)
    pairs = [(n, n + 2) for n in range(len(spans) - 1)]
    for first, last in (*_chains(spans, words), *pairs):
        labels = {span.label for span in changed[first:last]}
        between = [
            word.text.casefold() for word in words[changed[last - 2].last : changed[last - 1].first]
        ]
        chosen = between in (["/"], ["or"], [",", "or"])
        if chosen and labels == {"SIDE", "SHARED"} and not _after_front(changed[first], words):
            changed[first:last] = [replace(span, label="SIDE") for span in changed[first:last]]
    return changed


def single_side(spans: list[Span], words: Sequence[Word]) -> list[Span]:
    """In a question that compares nothing, sides that are no alternatives are parts of one."""
    sides = [span for span in spans if span.label == "SIDE"]
    opening = [word.text.casefold() for word in words[: sides[0].first]] if sides else []
    each = opening[-2:] == ["each", "of"] or "each" in opening[-1:]
    apart = any(_alternatives(left, right, words) for left, right in pairwise(sides))
    if len(sides) < 2 or each or apart:
        return spans
    largest = max(sides, key=lambda span: (span.last - span.first, -span.first))
    return [
        replace(span, label="SHARED") if span in sides and span != largest else span
        for span in spans
    ]


def _alternatives(left: Span, right: Span, words: Sequence[Word]) -> bool:
    between = {word.text.casefold() for word in words[left.last : right.first]}
    return bool(between & _ALTERNATIVE) or between == {"/"}
