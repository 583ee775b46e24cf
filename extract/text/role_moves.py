"""The moves of an abstract: finer than roles, for corpora that cut differently teach one model.

"We propose X" is an objective here, but a method to some annotators, who keep "objective" for what
a paper is after. So an aim and an offer are apart inside, and one role outside; a notice (of
copyright, of registration) is apart from code and data that can be had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from extract.records import Role

Move = Literal[
    "background",
    "problem",
    "aim",
    "offer",
    "method",
    "result",
    "limitation",
    "outlook",
    "release",
    "notice",
]
MOVES: Final[tuple[Move, ...]] = get_args(Move)
ROLE_OF: Final[Mapping[Move, Role]] = {
    "background": "background",
    "problem": "problem",
    "aim": "objective",
    "offer": "objective",
    "method": "method",
    "result": "result",
    "limitation": "limitation",
    "outlook": "outlook",
    "release": "availability",
    "notice": "availability",
}
