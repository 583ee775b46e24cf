"""The words that compare two things, and what they say of the first one.

Patterns are for text whose things are signs (`extract.claim_chunks`). A cue begins behind its
subject and ends before what leads up to its object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.claim_chunks import ANY, KIND, THING
from extract.records import Predicate

Way = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that compare; `says` is a predicate, or the way that a named quantity differs.

    `free` ones begin with no verb: they are said of the subject of their clause. `strict` ones
    speak of quantities as often as of things: only ends that have a type count.
    """

    pattern: re.Pattern[str]
    says: Predicate | Way
    strict: bool = False
    free: bool = False


ADVERBS = (
    r"(?:(?:[a-z]+ly|also|even|still|often|further|much|far|thus|then|both|already|again|always"
    r"|well|in\s+general|on\s+average|in\s+turn|hence|not\s+only|can|does|do"
    r"|all|each|in\s+(?:many|most|all|several)\s+cases)\s+(?:and\s+(?=[a-z]+ly\b))?){0,4}"
)
DEGREE = (
    r"(?:(?:[a-z]+ly|much|far|even|still|slightly|somewhat|also|often|about|up\s+to|over"
    r"|more\s+than"
    r"|[\d.,]+\s*(?:%|x|\u00d7|-?fold|times|percent|orders?\s+of\s+magnitude)?|a\s+factor\s+of"
    r"|(?:an|one|two|three|several|many)\s+orders?\s+of\s+magnitude|two|three|several|many|times|to"
    r"|a\s+lot|better\s+or|and|a|an|the|both|as)\s+){0,6}"
)
_BE = (
    r"(?:is|are|was|were|be|being|proves?|proved|remains?|becomes?|turns?\s+out\s+to\s+be"
    r"|has\s+been|have\s+been|(?:is|are|was|were)\s+(?:found|shown|seen|demonstrated)\s+to\s+be)"
)
_DO = (
    r"(?:perform(?:s|ed|ing)?|works?|worked|working|far(?:es?|ed)|does|do|did|generali[sz]e[sd]?"
    r"|scale[sd]?|behaves?)"
)
_GIVE = (
    r"(?:achiev(?:es?|ed|ing)|obtain(?:s|ed|ing)?|attain(?:s|ed|ing)?|reach(?:es|ed|ing)?"
    r"|yield(?:s|ed|ing)?|giv(?:es?|ing)|gave|provid(?:es?|ed|ing)|deliver(?:s|ed|ing)?"
    r"|show(?:s|ed|ing)?|exhibit(?:s|ed|ing)?|demonstrat(?:es?|ed|ing)|has|have|had|having"
    r"|offer(?:s|ed|ing)?|produc(?:es?|ed|ing)|leads?\s+to|led\s+to|leading\s+to"
    r"|results?\s+in|resulted\s+in|resulting\s+in|enjoys?|display(?:s|ed|ing)?|maintain(?:s|ed"
    r"|ing)?"
    r"|recover(?:s|ed|ing)?|generat(?:es?|ed|ing))"
)
_NEED = (
    r"(?:requir(?:es?|ed|ing)|need(?:s|ed|ing)?|us(?:es?|ed|ing)|consum(?:es?|ed|ing)"
    r"|demand(?:s|ed|ing)?|tak(?:es?|ing)|took|has|have|incur(?:s|red|ring)?)"
)
_WORDS = rf"(?P<noun>(?:(?!than\b|compared\b)(?:[\w/-]+|{ANY}),?\s+){{1,6}}?)"
_GOOD_ADJECTIVE = (
    r"(?:accurate|effective|robust|efficient|powerful|reliable|stable|precise|expressive|general"
    r"|scalable|(?:data|sample|parameter|energy|compute|computationally)[- ]efficient|favou?rable"
    r"|generali[sz]able|interpretable|consistent|flexible|successful|suitable|faithful|competitive"
    r"|resilient|resistant|tolerant|predictive|discriminative|capable|informative|versatile"
    r"|advantageous|reproducible|secure)"
)
_GOOD_LIST = (
    rf"{_GOOD_ADJECTIVE}(?:\s*,\s*{_GOOD_ADJECTIVE})*(?:,?\s+and\s+(?:more\s+)?{_GOOD_ADJECTIVE})?"
)
_CHEAP = r"(?:cheaper|less\s+(?:computationally\s+)?(?:expensive|costly|demanding)|lighter)"
_DEAR = r"(?:more\s+(?:computationally\s+)?(?:expensive|costly|demanding)|costlier)"
_LESS = r"(?:lower|smaller|less|fewer|reduced|shorter)"
_MORE_GOOD = r"(?:higher|greater|better|superior|improved)"
_SIZE = (
    r"(?:(?:significant|substantial|average|absolute|relative|consistent|considerable|further|clear"
    r"|large|dramatic|notable|marked|performance|computational|maximum)\s+){0,3}"
)
_STOP = r"(?=by\b|on\b|in\b|from\b|and\b|with\b|$|[.,;])"
_THAN = r"\s+than\s+"
_AGAINST = (
    r"(?:(?:when|as|if)\s+)?(?:compared\s+(?:to|with|against)|in\s+comparison\s+(?:to|with)"
    r"|relative\s+to|over|versus|vs\.?|with\s+respect\s+to)\s+"
)
_AGAINST_CUT = _AGAINST.replace("|over|", "|")
_MIDDLE = (
    rf"(?P<noun>(?:(?!compared\b|relative\b|than\b|over\b|while\b|which\b|that\b|but\b"
    rf"|and\s+(?:{_GIVE}|{_NEED}"
    r"|(?:out|improv|reduc|increas|decreas)\w+)\b)[^\s;:()]+\s+|\([^()]{0,30}\)\s+){1,12}?)"
)
_CUT = (
    r"(?:reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|lower(?:s|ed|ing)?|cuts?|cutting|shrinks?"
    r"|sav(?:es?|ed|ing)|minimi[sz](?:es?|ed|ing))"
)
_RAISE = (
    r"(?:improv(?:es?|ed|ing)|increas(?:es?|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:es?|ed|ing)"
    r"|rais(?:es?|ed|ing))"
)


