"""What the quick tagger sees of a word: its letters, its shape, its neighbours, known names.

Features are strings; `own_features` of a word come in the order of their worth, and a neighbour's
are cut after the first few. The set follows Ratinov and Roth, "Design challenges and misconceptions
in named entity recognition", 2009.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from extract.tagger.tokens import words_of
from extract.vocabulary import Vocabulary

REACH = 2  # words to either side
DEPTH = (99, 9, 3)  # how many of a word's features are seen from 0, 1 and 2 words away

_UPPER, _LOWER, _DIGIT = re.compile("[A-Z]"), re.compile("[a-z]"), re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1+")

Name = tuple[tuple[str, ...], str]  # its words and its label
Names = Mapping[str, Mapping[str, Sequence[Name]]]
Clusters = Mapping[str, int]


def own_features(word: str, clusters: Clusters) -> list[str]:
    """Give the features of a word by itself; the empty word stands beyond a sentence's ends."""
    if not word:
        return ["-"]
    small = word.lower()
    shape = shape_of(word)
    cluster = clusters.get(small, -1)
    features = [
        f"w{small}",
        f"k{cluster >> 4 if cluster >= 0 else -1}",
        f"K{cluster}",
        f"S{short_shape(word)}",
        *(f"z{small[-n:]}" for n in (3, 2, 4)),
        f"W{word}",
        f"p{small[:3]}",
    ]
    features += [f"s{shape[:12]}", f"z{small[-1:]}", f"z{small[-5:]}", f"l{min(len(word), 12)}"]
    features += [f"p{small[:n]}" for n in (1, 2, 4, 5)]
    if len(word) > 5:
        features += [f"m{small[n : n + 4]}" for n in range(1, len(small) - 4)]
    return features


def shape_of(word: str) -> str:
    """Write a word with X for capitals, x for small letters, 0 for digits, signs as they are."""
    return _DIGIT.sub("0", _LOWER.sub("x", _UPPER.sub("X", word)))


def pair_features(words: Sequence[str], shapes: Sequence[str], at: int) -> tuple[str, ...]:
    """Give the features of a word and its neighbours together.

    `words` are lower-cased and `shapes` short, both with `REACH` empty ones at either end. No
    feature has a blank in it: CRFsuite's listing would lose one at its end.
    """
    before, here, after = words[at - 1], words[at], words[at + 1]
    return (
        f"<{before}|{here}",
        f">{here}|{after}",
        f"^{before}|{after}",
        f"#{shapes[at - 1]}|{shapes[at]}|{shapes[at + 1]}",
    )


@lru_cache(maxsize=65536)
def short_shape(word: str) -> str:
    """Give a word's shape with repeated signs written once."""
    return _REPEATED.sub(r"\1", shape_of(word))


def names_of(vocabulary: Vocabulary) -> Names:
    """Index a vocabulary's spellings, in lower case, by their first word and by their second."""
    labels: dict[tuple[str, ...], str] = {}
    for concept in vocabulary.concepts.values():
        for spelling in concept.spellings:
            words = tuple(word.text.lower() for word in words_of(spelling))
            if words and len("".join(words)) > 1:
                labels.setdefault(words, concept.label)
    index: dict[str, dict[str, list[Name]]] = {}
    for words, label in sorted(labels.items(), key=lambda item: -len(item[0])):
        second = words[1] if len(words) > 1 else ""
        index.setdefault(words[0], {}).setdefault(second, []).append((words, label))
    return index


def known_names(words: Sequence[str], names: Names) -> list[str]:
    """Give each lower-cased word a feature of the longest known name it stands in, or none ("")."""
    features = [""] * len(words)
    at = 0
    while at < len(words):
        beginning = names.get(words[at])
        label, size = _longest(words, at, beginning) if beginning else ("", 0)
        if not size:
            at += 1
            continue
        features[at] = f"gB{label}" if size > 1 else f"gU{label}"
        for inside in range(at + 1, at + size):
            features[inside] = f"gI{label}"
        at += size
    return features


def _longest(
    words: Sequence[str], at: int, beginning: Mapping[str, Sequence[Name]]
) -> tuple[str, int]:
    """Give label and length of the longest name that begins here; its last word may be a plural."""
    second = words[at + 1] if at + 1 < len(words) else ""
    candidates = [*beginning.get(second, ())] if second else []
    if second.endswith("s"):
        candidates += [entry for entry in beginning.get(second[:-1], ()) if len(entry[0]) == 2]
    for name, label in candidates:
        if _same(words, at, name):
            return label, len(name)
    return next(((label, 1) for _, label in beginning.get("", ())), ("", 0))


def _same(words: Sequence[str], at: int, name: tuple[str, ...]) -> bool:
    if len(words) < at + len(name):
        return False
    *body, last = name
    end = words[at + len(body)]
    return list(words[at : at + len(body)]) == body and end in (last, last + "s")


def sentence_features(
    text_words: Iterable[str], names: Names, clusters: Clusters
) -> list[list[str]]:
    """Give all features of each word of a sentence, as the tagger is trained on them."""
    pad = [""] * REACH
    words = [*pad, *text_words, *pad]
    small = [word.lower() for word in words]
    shapes = [short_shape(word) for word in words]
    own = [own_features(word, clusters) for word in words]
    known = [*pad, *known_names(small[REACH:-REACH], names), *pad]
    return [
        [
            *(
                f"{d}{feature}"
                for d in range(-REACH, REACH + 1)
                for feature in own[at + d][: DEPTH[abs(d)]]
            ),
            *pair_features(small, shapes, at),
            *(f"{d}{known[at + d]}" for d in (-1, 0, 1) if known[at + d]),
        ]
        for at in range(REACH, len(words) - REACH)
    ]
