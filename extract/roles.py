"""What each sentence of an abstract does: background, objective, method, result or limitation.

The verb after "we" and cue phrases decide first; where a sentence has neither, its place and the
sentence before it do. A limit counts only where the paper speaks of its own findings: the gaps of
earlier work, told at the start, are background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extract.records import Role


class RoleClassifier(Protocol):
    """Anything that gives each sentence of an abstract its role."""

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order."""
        ...


def _any(*patterns: str) -> re.Pattern[str]:
    """Compile patterns for text in small letters; in any case they take several times as long."""
    return re.compile("|".join(patterns))


_WORK = r"(?:paper|work|study|article|research|letter|report|survey|review|thesis|contribution)"
_OWN = _any(
    r"\b(?:we|our|ours|us|i)\b(?!\.)",
    rf"\b(?:this|the present|the current|present) (?:\w+ )?{_WORK}\b",
    rf"\bthe (?:authors?|{_WORK})\b",
    r"^the (?:[\w-]+ ){0,2}(?:training|test|evaluation|fine-tuning|pre-training) (?:data|set)\b",
    r"\b(?:is|are) (?:proposed|introduced|presented)\b",
    r"^here,?\s",
)
_WE_VERB = re.compile(
    r"\b(?:[Ww]e|I|[Aa]uthors)\s+(?:(?:\w+ly|also|first|then|further|thus|here|now|next|have|can"
    r"|will"
    r"|do|must|should|may|could|would|not only|in turn|therefore|hence|both|either|aim|try|seek"
    r"|attempt)\s+(?:to\s+)?)*"
    r"(?P<verb>[a-z]+(?:-[a-z]+)?)"
)
_PAPER_VERB = re.compile(
    rf"\b[Tt]h(?:is|e) (?:\w+ )?{_WORK}\s+(?:\w+ly\s+|also\s+|first\s+"
    rf"|then\s+)*(?P<verb>[a-z]+(?:-[a-z]+)?)"
)
_OBJECTIVE_VERB = _any(
    r"propos|introduc|present|investigat|stud(?:y|ie)|explor|examin|aim|address|ask|seek|sought"
    r"|tackl|revisit|describ|unveil|releas|consider|discuss|review|survey|focus|provid|offer"
    r"|contribut"
    r"|pursu|advocat|envision|outlin|formali[sz]|characteri[sz]|call|name|term|share|open-sourc"
)
_CREATE_VERB = _any(r"develop|design|build|built|construct|creat|curat|devis|implement|establish")
_RESULT_VERB = _any(
    r"f(?:ind|ound)|show|demonstrat|observ|obtain|reveal|discover|achiev|prov(?:e|ed|es)$|conclud"
    r"|confirm|note$|see$|saw|improv|outperform|identif|suggest|validat|highlight|uncover"
    r"|reach"
    r"|report|recover|verif|attain|surpass|predict|detect"
)
_OBJECTIVE = _any(
    r"^[\w+.-]+ (?:aims to|introduces|proposes|asks whether|presents)\b",
    r"\b(?:goal|aim|objective|purpose) (?:of|is|here)\b",
    r"\b(?:is|are) (?:proposed|introduced|presented)\b(?! (?:as|to be))",
    r"\bour (?:goal|aim|objective|main contributions?|contributions?|purpose)\b",
)
_METHOD = _any(
    r"^the (?:[\w-]+ ){0,2}(?:training|test|evaluation|fine-tuning|pre-training) (?:data|set)\b",
    r"\b(?:is|are) (?:judged|scored|graded|compared|measured)\b",
    r"\b(?:is|are|was|were) (?:then |first |further |also |jointly )?(?:pre-?|fine-?)?"
    r"(?:trained|tuned|collected|annotated|constructed|built|evaluated|generated|implemented"
    r"|composed"
    r"|designed|based on|used to|encoded|computed|derived|combined|curated|sampled|assessed"
    r"|tested)\b",
    r"\b(?:our|the|this|proposed) (?:[\w-]+ )?(?:framework|method|approach|model|system|pipeline"
    r"|architecture|dataset|benchmark|algorithm|technique|network|agent|tool)\b.{0,20}?\b(?:uses?"
    r"|leverag|employ|consist|combin|contain|compris|cover|integrat|incorporat|includ|operat|work"
    r"|learn|encod|spans?|allow|enabl|exploit|support|decompos|generat|take|features)\w*",
    r"\b(?:consists? of|comprises?|comprising|leverages|employs|incorporates|integrates"
    r"|combines)\b",
)
_RESULT = _any(
    r"\boutperform\w*\b|\bsurpass\w*\b",
    r"\b(?:results?|experiments?|evaluations?|analys[ei]s|findings?|ablations?"
    r"|simulations?)\b.{0,300}?"
    r"\b(?:show|indicate|demonstrate|reveal|suggest|confirm|highlight|establish|illustrate|validate"
    r"|imply|underscore|verify|prove|achieve|aligned)(?:s|d|ed)?\b",
    r"\bit is (?:shown|found|demonstrated|proved|proven|argued)\b",
    r"\b(?:achiev|attain|reach|yield|obtain|improv|reduc|increas|boost|gain|rais|match|exceed)\w*\b"
    r".{0,80}?(?:\d+(?:\.\d+)?\s*\\?%|\d+(?:\.\d+)?x\b|\b\d+\.\d+|state-of-the-art|significant)",
    r"\bachiev(?:es?|ed|ing) (?:[\w-]+ ){0,3}(?:performance|accuracy|results|scores?"
    r"|improvements?)\b",
    r"\bsignificantly (?:better|higher|lower|improv\w+|outperform\w*|reduc\w+)\b",
    r"^(?:our|these|the) (?:findings|results)\b|\bour (?:findings|results)\b",
    r"\b(?:is|are) (?:competitive with|comparable (?:to|with)|on par with|superior to)\b",
    r"\b(?:effective|useful|promis\w+|practical) (?:for|way|tool|approach|in|avenue)\b",
)
_RESULT_ADDED = _any(
    r"\boutperform|\bsurpass|, (?:demonstrat|show|achiev|reveal|indicat|confirm)ing\b"
)
_LIMIT = _any(
    r"\b(?:left|leave|leaving|remains?|need\w*|need for|reserved"
    r"|deferred?)\b.{0,60}\bfuture (?:work"
    r"|research|stud(?:y|ies))\b|\bfuture (?:work|research|studies) (?:is|are|should|will|could"
    r"|must"
    r"|includes?|may)\b",
    r"\bfail(?:s|ed|ing)? (?:to|on|in|at)\b",
    r"\bstruggl\w+\b|\bfall(?:s|ing)? short\b|\blag(?:s|ging)? (?:behind|far)\b|\bfar from\b"
    r"|\bstill lags?\b",
    r"\b(?:remains?|still|are|is) (?:mostly |largely |still |far )?(?:unsolved|challenging"
    r"|limited|elusive"
    r"|difficult|unreliable|brittle|vulnerable|unable|insufficient|fragile|inadequate)\b",
    r"\bchallenges? (?:still )?(?:remain|persist)|\blimited to\b|\bremains? (?:an )?open\b",
    r"\b(?:perform(?:s|ed)? (?:poorly|worse)|poor performance|inability|unable)\b",
    r"\b(?:our|a|the|main|key) (?:\w+ )?limitations? (?:of (?:our|this|the)|is|are)\b",
)
# One after the other, with anything between; as one pattern they cost the cube of the length.
_LIMITS_IN_ORDER = (
    (
        _any(r"\b(?:however|nevertheless|yet|but|although|though|despite|still)\b"),
        _any(
            r"\b(?:limit\w*|poor\w*|weak\w*|not|cannot|degrad\w+|drops?|declin\w+|difficult\w*"
            r"|lack\w*|hallucinat\w+)\b"
        ),
    ),
    (
        _any(r"\b(?:we|results?|findings?|analys[ei]s|evaluations?|experiments?|study|work|and)\b"),
        _any(r"\b(?:highlight|reveal|expos|uncover|show|identif|underscor|find)\w*\b"),
        _any(
            r"\b(?:limitations?|weakness(?:es)?|shortcomings?|deficienc\w+|gaps?|failures?"
            r"|failure modes?|drawbacks?)\b"
        ),
    ),
)
_STATED_LIMIT = _any(r"^(?:a|an|one|another|the main|our)(?: \w+)? limitation (?:of .{1,80} )?is\b")
_OFFERED = _any(
    r"\b(?:we|(?:this|the) (?:paper|work|study)|authors?) (?:\w+ly |also |further |then |first "
    r"|thus |here |therefore )?(?:propose|introduce|present)s?\b"
)
_PLAIN_LIMIT = _any(
    _STATED_LIMIT.pattern,
    r"\b(?:study|evaluation|experiments?|comparison|analysis|scope|work|demonstration|dataset"
    r"|results?)\b.{0,80}\b(?:is|are|stays?|remains?) (?:\w+ )?limited to\b",
    r"\bremains? (?:mostly |largely )?unsolved\b",
)
_SOLVED = _any(
    r"\b(?:to|we|by|and) (?:address|tackle|overcome|mitigate|alleviate|bridge|solve|resolve"
    r"|fill)\b",
    r"\b(?:address|tackl|overcom|mitigat|alleviat|bridg|clos)(?:es|ing|ed)\b",
    r"\boutperform|\bsurpass|\bsuperior\b|\bachieves? state|\bnot only\b",
)
_STUDIES = (
    r"(?:works?|approach(?:es)?|methods?|models?|stud(?:y|ies)|benchmarks?|techniques?|datasets?"
    r"|research|efforts?|systems?|solutions?|literature|evaluations?|practices?|llms?|tools?)"
)
_OTHERS = _any(
    rf"^(?:however|yet|nevertheless|but|while|although|despite|most|and|since|unfortunately)?,?\s*"
    rf"(?:the |most |many )?(?:existing|prior|previous|traditional|conventional|current|recent"
    rf"|earlier"
    rf"|past) (?:[\w-]+ ){{0,3}}?{_STUDIES}\b",
)
_EARLIER = _any(
    rf"^(?:however|yet|while|although|despite|and)?,?\s*(?:the |most )?(?:existing|prior|previous)"
    rf" (?:[\w-]+ ){{0,2}}?{_STUDIES}\b",
)
_HISTORY = _any(
    r"\b(?:has|have) (?:recently |also |long )?(?:been|become|emerged|gained|attracted|made|shown"
    r"|achieved|demonstrated|revolutioni[sz]ed|proven|received|led|focused)\b",
)
_CONTINUES = _any(
    r"^(?:in particular|specifically|these|this|moreover|for (?:example|instance)|such)\b"
)
_NEGLECTED = _any(
    r"\b(?:without|only|ignor\w+|overlook\w*|neglect\w*|usually|often|limited|lack\w*)\b"
)


