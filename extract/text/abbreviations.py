"""Abbreviations that a text defines itself: "Quantum Field Theory (QFT)".

scispaCy's detector where it is installed, else an own one, both after Schwartz and Hearst, "A
simple algorithm for identifying abbreviation definitions in biomedical text", 2003.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache

Pair = tuple[str, str]
Finder = Callable[[str], Iterable[Pair]]

SENTENCE_LIMIT = 2000
_BRACKET_LIMIT = 12
_BRACKETED = re.compile(r"\(([^()]{2,80})\)")
_INSIDE = re.compile(r"\(([^()]*)\)")
_INSIDE_LIMIT = 80
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which spaCy does not take
_CAPITAL = re.compile(r"[A-Z]")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]+\s*\{?|[{}]")
_SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[^\W_][\w+&.@-]*(?: [\w-]+)?")
_BAD_LONG = re.compile(r"[(),;:=$%]|\b(?:and|or|the|that|which|we|our|is|are)$", re.IGNORECASE)
_EMPTY_WORD = re.compile(r"^(?:the|an?|our|of|and|or|with|for|in|on|to|by|as)\s+", re.IGNORECASE)


def abbreviation_engine() -> str:
    """Name the detector in use: `scispacy`, or `own` where scispaCy is not installed."""
    return "scispacy" if _scispacy_finder() else "own"


def find_abbreviations(sentences: Iterable[str]) -> dict[str, str]:
    """Give short form -> long form for what the sentences define; the first definition counts."""
    finder = _scispacy_finder() or own_pairs
    long_forms: dict[str, str] = {}
    for sentence in sentences:
        if "(" not in sentence or sentence.count("(") > _BRACKET_LIMIT:
            continue
        start = sentence[:SENTENCE_LIMIT]
        for short, long in finder(start) if _may_define(start) else ():
            pair = _cleaned(short, long)
            if pair:
                long_forms.setdefault(*pair)
    return long_forms


def _may_define(sentence: str) -> bool:
    """Tell whether a short form may stand in a bracket or before one: half of them hold none.

    True wherever a pair of either engine could pass `_cleaned`, and takes no time.
    """
    for match in _INSIDE.finditer(sentence):
        inside = match.group(1).strip()
        if len(inside) <= _INSIDE_LIMIT and _SHORT.fullmatch(_TEX_COMMAND.sub("", inside).strip()):
            return True
        before = sentence[: match.start()].split()
        if before and len(_CAPITAL.findall(before[-1])) > 1:
            return True
    return False


def own_pairs(sentence: str) -> Iterator[Pair]:
    """Give (short, long) for each "long (short)", and for each "short (long)" of one sentence."""
    for match in _BRACKETED.finditer(sentence):
        inside = match.group(1).strip()
        words = sentence[: match.start()].split()
        if len(inside.split()) > 2:
            if words and _SHORT.fullmatch(words[-1]) and long_form(words[-1], inside) == inside:
                yield words[-1], inside
            continue
        limit = min(len(inside) + 5, len(inside) * 2)
        long = long_form(inside, " ".join(words[-limit:]))
        if long:
            yield inside, long


def long_form(short: str, candidate: str) -> str | None:
    """Match the short form's characters from the end; its first one must start a word."""
    at = len(candidate)
    small = candidate.lower()
    letters = [char for char in short.lower() if char.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (
            small[at] != letters[index] or (index == 0 and at > 0 and small[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    return candidate[at:] or None


def _cleaned(short: str, long: str) -> Pair | None:
    """Refuse pairs that are no abbreviation: words, bracket remains, lists, a form of itself."""
    short = _TEX_COMMAND.sub("", short).strip()
    long = _EMPTY_WORD.sub("", _TEX_COMMAND.sub("", long).strip(), count=1)
    fits = _SHORT.fullmatch(short) and not _BAD_LONG.search(long) and len(long) > len(short) + 2
    return (short, long) if fits and short.lower() not in long.lower().split() else None


@cache
def _scispacy_finder() -> Finder | None:
    """Build scispaCy's detector on an empty English pipeline; None where it can't be imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of regular expressions in libraries, not of ours
        try:
            import spacy
            from scispacy import abbreviation
        except ImportError:
            return None
        nlp = spacy.blank("en")
        detector = abbreviation.AbbreviationDetector(nlp)

    def pairs(sentence: str) -> Iterator[Pair]:
        doc = nlp(_SURROGATE.sub("\ufffd", sentence))
        inner = [(key, start + 1, end - 1) for key, start, end in detector.matcher(doc)]
        for long, short in abbreviation.filter_matches(inner, doc):
            definition = abbreviation.find_abbreviation(long, short)[1]
            if definition is not None:
                yield short.text, definition.text

    return pairs
