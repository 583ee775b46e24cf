"""Words that govern a name: what a sentence works with.

A verb governs what follows in its clause, up to another verb or to a word such as "that" or "for"
which opens something else; a preposition such as "with" or "via" governs the noun phrase that it
is attached to, and the further members of a list.
"""

from __future__ import annotations

import re

from extract.relations import predicates
from extract.word_lists import alternations, any_case

_LEX = alternations("cues")

FAR = 90  # characters from a verb to what it governs
NEAR = 60  # characters from a preposition to what it is attached to

_USE_VERB = any_case(rf"\b(?:{_LEX['use verbs']}|(?:{_LEX['use nouns']}) of)\b")
# "the design of X", "a study of X": what looks like a verb is a noun there.
_NOUN_BEFORE = any_case(
    r"\b(?:an?|the|this|these|of|for|in|under|on|by|each|such|case|unit|future|new)\s$"
)
_ATTACHED = any_case(rf"\b(?:{_LEX['means prepositions']})\b")
_NOT_ATTACHED = any_case(
    rf"(?:\b(?:{_LEX['no means before with']}) with|\b(?:{_LEX['no means before by']}) by"
    r"|\b(?:evolv\w+|progress\w*|goes|go|pass\w*|mov\w+|flow\w*|travel\w*) through|\bfalls? within"
    r"|\b(?:going|went|are|is) under)$"
)
ENDS = (
    r";|[.!?]\s|,\s*(?:and\s+|but\s+)?(?:which|who|where|whose|we|our|while|whereas|it|this|these"
    rf"|they|but|so|then|\w+ing)\b|\b(?:{_LEX['clause ends']})\b"
)
VERB_ENDS = any_case(rf"{ENDS}|\b(?:for|to|(?<!such )as|\w+ed by)\b")
_TO_VERB_ENDS = any_case(rf"{ENDS}|\bfor\b")
_LEADS_TO = any_case(r"(?:appl|adapt|extend|generali|resort|ask)\w*(?: to)?$")
PHRASE_ENDS = any_case(
    rf"{ENDS}|:|\b(?:for|to|as|in|on|at|from|into|across|over|between|among|about|by|with|via"
    r"|through|using|\w+ed (?:by|on|in|to|for)|reaches|achieves)\b"
)
_OUR = any_case(r"\bour(?:\s+(?:own|\w*new|novel|proposed|[\w-]+)){0,3}\s+$")
_STARTS = any_case(
    r"^\W*(?:in|from|on|with|through|under|our|as)\s+(?:an?|our|this|these)\s+(?:[\w'-]+\s+){0,3}$"
)
# What "is proposed" may be another's; what "a new ..." is said of is the paper's.
_MADE = r"proposed|presented|introduced|developed|designed"
_NEW = any_case(r"\b(?:an?|novel|new|our)\s+(?:[\w'-]+\s+){0,3}$")
_DONE = _LEX["done participles"]
_AFTER = any_case(
    r"^(?:-based|-driven|-guided|-powered|-enhanced|-assisted|-aided|-augmented|-inspired)\b"
    r"|^(?:\s+(?!(?:in|for|of|to|that|which|and|or|by|on|as|with|has|have|is|are|was|were|can"
    r"|not)\b)[\w-]+){0,3}?(?:\s*\([^)]{0,30}\))?\s+(?:(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+"
    rf"|then\s+|further\s+|here\s+|first\s+|both\s+)?(?:{_DONE})\b|(?:has|have)\s+been\s+"
    rf"(?:\w+ly\s+)?(?:{_DONE})\b|(?:{_LEX['finding verbs']})s?\b"
    rf"|(?:{_LEX['finding verbs inflected']})\b)"
)
# "The encoder is a X", "at its core lies X": a part of the paper's own is of the kind.
_COPULA = any_case(
    r"\b(?:ours?|proposed|present|the|its|this|here)\b(?:(?!hurdle|challeng|problem|obstacle"
    r"|bottleneck|limitation|difficult)[^,;.:]){0,60}?\s(?:is|are|was|were|lies|lie|sits|stands"
    r"|comes? from|consists? of|comprises?)\s+(?:(?:an?|the|just|simply|a variant of"
    r"|a kind of)\s+)*(?:(?!not\b|in\b|for\b|that\b|to\b|of\b|on\b|by\b|than\b|as\b"
    r"|with\b)[\w'-]+\s+){0,3}$"
)
_SAID = _LEX["saying verbs"]
WE = any_case(
    rf"\bwe\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)?(?!(?:{_SAID})\b)[a-z]+\b"
)
_WE_TO = any_case(
    rf"\bwe\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{_LEX['handing verbs']})\b[^,;.:]{{0,60}}\b(?:to|into"
    r"|onto)\s+(?:an?\s+|the\s+)?(?:[\w'-]+\s+){0,3}$"
)
_UNDERGONE = any_case(
    r"\b(?:underwent|undergo\w*|thanks to|owing to|runs? on|owe [^,;.]{3,40} to"
    rf"|{_LEX['undergone']})\s+(?:an?\s+|the\s+|our\s+)?(?:[\w'-]+\s+){{0,3}}$"
)
# The name is its clause's subject, and the verb after it is a finite one with an object.
SUBJECT_BEFORE = any_case(
    r"(?:^|[;:]\s|,\s|\b(?:that|then|because|since|while|so)\s)\W*(?:and\s+|then\s+|but\s+)?"
    r"(?:(?:an?|the|our|this|each|two|three|\w+ed)\s+)?"
    rf"(?:(?!(?:{_LEX['no subject words']})\b)[\w'-]+\s+){{0,2}}$"
)
_SUBJECT_AFTER = any_case(
    r"^(?:\s+(?:from|of|over|on)\s+(?:the\s+|an?\s+|our\s+)?(?:[\w-]+\s+){0,3}?[\w-]+)?"
    r"(?:,[^,;.]{3,40},)?\s+(?:(?:does|do|did)\s+not\s+|then\s+|also\s+|\w+ly\s+)?"
    rf"(?!(?:{_LEX['no finite verbs']})\b)[a-z]{{2,}}(?:s|ed|ew|old|ook|ave|ound|rote|ent)\s+"
    r"(?!and\b|or\b|models?\b|methods?\b|have\b|has\b|is\b|are\b|was\b|were\b|by\b|can\b|of\b|for\b"
    r"|do\b|to\b|,)[\w$\\]"
)
# "LSTM layers carry the state": a plural's verb has no ending and shows by its object.
_PLURAL_AFTER = any_case(
    rf"^(?:s|\s+[a-z]+s)\s+(?!{_LEX['no plural verbs']})[a-z]{{3,}}\s+(?:the|an?|our|its|their|all"
    r"|us)\b"
)
# "From X at 2 K we know ...", "X improves with our filter": what is said is of the paper's work.
OWN_AFTER = any_case(
    r"^(?:(?!\b(?:while|whereas|but|than|unlike|not|never|no|from|against)\b)[^,;.:]){0,60}?,?\s(?:we|our)\b"
)
_FROM_START = any_case(
    r"(?:^|[;:,]\s)\W*(?:and\s+)?(?:from|by|with|in|using|through|under|via|on)\s+(?:an?\s+"
    r"|the\s+)?(?:[\w'-]+\s+){0,2}$"
)
_PASSIVE_AFTER = any_case(
    r"^(?:\s+(?!(?:in|for|to|that|which|and|or|by|as|with|has|have|is|are|was|were|can"
    r"|not)\b)[\w-]+){0,3}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+|here\s+)?"
    rf"(?!(?:{_LEX['idle participles']})\b)[a-z]+(?:ed|wn|ne|ught|nd|ld)\b"
)
# "The tumours were seen in X": what was done, and where.
_DONE_IN = any_case(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|then\s+|also\s+|here\s+|first\s+)?[a-z]+(?:ed|en|wn"
    r"|ne|ught|de|un|ut|nd|ld|ept|et)\s+(?:\w+ly\s+)?(?:in|on|at|from|under|into|onto|inside|within"
    r"|over)\s+(?:an?\s+|the\s+|our\s+)?(?:[\w'-]+\s+){0,3}$"
)
TOPIC_AFTER = any_case(
    r"^(?:\s+[\w-]+){0,5}?\s+(?:is|are|was|were)\s+(?:the|our|a main|one)\s+(?:\w+\s+){0,2}?"
    r"(?:subject|topic|theme|task|goal|focus|aim|problem|result|contribution|object|concern"
    r"|interest)\b|^(?:\s+[\w-]+){0,4}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+)?"
    rf"(?:{_LEX['topic participles']})\b"
)
_MADE_AFTER = any_case(
    rf"^(?:\s+[\w-]+){{0,2}}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{_MADE})\b"
)
_TITLE_MEANS = any_case(rf"\b(?:{_LEX['title means']})\b")
_TITLE_HEAD = any_case(
    r"(?:^|[:?]\s|\s[-\u2013\u2014]+\s)\W*(?:(?:an?|the|our)\s+)?"
    rf"(?:(?!(?:{_LEX['no title head']})\w*\s)[\w.'()/-]+\s+){{0,4}}$"
)
_TITLE_AFTER = any_case(
    r"^-(?:based|driven|guided|powered|enhanced|assisted|inferred|augmented|generated|aided)\b"
)


