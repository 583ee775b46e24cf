"""Shapes of clauses that say that something is worked with, whichever their verb is.

Verbs are an open class, so their context decides: a word before an article that is no preposition
or other function word is a finite verb, and so is a form of "be" with a participle.
What stands before it in its clause is its subject, with all the phrases attached to that.
"""

from __future__ import annotations

from extract.word_lists import alternations, any_case

_LEX = alternations("cues")

_FAR = 140  # characters from the beginning of a subject to its verb
_SMALL = _LEX["no verb words"]
# Verbs that say that something is wanting, wanted or so by nature, and not what was seen of it.
_IDLE = _LEX["idle verbs"]
_DETERMINER = rf"{_LEX['determiners']}|\d[\d.,]*"
_FINITE = r"is|are|was|were|has|have|had|can|could|may|might|must|will|would|shall|should|do|does"
_OPENS = rf"{_FINITE}|{_LEX['clause openers']}"
_STEP = rf"\s+(?!(?:{_OPENS})\b)(?:[\w$\\{{}}^/'().+-]|,(?=\d))+"
_ACTS = any_case(
    rf"^-?(?:\w+)?(?:{_STEP}){{0,9}}?\s+(?!(?:{_SMALL})\b)(?!\w+(?:ing|ly)\b)(?:[a-z]{{3,}}\s+"
    rf"(?:{_DETERMINER})|(?!such|\w+(?:ed|wn|en))[a-z]{{3,}}\s+as)\s"
)
_SHOWS = any_case(rf"^(?:{_STEP}){{0,9}}?\s+(?:{_LEX['showing verbs']})\s")
_IDLE_FIRST = any_case(rf"^(?:\s+[\w-]+){{0,3}}?\s+(?:{_IDLE})\s")
_PASSIVE = (
    r"\s+(?:is|are|was|were|has been|have been)\s+(?:\w+ly\s+|also\s+|then\s+|here\s+|further\s+"
    r"|both\s+|first\s+)?"
)
# What is done to a name in the head or somewhere in the phrases of a subject.
_UNDERGOES = any_case(
    rf"^(?:{_STEP}){{0,9}}?{_PASSIVE}(?!(?:{_LEX['idle passives']})\b)(?:[a-z]+(?:ed|wn|ne|ught|nd"
    r"|ld|un|ven|ilt)|set|cast|put|run)\b"
)
# "An algorithm for X is introduced": what is new is the paper's.
_OFFERED = any_case(rf"^(?:{_STEP}){{0,9}}?{_PASSIVE}(?:{_LEX['offered participles']})\b")
_LEAD = r"(?:^|[;:]\s|,\s|\b(?:that|then|and)\s)\W*"
_PLAIN = rf"(?!(?:{_OPENS}|for|to|than|as|such|by|only)\b)[\w$\\{{}}^/'().+-]+\s+"
_SUBJECT = any_case(rf"{_LEAD}(?:{_PLAIN}){{0,8}}$")
_GOVERNED_SUBJECT = any_case(
    rf"{_LEAD}(?:(?!(?:{_OPENS}|than|such|only)\b)[\w$\\{{}}^/'().+-]+\s+){{0,8}}$"
)
_NEW_SUBJECT = any_case(
    rf"{_LEAD}(?:an?|new|novel|two|three|four|several|our|this)\s"
    rf"(?:(?!(?:{_OPENS})\b)[\w'().+-]+\s+){{0,8}}$"
)
_NP = r"(?:an?\s+|the\s+|our\s+|their\s+)?(?:(?!(?:of|for|to|than)\b)[\w'/-]+\s+){0,3}$"
# "were paired with others on X", "is cast as X": what was done, and by or on what.
_DONE_BY = any_case(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|then\s+|also\s+|here\s+|first\s+)?"
    rf"(?!(?:{_LEX['idle passives before means']})\b)(?:[a-z]+(?:ed|wn|ne|ught|un|ut|nd|ld|ept|ilt)"
    r"|set|cast|put|run)\b(?:\s+(?!(?:that|which|who|where|when|while|we|is|are|was|were|than|for"
    r"|because|if|without|against|unlike)\b)[\w$'/().-]+){0,6}?\s+(?:on|with|by|from|as|under"
    rf"|within|via|through|in|using|into)\s+{_NP}"
)
_WE_DO_BY = any_case(
    r"\b(?:we|i)\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)?"
    rf"(?!(?:{_LEX['idle verbs of we']})\b)[a-z]+(?:\s+"
    rf"(?!(?:{_LEX['no path to means']})\b)[\w$'/().-]+){{1,8}}?\s+(?:with|from|as|under|within|via"
    rf"|through|using|into)\s+{_NP}"
)
_STEMS = any_case(rf"\b(?:{_LEX['origin verbs']})\s+(?:\w+ly\s+)?from\s+{_NP}")
_BEST = any_case(
    r"\b(?:lowest|best|highest|largest|greatest|fastest|strongest|smallest|worst|weakest|slowest)\s+"
    r"(?:\w+\s+){0,2}?(?:for|with|in|by|under|is|are|was|were|(?:turns?|turned) out to be"
    r"|prove[sd]? to be)\s+(?:an?\s+|the\s+|that of\s+)?(?:(?!of\b)[\w'/-]+\s+){0,2}$"
)
# "The network has five layers": what is so of a definite means is so of the paper's.
_DEFINITE = any_case(rf"{_LEAD}the\s(?:[\w-]+\s)?$")
_WORKS = any_case(
    r"^(?:\s+(?:model|network|classifier|filter|algorithm|code|solver|module|layer|head))?\s+(?:has"
    r"|consists|comprises|contains|runs|takes|receives|operates|works|sees|reads|acts)\s"
)
_COMPRISE = any_case(
    r"\b(?:the|our|this|these|techniques|methods|tools|instruments|analyses|experiments|steps"
    r"|models|data)\b(?:\s+(?!(?:that|which|we|applications?|examples?)\b)[\w-]+){0,4}?\s+"
    r"(?:includes?|included|compris\w+|consist(?:s|ed)? of|combines?|couples?"
    r"|encompass\w*)\s[^;.:]{0,60}$"
)
# "The sorter, a random forest, sees ...": what a part of the paper's own is.
_APPOSED = any_case(
    rf"{_LEAD}(?:the|our|this|its)\s[\w'-]+(?:\s(?!(?:{_OPENS})\b)[\w'-]+){{0,4}},\s(?:an?|the"
    r"|our)\s(?:[\w'-]+\s+){0,3}$"
)
_SIGNS = any_case(
    rf"\b(?:{_FINITE}|did|we|i|{_IDLE})\b|\w\s+(?!(?:{_SMALL})\b)(?!\w+(?:ing|ly)\b)[a-z]{{3,}}\s+"
    r"(?:the|an?|our|its|their|that|how|no|any)\s|\b\w+s\s+\w+s\s|\b(?:shows?|showed|reveals?"
    r"|yields?|gives?|suggests?)\b"
)


def is_nominal(text: str) -> bool:
    """Tell whether a sentence has no finite verb, so that it only names its subject as titles do.

    The text behind a colon doesn't count.
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
    """Tell whether a task is in the subject of such a verb: "parsing for X is improved"."""
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
