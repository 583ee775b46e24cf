"""Words: lists, plurals, capitals and the names by which papers are spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.retrieve.evidence import Node, PaperEvidence

_NAME_HEAD = re.compile(r"^([^:]{2,32}?)\s*[:\u2013\u2014]\s+\S")
_INNER_CAPITAL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}|\d|\+")
_SHORT_TITLE_WORDS = 9


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


def paper_name(paper: PaperEvidence, subject: Node | None) -> str:
    """How prose speaks of a paper: by its system, its short title, or its year and subject."""
    name = system_name(paper.title)
    year = paper.published[:4]
    if name:
        return f"{name} ({year})" if year else name
    if len(paper.title.split()) <= _SHORT_TITLE_WORDS or subject is None:
        return title_name(paper)
    return f"a {year} paper on {subject.name}" if year else f"a paper on {subject.name}"


def title_name(paper: PaperEvidence) -> str:
    """A paper's title in quotation marks."""
    return f"“{paper.title.rstrip('.')}”"


def cited(archive_ids: Sequence[str]) -> str:
    """Archive ids in brackets, each once."""
    return "".join(f"[{one}]" for one in dict.fromkeys(archive_ids))
