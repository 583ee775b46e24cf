"""What a sentence says of its own role in so many words: a heading, where code is, a limitation.

All else is for the trained model. These few are believed before it, for they leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from extract.records import Role


class RoleClassifier(Protocol):
    """Anything that gives each sentence of an abstract its role."""

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order."""
        ...


_HEADED: Final[Mapping[str, Role]] = {
    "background": "background",
    "context": "background",
    "problem": "problem",
    "aim": "objective",
    "objective": "objective",
    "purpose": "objective",
    "method": "method",
    "approach": "method",
    "result": "result",
    "finding": "result",
    "conclusion": "result",
    "limitation": "limitation",
    "availability": "availability",
}
# Patterns are for text in small letters; in any case they take several times as long.
_HEADING = re.compile(rf"^({'|'.join(_HEADED)})s?(?: and [a-z]+)?\s*:")
_GOODS = (
    r"(?:codes?|data|datasets?|data sets?|scripts?|models?|weights|checkpoints?|implementations?"
    r"|software|demos?|videos?|materials?|toolkit|library|package|repository|benchmark"
    r"|corpus|source)"
)
_AVAILABLE = re.compile(
    rf"\b{_GOODS}\b[^.;:]{{0,60}}\b(?:(?:is|are|be|been|made) (?:\w+ ){{0,2}}"
    r"(?:available|released|accessible|open-sourced|hosted|found|published|provided) "
    r"(?:at|on|under|from|in|via|through|here|for download|upon|https?|as open)"
    r"|(?:is|are|be|been|made) (?:publicly|openly|freely) (?:available|released|accessible))"
    r"|\bavailable (?:at|on|from|in|under)[ :]+(?:\S+ ){0,4}?(?:https?:|github|zenodo|\\url)"
    r"|^(?:the |our )?(?:project|home|demo|web|code)[ -]?(?:page|site|repository)s? ?"
    r"(?:is|:|can|at)"
    rf"|^(?:the |our )?(?:\w+ )?{_GOODS}(?: and \w+)? ?:? \S*https?:"
    rf"|\bwe (?:\w+ )?(?:release|open-source) (?:our|the|all)? ?(?:\w+ )?(?:{_GOODS})\b.{{0,40}}"
    r"(?:https?:|github|\.$)"
)
_STATED_LIMIT = re.compile(
    r"^(?:a|an|one|another|the main|our)(?: \w+)? limitation (?:of .{1,80} )?is\b"
    r"|\blimitations? of (?:this|our|the present|the current) (?:work|study|approach|method|paper|"
    r"analysis|model)\b.{0,30}\b(?:is|are|includes?)\b"
)


def stated_role(sentence: str) -> Role | None:
    """Give the role that a sentence says it has; None where it leaves that open."""
    small = sentence.lower()
    heading = _HEADING.match(small)
    if heading:
        return _HEADED[heading.group(1)]
    if _STATED_LIMIT.search(small):
        return "limitation"
    return "availability" if _AVAILABLE.search(small) else None
