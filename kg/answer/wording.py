"""Words: lists, plurals, capitals and the names by which papers are spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.word_lists import lexicon_words
from kg.retrieve.evidence import PaperEvidence

_NAME_HEAD = re.compile(r"^([^:]{2,32}?)\s*[:\u2013\u2014]\s+\S")
_INNER_CAPITAL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}|\d|\+")
_SHORT_TITLE_WORDS = 9
_LEAST_HEAD = 4
_HEAD = re.compile(r"(?:\s*[:\u2013\u2014]|\s-|\?|\.)\s+")
_JOINING = lexicon_words("quotes", "joining")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def papers(count: int) -> str:
    """`1 paper`, `2 papers`."""
    return f"{count} paper" if count == 1 else f"{count} papers"


def capital(text: str) -> str:
    """The text with its first letter large, names such as arXiv left alone."""
    first = text.split(" ", 1)[0]
    if any(character.isupper() for character in first):
        return text
    return text[:1].upper() + text[1:]


def words(text: str) -> int:
    """How many words a reader counts."""
    return len(text.split())


def system_name(title: str) -> str:
    """The name that a title gives its system (`FeynTune: …`), or nothing."""
    match = _NAME_HEAD.match(title)
    if match is None:
        return ""
    head = match.group(1).strip()
    named = _INNER_CAPITAL.search(head) is not None or " " not in head
    return head if named and len(head.split()) <= 3 else ""


def paper_name(paper: PaperEvidence) -> str:
    """How prose speaks of a paper: by the system that it names, else by its short title."""
    year = f" ({paper.published[:4]})" if paper.published else ""
    return f"{system_name(paper.title) or short_title(paper.title)}{year}"


def short_title(title: str) -> str:
    """A title in quotation marks, a long one up to a place where its first words make sense."""
    whole = title.rstrip(".")
    head = _HEAD.split(whole, maxsplit=1)[0]
    if len(head.split()) >= _LEAST_HEAD:
        whole = head
    parts = whole.split()
    if len(parts) <= _SHORT_TITLE_WORDS:
        return f"“{whole}”"
    ends = [
        n
        for n in range(_LEAST_HEAD, _SHORT_TITLE_WORDS + 1)
        if parts[n].casefold() in _JOINING and parts[n - 1].casefold() not in _JOINING
    ]
    last = ends[-1] if ends else _SHORT_TITLE_WORDS
    return f"“{' '.join(parts[:last]).rstrip(',;:')} …”"


def title_name(paper: PaperEvidence) -> str:
    """A paper's title in quotation marks."""
    return f"“{paper.title.rstrip('.')}”"


def number_word(count: int) -> str:
    """A small number in words, a larger one in figures."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def cited(archive_ids: Sequence[str]) -> str:
    """Archive ids in brackets, each once."""
    return "".join(f"[{identifier}]" for identifier in dict.fromkeys(archive_ids))
