"""Shapes of clauses that say that something is worked with, whichever their verb is.

Verbs are an open class, so they are told by what stands around them: a word before an article that
is no preposition or other small word is a finite verb, and so is a form of "be" with a participle.
What stands before it in its clause is its subject, with all the phrases attached to that.
"""

from __future__ import annotations

import re

CASE = re.IGNORECASE
_FAR = 140  # characters from the beginning of a subject to its verb
_SMALL = (
    r"of|in|on|at|by|for|from|with|to|into|onto|over|under|between|among|across|through|via|within"
    r"|without|against|during|after|before|near|above|below|beyond|per|than|as|like|such|and|or|nor"
    r"|but|that|which|who|whom|whose|where|when|while|if|because|since|both|all|only|not|no|is|are"
    r"|was|were|be|been|being|has|have|had|can|could|may|might|must|will|would|shall|should|do|does"
    r"|did|using|versus|towards?|upon|about|around|along|behind|beside|despite|except|inside"
    r"|outside|until|throughout|unlike|whether|how|what|why|yet|also|even|just|then|thus|so|given"
    r"|half|twice|although|though|unless|once|out|off|up|down|namely|called|named|termed|dubbed"
    r"|denoted|the|an?|this|these|those|our|its|their|we|it|they|there|here|each|every|any"
)
# Verbs that say that something is wanting, wanted or so by nature, and not what was seen of it.
_IDLE = (
    r"needs?|requires?|demands?|faces?|poses?|suffers?|remains?|lacks?|becomes?|plays?|offers?"
    r"|constitutes?|represents?|remain|deserves?|awaits?|depends?|includes?|contains?|involves?|takes?"
    r"|proposed|introduced|developed|based|used"
)
_DETERMINER = (
    r"the|an?|this|these|those|our|its|their|all|any|no|each|every|both|how|why|two|three|four"
    r"|five|six|seven|eight|nine|ten|several|more|fewer|less|\d[\d.,]*"
)
_FINITE = r"is|are|was|were|has|have|had|can|could|may|might|must|will|would|shall|should|do|does"
_OPENS = (
    rf"{_FINITE}|did|we|i|they|it|he|she|which|who|whose|where|when|while|that|if|because|since"
    r"|although|though|than|like|not|no|without|unlike|instead|there|whether|how|what|why|here"
)
_STEP = rf"\s+(?!(?:{_OPENS})\b)(?:[\w$\\{{}}^/'().+-]|,(?=\d))+"
_ACTS = re.compile(
    rf"^-?(?:\w+)?(?:{_STEP}){{0,9}}?\s+(?!(?:{_SMALL})\b)(?!\w+(?:ing|ly)\b)"
    rf"(?:[a-z]{{3,}}\s+(?:{_DETERMINER})|(?!such|\w+(?:ed|wn|en))[a-z]{{3,}}\s+as)\s",
    CASE,
)
_SHOWS = re.compile(
    rf"^(?:{_STEP}){{0,9}}?\s+(?:shows?|showed|reveal(?:s|ed)?|indicates?|indicated|suggests?"
    r"|suggested|confirm(?:s|ed)?|demonstrates?|demonstrated|yield(?:s|ed)?|gives?|gave|provides?"
    r"|provided|points?|pointed|predicts?|predicted|identif(?:y|ies|ied)|disclos\w+|uncover\w*"
    r"|detects?|detected|finds?|found|support(?:s|ed)?|resolve[sd]?|track(?:s|ed)?|establish\w*"
    r"|exhibit(?:s|ed)?|place[sd]?|agrees?|agreed|reproduce[sd]?|allow(?:s|ed)|leads? to|led to)\s",
    CASE,
)
_IDLE_FIRST = re.compile(rf"^(?:\s+[\w-]+){{0,3}}?\s+(?:{_IDLE})\s", CASE)
_PASSIVE = (
    r"\s+(?:is|are|was|were|has been|have been)\s+(?:\w+ly\s+|also\s+|then\s+|here\s+|further\s+"
    r"|both\s+|first\s+)?"
)
# What is done to a thing in the head or somewhere in the phrases of a subject.
_UNDERGOES = re.compile(
    rf"^(?:{_STEP}){{0,9}}?{_PASSIVE}(?!(?:known|needed|required|limited|believed|called|expected"
    r"|assumed|thought|faced|affected|defined|related|associated|based|characteri[sz]ed|named"
    r"|intended|supposed|understood|hindered|challenged|made|said|interested|located|concerned"
    r"|inspired|motivated|claimed|regarded|seen|viewed|unlimited|indeed|composed|involved|allowed"
    r"|restricted|influenced|deemed|designed|desired|compared|contraindicated|wanted|bound|good"
    r"|introduced|proposed|beyond|hampered|debated|disputed|contested|observed)\b)"
    r"(?:[a-z]+(?:ed|wn|ne|ught|nd|ld|un|ven|ilt)|set|cast|put|run)\b",
    CASE,
)
# "An algorithm for X is introduced": what is new is the paper's.
_OFFERED = re.compile(
    rf"^(?:{_STEP}){{0,9}}?{_PASSIVE}(?:introduced|proposed|presented|described|reported|released"
    r"|developed|given|designed|suggested|discussed|put forward|offered|outlined)\b",
    CASE,
)
_LEAD = r"(?:^|[;:]\s|,\s|\b(?:that|then|and)\s)\W*"
_PLAIN = rf"(?!(?:{_OPENS}|for|to|than|as|such|by|only)\b)[\w$\\{{}}^/'().+-]+\s+"
_SUBJECT = re.compile(rf"{_LEAD}(?:{_PLAIN}){{0,8}}$", CASE)
_GOVERNED_SUBJECT = re.compile(
    rf"{_LEAD}(?:(?!(?:{_OPENS}|than|such|only)\b)[\w$\\{{}}^/'().+-]+\s+){{0,8}}$", CASE
)
_NEW_SUBJECT = re.compile(
    rf"{_LEAD}(?:an?|new|novel|two|three|four|several|our|this)\s"
    rf"(?:(?!(?:{_OPENS})\b)[\w'().+-]+\s+){{0,8}}$",
    CASE,
)
_NP = r"(?:an?\s+|the\s+|our\s+|their\s+)?(?:(?!(?:of|for|to|than)\b)[\w'/-]+\s+){0,3}$"
# "were paired with others on X", "is cast as X": what was done, and by or on what.
_DONE_BY = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|then\s+|also\s+|here\s+|first\s+)?"
    r"(?!(?:known|needed|required|limited|believed|called|assumed|thought|related|associated|based"
    r"|compared|interested|viewed|regarded|seen|concerned|expected|inspired|motivated|used|consist"
    r"|understood|found|made|referred|bounded|connected|dominated|caused|linked|affected)\b)"
    r"(?:[a-z]+(?:ed|wn|ne|ught|un|ut|nd|ld|ept|ilt)|set|cast|put|run)\b"
    r"(?:\s+(?!(?:that|which|who|where|when|while|we|is|are|was|were|than|for|because|if|without"
    rf"|against|unlike)\b)[\w$'/().-]+){{0,6}}?\s+(?:on|with|by|from|as|under|within|via|through|in"
    rf"|using|into)\s+{_NP}",
    CASE,
)
_WE_DO_BY = re.compile(
    r"\b(?:we|i)\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)?(?!(?:are|have|had|do"
    r"|can|could|will|would|may|might|must|should|were|need|want|hope|believe|think|know|argue"
    r"|note|expect|discuss|review|survey|suggest|conclude|see)\b)[a-z]+"
    r"(?:\s+(?!(?:that|which|who|where|when|while|we|is|are|was|were|than|for|because|if|without"
    r"|against|unlike|to|how|why)\b)[\w$'/().-]+){1,8}?\s+(?:with|from|as|under|within"
    rf"|via|through|using|into)\s+{_NP}",
    CASE,
)
_STEMS = re.compile(
    r"\b(?:stems?|stemmed|arises?|arose|follow(?:s|ed)?|comes?|came|(?<!the )resulted|derives?"
    rf"|emerges?|emerged)\s+(?:\w+ly\s+)?from\s+{_NP}",
    CASE,
)
_BEST = re.compile(
    r"\b(?:lowest|best|highest|largest|greatest|fastest|strongest|smallest|worst|weakest|slowest)\s+"
    r"(?:\w+\s+){0,2}?(?:for|with|in|by|under|is|are|was|were|(?:turns?|turned) out to be"
    r"|prove[sd]? to be)\s+(?:an?\s+|the\s+|that of\s+)?(?:(?!of\b)[\w'/-]+\s+){0,2}$",
    CASE,
)
# "The network has five layers": what is so of a definite means is so of the paper's.
_DEFINITE = re.compile(rf"{_LEAD}the\s(?:[\w-]+\s)?$", CASE)
_WORKS = re.compile(
    r"^(?:\s+(?:model|network|classifier|filter|algorithm|code|solver|module|layer|head))?\s+"
    r"(?:has|consists|comprises|contains|runs|takes|receives|operates|works|sees|reads|acts)\s",
    CASE,
)
_COMPRISE = re.compile(
    r"\b(?:the|our|this|these|techniques|methods|tools|instruments|analyses|experiments|steps"
    r"|models|data)\b(?:\s+(?!(?:that|which|we|applications?|examples?)\b)[\w-]+){0,4}?\s+"
    r"(?:includes?|included|compris\w+|consist(?:s|ed)? of|combines?|couples?|encompass\w*)\s"
    r"[^;.:]{0,60}$",
    CASE,
)
# "The sorter, a random forest, sees ...": what a part of the paper's own is.
_APPOSED = re.compile(
    rf"{_LEAD}(?:the|our|this|its)\s[\w'-]+(?:\s(?!(?:{_OPENS})\b)[\w'-]+){{0,4}}"
    r",\s(?:an?|the|our)\s"
    r"(?:[\w'-]+\s+){0,3}$",
    CASE,
)
_SIGNS = re.compile(
    rf"\b(?:{_FINITE}|did|we|i|{_IDLE})\b|\w\s+(?!(?:{_SMALL})\b)(?!\w+(?:ing|ly)\b)[a-z]{{3,}}\s+"
    rf"(?:the|an?|our|its|their|that|how|no|any)\s"
    r"|\b\w+s\s+\w+s\s|\b(?:shows?|showed|reveals?|yields?|gives?|suggests?)\b",
    CASE,
)


