"""Years, categories and ids in a question, recognised by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.sources.ids import arxiv_id, doi
from extract.vocabulary import category_names
from extract.word_lists import alternations, any_case

_LEX = alternations("question_cues")

Place = tuple[int, int]

_YEAR = r"(?:19|20)\d\d"
_FREE = rf"(?<![\w.\-/]){_YEAR}(?![\w]|[.\-/]\w)"
_DASH = r"\s*(?:-|\u2013|\u2014)\s*"
_MONTH = rf"(?:(?:{_LEX['months']})[\s-]+)?"
_NO = r"(?:no|not|nothing|none)"
_RANGES = (
    r"\b(?:between|from|in|during|over|for)?\s*(?:the (?:years|period) )?(?:between "
    rf"|from )?{_MONTH}(?P<a>{_YEAR})(?:{_DASH}|\s+(?:and|to|until|till|through"
    rf"|up to(?: and including)?)\s+){_MONTH}(?P<b>{_YEAR})\b(?!-\w)",
)
_SINCE = (
    rf"\b(?:since|starting (?:in|from|with)|beginning (?:in|with)|as of|from) {_MONTH}"
    rf"(?P<y>{_YEAR})(?: on(?:wards?)?\b| onwards?\b| and later\b| or later\b)?"
)
_FROM_ON = (
    rf"\b(?:from )?{_MONTH}(?P<y>{_YEAR}) (?:on\b(?! \w)|onwards?\b|and (?:later|after)\b"
    r"|or (?:later|newer)\b)"
)
_AFTER = (
    rf"\b(?:after|later than|newer than|more recent than|past|post[- ])\s*(?:the year )?{_MONTH}"
    rf"(?P<y>{_YEAR})\b"
)
_BEFORE = (
    rf"\b(?:before|prior to|earlier than|older than|pre[- ]|preceding)\s*(?:the year )?{_MONTH}"
    rf"(?P<y>{_YEAR})\b"
)
_UNTIL = (
    rf"\b(?:until|till|up to(?: and including)?|through|by|{_NO} (?:later|newer) than|(?:not"
    rf"|nothing) after) (?:the end of |the year )?(?P<y>{_YEAR})\b|(?P<y2>{_YEAR}) (?:or"
    r"|and) (?:earlier|before|older)\b"
)
_NO_EARLIER = (
    rf"\b(?:{_NO} (?:earlier|older|sooner) than|(?:not|nothing) (?:before|prior to)"
    rf"|at the earliest in) (?P<y>{_YEAR})\b"
)
_DECADE = r"\b(?:(?:in|of|from|during) )?(?:the )?(?P<d>(?:19|20)\d)0\'?s\b"
_ONLY = rf"(?:\b(?:in|of|from|during|dated|published|year|for|the year|within) )*{_MONTH}{_FREE}"

_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_RECENT = any_case(
    r"\b(?:(?:in|over|within|during|from|for|of) )?(?:the (?:last|past|previous)|this) "
    rf"(?:(?P<count>\d\d?|{'|'.join(_NUMBERS[1:])}) )?(?P<unit>years?|decade)\b"
)
_OLDEST = 1980  # earlier single years are dates of history, not of preprints

_ID = any_case(
    r"https?://[^\s<>\"\u201c\u201d]+|\barxiv:\s*[a-z.\-]*/?\d[\d.]*\d(?:v\d+)?"
    r"|\b(?:doi:\s*)?10\.\d{4,9}/[^\s<>\"\u201c\u201d,;?!]+|\b\d{4}\.\d{4,5}(?:v\d+)?\b"
    r"|\b[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?\b|\bAG-\d{4}\.\d{2}-\d+\b"
)
_CATEGORY_LEAD = (
    r"(?:\b(?:in|from|of|under|within|on)\s+)?(?:the\s+)?(?:arxiv\s+)?(?:categor(?:y|ies)\s+)?"
)
_CATEGORY_WORD = any_case(r"[a-z]+(?:-[a-z]+)?\.[A-Za-z]+(?:-[a-z]+)?|[a-z]+-[a-z]+")


@dataclass(frozen=True, slots=True)
class Shapes:
    """What was recognised by its form alone, and its places, which hold no words of a subject.

    `recent` is a number of years up to the newest paper.
    """

    since: int | None
    until: int | None
    recent: int | None
    categories: tuple[str, ...]
    papers: tuple[str, ...]
    places: tuple[Place, ...]


def read_shapes(text: str) -> Shapes:
    """Years (inclusive), categories and ids of papers of a question."""
    papers = list(_papers(text))
    rest = blanked(text, [place for _, place in papers])
    categories = list(_categories(rest))
    rest = blanked(rest, [place for _, place in categories])
    since, until, years = _years(rest)
    last = _RECENT.search(rest)
    places = [*(p for _, p in papers), *(p for _, p in categories), *years]
    places += [last.span()] if last else []
    return Shapes(
        since,
        until,
        _number(last) if last else None,
        tuple(dict.fromkeys(name for name, _ in categories)),
        tuple(dict.fromkeys(name for name, _ in papers)),
        tuple(sorted(places)),
    )


def _number(last: re.Match[str]) -> int:
    """How many years `the last three years` are; a decade has ten, a year alone is one."""
    if last["unit"].lower().startswith("decade"):
        return 10
    count = (last["count"] or "one").lower()
    return _NUMBERS.index(count) if count in _NUMBERS else int(count)


def _papers(text: str) -> Iterator[tuple[str, Place]]:
    for match in _ID.finditer(text):
        name = match.group().rstrip(".,;:?!)'*`")
        if arxiv_id(name) or doi(name) or name.upper().startswith("AG-"):
            yield name, (match.start(), match.start() + len(name))


@cache
def _known_categories() -> dict[str, str]:
    """Ids of the arXiv taxonomy by how they are written in small letters."""
    return {name.lower(): name for name in category_names()}


def _categories(text: str) -> Iterator[tuple[str, Place]]:
    known = _known_categories()
    for match in _CATEGORY_WORD.finditer(text):
        name = known.get(match.group().lower())
        if name is None or ("." not in name and match.group() != name):
            continue
        lead = re.search(_CATEGORY_LEAD + r"[\W_]*$", text[: match.start()], re.I)
        start = lead.start() if lead else match.start()
        yield name, (start, match.end())


def blanked(text: str, places: Iterable[Place]) -> str:
    """The text with blanks at these places, so that all others stay where they are."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _years(text: str) -> tuple[int | None, int | None, list[Place]]:
    """The first and last year that a question allows, and the places that state them."""
    since: int | None = None
    until: int | None = None
    places: list[Place] = []
    for pattern in _RANGES:
        for match in re.finditer(pattern, text, re.I):
            since, until = sorted((int(match["a"]), int(match["b"])))
            places.append(match.span())
            return since, until, places
    for pattern, shift, first in (
        (_NO_EARLIER, 0, True),
        (_UNTIL, 0, False),
        (_AFTER, 1, True),
        (_FROM_ON, 0, True),
        (_BEFORE, -1, False),
    ):
        bound = re.search(pattern, blanked(text, places), re.I)
        if bound is None:
            continue
        year = int(bound.groupdict().get("y") or bound.groupdict().get("y2") or 0) + shift
        since, until = (year, until) if first else (since, year)
        places.append(bound.span())
    start = re.search(_SINCE, blanked(text, places), re.I)
    if start and (not start.group().lower().startswith("from") or start.group()[-1].isalpha()):
        since = int(start["y"])
        places.append(start.span())
    if places:
        return since, until, places
    return _single_years(text)


def _single_years(text: str) -> tuple[int | None, int | None, list[Place]]:
    if match := re.search(_DECADE, text, re.I):
        return int(match["d"]) * 10, int(match["d"]) * 10 + 9, [match.span()]
    matches = list(re.finditer(_ONLY, text, re.I))
    matches = [match for match in matches if _is_date(text, match)]
    years = [int(match.group()[-4:]) for match in matches]
    if not years:
        return None, None, []
    return min(years), max(years), [match.span() for match in matches]


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether a year is a date, no part of a name (`JPEG 2000`) or date of history."""
    bare = match.group()[0].isdigit()
    before = text[: match.start()].split()
    last = before[-1] if before else ""
    named = bare and (last[:2].isupper() or (last[:1].isupper() and len(before) > 1))
    return not named and int(match.group()[-4:]) >= _OLDEST
