"""Reads a question into a plan, by the tagger's labels and by what its form alone shows.

Nothing is looked up: the same question has the same plan on every archive of the same vocabulary,
whose names are never cut. A question that can't be
cut is a look-up of what it names, so that none is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.vocabulary import Vocabulary, load_vocabulary
from extract.word_lists import any_case
from kg.questions.constraints import Shapes, read_shapes
from kg.questions.cues import (
    Cue,
    asking_words,
    asks_for_shared,
    cued_kind,
    cued_order,
    cued_question,
)
from kg.questions.ellipsis import heads_of, lent_heads
from kg.questions.folding import folded, plain_words, stem, word_list
from kg.questions.plan import (
    KINDS,
    MAX_QUESTION,
    MOST_SIDES,
    ORDERS,
    TRAITS,
    Constraints,
    Order,
    Plan,
    QuestionKind,
)
from kg.questions.spans import mended
from kg.questions.spelling import asking_mended
from kg.questions.tagger import Span, Tagged, Tagger

SHOUTED = 4  # words in capitals that are a loud question, not short forms
_EDGES = " \t\n,;:?!.\"'`*_()[]{}<>|\u2018\u2019\u201c\u201d\u2013\u2014-/"
_JOINED = any_case(r"\s+(?:and|or|vs\.?|versus|with|to|from|over|rather than)\s+|\s*/\s*")
_DIFFERS = any_case(r"\b(?:differs?|different|distinct) from\b")
_OF_ASKER = any_case(r"(?:^|[.;!?,] )(?:i am|i'm|i\u2019m|we are) [^.;!?]*$")
_MARKUP = re.compile(r"[`*_\u201c\u201d\"]+")


def read_question(
    question: str, tagger: Tagger, cues: Sequence[Cue], vocabulary: Vocabulary | None = None
) -> Plan:
    """Read a question in English; never fails (an empty one is a look-up of nothing).

    Characters that can't be seen are dropped and the text is cut at 1,000 characters. The names of
    a vocabulary (the shipped one where none is given) stay whole. `cues` recognise questions
    that the graph itself answers.
    """
    text = clean(question)
    tagged = tagger.tag(text)
    shapes = read_shapes(text)
    return _Reading(text, tagged, shapes, cues, vocabulary or load_vocabulary()).plan()


def clean(question: str) -> str:
    """The question in one line, without invisible characters and slips in small words."""
    seen = "".join(
        character if not unicodedata.category(character).startswith("C") else " "
        for character in unicodedata.normalize("NFKC", question[:MAX_QUESTION])
    )
    text = " ".join(seen.split()).strip()
    # Capitals alone would make a short form of every word.
    loud = text.isupper() and len(text.split()) >= SHOUTED
    return asking_mended(text.lower() if loud else text)


class _Reading:
    """The state of making a plan of one tagged question."""

    def __init__(
        self, text: str, tagged: Tagged, shapes: Shapes, cues: Sequence[Cue], vocabulary: Vocabulary
    ) -> None:
        self._text, self._tagged, self._shapes = text, tagged, shapes
        self._cues, self._vocabulary = cues, vocabulary
        self._words = tagged.words
        self._kind, self._asked = _classes(text, tagged, cues)
        self._spans = mended(
            tagged.spans, tagged.words, shapes.places, self._kind, self._asked, text, vocabulary
        )
        self._spans = [span for span in self._spans if not self._of_asker(span)]
        if self._kind == "lookup" and self._asks_which():
            self._kind = "list"

    def plan(self) -> Plan:
        kind = self._kind
        sides, shared = self._sides()
        kind, sides = _sided(kind, sides)
        constraints = self._constraints()
        left = tuple(self._left_aside())
        if left and not (sides or shared or constraints.papers or constraints.authors):
            sides, left = (" ".join(left),), ()
        if len(constraints.papers) > 1 and not sides and _sets_against(self._text):
            kind, sides = "comparison", constraints.papers
            constraints = replace(constraints, papers=())
        other = _set_off(self._text, left) if kind == "lookup" and len(sides) == 1 else ""
        if other:
            kind, sides, left = "comparison", (*sides, other), ()
        return Plan(
            question=self._text,
            kind=kind,
            sides=sides[:MOST_SIDES],
            shared=shared,
            aspects=self._aspects(),
            constraints=constraints,
            left_aside=(*left, *sides[MOST_SIDES:]),
            shared_only=kind == "comparison" and asks_for_shared(self._text),
            recent=self._shapes.recent,
        )

    def _asks_which(self) -> bool:
        """Whether a question opens with `which` or `what` and a plural noun."""
        first = self._words[0].text.casefold() if self._words else ""
        opening = [span for span in self._spans if span.label == "ASPECT" and span.first == 1]
        noun = self._words[opening[0].last - 1].text.casefold() if opening else ""
        members = noun.endswith("s") and not noun.endswith("ss") and noun not in word_list("traits")
        after = self._words[opening[0].last : opening[0].last + 1] if opening else ()
        asked = first == "which" or any(
            word.text.casefold() in word_list("auxiliary") for word in after
        )
        return first in ("which", "what") and members and asked

    def _of_asker(self, span: Span) -> bool:
        """Whether an exclusion only describes the asker: `I am a surgeon, not a programmer`."""
        before = self._text[: self._words[span.first].start]
        return span.label == "EXCLUDE" and _OF_ASKER.search(before) is not None

    def _phrase(self, span: Span) -> str:
        start, end = self._words[span.first].start, self._words[span.last - 1].end
        return _phrase(self._text[start:end])

    def _of(self, label: str) -> list[Span]:
        return [span for span in self._spans if span.label == label]

    def _phrases(self, label: str) -> tuple[str, ...]:
        phrases = (self._phrase(span) for span in self._of(label))
        return tuple(dict.fromkeys(phrase for phrase in phrases if folded(phrase)))

    def _sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Sides with their elliptical heads, and what all of them share."""
        spans = self._of("SIDE")
        heads = heads_of(self._spans, self._words, self._vocabulary) if len(spans) > 1 else {}
        lent = lent_heads(spans, self._words)
        used = {span for before, after in heads.values() for span in (*before, *after)}
        sides = []
        for span in spans:
            before, after = heads.get(span, ((), ()))
            phrase = " ".join(self._phrase(part) for part in (*before, span, *after))
            noun = lent.get(span, "") or ("" if span in heads else self._stood_for(span))
            sides.append(f"{phrase} {noun}".strip())
        shared = [self._phrase(span) for span in self._of("SHARED") if span not in used]
        kept = [side for side in dict.fromkeys(sides) if folded(side)]
        return tuple(kept), tuple(dict.fromkeys(phrase for phrase in shared if folded(phrase)))

    def _stood_for(self, span: Span) -> str:
        """What `one` or `ones` after a side stands for: the side before without its first word."""
        after = [word.text.casefold() for word in self._words[span.last : span.last + 2]]
        earlier = [side for side in self._of("SIDE") if side.last <= span.first]
        if after[:1] not in (["one"], ["ones"]) or after[1:] == ["and"] or not earlier:
            return ""
        head = earlier[-1]
        first = min(head.first + 1, head.last - 1)
        return self._phrase(Span(first, head.last, head.label))

    def _aspects(self) -> tuple[str, ...]:
        person = self._asked == "how it works" and bool(self._of("AUTHOR"))
        fixed = tuple(part for part in self._asked.split("+") if part and not person)
        own = tuple(
            phrase
            for phrase in self._phrases("ASPECT")
            if not _repeats(phrase, fixed) and phrase.casefold() not in word_list("treating")
        )
        return (*fixed, *own)

    def _constraints(self) -> Constraints:
        orders = self._tagged.orders
        order: Order = max(ORDERS, key=lambda name: (orders[name], name))
        titles = tuple(phrase for phrase in self._phrases("TITLE") if not self._shapes.papers)
        return Constraints(
            since=self._shapes.since,
            until=self._shapes.until,
            categories=self._shapes.categories,
            authors=self._phrases("AUTHOR"),
            papers=(*self._shapes.papers, *titles),
            exclude=self._phrases("EXCLUDE"),
            order=cued_order(self._text, order, self._kind, self._asked, self._cues) or None,
        )

    def _left_aside(self) -> Iterator[str]:
        inside = {n for span in self._spans for n in range(span.first, span.last)}
        asking = asking_words([self._asked], self._cues)
        for n, word in enumerate(self._words):
            small = word.text.casefold()
            shaped = any(start <= word.start < end for start, end in self._shapes.places)
            asks = stem(small) in asking
            if n in inside or shaped or asks or not small.isalnum() or only_asks(small):
                continue
            yield word.text


