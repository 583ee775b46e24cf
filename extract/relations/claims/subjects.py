"""The subject of a comparing verb: the name before it in its clause, or the paper's own system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.relations.claims.chunks import ANY, KIND, MEASURE, NAME, OWN, Chunk, Chunked
from extract.relations.claims.words import ADVERBS
from extract.word_lists import alternations, any_case

_LEX = alternations("claims")

SURE, ABLE = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about, where it stands, and how sure that is."""

    chunks: tuple[Chunk, ...]
    start: int
    confidence: float = SURE


_SHOWN = (
    r"(?:(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:shown|found|demonstrated"
    r"|observed|seen|proven)\s+to\s+|manage[sd]?\s+to\s+)?"
)
_ABLE = any_case(r"\b(?:can|(?:is|are|was|were)\s+able\s+to)\b")
_AUX = rf"(?:(?:can|(?:is|are|was|were)\s+able\s+to|has|have)\s+)?{_SHOWN}{ADVERBS}"
_PAREN = r"(?:\s*\([^()]{1,60}\))?"
_PLACE = (
    r"(?:\s+(?:(?:pre-?|fine-?)?(?:trained|tuned|evaluated|tested)\s+)?(?:on|in|for)\s+(?:the\s+"
    rf"|an?\s+)?(?:[\w-]+\s+){{0,2}}?(?:{ANY}|[\w-]+(?=\s+\w)))?(?:,\s+(?:when|with|even|despite"
    r"|an?|the|although|while|using|trained|based|without)\s[^,;]{2,90},(?=\s+\w))?"
)
_ITEM = rf"{NAME}(?:\s+{KIND})?{_PAREN}"
_LIST = (
    rf"{_ITEM}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:the\s+|an?\s+)?{ANY}"
    rf"(?:\s+{KIND})?{_PAREN}){{0,5}}"
)
_DIRECT = any_case(
    rf"(?P<list>{_LIST}){_PLACE}(?P<rel>\s*,\s+which\s+|\s+which\s+|\s+that\s+|\s+){_AUX}$"
)
_WE = any_case(rf"\bwe\s+{_AUX}$")
_IT = any_case(
    r"(?:^|[.,;:]\s+|\b(?:that|and|but)\s+)(?:it|(?:this|the)\s+(?:new\s+"
    rf"|resulting\s+)?{KIND})\s+{_AUX}$"
)
_BESIDE = any_case(rf"\bwith\s+(?:the\s+)?(?P<list>{_ITEM})\s+{_AUX}$")
_BOUNDARY = any_case(
    rf"(?:^|[.,;:(\u2014\u2013]\s*|\b(?:{_LEX['boundaries']})\s+|[\"'\u201c`]\s*)(?:"
    rf"(?:{_LEX['subject leads']})\s+){{0,3}}(?:(?!based\b|used\b)[a-z-]+(?:ed|al|ive|ic)\s+)?$"
)
_OF_ITS = any_case(
    r"(?:^|[.,;:]\s*|\b(?:that|and|but|while|whereas)\s+)(?:the\s+)?(?:[\w-]+\s+){0,2}"
    rf"(?:performance|accuracy|quality|results?|precision|robustness|efficiency|{MEASURE})\s+of\s+"
    r"(?:the\s+|an?\s+)?$"
)
_WITHIN = any_case(
    r"\b(?:of|between|with|by|using|combin\w+|on|in|for|from|to|than|via|through|over|both)\s+"
    r"(?:the\s+|an?\s+)?$"
)
_UNSURE = any_case(rf"\b(?:{_LEX['unsure']})\b|n't\b")
_SUPPOSED = any_case(rf"\b(?:{_LEX['supposed']})\b")
_OPEN = any_case(rf"\b(?:{_LEX['open']})\s+(?:the\s+|an?\s+|such\s+)?$")
_PROPOSED = any_case(
    r"\b(?:we|this\s+(?:paper|work|article|study|letter|thesis)|here)\s+(?:\w+ly\s+|also\s+|then\s+"
    rf"|first\s+|here\s+)?(?:{_LEX['proposal stems']})\w*\s+(?P<det>(?:an?\s+|the\s+)?)"
    rf"(?:[\w-]+,?\s+){{0,4}}?(?P<name>{NAME})(?P<rest>[^;]*)$"
)
_OTHER_CLAUSE = any_case(
    r"[;:]|\b(?:while|whereas|we|where|but|whose|because|although|when|if|it|they|than)\b"
)
_JOINED = any_case(
    r"(?:,\s*|\s[-\u2013\u2014]{1,3}\s|\s+and\s+|\s+but\s+|\s+while\s+|\b(?:thus|thereby|which"
    rf"|that)\s+){_AUX}$"
)
_RELATIVE = any_case(r"\b(?:which|that)\b")
_STARTS = any_case(
    r"[;:]\s*|\b(?:that|while|whereas|where|which|because|although|though|when|if|since|but)\s+"
)
_MAIN = any_case(
    r"(?:[^,;()]{0,120}(?:\([^()]{0,60}\)[^,;()]{0,60})?,\s*)?(?:the\s+|an?\s+|both\s+)?"
    rf"(?P<list>{_LIST}){_PLACE}\s+{_AUX}(?P<verb>[a-z]+)\b"
)
_MAIN_WE = any_case(r"(?:[^,;]{0,80},\s*)?we\s+")
_NO_VERB = any_case(rf"(?:{_LEX['no verbs']}|\w+ing)$")
_PLURAL = any_case(r"(?:is|was|has|does|\w+(?:[^su]s))\b")


