"""Paper ids from what a source writes: `arxiv:…`, `doi:…`, `url:…`, else `tracker:…`."""

from __future__ import annotations

import re
from urllib.parse import quote

_PREFIX = re.compile(
    r"^(?:arxiv:\s*|(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"|(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.)",
    re.IGNORECASE,
)
_NEW = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})(?:v\d+)?(?:\.pdf)?", re.ASCII)
_OLD = re.compile(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[A-Z]{2})?/(\d\d(?:0[1-9]|1[0-2])\d{3})(?:v\d+)?(?:\.pdf)?", re.ASCII
)
_FLOAT = re.compile(r"\d{3,4}\.\d{1,16}", re.ASCII)
_DOI = re.compile(
    r"^(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.(?:org|ieeecomputersociety\.org)/)?"
    r"(10\.\d{4,9}/[!-~]+)$",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)


def arxiv_id(raw: str) -> str:
    """The arXiv id in an id or address, without its version (`math/0309136`); empty if none."""
    bare = _PREFIX.sub("", raw.strip())
    if new := _NEW.fullmatch(bare):
        return f"{new[1]}{new[2]}.{new[3]}"
    if old := _OLD.fullmatch(bare):
        return f"{old[1]}/{old[2]}"
    return ""


def repaired_arxiv_id(raw: str) -> str:
    """The arXiv id of a number that a spreadsheet made of it (`704.104` was `0704.1040`), or ``.

    Only for sources that hold nothing but arXiv ids. Numbers before 2015 had four digits.
    """
    if not _FLOAT.fullmatch(raw):
        return ""
    value = float(raw)
    digits = 4 if value < 1501 else 5
    return arxiv_id(f"{value:0{5 + digits}.{digits}f}") if value >= 704 else ""


def doi(raw: str) -> str:
    """The DOI in a DOI, `doi:…` or resolver's address, lower case, or ``; the first of several."""
    first = raw.split()[0].rstrip(",;") if raw.split() else ""
    match = _DOI.match(first)
    return match[1].lower() if match else ""


def web_address(raw: str) -> str:
    """The address where it is a plain http(s) one, else ``: nothing else may become a link."""
    address = raw.strip()
    return address if _WEB.fullmatch(address) else ""


def paper_id(raw: str) -> str:
    """The id that this archive gives a paper which its source calls `raw`."""
    if arxiv := arxiv_id(raw):
        return f"arxiv:{arxiv}"
    if identifier := doi(raw):
        return f"doi:{identifier}"
    if address := web_address(raw):
        return f"url:{address}"
    return f"tracker:{raw.strip()}"


def arxiv_month(paper: str) -> str:
    """`YYYY-MM` of an `arxiv:` paper id, from its number; empty for other papers."""
    number = paper.removeprefix("arxiv:").rpartition("/")[2] if paper.startswith("arxiv:") else ""
    if not number:
        return ""
    # Numbers began in 1991; the two digits of the year have not come round yet.
    century = "19" if int(number[:2]) > 90 else "20"
    return f"{century}{number[:2]}-{number[2:4]}"


def landing_page(paper: str) -> str:
    """The address where a paper of this id is read, or `` where none follows from the id."""
    scheme, _, rest = paper.partition(":")
    prefixes = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/", "url": ""}
    if scheme not in prefixes:
        return ""
    return prefixes[scheme] + (rest if scheme == "url" else quote(rest, safe="/:;()"))
