"""Where a concept's words do not name the concept: "physics-informed" is no paper on physics."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.keys import fold
from extract.mentions.matcher import Match
from extract.vocabulary import Concept
from extract.word_lists import alternations, any_case

_LEX = alternations("names")

_BEFORE_REACH = 30
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])")
_AFTER_REACH = 40

_DOMAIN_AFTER = any_case(
    rf"(?:[- ]?(?:{_LEX['domain compounds']})\b|\s+(?:engines?|simulators?|simulations?|priors?"
    r"|of\s+(?:language\s+models?|LLMs?|AI)\b)|\s+(?:loss|losses|plausibility|violations?"
    r"|realism)\b)"
)
_ARCHIVE_ID_AFTER = re.compile(r"[ /]\d{5,7}\b")
_GENERAL_ADJECTIVE = any_case(
    r"(?:mathematical|physical|statistical|biological|chemical)(?:\s+"
    rf"(?:{_LEX['behind adjectives']}))"
)
_CODE_MIXED = any_case(r"[- ](?:mix|switch)(?:ed|ing)\b")
_CODE_NOUN = any_case(
    r"\s+(?:snippets?|embeddings?|representations?|graphs?|changes?|edits?|diffs?|tokens?"
    r"|samples?)\b"
)
_ASSAY = re.compile(r"-[Ss]eq\b")
_DOMAIN_BEFORE = any_case(
    r"(?:\bmulti-|\b(?:laws?|principles?)\s+of|\bviolat\w+(?:\s+\w+)?|\bintuitive|\brigid[- ]body"
    r"|\bgame|\bin\s+the\s+spirit\s+of)\s*$"
)


def is_cued(concept: Concept, text: str, match: Match) -> bool:
    """Tell whether a sentence has a word that the concept's spelling needs, where it needs one."""
    words = dict(concept.cues).get(fold(text[match.char_start : match.char_end]))
    if words is None:
        return True
    before = [stop.end() for stop in _SENTENCE_END.finditer(text, 0, match.char_start + 1)]
    after = _SENTENCE_END.search(text, match.char_end)
    first, last = before[-1] if before else 0, after.start() if after else len(text)
    rest = f"{text[first : match.char_start]} {text[match.char_end : last]}"
    return _any_word(words).search(rest) is not None


@lru_cache(maxsize=1 << 12)
def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the words, singular or plural; capitals count where a word has some."""
    ways = (
        re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})" for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?:e?s)?(?!\w)")


def is_guarded(concept: Concept, text: str, start: int, end: int) -> bool:
    """Tell whether the words at these offsets, though spelt so, do not name the concept."""
    after = text[end : end + _AFTER_REACH]
    if _ASSAY.match(after):
        return True
    if concept.label == "Task" and text[start:end].lower().endswith("code"):
        return bool(_CODE_MIXED.match(after) or _CODE_NOUN.match(after))
    if concept.label != "Domain":
        return False
    before = text[max(0, start - _BEFORE_REACH) : start]
    return bool(
        _DOMAIN_AFTER.match(after)
        or _DOMAIN_BEFORE.search(before)
        or _ARCHIVE_ID_AFTER.match(after)
        or _GENERAL_ADJECTIVE.match(text, start)
    )
