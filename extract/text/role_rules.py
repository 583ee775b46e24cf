"""What a sentence says of its own role in so many words: a heading, where code is, a limit.

A heading and a notice of code are believed before the trained model, for they leave no doubt; a
limit where the model takes the sentence for one on the paper's own work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from extract.records import Role
from extract.word_lists import alternations

_LEX = alternations("roles")


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
_GOODS = rf"(?:{_LEX['goods']})"
_AVAILABLE = re.compile(
    rf"\b{_GOODS}\b[^.;:]{{0,60}}\b(?:(?:is|are|be|been|made) (?:\w+ ){{0,2}}(?:available|released"
    r"|accessible|open-sourced|hosted|found|published|provided) (?:at|on|under|from|in|via|through"
    r"|here|for download|upon|https?|as open)|(?:is|are|be|been|made) (?:publicly|openly|freely) "
    r"(?:available|released|accessible))|\bavailable (?:at|on|from|in|under)[ :]+(?:\S+ ){0,4}?"
    r"(?:https?:|github|zenodo|\\url)|^(?:the |our )?(?:project|home|demo|web|code)[ -]?(?:page"
    rf"|site|repository)s? ?(?:is|:|can|at)|^(?:the |our )?(?:\w+ )?{_GOODS}"
    r"(?: and \w+)? ?:? \S*https?:|\bwe (?:\w+ )?(?:release|open-source) (?:our|the|all)? ?"
    rf"(?:\w+ )?(?:{_GOODS})\b.{{0,40}}(?:https?:|github|\.$)"
)
# "This method" is often another's; "this study" and "our method" are the paper's.
_OWN = (
    rf"(?:(?:our|the present)(?: \w+)? (?:{_LEX['own nouns']})|this (?:\w+ )?(?:study|work|paper"
    r"|analysis|evaluation|conclusion|experiment)|these (?:\w+ )?(?:results|findings|conclusions))"
)
_LIMIT = re.compile(
    r"^(?:a|an|one|another|the main|our)(?: \w+)? limitation (?:of .{1,80} )?is\b"
    r"|\blimitations? of (?:this|our|the present) (?:\w+ )?(?:work|study|approach|method|paper"
    rf"|analysis|model)\b.{{0,30}}\b(?:is|are|includes?)\b|\b{_OWN} (?:is|are|was|were) "
    rf"(?:(?!not)\w+ )?(?:limited|hampered|restricted) (?:to|by|in)\b|\b{_OWN} (?:\w+ )?(?:(?:does"
    rf"|do|did|could) not|cannot) (?:\w+ )?(?:{_LEX['limit verbs']})\b|\b{_OWN} (?:is|are|was|were"
    r"|remains?) (?:still )?(?:only valid|only applicable|preliminary|inconclusive|not (?:yet )?"
    rf"(?:applicable|valid|conclusive|sufficient|suitable|able))\b|\b{_OWN} (?:fails|fail"
    r"|struggles) (?:to|on|in|with|for)\b|^however,? (?:it|our \w+) (?:still )?(?:fails|struggles) "
    r"(?:to|on|in|with|for)\b|\bwe (?:\w+ )?(?:could not|cannot|(?:were|are) (?:unable"
    r"|not able) to) (?:\w+ )?(?:rule out|exclude|draw|confirm|verify|establish)\b|\bwe (?:do"
    r"|did) not (?:\w+ )?(?:consider|account for|address|include|resolve|test|evaluate)\b"
    r"|\b(?:results?|findings|conclusions?|magnitudes?|estimates?|differences)\b.{0,80}\b"
    r"(?:interpreted|treated|taken|viewed|regarded|considered) with (?:\w+ )?caution\b"
)
_HINT = re.compile("limit|not|only|caution|prelim|inconcl|unable|hamper|restrict|fail|strugg")


def states_limit(sentence: str) -> bool:
    """Tell whether a sentence says where its own paper's work ends, if it is about that work."""
    small = sentence.lower()
    return bool(_HINT.search(small)) and bool(_LIMIT.search(small))


def stated_role(sentence: str) -> Role | None:
    """Give the role that a sentence says it has; None where it leaves that open."""
    small = sentence.lower()
    heading = _HEADING.match(small)
    if heading:
        return _HEADED[heading.group(1)]
    return "availability" if _AVAILABLE.search(small) else None
