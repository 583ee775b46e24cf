"""Spelling correction: unknown words are read as the nearest that the archive knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from kg.questions.folding import plain_words, word_list

LEAST_LETTERS = 5
LONG = 8  # letters from which two slips are forgiven
_ASKING = ("between", "difference", "differences", "different", "compare", "compared", "comparison")
_SMALL = ("the", "and", "what", "with", "which", "when", "how")
DOMINANT = 3  # times as frequent as the next candidate


def corrections(
    phrases: Iterable[str], known: Callable[[str], bool], words: Callable[[], Mapping[str, int]]
) -> Iterator[tuple[str, str]]:
    """(as typed, as read) for each word that is not `known` and has one near word.

    `words` gives the words of the archive's names, each with how often it is said (`counted`); it
    is called only where a word is unknown.
    """
    unknown = [
        word
        for phrase in phrases
        for word in re.findall(r"[^\W\d_]+", phrase)
        if len(word) >= LEAST_LETTERS and word.islower() and not known(word)
    ]
    if not unknown:
        return
    counts = words()
    for word in dict.fromkeys(unknown):
        near = nearest(word, counts)
        if near:
            yield word, near


def asking_mended(text: str) -> str:
    """A question with its asking words spelt correctly: `waht is teh diference`.

    In short ones two letters after the first may be swapped; longer ones may have one slip.
    """
    return re.sub(r"\b[a-z]{3,12}\b", lambda match: _as_meant(match[0]), text)


def _as_meant(word: str) -> str:
    if word in _ASKING or word.removesuffix("s") in _ASKING or word in word_list("function"):
        return word
    for small in _SMALL:
        if sorted(small) == sorted(word) and small[0] == word[0] and distance(word, small, 1) == 1:
            return small
    near = [other for other in _ASKING if other[0] == word[0] and distance(word, other, 1) == 1]
    return near[0] if len(near) == 1 else word


def counted(names: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """How often each word occurs in names, which are given with their own frequencies."""
    counts: Counter[str] = Counter()
    for name, said in names:
        for word in plain_words(name):
            if word.isalpha() and len(word) >= LEAST_LETTERS - 1:
                counts[word] += said
    for word in word_list("asking") | word_list("generic") | word_list("kind"):
        counts[word] += 1
    return counts


def nearest(word: str, counts: Mapping[str, int]) -> str:
    """The only near word, or by far the most frequent of the nearest; empty for none."""
    most = 2 if len(word) >= LONG else 1
    by_distance: dict[int, list[str]] = {}
    for other in counts:
        if abs(len(other) - len(word)) <= most and other[:1] == word[:1]:
            apart = distance(word, other, most)
            if 0 < apart <= most:
                by_distance.setdefault(apart, []).append(other)
    if not by_distance:
        return ""
    best = sorted(by_distance[min(by_distance)], key=lambda near: (-counts[near], near))
    alone = len(best) == 1 or counts[best[0]] >= DOMINANT * counts[best[1]]
    return best[0] if alone or _same_stem(best) else ""


def _same_stem(words: Collection[str]) -> bool:
    return len({word.removesuffix("s") for word in words}) == 1


def distance(left: str, right: str, most: int) -> int:
    """Slips between two words: a letter more, less, other, or two swapped (Damerau, 1964).

    Gives `most` + 1 as soon as there are more than `most`.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for n, letter in enumerate(left, start=1):
        older, before = before, row
        row = [n]
        for m, other in enumerate(right, start=1):
            cost = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != other))
            if n > 1 and m > 1 and letter == right[m - 2] and left[n - 2] == other:
                cost = min(cost, older[m - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
