"""What is called a plain sentence end is one for pysbd too, whatever stands around it."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Paper
from extract.sources.read import read_files, source_files
from extract.text.boundaries import is_doubtful, is_plain, pysbd_starts

_END = re.compile(r"[.!?\u2026\u3002]['\")\]}\u2019\u201d$]*\s+")
_MESSY = (
    "word Word Using We models p n i.e e.g u.s ide erg Fig No al etc vs man art Co KG 3 12 2019 "
    "3.5 A I x The . ? ! , : ; ( ) [ ] { } ' \" \u201c \u201d \u2018 \u2019 -- - \\ $ .. ... ?! "
    "!! !!! (i) (ii) (a) b) 1) 2) (3) 1. 2. a. Yahoo! 's s' \\alpha \u00b0 (see [12] .[3] .12 "
    "\u00c9a \u2026 .) .\" .\u201d .' \u3002 \uff08 \u00ab \u222f \u2668"
)
_BETWEEN = st.sampled_from(["", "", " ", " ", " ", ". ", ". ", "? "])
messy = st.lists(st.tuples(st.sampled_from(_MESSY.split()), _BETWEEN), max_size=40).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)


def claimed(text: str) -> set[int]:
    """Give where sentences start that follow a plain end."""
    if is_doubtful(text):
        return set()
    ends = [match for match in _END.finditer(text) if match.end() < len(text)]
    return {match.end() for match in ends if is_plain(text, match.start(), match.end())}


@settings(max_examples=300)
@given(st.one_of(messy, st.text(alphabet="ab Z.?()[]\"'-1\\", max_size=60)))
def test_pysbd_agrees_with_every_plain_end(text: str) -> None:
    starts = claimed(text)
    assert not starts or starts <= set(pysbd_starts(text))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("We count words. Using them helps.", "Using"),
        ("They ask (in a bracket). 17 answered.", "17"),
        ('The "open" set. Closed ones too.', "Closed"),
        ("Is it plain? Quite plain.", "Quite"),
    ],
)
def test_plain_ends_are_known(text: str, start: str) -> None:
    assert claimed(text) == {text.index(start)}


@pytest.mark.parametrize(
    "text",
    [
        "We follow Smith et al. Jones differs.",
        "It holds for every n. Proofs follow.",
        "(The bracket opens. It goes on) here.",
        'He says "it holds. Always" and leaves.',
        "The u.s. Court and the U.S. Senate.",
        "First line.\nSecond line. Third one.",
    ],
)
def test_hard_ends_are_left_to_pysbd(text: str) -> None:
    assert claimed(text) == set()


def test_pysbd_agrees_on_real_abstracts(shared_data: Path) -> None:
    records = read_files(source_files([shared_data / "arxiv-16k"]))
    papers = (record.item for record in records if isinstance(record.item, Paper))
    for paper in islice(papers, 0, 4000, 20):
        starts = claimed(paper.abstract)
        assert not starts or starts <= set(pysbd_starts(paper.abstract)), paper.id
