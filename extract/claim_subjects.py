"""Who a comparing verb speaks of: the thing before it in its clause, or the paper's own system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.claim_chunks import ANY, KIND, MEASURE, OWN, THING, Chunk, Chunked
from extract.claim_words import ADVERBS

SURE, ABLE = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about, where it stands, and how sure that is."""

    chunks: tuple[Chunk, ...]
    start: int
    confidence: float = SURE


_SHOWN = (
    r"(?:(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:shown|found|demonstrated"
    r"|observed"
    r"|seen|proven)\s+to\s+|manage[sd]?\s+to\s+)?"
)
_ABLE = re.compile(r"\b(?:can|(?:is|are|was|were)\s+able\s+to)\b", re.IGNORECASE)
_AUX = rf"(?:(?:can|(?:is|are|was|were)\s+able\s+to|has|have)\s+)?{_SHOWN}{ADVERBS}"
_PAREN = r"(?:\s*\([^()]{1,60}\))?"
_PLACE = (
    r"(?:\s+(?:(?:pre-?|fine-?)?(?:trained|tuned|evaluated|tested)\s+)?(?:on|in|for)\s+(?:the\s+"
    r"|an?\s+)?"
    rf"(?:[\w-]+\s+){{0,2}}?(?:{ANY}|[\w-]+(?=\s+\w)))?"
    r"(?:,\s+(?:when|with|even|despite|an?|the|although|while|using|trained|based"
    r"|without)\s[^,;]{2,90},(?=\s+\w))?"
)
_ONE = rf"{THING}(?:\s+{KIND})?{_PAREN}"
_LIST = (
    rf"{_ONE}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:the\s+"
    rf"|an?\s+)?{ANY}(?:\s+{KIND})?{_PAREN}){{0,5}}"
)
_DIRECT = re.compile(
    rf"(?P<list>{_LIST}){_PLACE}(?P<rel>\s*,\s+which\s+|\s+which\s+|\s+that\s+|\s+){_AUX}$",
    re.IGNORECASE,
)
_WE = re.compile(rf"\bwe\s+{_AUX}$", re.IGNORECASE)
_IT = re.compile(
    rf"(?:^|[.,;:]\s+|\b(?:that|and|but)\s+)(?:it|(?:this|the)\s+(?:new\s+"
    rf"|resulting\s+)?{KIND})\s+{_AUX}$",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"\bwith\s+(?:the\s+)?(?P<list>{_ONE})\s+{_AUX}$", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"(?:^|[.,;:(\u2014\u2013]\s*|\b(?:that|and|but|while|whereas|although|though|because|since"
    r"|as|so|thus"
    r"|hence|however|then|here|yet|which|therefore|moreover|furthermore|both|why|how|show(?:s|ed"
    r"|ing|n)?"
    r"|demonstrat(?:es?|ed|ing)|indicat(?:es?|ed|ing)|reveal(?:s|ed|ing)?|find(?:s|ing)?|found"
    r"|suggest(?:s|ing)?"
    r"|confirm(?:s|ed|ing)?|observ(?:es?|ed|ing)|report(?:s|ed|ing)?)\s+|[\"'\u201c`]\s*)"
    r"(?:(?:the|an?|even|only|both|all|such|simple|standard|fine-tuned|these|those|this|recent"
    r"|modern|and"
    r"|e\.g\.,?|other)\s+){0,3}(?:(?!based\b|used\b)[a-z-]+(?:ed|al|ive|ic)\s+)?$",
    re.IGNORECASE,
)
_OF_ITS = re.compile(
    r"(?:^|[.,;:]\s*|\b(?:that|and|but|while|whereas)\s+)(?:the\s+)?(?:[\w-]+\s+){0,2}"
    rf"(?:performance|accuracy|quality|results?|precision|robustness|efficiency|{MEASURE})\s+of\s+(?:the\s+"
    r"|an?\s+)?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:of|between|with|by|using|combin\w+|on|in|for|from|to|than|via|through|over"
    r"|both)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not(?!\s+only)|never|no|none|cannot|can't|neither|nor|hardly|rarely|barely|scarcely|seldom"
    r"|nearly|almost"
    r"|fails?\s+to|failed\s+to|unable\s+to|without|could|might|may|would|should|must|will"
    r"|potentially"
    r"|possibly|perhaps|rather|ideally|sometimes|occasionally|whether|if)\b|n't\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:(?<!as )expect(?:s|ed|ing)?|hypothesi[sz]\w+|conjectur\w+|hop(?:e|ed|ing)|possibl[ey]"
    r"|perhaps|likely|wonder|claim(?:s|ed)?|suppos\w+|believ\w+|thought|assum\w+|no\s+evidence"
    r"|not\s+(?:\w+\s+)?(?:show|mean"
    r"|imply|clear|true)\w*)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:whether|if|when(?:ever)?|where(?:by)?|until|unless|why|how|once|no|few|some|neither"
    r"|not(?:\s+all)?"
    r"|rather\s+than|none\s+of)\s+(?:the\s+|an?\s+|such\s+)?$",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:we|this\s+(?:paper|work|article|study|letter|thesis)|here)\s+(?:\w+ly\s+|also\s+"
    r"|then\s+|first\s+|here\s+)?"
    r"(?:propos|present|introduc|develop|describ|design|buil[dt]|creat|construct|deriv|devis"
    r"|implement"
    r"|formulat|releas|contribut|suggest)\w*\s+(?P<det>(?:an?\s+|the\s+)?)(?:[\w-]+,?\s+){0,4}?"
    rf"(?P<thing>{THING})(?P<rest>[^;]*)$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r"[;:]|\b(?:while|whereas|we|where|but|whose|because|although|when|if|it|they|than)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"(?:,\s*|\s[-\u2013\u2014]{{1,3}}\s|\s+and\s+|\s+but\s+|\s+while\s+|\b(?:thus|thereby"
    rf"|which|that)\s+){_AUX}$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|that)\b", re.IGNORECASE)