def _cue(pattern: str, says: Predicate | Way, strict: bool = False, free: bool = False) -> Cue:
    return Cue(re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE), says, strict, free)


CUES = (
    _cue(r"outperform(?:s|ed|ing)?\s+", "better"),
    _cue(r"(?:surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?)\s+", "better", True),
    _cue(r"(?:surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?)\s+(?:the\s+)?"
         r"(?:performance|accuracy|results?|quality|scores?)\s+of\s+", "better"),
    _cue(r"improv(?:es?|ed|ing)\s+(?:\w+ly\s+)?(?:over|upon)\s+", "better"),
    _cue(rf"(?:{_BE}\s+)?{DEGREE}(?:superior\s+to|preferable\s+to)\s+", "better"),
    _cue(rf"(?:{_BE}|{_DO})\s+{DEGREE}better{_THAN}", "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:more\s+)?(?:more\s+{_GOOD_LIST}|stronger"
         rf"|simpler\s+and\s+more\s+{_GOOD_LIST}){_THAN}",
         "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:less\s+{_GOOD_LIST}|worse|poorer|inferior|weaker){_THAN}", "worse"),
    _cue(rf"{_BE}\s+{DEGREE}inferior\s+to\s+", "worse"),
    _cue(rf"{_DO}\s+{DEGREE}(?:worse|poorer|more\s+poorly|less\s+well){_THAN}", "worse"),
    _cue(r"underperform(?:s|ed|ing)?\s+(?:relative\s+to\s+|compared\s+(?:to|with)\s+)?", "worse"),
    _cue(r"(?:lag(?:s|ged|ging)?\s+(?:\w+\s+)?behind|fall(?:s|ing)?\s+(?:short\s+of|behind)"
         r"|trails?(?:\s+behind)?)\s+", "worse", True),
    _cue(rf"{_BE}\s+{DEGREE}outperformed\s+by\s+", "worse"),
    _cue(rf"(?:{_BE}|runs?|ran|running|converg(?:es?|ed|ing)|trains?|performs?|works?|executes?"
         rf"|computes?)\s+{DEGREE}(?:faster|quicker|more\s+(?:quickly|rapidly)){_THAN}", "faster"),
    _cue(rf"(?:{_BE}|runs?|ran|running|converg(?:es?|ed|ing)|trains?|performs?|works?|executes?)\s+"
         rf"{DEGREE}(?:slower|more\s+slowly){_THAN}", "slower"),
    _cue(rf"{_BE}\s+{DEGREE}{_CHEAP}{_THAN}", "needs_less"),
    _cue(rf"{_BE}\s+{DEGREE}{_DEAR}{_THAN}", "needs_more"),
    _cue(rf"(?:{_BE}|{_DO})\s+{DEGREE}(?:on[- ]par\s+with|as\s+well\s+as|(?:comparabl[ey]"
         rf"|similarly|equally\s+well)\s+(?:to|with|as))\s+",
         "equal", True),
    _cue(rf"{_BE}\s+{DEGREE}competitive\s+(?:with|to)\s+", "equal"),
    _cue(rf"{_BE}\s+{DEGREE}as\s+{_GOOD_ADJECTIVE}\s+as\s+", "equal"),
    _cue(r"(?:match(?:es|ed|ing)?|rival(?:s|ed"
         r"|ing)?)\s+(?:or\s+\w+\s+)?(?:the\s+)?(?:performance|accuracy|quality|results?)\s+of\s+",
         "equal"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:better|improved|stronger)\s+{_WORDS}than\s+", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}superior\s+{_WORDS}(?:than|to)\s+", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:worse|poorer|weaker|inferior)\s+{_WORDS}than\s+", "worse"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:better|superior){_THAN}", "better"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:higher|greater|larger|increased|more)\s+{_WORDS}than\s+", "up"),
    _cue(rf"(?:{_GIVE}|{_NEED})\s+{DEGREE}{_LESS}\s+{_WORDS}than\s+", "down"),
    _cue(rf"{_NEED}\s+{DEGREE}(?:more|higher|larger|longer|greater)\s+{_WORDS}than\s+", "up"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:comparable|similar|equivalent)\s+{_WORDS}"
         rf"(?:to|as\s+that\s+of|compared\s+(?:to|with))\s+", "same"),
    _cue(rf"{_GIVE}\s+{DEGREE}(?:competitive|on[- ]par)\s+{_WORDS}"
         rf"(?:to|with|as|compared\s+(?:to|with))\s+", "same"),
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
    _cue(r"(?:fail(?:s|ed)?|break(?:s)?\s+down|perform(?:s|ed)?\s+(?:very\s+)?poorly|(?:is"
         r"|are)\s+(?:un(?:reliable|stable|suitable)|in(?:effective|accurate|adequate)))\s+"
         r"(?:on|in|for|with|at)\s+", "fails_on"),
    _cue(rf"{DEGREE}(?:more\s+(?:effectively|accurately|reliably|robustly|precisely"
         rf"|efficiently)){_THAN}",
         "better", free=True),
    _cue(rf"{DEGREE}(?:faster|more\s+(?:quickly|rapidly)){_THAN}", "faster", free=True),
    _cue(rf"(?:with|at)\s+{DEGREE}(?:higher|greater|better)\s+{_WORDS}than\s+", "up", free=True),
    _cue(rf"(?:with|at)\s+{DEGREE}{_LESS}\s+{_WORDS}than\s+", "down", free=True),
)  # fmt: skip