def _classes(text: str, tagged: Tagged, cues: Sequence[Cue]) -> tuple[QuestionKind, str]:
    """The kind and the implied aspect of a question, by the tagger and by cues."""
    kind: QuestionKind = max(KINDS, key=lambda name: (tagged.kinds[name], name))
    asked = max(tagged.asked, key=lambda name: (tagged.asked[name], name))
    return cued_question(text, cued_kind(text, kind, tagged.kinds[kind]), asked, cues)


def _phrase(text: str) -> str:
    """A phrase without Markdown, quotation marks and loose signs at its ends."""
    bare = " ".join(_MARKUP.sub("", text).split()).strip(_EDGES)
    bare = re.sub(r"['\u2019]s$", "", bare)
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _repeats(phrase: str, fixed: Sequence[str]) -> bool:
    return any(folded(phrase) <= folded(aspect) for aspect in fixed)


def only_asks(word: str) -> bool:
    """Whether a lower-case word is part of the asking and names no subject."""
    return (
        word in word_list("function")
        or word in word_list("generic")
        or word in word_list("kind")
        or stem(word) in word_list("asking")
        or word.isdigit()
    )


def _sets_against(text: str) -> bool:
    words = {stem(word) for word in plain_words(text)}
    return bool(words & {"compar", "differ", "versus", "vs", "contrast", "or"})


def _set_off(text: str, left: Sequence[str]) -> str:
    """The other side of a comparison: what follows `differ from` and was left aside."""
    match = _DIFFERS.search(text)
    other = _phrase(text[match.end() :]) if match else ""
    return other if folded(other) and folded(other) <= folded(" ".join(left)) else ""


def _sided(kind: QuestionKind, sides: tuple[str, ...]) -> tuple[QuestionKind, tuple[str, ...]]:
    """A comparison or path of one phrase: cut where two are joined, else a look-up."""
    if not TRAITS[kind].two_sides or len(sides) >= 2:
        return kind, sides
    parts = _JOINED.split(sides[0]) if sides else []
    parts = [part for part in map(_phrase, parts) if folded(part)]
    if len(parts) == 2:
        return kind, tuple(parts)
    return "lookup", sides