_STARTS = re.compile(
    r"[;:]\s*|\b(?:that|while|whereas|where|which|because|although|though|when|if|since|but)\s+",
    re.IGNORECASE,
)
_MAIN = re.compile(
    rf"(?:[^,;()]{{0,120}}(?:\([^()]{{0,60}}\)[^,;()]{{0,60}})?,\s*)?(?:the\s+|an?\s+"
    rf"|both\s+)?(?P<list>{_LIST}){_PLACE}\s+{_AUX}(?P<verb>[a-z]+)\b",
    re.IGNORECASE,
)
_MAIN_WE = re.compile(r"(?:[^,;]{0,80},\s*)?we\s+", re.IGNORECASE)
_NO_VERB = re.compile(
    r"(?:of|in|on|for|with|by|to|from|and|or|as|at|than|via|using|based|trained|between|over"
    r"|under|into"
    r"|through|that|which|where|while|when|designed|called|named|such|w\w*ing|\w+ing)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:is|was|has|does|\w+(?:[^su]s))\b", re.IGNORECASE)


def subject_of(sentence: Chunked, at: int, verb: str, own_before: bool) -> Subject | None:
    """Give the subject of the verb that starts at an offset; None where it is none, or unsure.

    `own_before` tells that the sentence before speaks of the paper's own system.
    """
    before = sentence.text[:at]
    if verb.endswith("ing"):
        found = _beside(sentence, before)
    else:
        found = _direct(sentence, before, verb) or _we(before)
        found = found or (_it(sentence, before) if own_before else None)
    found = found or _of_proposed(sentence, before) or _of_main(sentence, before)
    if found is None or _doubted(sentence, found.start, at):
        return None
    confidence = ABLE if _ABLE.search(before[found.start :]) else SURE
    return Subject(found.chunks, found.start, confidence)


def subject_of_clause(sentence: Chunked, at: int) -> Subject | None:
    """Give the subject of the clause that an offset stands in, past its verb."""
    found = _of_main(sentence, f"{sentence.text[:at].rstrip()}, ")
    return None if found is None or _doubted(sentence, found.start, at) else found


def _listed(sentence: Chunked, match: re.Match[str]) -> list[Chunk]:
    """Give the things of a list without those in brackets, which are said of others."""
    start, end = match.span("list")
    before = ((one, sentence.text[start : one.start]) for one in sentence.within(start, end))
    found = [one for one, text in before if text.count("(") == text.count(")")]
    joins = sentence.text[found[-2].end : found[-1].start] if len(found) > 1 else "and"
    return found if re.search(r"\b(?:and|or)\b", joins) else found[-1:]


def _doubted(sentence: Chunked, start: int, at: int) -> bool:
    """Tell whether the words before a subject, or those between it and its verb, take it back."""
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
    if match is None or any(one.key != OWN for one in sentence.within(0, match.start())):
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
    """Give what "A, which" stands for; a bare "that" tells which of many, and names none."""
    last = chunks[-1]
    named = word.startswith(",") and not _WITHIN.search(before[: last.start])
    return Subject((last,), last.start) if named and len(chunks) == 1 else None


def _of_proposed(sentence: Chunked, before: str) -> Subject | None:
    """Give what the paper proposes: "we propose A, which", "we present a new B that"."""
    match = _PROPOSED.search(before)
    if match is None or not _JOINED.search(before) or _OTHER_CLAUSE.search(match["rest"]):
        return None
    chunk = sentence.chunks[match.start("thing")]
    if match["det"].strip().lower() in ("a", "an") and chunk.label not in ("Dataset", "Task"):
        chunk = Chunk(chunk.start, chunk.end, OWN, "Method")
    return Subject((chunk,), match.start("thing"))


def _of_main(sentence: Chunked, before: str) -> Subject | None:
    """Give the subject of the clause whose second verb this is: "A does so and outperforms"."""
    joined = _JOINED.search(before)
    if joined is None or _RELATIVE.search(joined.group()):
        return None
    start = max((one.end() for one in _STARTS.finditer(before, 0, joined.start())), default=0)
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
