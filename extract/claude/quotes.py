"""Where quoted words stand in a paper: found by the program, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from extract.records import Paper

_MOST_PLACES = 100
# Signs that are typed in several ways; each is one character, so offsets stay.
_SAME_SIGN = str.maketrans(
    "\u2018\u2019\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2212\u00a0", "''\"\"------ "
)


@dataclass(frozen=True, slots=True)
class SentSentence:
    """Sentence `number` as it was sent: offsets within the paper's title or abstract."""

    number: int
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Words found in a sentence; offsets within the same field of the paper."""

    sentence: SentSentence
    start: int
    end: int


class Text:
    """A paper's title and abstract with the sentences that were sent."""

    def __init__(self, paper: Paper, spans: Iterable[SentSentence]) -> None:
        fields = {"title": paper.title, "abstract": paper.abstract}
        self._fields = {name: text.translate(_SAME_SIGN) for name, text in fields.items()}
        self._spans = {span.number: span for span in spans}

    def find(self, sentence: int, words: str) -> list[Place]:
        """The places of the words in that sentence, as whole words; none where they aren't there.

        A sentence that says them more than a hundred times gives the first hundred.

        Any run of white space equals any other, and a sign that is typed in several ways equals its
        plain form; all else must be the same, capitals too.
        """
        span = self._spans.get(sentence)
        parts = [re.escape(part) for part in words.translate(_SAME_SIGN).split()]
        if span is None or not any(map(str.isalnum, words)):
            return []
        # Of "95% accuracy", "% accuracy" stands there whole: a sign needs no gap before it.
        before = r"(?<!\w)" if re.match(r"\w", words.strip()) else ""
        after = r"(?!\w)" if re.search(r"\w$", words.strip()) else ""
        pattern = re.compile(before + r"\s+".join(parts) + after)
        matches = pattern.finditer(self._fields[span.section], span.start, span.end)
        return [Place(span, match.start(), match.end()) for match in islice(matches, _MOST_PLACES)]

    def opens(self, sentence: int, words: str) -> SentSentence | None:
        """The sentence, where it begins with these words."""
        at_start = (
            place for place in self.find(sentence, words) if place.start == place.sentence.start
        )
        place = next(at_start, None)
        return place.sentence if place else None