_HEADED: dict[str, Role] = {
    "background": "background",
    "context": "background",
    "aim": "objective",
    "objective": "objective",
    "purpose": "objective",
    "method": "method",
    "approach": "method",
    "result": "result",
    "finding": "result",
    "conclusion": "result",
    "limitation": "limitation",
}
_HEADING = _any(rf"^({'|'.join(_HEADED)})s?(?: and [a-z]+)?\s*:")


_NAMED_CUES = (
    ("own", _OWN),
    ("objective", _OBJECTIVE),
    ("method", _METHOD),
    ("result", _RESULT),
    ("result added", _RESULT_ADDED),
    ("plain limit", _PLAIN_LIMIT),
    ("solved", _SOLVED),
    ("others", _OTHERS),
    ("earlier", _EARLIER),
    ("history", _HISTORY),
    ("continues", _CONTINUES),
    ("neglected", _NEGLECTED),
    ("heading", _HEADING),
)


class CueRoles:
    """Roles by cue phrases and place."""

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order."""
        small = [sentence.lower() for sentence in sentences]
        own = [bool(_OWN.search(sentence)) for sentence in small]
        silent = not any(own)
        roles: list[Role] = []
        started = False
        for sentence, low, is_own in zip(sentences, small, own, strict=True):
            speaks = (
                started
                or is_own
                or (bool(roles) and bool(_OBJECTIVE.search(low)))
                or bool(_HEADING.match(low))
                or (silent and bool(roles) and not _HISTORY.search(low))
            )
            verb = _by_verb(sentence, started or silent) if speaks else None
            role = _judge(low, verb, is_own, roles, started or silent) if speaks else "background"
            roles.append(role)
            started = started or (is_own and role != "background")
        return roles


def role_of_heading(sentence: str) -> Role | None:
    """Give the role that a sentence's own heading says: "Results: ..."."""
    heading = _HEADING.match(sentence.lower())
    return _HEADED[heading.group(1)] if heading else None