COMPARED_FIRST = re.compile(
    r"(?:^|[;,.]\s+|\bthat\s+)(?:when\s+)?(?:compared\s+(?:to|with|against)"
    r"|in\s+comparison\s+(?:to|with)"
    r"|relative\s+to|unlike)\s+",
    re.IGNORECASE,
)
CHANGES = (
    _cue(rf"{_RAISE}\s+{DEGREE}{_WORDS}{_STOP}", "up"),
    _cue(rf"{_CUT}\s+{DEGREE}{_WORDS}{_STOP}", "down"),
    _cue(rf"{_GIVE}\s+{DEGREE}{_MORE_GOOD}\s+{_WORDS}{_STOP}", "up"),
    _cue(rf"(?:{_GIVE}|{_NEED})\s+{DEGREE}{_LESS}\s+{_WORDS}{_STOP}", "down"),
    _cue(rf"{_BE}\s+{DEGREE}more\s+{_GOOD_LIST}(?=\s)", "better"),
    _cue(rf"{_BE}\s+{DEGREE}(?:faster)\b", "faster"),
)  # fmt: skip

_SPEED = re.compile(r"\b(?:throughput|speeds?|FPS)\s*$", re.IGNORECASE)
_GOOD = re.compile(
    r"(?:accurac(?:y|ies)|performances?|precision|recall|qualit(?:y|ies)|efficienc(?:y|ies)"
    r"|robustness"
    r"|F1(?:[- ]scores?)?|F-?(?:score|measure)s?|AU-?C|AUROC|mAP|IoU|PSNR|SSIM|BLEU\S*|ROUGE\S*"
    r"|METEOR|fidelit(?:y|ies)|sensitivity|specificity|(?:success|detection|recognition|hit|win"
    r"|pass)"
    r"\s+rates?|results?|generali[sz]ation|reliability|stability|scalability|effectiveness|Dice\S*"
    r"|capabilit(?:y|ies)|rewards?|expressivit?y|expressiveness|NDCG\S*|MRR|EM|exact\s+match"
    r"|convergence(?:\s+rates?)?|faithfulness|utility|separability|coverage|coherence"
    r"|predictions?|estimates?|success|(?:BLEU|F1|ROUGE|accuracy|performance|quality|CIDEr|Dice"
    r"|similarity)\s+scores?)"
    r"\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:times?|latenc(?:y|ies)|runtimes?|run-times?|delays?|durations?)\s*$", re.IGNORECASE
)
_NEEDED = re.compile(
    r"(?:memory(?:\s+(?:usage|footprint|consumption|requirements?|cost))?|parameters?|data|samples?"
    r"|computations?|compute|FLOPs|costs?|energy\s+consumption|power(?:\s+consumption)?|storage"
    r"|bandwidth|complexit(?:y|ies)|queries|annotations?|resources?|overheads?|labels?|iterations?"
    r"|measurements?|qubits|gates?|(?:function\s+)?evaluations|steps|tokens?|examples?|consumption"
    r"|computational\s+(?:effort|burden|load)|effort)\s*$",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"(?:errors?|loss(?:es)?|perplexit(?:y|ies)|RMSE|MAE|MSE|bias(?:es)?|WER|CER|FID|EER"
    r"|hallucinations?(?:\s+rates?)?|false\s+(?:positives?|alarms?|negatives?)|regrets?|risks?"
    r"|distortions?|error\s+rates?|deviations?|artifacts|discrepanc(?:y|ies)|infidelit(?:y|ies)"
    r"|overfitting|forgetting|residuals?)\s*$",
    re.IGNORECASE,
)
_JUDGED: dict[str, dict[Way, Predicate]] = {
    "speed": {"up": "faster", "down": "slower", "same": "equal"},
    "time": {"up": "slower", "down": "faster", "same": "equal"},
    "need": {"up": "needs_more", "down": "needs_less", "same": "equal"},
    "bad": {"up": "worse", "down": "better", "same": "equal"},
    "good": {"up": "better", "down": "worse", "same": "equal"},
}
_QUANTITIES = {"speed": _SPEED, "time": _TIME, "need": _NEEDED, "bad": _BAD, "good": _GOOD}


