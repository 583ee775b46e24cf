"""What each sentence of an abstract does: background, objective, method, result or limitation.

Cue phrases first; where a sentence has none, its place and the sentences before it decide.
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
    return re.compile("|".join(patterns), re.IGNORECASE)


_OWN = _any(
    r"\b(?:we|our|ours|us)\b",
    r"\b(?:this|the present|the current|present) (?:paper|work|study|article|research|thesis|letter"
    r"|report|survey|review|position paper)\b",
    r"\bin this (?:paper|work|study|article|letter|survey)\b",
    r"\bis (?:proposed|introduced|presented)\b",
)
_OBJECTIVE = _any(
    r"\bwe\b[^.]{0,40}?\b(?:propose|introduce|present|investigate|study|explore|examine|aim|address"
    r"|ask|seek|tackle|revisit|set out|describe|unveil|release|consider|discuss|review|survey)\b",
    r"\bthis (?:paper|work|study|article|research|thesis|letter|report|survey|review)\b[^.]{0,40}?"
    r"\b(?:propos|introduc|present|investigat|stud|explor|examin|aim|address|ask|seek|tackl|describ"
    r"|develop|provid|review|survey|report|offer|conceptuali|analy|evaluat|argu|discuss)\w*",
    r"\b(?:goal|aim|objective|purpose) (?:of|is|here)\b",
    r"\b(?:is|are) (?:proposed|introduced|presented)\b(?! (?:as|to be))",
    r"\bour (?:goal|aim|objective|contributions?|purpose)\b",
)
_METHOD = _any(
    r"\bwe\b[^.]{0,30}?\b(?:(?:pre-?|re)?train|fine-?tun|us(?:e|ed)\b|adapt|collect|employ|apply|applied"
    r"|construct|build|built|curate|leverage|combine|design|implement|develop|annotate|sample"
    r"|generate|simulate|derive|formulate|extract|compile|convert|adopt|utili[sz]e|conduct|perform"
    r"|compute|model\b|split|select|create|integrate|incorporate|encode|augment|evaluate|test|measure"
    r"|benchmark|compare|analy[sz]e|assess|calculate|solve|consider|perform|survey|then|first)",
    r"\b(?:is|are|was|were) (?:then |first |further |also |jointly )?(?:trained|fine-?tuned|collected"
    r"|annotated|constructed|built|evaluated|generated|implemented|composed|designed|based on|used to"
    r"|encoded|computed|derived|combined|curated|sampled)\b",
    r"\b(?:our|the|this) (?:[\w-]+ )?(?:framework|method|approach|model|system|pipeline|architecture"
    r"|dataset|benchmark|algorithm|technique|network|agent|tool)\b[^.]{0,20}?\b(?:uses?|leverag|employ"
    r"|consist|combin|contain|compris|cover|integrat|incorporat|includ|operat|work|learn|encod|spans?"
    r"|allow|enabl|exploit|support|decompos|generat|take|features)\w*",
    r"\b(?:consists? of|comprises?|comprising|leverages|employs|incorporates|integrates|combines)\b",
)
_RESULT = _any(
    r"\boutperform\w*\b",
    r"\bsurpass\w*\b",
    r"\b(?:we|i) (?:also |further |then |thus |finally )?(?:find|found|show|demonstrate|observe|obtain"
    r"|report|reveal|discover|achieve|prove|conclude|identify|establish|confirm|note|see|get|improve)"
    r"(?:s|d|ed)?\b",
    r"\b(?:results?|experiments?|evaluations?|analys[ei]s|findings?|stud(?:y|ies)|ablations?|tests?)\b"
    r"[^.]{0,50}?\b(?:show|indicate|demonstrate|reveal|suggest|confirm|highlight|establish|illustrate"
    r"|validate|imply|underscore|verify|prove|achieve)(?:s|d|ed)?\b",
    r"\bit is (?:shown|found|demonstrated|proved|proven|argued)\b",
    r"\b(?:achiev|attain|reach|yield|obtain|improv|reduc|increas|boost|gain|rais|match|exceed)\w*\b"
    r"[^.]{0,60}?(?:\d+(?:\.\d+)?\s*\\?%|\d+(?:\.\d+)?x\b|\d\.\d+|state-of-the-art|significant)",
    r"\bachiev(?:es?|ed|ing) (?:[\w-]+ ){0,3}(?:performance|accuracy|results|scores?|improvements?)\b",
    r"\bsignificantly (?:better|higher|lower|improv\w+|outperform\w*|reduc\w+)\b",
    r"\b(?:our|these|the) (?:findings|results)\b",
    r"\b(?:is|are) (?:competitive with|comparable (?:to|with)|on par with|superior to)\b",
)
_LIMIT = _any(
    r"\b(?:is|are|was|were|remains?|being) (?:still |often |largely |mostly |currently )?(?:limited (?:to"
    r"|by|in)|unsolved|challenging|an? (?:open|significant|major|unsolved)|far from|unable|insufficient"
    r"|not (?:able|sufficient|yet|reliable|robust))",
    r"\bremains? (?:mostly |largely |still )?(?:unsolved|challenging|limited|open|elusive|difficult"
    r"|an? (?:\w+ )?(?:challenge|open))\b",
    r"\bfail(?:s|ed|ing)? (?:to|on|in|at)\b",
    r"\bstruggl\w+\b",
    r"\bfall(?:s|ing)? short\b",
    r"\blag(?:s|ging)? (?:behind|far)\b",
    r"\bmodels? (?:still|often|frequently)\b[^.]*\b(?:fail|struggl|lack|hallucinat|miss|overlook)",
    r"\b(?:challenges?|gaps?|limitations?|shortcomings?|weakness(?:es)?) (?:still )?(?:remain|persist|exist"
    r"|of (?:current|existing|our|the|this|these|state))",
    r"\bfuture (?:work|research|studies|directions?)\b",
    r"\blimitations?\b|\bshortcomings?\b|\bweakness(?:es)?\b|\bdrawbacks?\b",
    r"\bperform(?:s|ed)? (?:poorly|worse)\b|\bpoor(?:ly)?\b",
    r"\b(?:does|do|did|can|could) not\b(?! only)",
    r"\bcannot\b",
    r"\bvulnerable\b|\bbrittle\b|\bunreliable\b",
)
_TRUE_LIMIT = _any(
    r"\bfuture (?:work|research|studies|directions?)\b",
    r"\bfail(?:s|ed|ing)? (?:to|on|in|at)\b",
    r"\bstruggl\w+\b|\bfall(?:s|ing)? short\b|\blag(?:s|ging)? (?:behind|far)\b",
    r"\b(?:remains?|still) (?:mostly |largely )?(?:unsolved|challenging|limited|far|difficult|elusive)",
    r"\bchallenges? (?:still )?(?:remain|persist)",
    r"\blimited to\b|\bour (?:study|work|approach|method|analysis) is limited\b",
    r"\b(?:however|nevertheless|yet|but|although|though|despite|still)\b[^.]*\b(?:limit\w*|poor\w*|weak\w*"
    r"|not|cannot|unable|vulnerable|challeng\w+|difficult\w*|unreliable|insufficient|lack\w*)\b",
    r"\b(?:perform(?:s|ed)? (?:poorly|worse)|vulnerable|brittle|unreliable)\b",
    r"\b(?:highlight|reveal|expos|uncover|show|identif|underscor)\w*\b[^.]*\b(?:limitations?|weakness(?:es)?"
    r"|shortcomings?|deficienc\w+|gaps?|failures?)\b",
)
_SOLVED = _any(
    r"\b(?:to|we) (?:address|tackle|overcome|mitigate|alleviate|bridge|solve|resolve|fill)\b",
    r"\b(?:address|tackl|overcom|mitigat|alleviat|bridg)(?:es|ing|e|ed)\b",
)
_OTHERS = _any(
    r"^(?:however|yet|nevertheless|but|while|although|despite)?,?\s*(?:the )?(?:existing|prior|previous|recent"
    r"|current|traditional|conventional|most|many|several|earlier|past|state-of-the-art|modern|today)\b",
    r"\bhas (?:been|become|emerged|gained|attracted|made|shown|achieved)\b",
    r"\bhave (?:been|become|emerged|gained|attracted|made|shown|achieved|demonstrated|revolutionized)\b",
)


class CueRoles:
    """Roles by cue phrases and place."""

    def classify(self, sentences: Sequence[str]) -> list[Role]:
        """Give one role for each sentence, in order."""
        own = [bool(_OWN.search(sentence)) for sentence in sentences]
        without_own = not any(own)
        roles: list[Role] = []
        started = False
        for sentence, is_own in zip(sentences, own, strict=True):
            others = bool(_OTHERS.search(sentence)) and not is_own
            speaks = started or is_own or (without_own and len(roles) > 0)
            before = roles[-1] if roles else "background"
            role = (
                _role(sentence, is_own, before) if speaks and not (others and not started) else None
            )
            roles.append(role or "background")
            started = started or (is_own and roles[-1] != "background")
        return roles


def _role(sentence: str, is_own: bool, before: Role) -> Role:
    """Judge a sentence of the part in which the paper speaks of its own work."""
    result = bool(_RESULT.search(sentence))
    objective = bool(_OBJECTIVE.search(sentence)) or bool(_SOLVED.search(sentence) and is_own)
    if _is_limit(sentence, result, objective):
        return "limitation"
    if result and not (objective and not _strong_result(sentence)):
        return "result"
    if objective:
        return "objective"
    if _METHOD.search(sentence):
        return "method"
    if before == "objective":
        return "method"
    return before


def _is_limit(sentence: str, result: bool, objective: bool) -> bool:
    if objective or _SOLVED.search(sentence) or not _LIMIT.search(sentence):
        return bool(_TRUE_LIMIT.search(sentence) and re.search(r"\bfuture work\b", sentence))
    return bool(_TRUE_LIMIT.search(sentence)) and not re.search(
        r"\b(?:outperform|surpass|superior|achieves? state)", sentence
    )


def _strong_result(sentence: str) -> bool:
    return bool(re.search(r"\boutperform|\bsurpass|\d\s*\\?%|\bwe (?:find|found|show)\b", sentence))
