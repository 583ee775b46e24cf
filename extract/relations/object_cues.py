"""Words that say that a sentence tests on a dataset, measures by a metric or works on a task."""

from __future__ import annotations

from extract.relations import predicates
from extract.relations.cues import (
    ENDS,
    FAR,
    NEAR,
    OWN_AFTER,
    PHRASE_ENDS,
    SUBJECT_BEFORE,
    TOPIC_AFTER,
    VERB_ENDS,
    WE,
    governed,
    uses,
)  # fmt: skip
from extract.word_lists import alternations, any_case

_LEX = alternations("cues")

_TOPIC = any_case(
    r"\b(?:task|problem|subject|theme|topic|focus|goal|aim|question|object|setting"
    r"|challenge)\b[^,;.:]{0,40}?\s(?:is|are|was)\s+(?:an?\s+|the\s+|that of\s+)?"
    rf"(?:[\w'-]+\s+){{0,3}}$|\b(?:{_LEX['topic leads']})\s+(?:an?\s+|the\s+)?"
    r"(?:[\w'-]+\s+){0,3}$"
)
_EVALUATE = any_case(rf"\b(?:{_LEX['evaluation stems']})\w*")
_EVALUATE_FIRM = any_case(
    r"\b(?:evaluat|experiment(?!al)|benchmark|test(?:ed|ing|s)?\b|validat|assess|verif|demonstrat"
    r"|compar)\w*(?!-)\b"
)
_ON = any_case(r"\b(?:on|across|over)\b")
_IN = any_case(r"\b(?:in|using|with|from|against|of|for|including|on|across|over|to|by)\b")
_ON_ENDS = any_case(rf"{ENDS}|\b(?:for|to|by|via|through|using|based|focus\w*|rel(?:y|ies)|from)\b")
TRAINING_ON = any_case(
    r"\b(?:train|fine-?tun|pre-?train|tun|learn)\w*\b[^,;.]{0,60}?\b(?:on|with|using"
    r"|from)\b[^,;.]{0,60}$"
)
_DATA_VERB = any_case(rf"\b(?:{_LEX['data verbs']})\w*\b")
_DATA_FROM = any_case(
    rf"\b(?:{_LEX['data nouns']})\s+(?:\w+\s+)?(?:from|of|by|in|with|within)\s+(?:the\s+)?"
    r"(?:[\w'-]+\s+){0,3}$"
)
_REPORT = any_case(rf"\b(?:{_LEX['report stems']})\w*\b")
_AIM = any_case(
    rf"\b(?:to\s+(?:\w+ly\s+)?(?:{_LEX['aim verbs']})|for\s+(?:the\s+)?(?:improved|better|higher"
    r"|enhanced|lower|increased|reduced))\b[^,;.:\d]{0,60}$"
)
_RIVAL = any_case(r"\b(?:comparable|competitive|similar)\s+(?:with|to)\s+(?:the\s+)?$")
_REPORT_ENDS = any_case(
    rf"{ENDS}|\b(?:for|to|as|via|through|by|using|with|from|under|on|based|criteria)\b"
)
_REPORT_CLOSE = any_case(
    rf"(?<!\bof )(?<!\bwith )\b(?:{_LEX['report adjectives']})\s+(?:(?!of\b"
    r"|and\b)[\w-]+\s+){0,2}$"
)
_SCORED = any_case(
    r"\b(?:evaluat|measur|assess|scor|compar|quantif|validat|benchmark)\w*\b[^;:.]{0,60}?\b(?:using"
    r"|with|by|via|in terms of|on|under)\s[^;:.]{0,40}$"
)
_REPORT_AFTER = any_case(
    rf"^(?:(?!\band\b)[^,;.]){{0,40}}?\b(?:{_LEX['report verbs']})\b[^,;.]{{0,30}}?(?:\d"
    rf"|\b(?:{_LEX['report outcomes']})\b)|^[-\s]+(?:\w+\s+)?(?:improvements?|gains?|increases?"
    r"|reductions?|scores?\s+of)\b"
)
_ADDRESS_VERB = any_case(rf"\b(?:{_LEX['address stems']})\w*\b")
_ADDRESS_LINK = any_case(rf"\b(?:{_LEX['address links']})\b")


def uses_data(before: str, after: str) -> bool:
    """Tell whether a dataset is used: also collected, annotated, or a source of data."""
    return (
        uses(before, after)
        or governed(before, _DATA_VERB, VERB_ENDS, FAR)
        or _DATA_FROM.search(before) is not None
    )


def evaluates(text: str, before: str) -> bool:
    """Tell whether a sentence tests something on the name between two texts."""
    on = _EVALUATE.search(text) and governed(before, _ON, _ON_ENDS, NEAR)
    firm = _EVALUATE_FIRM.search(before) and governed(before, _IN, _ON_ENDS, NEAR)
    return bool(on or firm or governed(before, _EVALUATE_FIRM, PHRASE_ENDS, NEAR))


def reports(before: str, after: str) -> bool:
    """Tell whether a verb of measuring or a figure belongs to the name between two texts.

    What something is only meant to improve is not reported, nor a measure that another rivals.
    """
    if _AIM.search(before) or _RIVAL.search(before):
        return bool(_REPORT_AFTER.match(after))
    return governed(before, _REPORT, _REPORT_ENDS, FAR) or bool(
        _REPORT_AFTER.match(after) or _REPORT_CLOSE.search(before) or _SCORED.search(before)
    )


_OURS = any_case(r"\b(?:we|our|this (?:paper|work|study))\b|\b(?:new|novel)\b")


def addresses(before: str, after: str) -> bool:
    """Tell whether a sentence works on the task between two texts."""
    linked = governed(before, _ADDRESS_LINK, PHRASE_ENDS, NEAR)
    if _TOPIC.search(before) or TOPIC_AFTER.match(after) or governed(before, WE, PHRASE_ENDS, NEAR):
        return True
    if SUBJECT_BEFORE.search(before) and OWN_AFTER.match(after):
        return True
    if predicates.is_topic(before, after):
        return True
    return governed(before, _ADDRESS_VERB, VERB_ENDS, FAR) or (
        linked
        and (_ADDRESS_VERB.search(before) or _EVALUATE.search(before) or _OURS.search(before))
        is not None
    )