def subject_of(sentence: Chunked, at: int, verb: str, own_before: bool) -> Subject | None:
    """Give the subject of the verb that starts at an offset; None where it is none, or unsure.

    `own_before` tells that the sentence before speaks of the paper's own system.
    """
    before = sentence.text[:at]
    if verb.endswith("ing"):
        subject = _beside(sentence, before)
    else:
        subject = _direct(sentence, before, verb) or _we(before)
        subject = subject or (_it(sentence, before) if own_before else None)
    subject = subject or _of_proposed(sentence, before) or _of_main(sentence, before)
    if subject is None or _doubted(sentence, subject.start, at):
        return None
    confidence = ABLE if _ABLE.search(before[subject.start :]) else SURE
    return Subject(subject.chunks, subject.start, confidence)


def subject_of_clause(sentence: Chunked, at: int) -> Subject | None:
    """Give the subject of the clause that an offset stands in, past its verb."""
    subject = _of_main(sentence, f"{sentence.text[:at].rstrip()}, ")
    return None if subject is None or _doubted(sentence, subject.start, at) else subject


def _listed(sentence: Chunked, match: re.Match[str]) -> list[Chunk]:
    """Give the names of a list, without those in brackets."""
    start, end = match.span("list")
    before = ((chunk, sentence.text[start : chunk.start]) for chunk in sentence.within(start, end))
    chunks = [chunk for chunk, text in before if text.count("(") == text.count(")")]
    joins = sentence.text[chunks[-2].end : chunks[-1].start] if len(chunks) > 1 else "and"
    return chunks if re.search(r"\b(?:and|or)\b", joins) else chunks[-1:]


def _doubted(sentence: Chunked, start: int, at: int) -> bool:
    """Tell whether words before a subject, or between it and its verb, negate or hedge it."""
    before = sentence.words(max(0, start - 60), start)
    if _OPEN.search(before) or _SUPPOSED.search(before):
        return True
    return bool(_UNSURE.search(sentence.words(start, at)))


def _beside(sentence: Chunked, before: str) -> Subject | None:
    """Give the subject of "with A outperforming B"."""
    match = _BESIDE.search(before)
    chunks = _listed(sentence, match) if match else []
    return Subject(tuple(chunks), chunks[0].start) if chunks else None


def _it(sentence: Chunked, before: str) -> Subject | None:
    """Give the paper's own system for an "it" before which its sentence names nothing else."""
    match = _IT.search(before)
    if match is None or any(chunk.key != OWN for chunk in sentence.within(0, match.start())):
        return None
    return Subject((Chunk(match.start(), match.end(), OWN, "Method"),), match.start())


def _we(before: str) -> Subject | None:
    match = _WE.search(before)
    return (
        Subject((Chunk(match.start(), match.end(), OWN, "Method"),), match.start())
        if match
        else None
    )


def _direct(sentence: Chunked, before: str, verb: str) -> Subject | None:
    match = _DIRECT.search(before)
    if match is None:
        return None
    chunks = _listed(sentence, match)
    if match["rel"].strip():
        return _relative(before, chunks, match["rel"].strip())
    joined = re.search(r"\s(?:and|or)\s", match["list"])
    if len(chunks) > 1 and (joined is None or _PLURAL.match(verb)):
        if joined and _WITHIN.search(before[: chunks[0].start]):
            return None
        chunks = chunks[-1:]
    lead = before[: chunks[0].start]
    if not (_BOUNDARY.search(lead) or _OF_ITS.search(lead)):
        return None
    return Subject(tuple(chunks), chunks[0].start)


def _relative(before: str, chunks: Sequence[Chunk], word: str) -> Subject | None:
    """Give the antecedent of "A, which"; a restrictive "that" has none that is a name."""
    last = chunks[-1]
    named = word.startswith(",") and not _WITHIN.search(before[: last.start])
    return Subject((last,), last.start) if named and len(chunks) == 1 else None


def _of_proposed(sentence: Chunked, before: str) -> Subject | None:
    """Give what the paper proposes: "we propose A, which", "we present a new B that"."""
    match = _PROPOSED.search(before)
    if match is None or not _JOINED.search(before) or _OTHER_CLAUSE.search(match["rest"]):
        return None
    chunk = sentence.chunks[match.start("name")]
    if match["det"].strip().lower() in ("a", "an") and chunk.label not in ("Dataset", "Task"):
        chunk = Chunk(chunk.start, chunk.end, OWN, "Method")
    return Subject((chunk,), match.start("name"))


def _of_main(sentence: Chunked, before: str) -> Subject | None:
    """Give the subject of the clause whose second verb this is: "A does so and outperforms"."""
    joined = _JOINED.search(before)
    if joined is None or _RELATIVE.search(joined.group()):
        return None
    start = max((match.end() for match in _STARTS.finditer(before, 0, joined.start())), default=0)
    we = _MAIN_WE.match(before, start)
    if we:
        return Subject((Chunk(start, we.end(), OWN, "Method"),), start)
    match = _MAIN.match(before, start)
    if match is None or _NO_VERB.match(match["verb"]) or match.end("verb") > joined.start():
        return None
    chunks = _listed(sentence, match)
    if re.search(r"(?:^|[\s,])(?:and\s+)?(?:we|they|it)\s", before[match.end() : joined.start()]):
        return None
    lead = before[: chunks[0].start]
    return Subject(tuple(chunks), chunks[0].start) if _BOUNDARY.search(lead) else None
