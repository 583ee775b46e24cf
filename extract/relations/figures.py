"""Figures that a sentence gives: each number with its unit, and whether it is a level or a change.

A range ("5-6 %"), a rival's figure ("compared to 90.9 %"), a share of a count ("50 % of the
tokens") and a number that is part of a name or of a formula are read, so that nothing else is taken
for them, but are marked as unusable. So is a bound ("at least 90 %"), which is no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Protocol, TypeVar

from extract.records import Change
from extract.word_lists import alternations, any_case

_LEX = alternations("figures")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at its place; `change` is empty where it is a level, `unit` where it has none.

    Units are `%`, `points` (percentage points, or points of a metric), `x` (times) and those of
    physics and machines as they are spelt (`ms`, `GB`, `eV`).
    """

    start: int
    end: int
    value: float
    unit: str
    change: Change
    usable: bool


_REACH = 160  # characters on either side that say what a number is
_UNIT = _LEX["units"]
_NUMBER = re.compile(
    r"(?:(?<=[\s(])(?P<sign>[+\u2212-])\s?|(?<![\w.,@/^_#-]))(?P<number>0,\d+"
    r"|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?)(?:\s*%?\s*(?:\+/-"
    r"|\u00b1)\s*\d+(?:\.\d+)?)?(?P<unit>\s*%(?:\s*(?:abs(?:olute)?\.?\s+)?points?\b)?|\s*percent"
    r"(?:age)?[- ]points?\b|\s+percent\b|\s+points?\b|\s*pp\b|\s*p\.p\.|\s*pts?\b|\s*(?:(?:\u00d7"
    rf"|x\b)(?!\s*\d)|-?fold\b)|\s+times\b|\s*(?:{_UNIT})(?![\w/-]))?(?![\w@^_{{/])(?!\.\d)(?!,\d)"
    r"(?!-[A-Za-z])"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_LATEX = (
    (re.compile(r"\^\{[^{}]*\}"), "^"),
    (re.compile(r"_\{[^{}]*\}"), "_"),
    (re.compile(r"\\(?:sim|approx|text|mathbf|bf|rm|mathrm)\b|\\[,;:! ]|[$~\u223c\u2248{}]"), " "),
    (re.compile(r"\\times\b"), "\u00d7"),
    (re.compile(r"\\pm\b"), "\u00b1"),
    (re.compile(r"\\%"), " %"),
)
_MARKED = re.compile(r"[\\$~\u223c\u2248{}]")
_RANGE_AFTER = re.compile(r"\s*%?\s*(?:-{1,3}|[\u2010-\u2015])\s*\+?\d")
_RANGE_BEFORE = re.compile(r"\d\s*%?\s*(?:-{1,3}|[\u2010-\u2015])\s*$")
_SPAN_BEFORE = re.compile(r"\b(?:ranging|ranges?|vary|varies|varying|between|from)\s+[^,;]{0,12}$")
_POWER_AFTER = re.compile(r"\s*(?:\u00d7|e)\s*-?\s*10\b|\s*\^")
_PROPORTION_AFTER = re.compile(
    r"\s+of\s+(?!improvement|gain|accuracy)|\s+(?:more\s+)?(?:efficient|effective)\b|\s+(?:CI"
    r"|confidence|million|billion|thousand|trillion|giga|tera|peta)\b"
)
_LIMIT = any_case(r"\b(?:at (?:least|most)|not? (?:more|less|fewer) than)\s+$")
_TO = re.compile(r"\s*(?:%|pp|points?)?\s+to\s+(?:about\s+|around\s+)?\d")
_FROM = any_case(r"\bfrom\s+(?:about\s+|around\s+|only\s+|just\s+|an?\s+\w+\s+)?$")
_TO_BEFORE = any_case(r"\d[^,;]{0,14}\s+to\s+(?:\w+\s+){0,2}$")
_RANGING = any_case(r"\b(?:ranging|ranges?|vary|varies|varying)\s+from\b")
_BETWEEN = any_case(r"\bbetween\s+\S{1,12}\s+and\s+$")
_RIVAL = any_case(rf"\b(?:{_LEX['rival leads']})\s+(?:[^,;.\d]|\.(?!\s))*$")
_ABOUT = rf"(?:(?:{_LEX['about']})\s+)*"
_UP = _LEX["up"]
_DOWN = _LEX["down"]
_CHANGE_NOUN = _LEX["change nouns"]
_BY = any_case(rf"\bby\s+{_ABOUT}$")
_NOUN_BEFORE = any_case(
    rf"\b(?P<noun>{_CHANGE_NOUN})\b(?:\s+rates?)?(?:[^,;.\d]{{0,40}}?)\b(?:of|by|is|are|nears?"
    rf"|exceeds?|reach\w*)\s+{_ABOUT}$|\b(?P<bare>{_CHANGE_NOUN})\s*(?:\(|:)\s*{_ABOUT}$"
)
_VERB_BEFORE = any_case(rf"\b(?P<verb>{_LEX['change verbs']})\s+{_ABOUT}$")
_NOUN_AFTER = any_case(
    r"\s*(?:(?!(?:and|or|with|but|than|on|in|for|to|of)\b)[\w@-]+\s+){0,2}?"
    rf"(?P<noun>{_CHANGE_NOUN})\b|\s*(?:\w+ly\s+)?(?P<than>higher|better|greater|faster|lower|fewer"
    r"|less|worse|slower|more)\b"
)
_CUE = any_case(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_LIST = any_case(r"\s*(?:,|,?\s*and|,?\s*or)\s*")
_PARALLEL = any_case(
    r"\s+(?:(?!\b(?:achiev|reach|yield|and\b))[^,;.\d]|[\w@-]\d){1,80}?(?:,|,?\s*and)\s+"
)


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_T = TypeVar("_T", bound=_Placed)


def plain(text: str) -> str:
    """The text with the marks of LaTeX blanked, character for character."""
    if not _MARKED.search(text):
        return text
    for pattern, mark in _LATEX:
        text = pattern.sub(partial(_blanked, mark), text)
    return text


def _blanked(mark: str, match: re.Match[str]) -> str:
    return mark.ljust(len(match.group()))


def read_figures(sentence: str) -> list[Figure]:
    """Every number of the sentence in order; those of a list are all levels or all changes."""
    text = plain(sentence)
    figures: list[Figure] = []
    for figure in (_figure(text, match) for match in _NUMBER.finditer(text)):
        last = figures[-1] if figures else None
        gap = text[last.end : figure.start] if last else ""
        if last and (_LIST.fullmatch(gap) or _PARALLEL.fullmatch(gap) or _BY.search(gap)):
            figure = replace(figure, change=figure.change or last.change)
        figures.append(figure)
    return [figure for run in in_lists(text, figures, _LIST) for figure in _alike(run)]


def in_lists(text: str, items: Iterable[_T], between: re.Pattern[str]) -> list[list[_T]]:
    """Group items by the lists ("85, 90 and 95") of a text; others are groups of one."""
    lists: list[list[_T]] = []
    for item in items:
        if lists and between.fullmatch(text[lists[-1][-1].end : item.start]):
            lists[-1].append(item)
        else:
            lists.append([item])
    return lists


def _alike(run: Sequence[Figure]) -> Iterator[Figure]:
    """Give the figures of a list, with the unit and change that only one of them has."""
    change: Change = next((figure.change for figure in run if figure.change), "")
    for figure, after in zip_longest(run, run[1:]):
        unit = figure.unit or (after.unit if after else "")
        yield replace(figure, unit=unit, change=figure.change or change)


def _figure(text: str, match: re.Match[str]) -> Figure:
    value = _value(match.group("number"))
    sign = (match.group("sign") or "").strip()
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + _REACH]
    return Figure(
        match.start(),
        match.end(),
        value,
        _unit(match.group("unit") or ""),
        _change(before, after, sign),
        _is_usable(before, after, bool(match.group("unit"))),
    )


def _value(number: str) -> float:
    """Read a number; a comma is a decimal one but before three figures: "0,85", "1,200"."""
    thousands = _THOUSANDS.fullmatch(number)
    return float(number.replace(",", "" if thousands else "."))


def _unit(text: str) -> str:
    text = text.strip()
    if not text or re.fullmatch(_UNIT, text):
        return text
    if "point" in text or text.startswith(("pp", "p.p", "pt")):
        return "points"
    return "%" if text[0] == "%" or text.startswith("percent") else "x"


def _is_usable(before: str, after: str, has_unit: bool) -> bool:
    part_of_range = (
        _RANGE_AFTER.match(after)
        or _RANGE_BEFORE.search(before)
        or _BETWEEN.search(before)
        or (_SPAN_BEFORE.search(before) and _TO.match(after))
        or (_FROM.search(before) and _TO.match(after))
        or (_RANGING.search(before[-60:]) and (_TO.match(after) or _TO_BEFORE.search(before)))
    )
    proportion = _PROPORTION_AFTER.match(after) and (has_unit or not after.startswith(" of"))
    bound = _LIMIT.search(before) or _POWER_AFTER.match(after) or _RIVAL.search(before)
    return not (part_of_range or proportion or bound)


def _change(before: str, after: str, sign: str) -> Change:
    """Say whether a number is a change, and its direction; the result of a change is none."""
    if sign:
        return "increase" if sign == "+" else "decrease"
    noun = _NOUN_AFTER.match(after)
    if noun:
        return _direction(noun.group("noun") or noun.group("than"))
    if _BY.search(before):
        cues = [*_CUE.finditer(before)]
        return _direction(cues[-1].group()) if cues else ""
    match = _NOUN_BEFORE.search(before) or _VERB_BEFORE.search(before)
    if match:
        word = next(group for group in match.groupdict().values() if group)
        return _direction(word)
    return ""


def _direction(word: str) -> Change:
    return "decrease" if re.fullmatch(_DOWN, word, re.IGNORECASE) else "increase"
