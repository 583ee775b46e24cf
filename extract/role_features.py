"""What a sentence shows of its role: the cue rules' judgement, tense, mood, place and voice.

Features are plain strings, so that a model's weights can be read. Abstracts speak in one of three
voices, "we", "the authors" and none, and are built differently in each: what hangs on the place of
a sentence is learned for each voice alone. The words themselves are no features: a few hundred
sentences teach which subjects they are about rather than what they do (tried).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.roles import CueRoles, cue_flags

Features = list[str]

_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:the|these) authors?\b|\b(?:the|this) (?:\w+ )?(?:paper|study|work|article|project)\b",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"\b(?:we|i|the authors?|(?:the|this|present) (?:\w+ )?(?:paper|study|work|article|project))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[A-Za-z]+")
_PAST = re.compile(r"\b(?:was|were|had|did|[a-z]{3,}ed)\b")
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?(?:been|become|\w+ed|shown|led)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|ilt|ained)\b")
_MODAL = re.compile(r"\b(?:can|could|may|might|will|would|should|must|cannot)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|more|less|fewer|higher|lower|better|worse|best|most|least|larger|smaller|faster"
    r"|slower|above|below|against|over)\b|\b\w{3,}(?:iest|est)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+\.\d+|\d\s*(?:%|\\%|points?|times)|[\u00d7]")
_NEGATED = re.compile(
    r"\b(?:not|no|only|without|cannot|neither|nor|never|lack\w*|miss\w*)\b", re.IGNORECASE
)


_RELEASED = re.compile(
    r"\b(?:available|releas\w+|open-source\w*|open(?:ly)? access\w*|publicly|https?)\b",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(
    r"\b(?:hope|believe|implications?|implies|suggests?|can help|can guide|opens?|insights?"
    r"|conclude|point to|call for|promising|potential)\b",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:evaluat|compar|test|benchmark|assess|judge|score|rank|measure|appl(?:y|ie))\w*",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:show|find|found|observe|reveal|demonstrate|obtain|prove)\w*", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:limit\w*|scope|future work|left for|leave|remain\w*|neglect\w*|only|single|rare)\b",
    re.IGNORECASE,
)


def role_features(sentences: Sequence[str]) -> list[Features]:
    """Give the features of each sentence of one abstract, in order."""
    cues = CueRoles().classify(sentences)
    voice = _voice(sentences)
    return [
        [
            "bias",
            f"cue={cue}",
            f"cue={cue}|{voice}",
            *_placed(number, len(sentences), voice),
            *cue_flags(sentence),
            *_shown(sentence),
        ]
        for number, (sentence, cue) in enumerate(zip(sentences, cues, strict=True))
    ]


def _voice(sentences: Sequence[str]) -> str:
    if any(_WE.search(sentence) for sentence in sentences):
        return "we"
    return "third" if any(_THIRD.search(sentence) for sentence in sentences) else "none"


def _placed(number: int, count: int, voice: str) -> Iterator[str]:
    """The place of a sentence; where authors say "we", only whether it is one of the first two."""
    if number < 2:
        yield f"at={number}|{voice}"
    if voice == "third":
        yield f"quarter={4 * number // count}|{voice}"
        if number == count - 1:
            yield f"last|{voice}"


def _shown(sentence: str) -> Iterator[str]:
    """Tense, mood, figures, comparison, and how the sentence opens."""
    for name, pattern in (
        ("past", _PAST),
        ("perfect", _PERFECT),
        ("passive", _PASSIVE),
        ("modal", _MODAL),
        ("compared", _COMPARED),
        ("figure", _FIGURE),
        ("negated", _NEGATED),
        ("authors", _AUTHORS),
        ("released", _RELEASED),
        ("outlook", _OUTLOOK),
        ("tested", _TESTED),
        ("stated", _STATED),
        ("limited", _LIMITED),
    ):
        if pattern.search(sentence):
            yield f"has={name}"
    opening = _FIRST.search(_AUTHORS.sub("Authors", sentence))
    if opening:
        yield f"opens={opening.group().lower()}"
    if _FIGURE.search(sentence) and _COMPARED.search(sentence):
        yield "has=figure&compared"
