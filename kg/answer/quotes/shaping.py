"""Sentences made fit to quote: connectives cut, long ones trimmed, leaning ones with their noun.

Whatever is shown stays the passage's own words at its own offsets.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.word_lists import alternations, any_case
from kg.retrieve.evidence import SentenceEvidence

_LEX = alternations("quotes")

SHORTEST, LONGEST, LONGEST_PAIR = 6, 44, 60  # words
_LEAST_TRIMMED = 12
_LEAD = re.compile(
    rf"^(?:(?:{_LEX['connectives']}),\s+|(?:However|But|And|Yet|Thus|Hence|Therefore)\s+(?=(?:we"
    r"|the|a|an|our|these|this|it)\b)|(?:\([a-z0-9]{1,3}\)|[a-z0-9]{1,2}\))\s+|To [a-z]+ (?:this"
    r"|these|it|such|those)\b[^,]{0,60},\s+)"
)
# What these refer to is the paper's own work, which the lead of a quote names.
_OWN = any_case(
    r"^(?:(?:This|The present|The proposed|The resulting|Our) (?:[\w-]+ ){0,3}?"
    rf"(?:{_LEX['own nouns']})\b|These (?:[\w-]+ )?(?:results|findings|observations|insights"
    r"|experiments|data|measurements|simulations|analyses)\b|(?:Our|We|The authors|The paper)\b)"
)
_LEANING = any_case(rf"^(?:{_LEX['leaning']})\b")
_INNER = any_case(rf"\b(?:{_LEX['leaning nouns']})\b")
_BROKEN = re.compile(
    r"\\(?:cite|ref|label|begin|end|item|emph|text\w+|url|href|footnote)\b|https?:|www\.|\.\.\.|…"
    r"|\\(?:ce|unicode|mathcal|frac|sqrt|rm|bf)\b|\\[a-zA-Z]+.*\\[a-zA-Z]+.*\\[a-zA-Z]+|\bet al\b"
    r"|^\W*\w{1,2}\)|^[^\w“\"$\\(]|\?$|\babridged\b|\(continued\)|&[a-z]+;|%\s*$"
)
_SAFE_CUT = re.compile(rf"(?:;|,)\s+(?=(?:{_LEX['cuts']})\b)|;\s+|\s+\u2014\s+|\s+--\s+")
_HALF = any_case(
    r"^(?:while|although|though|if|when|whereas|since|because|despite|given|as)\b|\bnot only\b"
    r"|\b(?:both|either|neither)$"
)

Stand = Literal["whole", "own", "leaning", "broken"]


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is quoted: `text == passage text[char_start:char_start + len(text)]`."""

    char_start: int
    text: str


def stand(sentence: str) -> Stand:
    """Whether a sentence (without its connective) is whole in meaning where its paper is named.

    `own`: it speaks of the paper's own work; `leaning`: it needs the sentence before; `broken`: it
    has remains of mark-up, addresses or a question, or no end.
    """
    text = sentence[cut(sentence) :]
    if _BROKEN.search(text) or not _balanced(text) or text[-1:] not in '.!”"':
        return "broken"
    if _OWN.match(text):
        return "leaning" if _INNER.search(text[:120]) else "own"
    if _LEANING.match(text) or _INNER.search(text):
        return "leaning"
    if text[:1].islower() and not cut(sentence):
        return "broken"
    return "whole"


def cut(sentence: str) -> int:
    """How many characters of connectives a sentence begins with."""
    at = 0
    while match := _LEAD.match(sentence[at:]):
        at += match.end()
    return at


def shaped(sentence: SentenceEvidence, before: SentenceEvidence | None) -> Shaped | None:
    """What to quote of a sentence; with the sentence before it where it leans on that; else None.

    `before` is the sentence in front of it in the same passage.
    """
    kind = stand(sentence.text)
    if kind == "broken":
        return None
    if kind == "leaning":
        return _with_before(sentence, before)
    at = cut(sentence.text)
    text = _trimmed(sentence.text[at:].rstrip())
    if not SHORTEST <= len(text.split()) <= LONGEST:
        return None
    return Shaped(sentence.char_start + at, text)


def _with_before(sentence: SentenceEvidence, before: SentenceEvidence | None) -> Shaped | None:
    if before is None or before.section == "title" or stand(before.text) not in ("whole", "own"):
        return None
    if _BROKEN.search(sentence.text) or not _balanced(sentence.text):
        return None
    at = cut(before.text)
    start = before.char_start + at
    text = sentence.passage[start : sentence.char_end].rstrip()
    fits = before.char_end <= sentence.char_start and len(text.split()) <= LONGEST_PAIR
    return Shaped(start, text) if fits else None


def _trimmed(text: str) -> str:
    """A long sentence up to the last boundary that leaves it whole; a short one as it is."""
    if len(text.split()) <= LONGEST or _HALF.search(text[:20]):
        return text
    cuts = [match.start() for match in _SAFE_CUT.finditer(text)]
    for at in reversed(cuts):
        kept = text[:at]
        words = len(kept.split())
        if _LEAST_TRIMMED <= words <= LONGEST and _balanced(kept) and not _HALF.search(kept):
            return kept
    return text


def _balanced(text: str) -> bool:
    return (
        text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("$") % 2 == 0
        and text.count("“") == text.count("”")
        and text.count("{") == text.count("}")
    )


def neighbours(sentences: Sequence[SentenceEvidence]) -> dict[tuple[str, int], SentenceEvidence]:
    """The sentence before each, by (passage id, start) of the later; none for a passage's first."""
    made = {}
    for before, after in itertools.pairwise(sentences):
        if before.passage_id == after.passage_id:
            made[after.passage_id, after.char_start] = before
    return made