def stated_role(sentence: str) -> Role | None:
    """Give the role that a sentence says it has.

    By a heading, by "a limitation of X is", or by "we introduce" where no finding is told.
    """
    small = sentence.lower()
    if role_of_heading(sentence):
        return role_of_heading(sentence)
    if _STATED_LIMIT.search(small):
        return "limitation"
    offers = _OFFERED.search(small) and _by_verb(sentence, started=True) == "objective"
    told = offers and (_RESULT.search(small) or _RESULT_ADDED.search(small))
    return "objective" if offers and not told else None


def cue_flags(sentence: str) -> list[str]:
    """Name the cues that a sentence holds, whatever stands before it."""
    by_verb, small = _by_verb(sentence, started=True), sentence.lower()
    flags = [f"cue:{name}" for name, pattern in _NAMED_CUES if pattern.search(small)]
    flags += ["cue:limit"] if _is_limit(small) else []
    return [*flags, f"cue:verb={by_verb}"] if by_verb else flags


def _judge(
    sentence: str, verb_role: Role | None, is_own: bool, roles: Sequence[Role], started: bool
) -> Role:
    """Judge a sentence (in small letters) of the part where the paper speaks of its own work."""
    before = roles[-1] if roles else "background"
    heading = _HEADING.match(sentence)
    if heading:
        return _HEADED[heading.group(1)]
    if roles and _PLAIN_LIMIT.search(sentence):
        return "limitation"
    result = verb_role == "result" or bool(_RESULT.search(sentence))
    result = result or bool(_RESULT_ADDED.search(sentence))
    of_others = not is_own and (
        _EARLIER.search(sentence) or (_OTHERS.search(sentence) and _NEGLECTED.search(sentence))
    )
    if of_others and not result and before not in {"result", "limitation"}:
        return "background"
    if verb_role != "objective" and _is_limit(sentence) and not _SOLVED.search(sentence):
        return "limitation" if started or result else before
    if verb_role == "result" or (result and verb_role is None):
        return "result"
    if verb_role == "objective" or (_OBJECTIVE.search(sentence) and verb_role is None):
        return "objective"
    if verb_role == "method" or _METHOD.search(sentence):
        return "result" if result and _RESULT_ADDED.search(sentence) else "method"
    return _carried(sentence, before)


