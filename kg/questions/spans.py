"""Corrections of the tagger's spans before planning: joined, trimmed, relabelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.keys import fold
from extract.tagger.tokens import Word
from extract.vocabulary import Vocabulary
from extract.word_lists import alternations, any_case
from kg.questions.constraints import Place
from kg.questions.ellipsis import parted
from kg.questions.folding import aspect_names, word_list
from kg.questions.frames import alternatives, framed, fronted, set_against, single_side
from kg.questions.plan import TRAITS, QuestionKind
from kg.questions.tagger import Span
from kg.questions.tags import label_runs

_LEX = alternations("question_cues")

_OF = word_list("preposition")
_IN_ASPECT = word_list("inside aspect")
_TIGHT = ("-", ".", ":")  # within one word where no blank is beside them
_PHRASES = ("SIDE", "SHARED", "ASPECT")
_ARCHIVE = word_list("archive")
_FORMATS = word_list("format")
_PAPERS = word_list("papers")
_RESEARCH = frozenset(["research", "literature", "science", "researchers", "scientists"])
_OPENERS = any_case(
    r"^(?:sota|state[- ]of[- ]the[- ]art|best results?|pros and cons|drawbacks|limits) (?:on|in|for"
    r"|of) "
)
_CATALOGUE = any_case(rf"\b(?:{_LEX['catalogue']})\b")
_SMALL = word_list("function") - frozenset(["against", "without", "within", "under", "not", "i"])
_ENDS = (frozenset(")+#]"), frozenset([*")+#]", "use", "usage", "up", "out", "down", "off"]))
_EXCEPT = rf"\b(?:{_LEX['except']})(?: (?:the|a|an|any))?$"
_ANY_EXCEPT = re.compile(r"\b(?:except|excluding|not|nor|neither|without|other|besides|from)\b")
_UNUSED = (
    r"\b(?:besides|apart from|aside from)(?: (?:the|a|an|any))?$|\b(?:neither|nor)(?: \w+)?(?: "
    r"(?:the|a|an|any))?$|\b(?:not|never|no longer|don ['\u2019] t|doesn ['\u2019] t"
    rf"|didn ['\u2019] t|cannot|without)(?: \w+)?(?: (?:{_LEX['used']}))(?: on| in| with| upon)?"
    r"(?: (?:the|a|an|any))?$|\bwithout(?: (?:the|a|an|any))?$"
)
_NOT_BY = re.compile(r"\b(?:not|except|excluding|without)(?: those)? by$")
_SPARED = re.compile(
    r"^(?:except|excepting|excluding|other than|but not|besides|apart from|aside from|without)\b"
)


def mended(
    spans: Sequence[Span],
    words: Sequence[Word],
    taken: Sequence[Place],
    kind: QuestionKind,
    asked: str,
    text: str,
    vocabulary: Vocabulary,
) -> list[Span]:
    """The corrected spans of a question: trimmed, with whole names, without years and ids."""
    named = list(_named(words, text))
    tagged = [span for span in spans if not any(_overlap(span, name) for name in named)]
    tagged = sorted([*tagged, *named], key=lambda span: span.first)
    spans = list(_freed(_whole_words(tagged, words, text), words, taken))
    spans = list(_uncut(list(_joined(spans, words)), words, vocabulary))
    spans = [_titled(_both(span, spans, words), words, text) for span in spans]
    spans = [part for span in spans for part in _opened(span, words, text)]
    spans = [_denied(span, words, kind) for span in spans]
    spans = [span for span in spans if not _names_no_subject(span, words, taken)]
    sides = {n for span in spans if span.label == "SIDE" for n in (span.first, span.last)}
    spans = [_asked(span, sides, words, text) for span in spans]
    if asked == "compare":
        spans = set_against(spans, words)
    if TRAITS[kind].two_sides:
        spans = framed(spans, words, text)
        return list(parted(spans, words, vocabulary)) if kind == "comparison" else spans
    if asked == "compare":
        return spans
    return single_side(alternatives(fronted(spans, words, least=1), words), words)


_BY = re.compile(
    rf"\b(?:(?:{_LEX['before authors']})(?: \w+){{0,2}} (?:by|from)|co-?authors of"
    r"|collaborators of) ((?:[A-Z][\w.'\u2019-]*\s+){1,3}[A-Z][\w'\u2019-]+)"
)
_QUOTED = re.compile(r"[\"\u201c\u2018']([^\"\u201c\u201d\u2018\u2019]{12,}?)[\"\u201d\u2019']")
_OF_A_PAPER = any_case(rf"\b(?:{_LEX['of a paper']})\b")


def _named(words: Sequence[Word], text: str) -> Iterator[Span]:
    """Authors after `papers by`, and titles in quotation marks of a question about a paper."""
    if not text.islower():
        for match in _BY.finditer(text):
            yield from _span_at(words, match.span(1), "AUTHOR")
    for match in _QUOTED.finditer(text):
        if len(match[1].split()) >= LEAST_TITLE and _OF_A_PAPER.search(text):
            yield from _span_at(words, match.span(1), "TITLE")


def _span_at(words: Sequence[Word], place: Place, label: str) -> Iterator[Span]:
    inside = [n for n, word in enumerate(words) if place[0] <= word.start and word.end <= place[1]]
    if inside:
        yield Span(inside[0], inside[-1] + 1, label)


def _overlap(left: Span, right: Span) -> bool:
    return left.first < right.last and right.first < left.last


def _whole_words(spans: Sequence[Span], words: Sequence[Word], text: str) -> list[Span]:
    """No span begins or ends within `graph-based` or `torch.compile`: they are of one label."""
    labels = [""] * len(words)
    for number, span in enumerate(spans):
        labels[span.first : span.last] = [f"{span.label}#{number}"] * (span.last - span.first)
    for n in range(1, len(words) - 1):
        tight = words[n - 1].end == words[n].start and words[n].end == words[n + 1].start
        if words[n].text in _TIGHT and tight and labels[n - 1]:
            labels[n] = labels[n + 1] = labels[n - 1]
    for n in range(len(words) - 2, 0, -1):
        tight = words[n - 1].end == words[n].start and words[n].end == words[n + 1].start
        if words[n].text in _TIGHT and tight and labels[n + 1] and not labels[n - 1]:
            labels[n] = labels[n - 1] = labels[n + 1]
    return [Span(first, last, label.partition("#")[0]) for first, last, label in label_runs(labels)]


def _freed(spans: Sequence[Span], words: Sequence[Word], taken: Sequence[Place]) -> Iterator[Span]:
    """The spans without recognised years and ids, and without small words at their ends."""
    shaped = [any(start <= word.start < end for start, end in taken) for word in words]
    for span in spans:
        first, last = span.first, span.last
        kept = _ENDS[span.label == "ASPECT"]
        while first < last and (
            shaped[first] or (_loose(words[first].text) and not _tight(first, words))
        ):
            first += 1
        while first < last and (shaped[last - 1] or _loose(words[last - 1].text, kept)):
            last -= 1
        if first < last:
            yield Span(first, last, span.label)


def _tight(n: int, words: Sequence[Word]) -> bool:
    """Whether a word is the beginning of a longer one, as `e` of `e-scooters`."""
    after = words[n + 1 : n + 3]
    joined = len(after) == 2 and words[n].end == after[0].start and after[0].end == after[1].start
    return joined and after[0].text == "-" and words[n].text.isalnum()


def _loose(text: str, kept: frozenset[str] = frozenset()) -> bool:
    """Whether a word at the end of a span is a sign or a small word."""
    small = text.casefold()
    return small not in kept and (not text.isalnum() or small in _SMALL)


def _joined(spans: Sequence[Span], words: Sequence[Word]) -> Iterator[Span]:
    """Neighbours of one label with nothing between but a preposition are one span."""
    kept: Span | None = None
    for span in spans:
        if kept is None:
            kept = span
        elif kept.label == span.label and _torn(words[kept.last : span.first], kept.label):
            kept = Span(kept.first, span.last, kept.label)
        else:
            yield kept
            kept = span
    if kept is not None:
        yield kept


def _uncut(spans: Sequence[Span], words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[Span]:
    """A name of the vocabulary that begins in a side or shared part ends in it: `LLM as a judge`.

    Adjacent spans are left alone: a head beside a side may be meant for all sides.
    """
    ended = 0
    for n, span in enumerate(spans):
        if span.first < ended:
            loose = (at for at in range(ended, span.last) if not _loose(words[at].text))
            span = replace(span, first=next(loose, span.last))
        beside = n + 1 < len(spans) and spans[n + 1].first == span.last
        later = spans[n + 1 :]
        while span.first < span.last and not beside:
            end = _name_end(span, later, words, vocabulary)
            if not end:
                break
            span = replace(span, last=end)
            beside = any(span.first <= end < span.last for span in later)
        if span.first < span.last:
            ended = span.last
            yield span


def _name_end(
    span: Span, later: Sequence[Span], words: Sequence[Word], vocabulary: Vocabulary
) -> int:
    """Where the longest name ends that begins in a span and goes on behind it, else 0.

    It takes no later span whole.
    """
    if span.label not in ("SIDE", "SHARED"):
        return 0
    known = vocabulary.by_key
    for last in range(min(len(words), span.last + LONGEST_TAIL), span.last, -1):
        whole = any(span.last <= last for span in later)
        for first in range(span.first, span.last if not whole else span.first):
            if fold(" ".join(word.text for word in words[first:last])) in known:
                return last
    return 0


def _torn(between: Sequence[Word], label: str) -> bool:
    small = [word.text.casefold() for word in between]
    if label == "ASPECT":
        return not small or (len(small) <= 3 and all(word in _IN_ASPECT for word in small))
    if label not in _PHRASES:
        return all(not word.isalnum() for word in small)
    if not small or (len(small) == 1 and small[0] in "-'\u2019."):
        return True
    return len(small) <= 2 and all(word in _OF for word in small)


def _both(span: Span, spans: Sequence[Span], words: Sequence[Word]) -> Span:
    """`pros and cons` is one span where no other span lies in it."""
    if any(span.last <= other.first < span.last + 2 for other in spans):
        return span
    after = [word.text.casefold() for word in words[span.last : span.last + 2]]
    pros = words[span.last - 1].text.casefold() == "pros" and after == ["and", "cons"]
    return Span(span.first, span.last + 2, span.label) if pros else span


def _titled(span: Span, words: Sequence[Word], text: str) -> Span:
    """A few words in quotation marks are a title only where the question mentions a paper."""
    short = span.last - span.first < LEAST_TITLE
    if span.label == "TITLE" and short and not _CATALOGUE.search(text):
        return replace(span, label="SIDE")
    return span


LEAST_TITLE = 4  # words
LONGEST_TAIL = 4  # words of a name behind the span that it begins in


def _opened(span: Span, words: Sequence[Word], text: str) -> Iterator[Span]:
    """`SOTA on X` in one span is the aspect SOTA of X."""
    inside = text[words[span.first].start : words[span.last - 1].end]
    match = _OPENERS.match(inside) if span.label == "SIDE" else None
    if match is None:
        yield span
        return
    cut = next(n for n in range(span.first, span.last) if _at(words, n, span) >= match.end())
    yield Span(span.first, cut - 1, "ASPECT")
    yield Span(cut, span.last, "SIDE")


def _at(words: Sequence[Word], n: int, span: Span) -> int:
    return words[n].start - words[span.first].start


def _denied(span: Span, words: Sequence[Word], kind: QuestionKind) -> Span:
    """Spans after words of exclusion are excluded, those before the first are not."""
    before = " ".join(word.text.casefold() for word in words[max(0, span.first - 6) : span.first])
    unused = TRAITS[kind].of_papers and re.search(_UNUSED, before)
    if span.label in _PHRASES and (unused or re.search(_EXCEPT, before)):
        return replace(span, label="EXCLUDE")
    if span.label == "AUTHOR" and _NOT_BY.search(before):
        return replace(span, label="EXCLUDE")
    after = " ".join(word.text.casefold() for word in words[span.last : span.last + 2])
    if span.label == "EXCLUDE" and _SPARED.search(after) and not _ANY_EXCEPT.search(before):
        return replace(span, label="SIDE")
    return span


def _asked(span: Span, sides: set[int], words: Sequence[Word], text: str) -> Span:
    """A shared part that is an aspect's name (`metrics`) is asked about; X of `X papers` is not."""
    phrase = text[words[span.first].start : words[span.last - 1].end]
    after = words[span.last].text.casefold() if span.last < len(words) else ""
    if span.label == "ASPECT" and after in word_list("papers") - {"work", "works"}:
        return replace(span, label="SIDE")
    head = span.first in sides or span.last in sides
    named = span.label == "SHARED" and not head and fold(phrase).casefold() in aspect_names()
    return replace(span, label="ASPECT") if named else span


def _names_no_subject(span: Span, words: Sequence[Word], taken: Sequence[Place]) -> bool:
    """Whether a side names only the archive, or the form of the answer."""
    inside = [word.text.casefold() for word in words[span.first : span.last]]
    before = words[span.first - 1].text.casefold() if span.first else ""
    if span.label == "ASPECT":
        return all(word in _PAPERS for word in inside)
    if span.label == "SIDE" and all(word in _RESEARCH for word in inside):
        return True
    archive = len(inside) == 1 and inside[0] in _ARCHIVE
    own = archive and before in ("the", "this", "your", "our", "that", "whole", "entire")
    return own or (bool(taken) and inside[-1] in _FORMATS)
