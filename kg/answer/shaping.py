"""Sentences made fit to quote: connectives cut, long ones trimmed, leaning ones with their noun.

Whatever is shown stays the passage's own words at its own offsets.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.retrieve.evidence import SentenceEvidence

SHORTEST, LONGEST, LONGEST_PAIR = 6, 44, 60  # words
_LEAST_TRIMMED = 12
_LEAD = re.compile(
    r"^(?:(?:However|Moreover|Furthermore|Additionally|In addition|Therefore|Thus|Hence|Finally"
    r"|Lastly|Specifically|In particular|Notably|Overall|In this (?:paper|work|study|article|letter"
    r"|review|survey|contribution)|In the present (?:paper|work|study)|Here|Meanwhile"
    r"|Further|Also|First|Firstly|Second|Secondly|Third|Then|Next|As a result|As a consequence"
    r"|Consequently|Nevertheless|Nonetheless|In contrast|By contrast|On the other hand"
    r"|On the one hand|To (?:this|that) end|Importantly|Interestingly|Remarkably|Surprisingly"
    r"|In summary|In conclusion|In total|In fact|Indeed|For (?:example|instance)|Besides|Crucially"
    r"|Accordingly|Instead|Yet|Still|More (?:specifically|importantly|generally)|Unfortunately),\s+"
    r"|(?:However|But|And|Yet|Thus|Hence|Therefore)\s+(?=(?:we|the|a|an|our|these|this|it)\b)"
    r"|(?:\([a-z0-9]{1,3}\)|[a-z0-9]{1,2}\))\s+"
    r"|To [a-z]+ (?:this|these|it|such|those)\b[^,]{0,60},\s+)",
)
# What these refer to is the paper's own work, which the lead of a quote names.
_OWN = re.compile(
    r"^(?:(?:This|The present|The proposed|The resulting|Our) (?:[\w-]+ ){0,3}?(?:paper|work|study"
    r"|article|letter|review|survey|approach|method|methods|methodology|framework|model|models"
    r"|algorithm|algorithms|system|technique|scheme|strategy|architecture|network|pipeline|tool"
    r"|toolkit|dataset|data set|corpus|benchmark|analysis|formalism|procedure|protocol|design"
    r"|device|platform|contribution|research|thesis|report|result|results|finding|findings"
    r"|simulations?|experiments?|code|library|solution|formulation|theory)\b"
    r"|These (?:[\w-]+ )?(?:results|findings|observations|insights|experiments|data|measurements"
    r"|simulations|analyses)\b|(?:Our|We|The authors|The paper)\b)",
    re.I,
)
_LEANING = re.compile(
    r"^(?:This|These|Those|That|It|Its|They|Their|Them|Such|He|She|There(?! (?:is|are|was|were|has"
    r"|have|exist))|Then|Thus|Hence|Therefore|Both|Another|Others?|Some of (?:these|them)|Which"
    r"|While (?:this|these|it)|And|But|Or|So|The (?:former|latter|same|other|others)"
    r"|The (?:first|second|third|last) (?:is|are|one|of|uses?|shows?)|Doing so|Using (?:this|these"
    r"|it)|By doing|(?:With|For|In|On|At|From|Under|Unlike|Despite|Based on|Given|Using) (?:this"
    r"|these|such|it|them|that)|The (?:above|two|three|four|corresponding|proposed|resulting"
    r"|latter)|Compared|e\.g|i\.e|As such|Here|Each|Either|Neither|One of (?:these|them)"
    r"|In (?:this|these|such|both|each) (?:cases?|ways?|settings?|scenarios?|regimes?"
    r"|contexts?))\b",
    re.I,
)
_INNER = re.compile(
    r"\b(?:the aforementioned|the above|the latter|the former|as follows|the opposite"
    r"|above-?mentioned|(?:of|by|with|for|from|between|among|to|on|in) (?:these|them|those)"
    r"(?! (?:that|who|which|of))"
    r"|such an? (?:approach|method|model|system|scheme|setting|case|task)|this (?:problem|issue|gap"
    r"|limitation|challenge|question|need|task|purpose|end))\b",
    re.I,
)
_BROKEN = re.compile(
    r"\\(?:cite|ref|label|begin|end|item|emph|text\w+|url|href|footnote)\b|https?:|www\.|\.\.\.|…"
    r"|\\(?:ce|unicode|mathcal|frac|sqrt|rm|bf)\b|\\[a-zA-Z]+.*\\[a-zA-Z]+.*\\[a-zA-Z]+"
    r"|\bet al\b|^\W*\w{1,2}\)|^[^\w“\"$\\(]|\?$|\babridged\b|\(continued\)|&[a-z]+;|%\s*$"
)
_SAFE_CUT = re.compile(
    r"(?:;|,)\s+(?=(?:while|whereas|which|where|with|and (?:we|our|the|that|show|find)|thereby|thus"
    r"|hence|making|enabling|allowing|leading|resulting|providing|offering|highlighting|suggesting"
    r"|indicating|paving|demonstrating|outperforming|achieving|including|such as|as well as|but"
    r"|showing|revealing|yielding|even|especially|particularly|without|using|based on"
    r"|in contrast)\b)"
    r"|;\s+|\s+\u2014\s+|\s+--\s+"
)
_HALF = re.compile(
    r"^(?:while|although|though|if|when|whereas|since|because|despite|given|as)\b|\bnot only\b"
    r"|\b(?:both|either|neither)$",
    re.I,
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
    cuts = [found.start() for found in _SAFE_CUT.finditer(text)]
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


def neighbours(
    sentences: Sequence[SentenceEvidence],
) -> dict[tuple[str, int], SentenceEvidence]:
    """The sentence before each, by (passage id, start) of the later; none for a passage's first."""
    made = {}
    for before, after in itertools.pairwise(sentences):
        if before.passage_id == after.passage_id:
            made[after.passage_id, after.char_start] = before
    return made