def is_nominal(text: str) -> bool:
    """Tell whether a sentence has no finite verb, so that it only names its subject as titles do.

    What a colon opens says more of it and has no say in this.
    """
    head, _, rest = text.partition(": ")
    return not _SIGNS.search(head if " " in head else rest)


def is_subject(before: str, after: str) -> bool:
    """Tell whether a name stands in the subject of a verb that says what was seen or done of it."""
    before, after = before[-_FAR:], after[:_FAR]
    if after.startswith(",") and _APPOSED.search(before):
        return True
    if _DEFINITE.search(before) and _WORKS.match(after):
        return True
    if not _SUBJECT.search(before) or _IDLE_FIRST.match(after):
        return False
    return bool(_ACTS.match(after) or _SHOWS.match(after) or _UNDERGOES.match(after))


def is_offered(before: str, after: str) -> bool:
    """Tell whether a name stands in the subject of "is introduced", where that is new."""
    return bool(_NEW_SUBJECT.search(before[-_FAR:]) and _OFFERED.match(after[:_FAR]))


def is_topic(before: str, after: str) -> bool:
    """Tell the same of a task, which a subject may be for: "parsing for X is improved"."""
    before, after = before[-_FAR:], after[:_FAR]
    return (
        is_offered(before, after)
        or is_subject(before, after)
        or bool(_GOVERNED_SUBJECT.search(before) and _UNDERGOES.match(after))
    )


def is_means(before: str) -> bool:
    """Tell whether a name stands in a phrase of a verb in the passive or with "we", as a means."""
    before = before[-_FAR:]
    return any(shape.search(before) for shape in (_DONE_BY, _WE_DO_BY, _STEMS, _COMPRISE, _BEST))