_FINITE_AFTER = (_SUBJECT_AFTER, _PLURAL_AFTER)


def governed(before: str, verb: re.Pattern[str], ends: re.Pattern[str], far: int) -> bool:
    """Tell whether the last cue before a name governs it, with no end of its phrase between."""
    cues = [*verb.finditer(before, max(0, len(before) - far - 30))]
    if not cues or len(before) - cues[-1].end() > far:
        return False
    return not ends.search(before, cues[-1].end())


def uses(before: str, after: str) -> bool:
    """Tell whether a sentence says that the name between two texts is used or worked with."""
    last = None
    for match in _USE_VERB.finditer(before, max(0, len(before) - FAR - 30)):
        if not _NOUN_BEFORE.search(before, 0, match.start()) or match.group().endswith(" of"):
            last = match
    if last and len(before) - last.end() <= FAR:
        ends = _TO_VERB_ENDS if _LEADS_TO.match(last.group()) else VERB_ENDS
        if not ends.search(before, last.end()):
            return True
    return bool(
        _is_attached(before)
        or governed(before, WE, PHRASE_ENDS, NEAR)
        or any(pattern.search(before) for pattern in (_WE_TO, _COPULA, _UNDERGONE, _DONE_IN))
        or (
            SUBJECT_BEFORE.search(before) and any(pattern.match(after) for pattern in _FINITE_AFTER)
        )
        or (_FROM_START.search(before) and OWN_AFTER.match(after))
        or _PASSIVE_AFTER.match(after)
        or TOPIC_AFTER.match(after)
        or _OUR.search(before)
        or _STARTS.match(before)
        or _AFTER.match(after)
        or (_MADE_AFTER.match(after) and _NEW.search(before))
        or predicates.is_means(before)
        or predicates.is_subject(before, after)
        or predicates.is_offered(before, after)
    )


def _is_attached(before: str) -> bool:
    """Tell whether a name stands in the phrase of "with", "via" or "by", or in a list there."""
    for link in _ATTACHED.finditer(before, max(0, len(before) - NEAR)):
        if not PHRASE_ENDS.search(before, link.end()) and not _NOT_ATTACHED.search(
            before[: link.end()]
        ):
            return True
    return False


def titles_use(before: str, after: str) -> bool:
    """Tell whether a title says that X is used: "... using X", "X-based ...", "X: ..."."""
    return bool(
        _TITLE_AFTER.match(after)
        or _TITLE_HEAD.search(before)
        or governed(before, _TITLE_MEANS, PHRASE_ENDS, FAR)
    )