def _is_limit(sentence: str) -> bool:
    """Tell whether a cue of limits, or a row of words that make one together, is there."""
    return bool(_LIMIT.search(sentence)) or any(
        _in_order(row, sentence) for row in _LIMITS_IN_ORDER
    )


def _in_order(row: Sequence[re.Pattern[str]], sentence: str) -> bool:
    """Tell whether each pattern is found after the one before, taking the first place of each."""
    at = 0
    for pattern in row:
        match = pattern.search(sentence, at)
        if match is None:
            return False
        at = match.end()
    return True


def _by_verb(sentence: str, started: bool) -> Role | None:
    """Give the role by the verbs whose subject is the paper or its authors; a finding wins."""
    verbs = [match.group("verb") for match in _WE_VERB.finditer(sentence)]
    verbs += [match.group("verb") for match in _PAPER_VERB.finditer(sentence)]
    verbs = [verb for verb in verbs if verb not in {"are", "is", "was", "were", "to", "not"}]
    if not verbs:
        return None
    if any(_RESULT_VERB.match(verb) for verb in verbs):
        return "result"
    if verbs[0].startswith("argue"):
        return "result" if started else "objective"
    if _OBJECTIVE_VERB.match(verbs[0]) or (not started and _CREATE_VERB.match(verbs[0])):
        return "objective"
    return "method"


def _carried(sentence: str, before: Role) -> Role:
    """Go on as the sentence before did: what was proposed is then explained."""
    if before == "objective":
        return "method"
    if before == "limitation" and not _CONTINUES.search(sentence):
        return "result"
    return before
