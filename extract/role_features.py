"""What a sentence shows of its role: the cue rules' judgement, tense, mood, place and voice.

Features are plain strings, so that a model's weights can be read. Abstracts speak in one of three
voices, "we", "the authors" and none, and are built differently in each: what hangs on the place of
a sentence is learned for each voice alone. The words themselves are no features: a few hundred
sentences teach which subjects they are about rather than what they do (tried).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.roles import CueRoles, cue_flags

# The patterns are for text in small letters; in any case they take several times as long.
Features = list[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WE = re.compile(r"\b(?:we|our|ours|us)\b")
_THIRD = re.compile(
    r"\b(?:the|these) authors?\b|\b(?:the|this) (?:\w+ )?(?:paper|study|work|article|project)\b",
)
_AUTHORS = re.compile(
    r"\b(?:we|i|the authors?|(?:the|this|present) (?:\w+ )?(?:paper|study|work|article|project))\b",
)
_WORD = re.compile(r"[a-z]+")
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?(?:been|become|\w+ed|shown|led)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|ilt|ained)\b")
_FIGURE = re.compile(r"\d+\.\d+|\d\s*(?:%|\\%|points?|times)|[\u00d7]")
# What shows by one of these words, or by a word that begins or ends so.
_SHOWN: tuple[tuple[str, frozenset[str], tuple[str, ...], tuple[str, ...]], ...] = (
    ("past", _words("was were had did"), (), ("ed",)),
    ("modal", _words("can could may might will would should must cannot"), (), ()),
    (
        "compared",
        _words(
            "than more less fewer higher lower better worse best most least larger smaller faster"
            " slower above below against over"
        ),
        (),
        ("est",),
    ),
    ("negated", _words("not no only without cannot neither nor never"), ("lack", "miss"), ()),
    (
        "released",
        _words("available publicly http https"),
        ("releas", "open-source", "openly"),
        (),
    ),
    (
        "outlook",
        _words("hope believe implies implication implications promising potential conclude"),
        ("suggest", "insight", "opens"),
        (),
    ),
    (
        "tested",
        _words("apply applied applies"),
        ("evaluat", "compar", "test", "benchmark", "assess", "judge", "score", "rank", "measure"),
        (),
    ),
    (
        "stated",
        frozenset(),
        ("show", "find", "found", "observe", "reveal", "demonstrate", "obtain", "prove"),
        (),
    ),
    (
        "limited",
        _words("scope future leave leaves left only single rare"),
        ("limit", "remain", "neglect"),
        (),
    ),
)


def role_features(sentences: Sequence[str]) -> list[Features]:
    """Give the features of each sentence of one abstract, in order."""
    cues = CueRoles().classify(sentences)
    small = [sentence.lower() for sentence in sentences]
    voice = _voice(small)
    return [
        [
            "bias",
            f"cue={cue}",
            f"cue={cue}|{voice}",
            *_placed(number, len(sentences), voice),
            *cue_flags(sentence),
            *_shown(low),
        ]
        for number, (sentence, low, cue) in enumerate(zip(sentences, small, cues, strict=True))
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
    """Tense, mood, figures, comparison, and how the sentence (in small letters) opens."""
    words = _WORD.findall(sentence)
    said = set(words)
    yield from sorted({f"has={name}" for word in said for name in _shown_by(word)})
    figure = bool(_FIGURE.search(sentence))
    for name, holds in (
        ("perfect", said & {"has", "have"} and _PERFECT.search(sentence)),
        ("passive", said & {"is", "are", "was", "were", "be"} and _PASSIVE.search(sentence)),
        ("figure", figure),
        ("figure&compared", figure and said & _SHOWN[2][1]),
    ):
        if holds:
            yield f"has={name}"
    spoken = _AUTHORS.search(sentence)
    if spoken:
        yield "has=authors"
    if words:
        yield f"opens={'authors' if spoken and spoken.start() == 0 else words[0]}"


@lru_cache(maxsize=16_384)
def _shown_by(word: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, whole, starts, ends in _SHOWN
        if word in whole or word.startswith(starts) or word.endswith(ends)
    )
