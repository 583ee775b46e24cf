"""The composer's own words: what a statement may say that no source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.answer.support import tokens
from kg.retrieve.aspects import load_aspects

_NUMBER = re.compile(r"\d+")
_TEMPLATE_WORDS = (
    "a alone archive are as been both into by context cut date digest entities entity explains "
    "found stand stands from general goes grants has hold holds in is it "
    "judged kinds lead lean linked link "
    "links matters model more most name named names none notes nothing of often on only or other "
    "others papers paper parts passage passages part question relations reports says separate "
    "shares shown shortest shows sides side speak speaks states terms that the their them these "
    "this through to tuned under way what which with without words year left aside drawn follows "
    "so first another further same those between describes adds its date no could have for and "
    "not an was were will be data methods models results tasks findings limits evaluation training "
    "base tuning propose proposes proposed citation cite newest oldest nearest all date first by "
    "come same here nothing sets apart author authors published since until without up most id "
    "say long form title reports passing whole wrote thing propose leaving out "
    "nearest latest year short two three four five six seven eight nine ten points expects "
    "speaks more against than treat says compare compares them better faster needs less equal "
    "fails report"
)
_TEMPLATE = tokens(_TEMPLATE_WORDS)


def stray_words(text: str, known: Sequence[str]) -> list[str]:
    """The telling words of a text that are neither the composer's nor in `known`, sorted."""
    borne = _own_words().union(*map(tokens, known))
    return sorted(word for word in tokens(text) - borne if not _NUMBER.fullmatch(word))


@cache
def _own_words() -> frozenset[str]:
    """The words of the templates, those of the aspects with them."""
    aspects = [word for one in load_aspects() for word in (one.heading, one.what, one.lead)]
    verbs = [one.verb.format(side="", items="") for one in load_aspects()]
    return frozenset(_TEMPLATE).union(*map(tokens, (*aspects, *verbs)))
