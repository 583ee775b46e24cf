"""The words that compare two names, and what they say of the first.

Patterns are for text whose entities are signs (`extract.relations.claims.chunks`). A cue begins
behind its subject and ends before its object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.records import Predicate
from extract.relations.claims.chunks import ANY, KIND, NAME
from extract.word_lists import alternations, any_case

_LEX = alternations("claims")

Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class ClaimCue:
    """Words that compare; `says` is a predicate, or the way that a named quantity differs.

    `free` ones begin with no verb: they are said of the subject of their clause. `strict` ones
    speak of quantities as often as of systems: only ends that have a type count.
    """

    pattern: re.Pattern[str]
    says: Predicate | Direction
    strict: bool = False
    free: bool = False


ADVERBS = rf"(?:(?:{_LEX['adverbs']})\s+(?:and\s+(?=[a-z]+ly\b))?){{0,4}}"
DEGREE = (
    r"(?:(?:[a-z]+ly|much|far|even|still|slightly|somewhat|also|often|about|up\s+to|over"
    r"|more\s+than|[\d.,]+\s*(?:%|x|\u00d7|-?fold|times|percent|orders?\s+of\s+magnitude)?"
    rf"|{_LEX['degrees']})\s+){{0,6}}"
)
_BE = rf"(?:{_LEX['be']})"
_DO = rf"(?:{_LEX['do']})"
_GIVE = rf"(?:{_LEX['give']})"
_NEED = rf"(?:{_LEX['need']})"
_WORDS = rf"(?P<noun>(?:(?!than\b|compared\b)(?:[\w/-]+|{ANY}),?\s+){{1,6}}?)"
_GOOD_ADJECTIVE = rf"(?:{_LEX['good adjectives']})"
_GOOD_LIST = (
    rf"{_GOOD_ADJECTIVE}(?:\s*,\s*{_GOOD_ADJECTIVE})*(?:,?\s+and\s+(?:more\s+)?{_GOOD_ADJECTIVE})?"
)
_CHEAP = r"(?:cheaper|less\s+(?:computationally\s+)?(?:expensive|costly|demanding)|lighter)"
_DEAR = r"(?:more\s+(?:computationally\s+)?(?:expensive|costly|demanding)|costlier)"
_LESS = r"(?:lower|smaller|less|fewer|reduced|shorter)"
_MORE_GOOD = r"(?:higher|greater|better|superior|improved)"
_SIZE = rf"(?:(?:{_LEX['sizes']})\s+){{0,3}}"
_STOP = r"(?=by\b|on\b|in\b|from\b|and\b|with\b|$|[.,;])"
_THAN = r"\s+than\s+"
_AGAINST = rf"(?:(?:when|as|if)\s+)?(?:{_LEX['against']})\s+"
_AGAINST_CUT = _AGAINST.replace("|over|", "|")
_MIDDLE = (
    r"(?P<noun>(?:(?!compared\b|relative\b|than\b|over\b|while\b|which\b|that\b|but\b"
    rf"|and\s+(?:{_GIVE}|{_NEED}|(?:out|improv|reduc|increas|decreas)\w+)\b)[^\s;:()]+\s+"
    r"|\([^()]{0,30}\)\s+){1,12}?)"
)
_CUT = rf"(?:{_LEX['cut']})"
_RAISE = (
    r"(?:improv(?:es?|ed|ing)|increas(?:es?|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:es?|ed|ing)"
    r"|rais(?:es?|ed|ing))"
)


def _cue(
    pattern: str, says: Predicate | Direction, strict: bool = False, free: bool = False
) -> ClaimCue:
    return ClaimCue(any_case(rf"(?<![\w-]){pattern}"), says, strict, free)


CUES = (
    _cue(r"outperform(?:s|ed|ing)?\s+", "better"),
    _cue(r"(?:surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?)\s+", "better", True),
    _cue(r"(?:surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?)\s+(?:the\s+)?(?:performance"
         r"|accuracy|results?|quality|scores?)\s+of\s+", "better"),
    _cue(r"improv(?:es?|ed|ing)\s+(?:\w+ly\s+)?(?:over|upon)\s+", "better"),
    _cue(rf"(?:{_BE}\s+)?{DEGREE}(?:superior\s+to|preferable\s+to)\s+", "better"),
    _cue(rf"(?:{_BE}|{_DO})\s+{DEGREE}better{_THAN}", "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:more\s+)?(?:more\s+{_GOOD_LIST}|stronger"
         rf"|simpler\s+and\s+more\s+{_GOOD_LIST}){_THAN}", "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:less\s+{_GOOD_LIST}|worse|poorer|inferior|weaker){_THAN}", "worse"),
    _cue(rf"{_BE}\s+{DEGREE}inferior\s+to\s+", "worse"),
    _cue(rf"{_DO}\s+{DEGREE}(?:worse|poorer|more\s+poorly|less\s+well){_THAN}", "worse"),
    _cue(r"underperform(?:s|ed|ing)?\s+(?:relative\s+to\s+|compared\s+(?:to|with)\s+)?", "worse"),
    _cue(r"(?:lag(?:s|ged|ging)?\s+(?:\w+\s+)?behind|fall(?:s|ing)?\s+(?:short\s+of|behind)|trails?"
         r"(?:\s+behind)?)\s+", "worse", True),
    _cue(rf"{_BE}\s+{DEGREE}outperformed\s+by\s+", "worse"),
    _cue(rf"(?:{_BE}|runs?|ran|running|converg(?:es?|ed|ing)|trains?|performs?|works?|executes?"
         rf"|computes?)\s+{DEGREE}(?:faster|quicker|more\s+(?:quickly|rapidly)){_THAN}", "faster"),
    _cue(rf"(?:{_BE}|runs?|ran|running|converg(?:es?|ed|ing)|trains?|performs?|works?"
         rf"|executes?)\s+{DEGREE}(?:slower|more\s+slowly){_THAN}", "slower"),
    _cue(rf"{_BE}\s+{DEGREE}{_CHEAP}{_THAN}", "needs_less"),
    _cue(rf"{_BE}\s+{DEGREE}{_DEAR}{_THAN}", "needs_more"),
    _cue(rf"(?:{_BE}|{_DO})\s+{DEGREE}(?:on[- ]par\s+with|as\s+well\s+as|(?:comparabl[ey]|similarly"
         r"|equally\s+well)\s+(?:to|with|as))\s+", "equal", True),
    _cue(rf"{_BE}\s+{DEGREE}competitive\s+(?:with|to)\s+", "equal"),
    _cue(rf"{_BE}\s+{DEGREE}as\s+{_GOOD_ADJECTIVE}\s+as\s+", "equal"),
    _cue(r"(?:match(?:es|ed|ing)?|rival(?:s|ed|ing)?)\s+(?:or\s+\w+\s+)?(?:the\s+)?(?:performance"
         r"|accuracy|quality|results?)\s+of\s+", "equal"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:better|improved|stronger)\s+{_WORDS}than\s+", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}superior\s+{_WORDS}(?:than|to)\s+", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:worse|poorer|weaker|inferior)\s+{_WORDS}than\s+", "worse"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:better|superior){_THAN}", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:higher|greater|larger|increased|more)\s+{_WORDS}than\s+", "up"),
    _cue(rf"(?:{_GIVE}|{_NEED})\s+{DEGREE}{_LESS}\s+{_WORDS}than\s+", "down"),
    _cue(rf"{_NEED}\s+{DEGREE}(?:more|higher|larger|longer|greater)\s+{_WORDS}than\s+", "up"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:comparable|similar|equivalent)\s+{_WORDS}(?:to|as\s+that\s+of"
         r"|compared\s+(?:to|with))\s+", "same"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:competitive|on[- ]par)\s+{_WORDS}(?:to|with|as|compared\s+(?:to"
         r"|with))\s+", "same"),
    _cue(rf"{_GIVE}\s+{DEGREE}{_WORDS}(?:comparable|similar|equivalent|competitive)\s+to\s+",
         "same"),
    _cue(rf"{_RAISE}\s+{DEGREE}{_MIDDLE}{_AGAINST}", "up"),
    _cue(rf"{_CUT}\s+{DEGREE}{_MIDDLE}{_AGAINST_CUT}", "down"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:higher|greater|increased)\s+{_MIDDLE}{_AGAINST}", "up"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:better|superior|improved)\s+{_MIDDLE}{_AGAINST}", "better"),
    _cue(rf"(?:{_GIVE}|{_NEED})\s+{DEGREE}{_LESS}\s+{_MIDDLE}{_AGAINST}", "down"),
    _cue(rf"{_GIVE}\s+{DEGREE}{_SIZE}(?:improvements?|gains?)\s+(?:{_MIDDLE})?{_AGAINST}",
         "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}{_SIZE}speed-?\s?ups?\s+(?:{_MIDDLE})?{_AGAINST}", "faster"),
    _cue(r"struggle[sd]?\s+(?:\w+ly\s+)?(?:with|on|in)\s+", "fails_on", True),
    _cue(r"(?:fail(?:s|ed)?|break(?:s)?\s+down|perform(?:s|ed)?\s+(?:very\s+)?poorly|(?:is|are)\s+"
         r"(?:un(?:reliable|stable|suitable)|in(?:effective|accurate|adequate)))\s+(?:on|in|for"
         r"|with|at)\s+", "fails_on"),
    _cue(rf"{DEGREE}(?:more\s+(?:effectively|accurately|reliably|robustly|precisely"
         rf"|efficiently)){_THAN}", "better", free=True),
    _cue(rf"{DEGREE}(?:faster|more\s+(?:quickly|rapidly)){_THAN}", "faster", free=True),
    _cue(rf"(?:with|at)\s+{DEGREE}(?:higher|greater|better)\s+{_WORDS}than\s+", "up", free=True),
    _cue(rf"(?:with|at)\s+{DEGREE}{_LESS}\s+{_WORDS}than\s+", "down", free=True),
)  # fmt: skip

COMPARED_FIRST = any_case(
    r"(?:^|[;,.]\s+|\bthat\s+)(?:when\s+)?(?:compared\s+(?:to|with|against)|in\s+comparison\s+(?:to"
    r"|with)|relative\s+to|unlike)\s+"
)
CHANGES = (
    _cue(rf"{_RAISE}\s+{DEGREE}{_WORDS}{_STOP}", "up"),
    _cue(rf"{_CUT}\s+{DEGREE}{_WORDS}{_STOP}", "down"),
    _cue(rf"{_GIVE}\s+{DEGREE}{_MORE_GOOD}\s+{_WORDS}{_STOP}", "up"),
    _cue(rf"(?:{_GIVE}|{_NEED})\s+{DEGREE}{_LESS}\s+{_WORDS}{_STOP}", "down"),
    _cue(rf"{_BE}\s+{DEGREE}more\s+{_GOOD_LIST}(?=\s)", "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:faster)\b", "faster"),
)  # fmt: skip

_SPEED = any_case(r"\b(?:throughput|speeds?|FPS)\s*$")
_GOOD = any_case(rf"(?:{_LEX['good quantities']})\s*$")
_TIME = any_case(r"(?:times?|latenc(?:y|ies)|runtimes?|run-times?|delays?|durations?)\s*$")
_NEEDED = any_case(rf"(?:{_LEX['needed quantities']})\s*$")
_BAD = any_case(rf"(?:{_LEX['bad quantities']})\s*$")
_JUDGED: dict[str, dict[Direction, Predicate]] = {
    "speed": {"up": "faster", "down": "slower", "same": "equal"},
    "time": {"up": "slower", "down": "faster", "same": "equal"},
    "need": {"up": "needs_more", "down": "needs_less", "same": "equal"},
    "bad": {"up": "worse", "down": "better", "same": "equal"},
    "good": {"up": "better", "down": "worse", "same": "equal"},
}
_QUANTITIES = {"speed": _SPEED, "time": _TIME, "need": _NEEDED, "bad": _BAD, "good": _GOOD}


def judged(way: Direction, noun: str) -> Predicate | None:
    """Say what more, less or as much of a quantity means for what has it; None where unclear."""
    for part in re.split(r",?\s+(?:and|or)\s+|,\s", noun.strip())[:2]:
        first = re.split(r"\s+(?:of|on|in|into|for|at|by|with|from|to|about)\s+|\s+\(", part)[0]
        for kind, pattern in _QUANTITIES.items():
            if pattern.search(first):
                return _JUDGED[kind][way]
    return None


_GENERIC = rf"(?:{KIND}|LLMs?|VLMs?|DNNs?|works?|ones|benchmarks?|alternatives?|competitors?)"
LEAD = any_case(
    r"(?:(?:that|those)\s+of\s+|(?:with\s+)?(?:the\s+)?(?:performance|accuracy|results?)\s+of\s+)?"
    rf"(?:(?:{_LEX['object leads']})\s+){{0,5}}(?:(?:[\w-]+\s+){{0,3}}(?:{_GENERIC}"
    rf"|{ANY})(?:\s+{_GENERIC})?\s*,?\s*\(?(?:such\s+as|like|including|e\.g\.,?|namely|i\.e\.,?)\s+"
    rf"(?:the\s+)?)?(?={NAME})"
)
NEXT = any_case(
    rf"(?:\s+{KIND})?(?:\s*\([^()]{{1,40}}\))?\s*(?:,|,?\s*(?:and|or|as\s+well\s+as|nor)"
    rf"|/)\s*(?:the\s+|an?\s+)?(?={ANY})"
)
CLOSED = any_case(
    rf"(?:\s+{KIND})?(?:\s*\([^()]{{0,60}}\))?(?:\s*$|\s*[.,;:)\u2014\u2013]"
    rf"|\s+(?:{_LEX['object closers']})\b|\s*\\|\s*[(\[])"
)
