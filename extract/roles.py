"""What a sentence says of its own role in so many words: a heading, where code is, a limit.

A heading and a notice of code are believed before the trained model, for they leave no doubt; a
limit where the model takes the sentence for one on the paper's own work.
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
# "This method" is often another's; "this study" and "our method" are the paper's.
_OWN = (
    r"(?:(?:our|the present)(?: \w+)? (?:stud(?:y|ies)|work|paper|approach|methods?|analys[ie]s"
    r"|models?|results?|findings|conclusions?|frameworks?|algorithms?|techniques?|scheme|data"
    r"|dataset|sample|observations|measurements?|experiments?|simulations?|calculations?"
    r"|evaluation|bounds?|estimates?|proof|treatment)"
    r"|this (?:\w+ )?(?:study|work|paper|analysis|evaluation|conclusion|experiment)"
    r"|these (?:\w+ )?(?:results|findings|conclusions))"
)
_LIMIT = re.compile(
    r"^(?:a|an|one|another|the main|our)(?: \w+)? limitation (?:of .{1,80} )?is\b"
    r"|\blimitations? of (?:this|our|the present) (?:\w+ )?(?:work|study|approach|method|paper"
    r"|analysis|model)\b.{0,30}\b(?:is|are|includes?)\b"
    rf"|\b{_OWN} (?:is|are|was|were) (?:(?!not)\w+ )?(?:limited|hampered|restricted) (?:to|by|in)\b"
    rf"|\b{_OWN} (?:\w+ )?(?:(?:does|do|did|could) not|cannot) (?:\w+ )?(?:account for|capture"
    r"|consider|address|include|handle|guarantee|apply|extend|cover|rule out|exclude|provide"
    r"|generali[sz]e)\b"
    rf"|\b{_OWN} (?:is|are|was|were|remains?) (?:still )?(?:only valid|only applicable|preliminary"
    r"|inconclusive|not (?:yet )?(?:applicable|valid|conclusive|sufficient|suitable|able))\b"
    rf"|\b{_OWN} (?:fails|fail|struggles) (?:to|on|in|with|for)\b"
    r"|^however,? (?:it|our \w+) (?:still )?(?:fails|struggles) (?:to|on|in|with|for)\b"
    r"|\bwe (?:\w+ )?(?:could not|cannot|(?:were|are) (?:unable|not able) to) (?:\w+ )?(?:rule out"
    r"|exclude|draw|confirm|verify|establish)\b"
    r"|\bwe (?:do|did) not (?:\w+ )?(?:consider|account for|address|include|resolve|test"
    r"|evaluate)\b"
    r"|\b(?:results?|findings|conclusions?|magnitudes?|estimates?|differences)\b.{0,80}"
    r"\b(?:interpreted|treated|taken|viewed|regarded|considered) with (?:\w+ )?caution\b"
)
_HINT = re.compile("limit|not|only|caution|prelim|inconcl|unable|hamper|restrict|fail|strugg")


def tells_limit(sentence: str) -> bool:
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
