"""Text as sources write it becomes one plain line: titles, abstracts, names, dates, categories."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from email.utils import parsedate

from extract.sources.tex import decode_accents, plain_outside_maths

# Controls that are not white space, soft hyphens, zero-width and direction marks, lone surrogates,
# tag characters: none can be seen, and they would hide or split what can.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_TAG = re.compile(r"</?(?:p|b|i|u|em|strong|sub|sup|underline|italic|bold|tt|sc|scp|br|span)\s*/?>")
# No part may run over another opening: a text of nothing but openings would cost its square.
_FEED_TITLE = re.compile(r"\.?\s*\(arXiv:[^\s()]+v\d+ \[[^\[\]]*\][^()]*\)$")
_BRACKETED = re.compile(r"^\[([^\[\]]+)\]\.?$")
_FEED_ABSTRACT = re.compile(r"^arXiv:\S+ Announce Type: \S+ (?:Abstract: ?)?")
_ABSTRACT_WORD = re.compile(r"^abstract ?[:.\u2014\u2013] ?", re.IGNORECASE)
_DATE_LENGTH = 64
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])", re.ASCII)
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)?))?", re.ASCII)


def plain(text: str) -> str:
    """The text on one line: nothing invisible, single spaces, Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", " ".join(_INVISIBLE.sub("", text).split()))


def _without_markup(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return _TAG.sub("", text) if "<" in text else text


def title(text: str) -> str:
    """A title without what feeds add: `… . (arXiv:2304.06815v1 [cs.SE])`, `[Whole title].`."""
    line = plain(plain_outside_maths(plain(_without_markup(text))))
    line = _FEED_TITLE.sub("", line)
    bracketed = _BRACKETED.match(line)
    return bracketed[1].strip() if bracketed else line


def abstract(text: str) -> str:
    """An abstract without a feed's announcement before it; maths stay in TeX."""
    line = plain(plain_outside_maths(plain(_without_markup(text))))
    return _ABSTRACT_WORD.sub("", _FEED_ABSTRACT.sub("", line))


def name(text: str) -> str:
    r"""A person's name with TeX accents decoded (`Fr\'echet`: `Fréchet`); may be empty."""
    decoded = decode_accents(_without_markup(text)).replace("\\", " ").replace("~", " ")
    written = plain(re.sub(r"[{}]", "", decoded)).strip(" ,;")
    return written if any(map(str.isalpha, written)) else ""


def published(text: str) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` of an ISO or RFC 2822 date; empty where it is neither."""
    stripped = text.strip()
    if (iso := _DATE.match(stripped)) and _is_date(iso[1], iso[2] or "01", iso[3] or "01"):
        return iso[0]
    mail = parsedate(stripped) if len(stripped) < _DATE_LENGTH else None
    if mail and _is_date(*(str(part) for part in mail[:3])):
        return f"{mail[0]:04}-{mail[1]:02}-{mail[2]:02}"
    return ""


def categories(raw: Iterable[str]) -> tuple[str, ...]:
    """Each arXiv category (`cs.SE`, `hep-th`, `physics.ed-ph`) once; MSC and ACM classes go."""
    return tuple(dict.fromkeys(filter(_CATEGORY.fullmatch, map(str.strip, raw))))


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return False
    return True