def judged(way: Way, noun: str) -> Predicate | None:
    """Say what more, less or as much of a quantity means for a thing; None where nothing tells."""
    for part in re.split(r",?\s+(?:and|or)\s+|,\s", noun.strip())[:2]:
        first = re.split(r"\s+(?:of|on|in|into|for|at|by|with|from|to|about)\s+|\s+\(", part)[0]
        for kind, pattern in _QUANTITIES.items():
            if pattern.search(first):
                return _JUDGED[kind][way]
    return None


_GENERIC = rf"(?:{KIND}|LLMs?|VLMs?|DNNs?|works?|ones|benchmarks?|alternatives?|competitors?)"
LEAD = re.compile(
    r"(?:(?:that|those)\s+of\s+|(?:with\s+)?(?:the\s+)?(?:performance|accuracy|results?)\s+of\s+)?"
    r"(?:(?:the|an?|all|both|existing|previous|prior|current|strong|stronger|competitive|recent"
    r"|popular"
    r"|state[- ]of[- ]the[- ]art|SOTA|sota|several|various|traditional|conventional|standard"
    r"|classical|classic"
    r"|vanilla|original|well-known|widely[- ]used|commonly[- ]used|leading|best|larger|much"
    r"|simple|naive|pure"
    r"|plain|typical|other|many|most|its|top|baseline|open-source|proprietary|using|strong|more"
    r"|established"
    r"|common|usual|two|three|four|five|ordinary|alternative)\s+){0,5}"
    rf"(?:(?:[\w-]+\s+){{0,3}}(?:{_GENERIC}|{ANY})(?:\s+{_GENERIC})?\s*,?\s*\(?(?:such\s+as|like"
    rf"|including|e\.g\.,?|namely|i\.e\.,?)\s+(?:the\s+)?)?"
    rf"(?={THING})",
    re.IGNORECASE,
)
NEXT = re.compile(
    rf"(?:\s+{KIND})?(?:\s*\([^()]{{1,40}}\))?\s*(?:,|,?\s*(?:and|or|as\s+well\s+as|nor)"
    rf"|/)\s*(?:the\s+|an?\s+)?(?={ANY})",
    re.IGNORECASE,
)
CLOSED = re.compile(
    rf"(?:\s+{KIND})?(?:\s*\([^()]{{0,60}}\))?"
    r"(?:\s*$|\s*[.,;:)\u2014\u2013]|\s+(?:on|in|for|by|with|at|when|where|while|and|or|but|to"
    r"|as|under|over"
    r"|across|from|if|which|that|because|since|is|are|was|were|using|trained|via|through|despite"
    r"|even|both"
    r"|without|due|especially|particularly|regarding|during|within|against|up|only|also|among|based"
    r"|after|before|although|though|whereas|thanks|if|so|whose|who|depending|per|achieving"
    r"|respectively"
    r"|has|have|does|do|did|can|whilst|unless|provided|compared|except|beyond|until|along|not"
    r"|by)\b|\s*\\|\s*[(\[])",
    re.IGNORECASE,
)
