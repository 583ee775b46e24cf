"""Words that say that a sentence tests on a dataset, measures by a metric or works on a task."""

from __future__ import annotations

import re

from extract import predicates
from extract.cues import (
    CASE,
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

_TOPIC = re.compile(
    r"\b(?:task|problem|subject|theme|topic|focus|goal|aim|question|object|setting"
    r"|challenge)\b[^,;.:]{0,40}?\s(?:is|are|was)\s+"
    r"(?:an?\s+|the\s+|that of\s+)?(?:[\w'-]+\s+){0,3}$|\b(?:about|look(?:s|ed)? at|concern(?:s"
    r"|ed)?(?: with)?|deals? with|works? on"
    r"|turn(?:s|ed)? to|treats?|covers?|devoted to|contribut\w+ to)\s+(?:an?\s+"
    r"|the\s+)?(?:[\w'-]+\s+){0,3}$",
    CASE,
)
_EVALUATE = re.compile(
    r"\b(?:evaluat|experiment|benchmark|test(?:ed|ing|s)?\b|results?\b|achiev|outperform|surpass"
    r"|scor|assess|validat|demonstrat|accuracy|performance|improv|measur|compar|obtain|attain"
    r"|reach"
    r"|perform|state-of-the-art|applied|answer|gain|yield|verif|show|help|work|suffer)\w*",
    CASE,
)
_EVALUATE_FIRM = re.compile(
    r"\b(?:evaluat|experiment(?!al)|benchmark|test(?:ed|ing|s)?\b|validat|assess|verif|demonstrat"
    r"|compar)\w*(?!-)\b",
    CASE,
)
_ON = re.compile(r"\b(?:on|across|over)\b", CASE)
_IN = re.compile(r"\b(?:in|using|with|from|against|of|for|including|on|across|over|to|by)\b", CASE)
_ON_ENDS = re.compile(
    rf"{ENDS}|\b(?:for|to|by|via|through|using|based|focus\w*|rel(?:y|ies)|from)\b", CASE
)
TRAINING_ON = re.compile(
    r"\b(?:train|fine-?tun|pre-?train|tun|learn)\w*\b[^,;.]{0,60}?\b(?:on|with|using"
    r"|from)\b[^,;.]{0,60}$",
    CASE,
)
_DATA_VERB = re.compile(
    r"\b(?:collect|annotat|curat|compil|gather|record|acquir|assembl|label|process|analy[sz]"
    r"|min(?:e|ing)\b|read\b"
    r"|visuali[sz]|examin|re-?analy|generat|construct|contribut|transcrib|observ|reads?\b|clean"
    r"|select|search|query|crawl)\w*\b",
    CASE,
)
_DATA_FROM = re.compile(
    r"\b(?:data|images?|spectra|spectroscopy|observations?|measurements?|samples?|catalogu?es?"
    r"|light curves"
    r"|surveys?|photometry|records?|sequences|reads|maps?|imaging|obtained|derived|taken|drawn"
    r"|extracted"
    r"|collected|sourced|selected|detected|observed|release \w+|events|stars|galaxies|posts"
    r"|articles|texts?|subset)"
    r"\s+(?:\w+\s+)?(?:from|of|by|in|with|within)\s+(?:the\s+)?(?:[\w'-]+\s+){0,3}$",
    CASE,
)
_REPORT = re.compile(
    r"\b(?:achiev|improv|reach|obtain|report|measur|increas|decreas|reduc|attain|yield|evaluat"
    r"|lower(?=s|ed|ing)"
    r"|assess|outperform|gain|in terms of|comput|calculat|estimat|scor(?:es?|ed|ing)\b|boost"
    r"|enhanc|rais|lose"
    r"|drop|surpass|exceed|determine|record(?:s|ed)\b|quantif|metrics?|degrad|deliver|maintain"
    r"|trade-?off|measur)\w*\b",
    CASE,
)
_AIM = re.compile(
    r"\b(?:to\s+(?:\w+ly\s+)?(?:improve|increase|enhance|boost|reduce|optimi[sz]e|maximi[sz]e|minimi[sz]e"
    r"|raise|lower|ensure|guarantee|achieve|maintain)|for\s+(?:the\s+)?(?:improved|better|higher|enhanced"
    r"|lower|increased|reduced))\b[^,;.:\d]{0,60}$",
    CASE,
)
_RIVAL = re.compile(r"\b(?:comparable|competitive|similar)\s+(?:with|to)\s+(?:the\s+)?$", CASE)
_REPORT_ENDS = re.compile(
    rf"{ENDS}|\b(?:for|to|as|via|through|by|using|with|from|under|on|based|criteria)\b", CASE
)
_REPORT_CLOSE = re.compile(
    r"(?<!\bof )(?<!\bwith )\b(?:higher|lower|better|best|superior|state-of-the-art|competitive"
    r"|comparable|improved|highest|lowest)\s+(?:(?!of\b|and\b)[\w-]+\s+){0,2}$",
    CASE,
)
_SCORED = re.compile(
    r"\b(?:evaluat|measur|assess|scor|compar|quantif|validat"
    r"|benchmark)\w*\b[^;:.]{0,60}?\b(?:using|with|by|via|in terms of"
    r"|on|under)\s[^;:.]{0,40}$",
    CASE,
)
_REPORT_AFTER = re.compile(
    r"^(?:(?!\band\b)[^,;.]){0,40}?\b(?:is|are|was|were|of|by|to|reach\w*|increas\w*|improv\w*"
    r"|drop\w*|gain\w*|decreas\w*"
    r"|reduc\w*|grows?|falls?|rises?)\b[^,;.]{0,30}?(?:\d|\b(?:higher|lower|better|improved"
    r"|reduced|increased|measured"
    r"|computed|obtained|achieved|reported|decreased|enhanced|evaluated|calculated|estimated"
    r"|determined)\b)"
    r"|^[-\s]+(?:\w+\s+)?(?:improvements?|gains?|increases?|reductions?|scores?\s+of)\b",
    CASE,
)
_ADDRESS_VERB = re.compile(
    r"\b(?:address|tackl|solv|perform|improv|automat|stud(?:y|ies|ied|ying)\b|investigat|consider"
    r"|propos|present"
    r"|explor|develop|enabl|enhanc|advanc|formulat|revisit|examin|analy[sz]|evaluat|benchmark"
    r"|assess"
    r"|introduc|facilitat|support|demonstrat|achiev|focus|conduct|accelerat|do\b|apply|applied"
    r"|target|boost|use"
    r"|simplif|annotat|label|optimi|handl|unif|test|outperform|state-of-the-art)\w*\b",
    CASE,
)
_ADDRESS_LINK = re.compile(
    r"\b(?:for|in|of|on|to|toward|towards|problem|tasks?(?: of| such as| like| including)?"
    r"|including|as|by|with|using|via)\b",
    CASE,
)


def uses_data(before: str, after: str) -> bool:
    """Tell the same of a dataset, which is also collected, annotated, or a source of data."""
    return (
        uses(before, after)
        or governed(before, _DATA_VERB, VERB_ENDS, FAR)
        or _DATA_FROM.search(before) is not None
    )


def evaluates(text: str, before: str) -> bool:
    """Tell whether a sentence tests something on what stands here."""
    on = _EVALUATE.search(text) and governed(before, _ON, _ON_ENDS, NEAR)
    firm = _EVALUATE_FIRM.search(before) and governed(before, _IN, _ON_ENDS, NEAR)
    return bool(on or firm or governed(before, _EVALUATE_FIRM, PHRASE_ENDS, NEAR))


def reports(before: str, after: str) -> bool:
    """Tell whether a verb of measuring or a figure is said of what stands here.

    What something is only meant to improve is not reported, nor a measure that another rivals.
    """
    if _AIM.search(before) or _RIVAL.search(before):
        return bool(_REPORT_AFTER.match(after))
    return governed(before, _REPORT, _REPORT_ENDS, FAR) or bool(
        _REPORT_AFTER.match(after) or _REPORT_CLOSE.search(before) or _SCORED.search(before)
    )


_OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study))\b|\b(?:new|novel)\b", CASE)


def addresses(before: str, after: str) -> bool:
    """Tell whether a sentence works on the task that stands here."""
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
