"""By how much, on what and when a claim holds, as the rest of its clause says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.relations.claims.chunks import Chunk, Chunked
from extract.relations.claims.words import NEXT
from extract.relations.figures import plain, read_figures
from extract.word_lists import alternations, any_case

_LEX = alternations("claims")


@dataclass(frozen=True, slots=True)
class Details:
    """What a clause adds to a comparison; empty where it says nothing, or says it twice."""

    metric_id: str = ""
    value: float | None = None
    unit: str = ""
    dataset_id: str = ""
    condition: str = ""


_TAIL = 200  # characters behind the compared names
_ENDS = any_case(
    rf"[;]|\.\s|,\s+(?:{_LEX['tail ends']})\b|\s(?:while|whereas|but|though|although|despite)\s"
    rf"|\s+and\s+(?:[a-z]+ly\s+)?(?:[a-z]+ing|{_LEX['tail verbs']})\b"
)
_BY = any_case(rf"\b(?:{_LEX['change leads']})\s+(?:(?:{_LEX['about']})\s+)*$|\(\s*\+\s*$")
_SERIES = re.compile(r"\s*(?:points?|percent)?\s*(?:to|and|or|,|-{1,3}|[\u2010-\u2015])\s*\+?\d")
_SO_MUCH = any_case(rf"\s*(?:[\w-]+\s+){{0,2}}?(?:{_LEX['comparatives']})\b")
_IN_TERMS = any_case(
    r"(?:\b(?:in\s+terms\s+of|in|with\s+respect\s+to|regarding)|\d\s*%?(?:\s+points?)?"
    r"(?:\s+in)?)\s+(?:the\s+|both\s+|average\s+|overall\s+|absolute\s+)*$"
)
_ON = any_case(rf"\b(?:on|across|over|in|for)\s+(?:(?:{_LEX['dataset leads']})\s+){{0,5}}$")
_TRAINED = any_case(r"(?:train|tun|learn)(?:ed|ing)\s+$")
_CONDITION = any_case(
    r"(?:^|\s|,\s*)((?:(?:even|especially|particularly|only|except)\s+)?(?:when(?:ever)?|where|if"
    r"|unless|provided\s+that|as\s+long\s+as|under|for)\s+[^;]+|in\s+(?:the\s+|an?\s+)?"
    r"(?:[\w-]+\s+){0,5}(?:settings?|regimes?|cases?|scenarios?|conditions?|limits?|situations?"
    r"|environments?)\b(?:\s+(?:of|with|where|when)\s+[^;,]+)?)"
)
_OPENING = any_case(r"^(?:for|when|if|in|under|at)\s+[^,;]{3,90}(?=,\s)")
_NO_CONDITION = any_case(
    rf"(?:for|in|under)\s+(?:{_LEX['no conditions']})\b|(?:in|for|when)\s+(?:comparison|compared)\b"
)
_LONGEST = 120


def details(sentence: Chunked, start: int, end: int) -> Details:
    """Read the clause around a comparison whose words and names stand from `start` to `end`."""
    tail = _tail_end(sentence.text, end)
    value, unit = _figure(sentence, start, end)
    if value is None:
        condition = _CONDITION.search(sentence.words(end, tail))
        value, unit = _figure(sentence, end, end + condition.start() if condition else tail)
    return Details(
        metric_id=_metric(sentence, start, end, tail),
        value=value,
        unit=unit,
        dataset_id=_dataset(sentence, start, end, tail),
        condition=_condition(sentence, start, end, tail),
    )


def _tail_end(text: str, end: int) -> int:
    stop = _ENDS.search(text, end)
    return min(stop.start() if stop else len(text.rstrip(" .")), end + _TAIL)


def _figure(sentence: Chunked, start: int, end: int) -> tuple[float | None, str]:
    """Give the only figure between two offsets, where it is the size of a change."""
    if not any(map(str.isdigit, sentence.place.text)):
        return None, ""
    text = plain(sentence.place.text)
    named = [(chunk.start, chunk.end) for chunk in sentence.chunks.values()]
    figures = [
        figure
        for figure in read_figures(sentence.place.text)
        if start <= figure.start < end
        and not any(a <= figure.start and figure.end <= b for a, b in named)
    ]
    for figure in figures if len(figures) == 1 else ():
        by = _BY.search(text[: figure.start]) or _SO_MUCH.match(text, figure.end)
        if by and figure.usable and not _SERIES.match(text, figure.end):
            return figure.value, figure.unit
    return None, ""


def _metric(sentence: Chunked, start: int, end: int, tail: int) -> str:
    """Give the metric that the comparing words name, or that the clause says it is in terms of."""
    metrics = [chunk for chunk in sentence.within(start, tail) if chunk.label == "Metric"]
    inside = [metric for metric in metrics if metric.start < end]
    behind = [
        metric
        for metric in metrics
        if metric.start >= end and _IN_TERMS.search(sentence.text[: metric.start])
    ]
    return _only(inside) or _only(behind)


def _dataset(sentence: Chunked, start: int, end: int, tail: int) -> str:
    """Give the only dataset that the clause says it is on, or else that stands before it."""
    for first, last in ((end, tail), (0, start)):
        named = [chunk for chunk in sentence.within(first, last) if chunk.label == "Dataset"]
        alone = len(named) == 1 and _is_name(sentence, named[0])
        lead = _ON.search(sentence.text[: named[0].start]) if alone else None
        if lead and not _TRAINED.search(sentence.text[: lead.start()]):
            return named[0].key or ""
        if named:
            return ""
    return ""


def _is_name(sentence: Chunked, chunk: Chunk) -> bool:
    """Tell whether a dataset goes by a name of its own, and is not the first of several."""
    words = sentence.words(chunk.start, chunk.end)
    return words != words.lower() and NEXT.match(sentence.text, chunk.end) is None


def _only(chunks: list[Chunk]) -> str:
    keys = {chunk.key for chunk in chunks if chunk.key}
    return keys.pop() or "" if len(keys) == 1 else ""


def _condition(sentence: Chunked, start: int, end: int, tail: int) -> str:
    words = sentence.words(end, tail)
    match = _CONDITION.search(words)
    text = match[1] if match else ""
    if not text:
        opening = _OPENING.match(sentence.words(0, start))
        text = opening[0] if opening else ""
    text = re.split(r",\s+(?:and|with|as|which|respectively|while|we|by)\b", text)[0]
    text = " ".join(text.split()).strip(" ,.:;()")
    return "" if _NO_CONDITION.match(text) or len(text) > _LONGEST else text
