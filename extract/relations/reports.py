"""Which figure of a sentence is of which metric, and on which dataset: "BLEU of 34.2 on CoNaLa".

A figure belongs to the metric that it stands before ("34.2 BLEU", "3.1 points in accuracy") or
behind ("accuracy of 73.4%", "improves accuracy by 3.1 points"), lists in step ("BLEU and METEOR by
2.0% and 1.1%"). Where no metric is named, a dataset takes its place ("73.4% on WikiSQL"). A figure
that fits two metrics is given to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from extract.records import EntityLabel, Mention
from extract.relations.figures import Figure, in_lists, plain, read_figures
from extract.text.places import SentencePlace
from extract.word_lists import alternations, any_case

_LEX = alternations("figures")

Labelled: TypeAlias = Sequence[tuple[Mention, EntityLabel]]


@dataclass(frozen=True, slots=True)
class Report:
    """A figure, what it measures, and the dataset that the sentence says it is on, or None."""

    measured: Mention
    figure: Figure
    dataset: Mention | None


@dataclass(frozen=True, slots=True)
class _Span:
    """A mention within its sentence; a percent sign before a metric's name belongs to a figure."""

    mention: Mention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Plain:
    """A sentence without LaTeX's marks, its metrics and datasets in lists as they stand."""

    text: str
    metrics: list[list[_Span]]
    datasets: list[list[_Span]]


_Last: TypeAlias = tuple[Sequence[Figure], Sequence[_Span]]

_COUNTED = re.compile(r"\d")
_MEASURED = ("Metric", "Dataset")
_REACH = 80  # characters between a figure and what it is of, or on
_LIST = any_case(r"\s*\)?\s*(?:,|,?\s*(?:and|or|as well as)|/)\s*(?:the\s+)?")
_NO_WORD = rf"(?:{_LEX['no words between']})"
_BEFORE_METRIC = any_case(
    rf"\s*(?:(?:{_LEX['change nouns before metric']})\s+)?(?:(?:in\s+terms\s+of|with\s+respect\s+to"
    rf"|in|on|for|of)\s+)?(?:the\s+|an?\s+|its\s+)?(?:(?!{_NO_WORD}\b)[\w-]+\s+){{0,3}}?"
)
_CHANGE_TERMS = any_case(
    r"\s*(?:(?:absolute|relative|average|overall|mean|performance)\s+)*(?:(?:improvements?"
    r"|increases?|gains?|boosts?|reductions?|decreases?|drops?|declines?|enhancements?)\s+)?"
    r"(?:in\s+terms\s+of|with\s+respect\s+to|in)\s+(?:the\s+)?(?:(?:average|overall|mean)\s+)?"
)
_VERB = (
    r"of|by|at|to|is|was|are|were|reach\w*|exceed\w*|achiev\w*|attain\w*|surpass\w*|hit\w*|equals?"
)
_QUALIFIERS = rf"(?:(?:{_LEX['qualifiers']})\s+)*"
_AFTER_METRIC = any_case(
    r"[\'`\u2019\u201d\"]*\)?(?:\s*[(:=]\s*|(?:\s+(?:scores?|values?|rates?))?\s+"
    rf"|[^,;:.\d]{{0,45}}?\b(?:{_VERB})\s+|[^,;:.\d]{{0,45}}?\bfrom\s+"
    rf"(?:[^,;]{{1,12}}?)\s+to\s+){_QUALIFIERS}"
)
_NUMBER_ENDS = any_case(rf"\s*(?:$|[,.;:)\]]|(?:{_LEX['behind a figure']})\b)")
_ON = any_case(
    r"\s*\)?\s*(?:scores?\s+|accuracy\s+|success(?:\s+rate)?\s+|performance\s+|points?\s+)?"
    r"(?:(?:(?:absolute|relative|average)\s+)?(?:improvements?|gains?|increases?)\s+)?(?:on|across"
    r"|in|for|over)\s+(?:the\s+|our\s+|both\s+|two\s+|three\s+|proposed\s+|popular\s+"
    r"|challenging\s+)*(?:[\w-]+\s+){0,2}?"
)
_ON_ALONE = any_case(r"\s*(?:(?!of\b)[\w-]+\s+){0,3}?on\s+(?:the\s+|our\s+)?(?:[\w-]+\s+){0,1}?")
_AT_START = any_case(
    r"\W*(?:(?:[\w-]+\s+){0,3}(?:experiments?|evaluations?|results?|tests?|experimentation)\s+on|on"
    r"|in|for|evaluated\s+on|when\s+(?:evaluated|tested)\s+on)\s+(?:the\s+|our\s+)?"
    r"(?:[\w-]+\s+){0,2}?"
)
_NEXT = any_case(
    r"\s*(?:datasets?|benchmarks?)?\s*(?:,|,?\s*and|,?\s*while|;)\s*(?:an?\s+)?"
    rf"(?:(?:{_VERB})\s+)?{_QUALIFIERS}"
)
_UP_TO = any_case(rf"\s+to\s+{_QUALIFIERS}")
_OURS = any_case(
    r"\s*[,;]?\s*(?:(?:while|whereas|but|and)\s+)?(?:ours?|we|this|the\s+(?:proposed|present|new"
    rf"|full))\b[^,;.\d]{{0,50}}?\b(?:{_VERB}|get\w*|obtain\w*|scor\w*|yield\w*|ha(?:s"
    rf"|ve))\s+{_QUALIFIERS}"
)
_FROM = re.compile(r"\bfrom\s+[\d.]+\s*%?\s+to\b")
_COST = re.compile(_LEX["costs"])
_SCORE = any_case(r"accurac|BLEU|F1|F-|precision|recall|AUC|scor|ROUGE|METEOR|rate|pass@|match")
_BETTER = any_case(r"improv|outperform|better|gain|boost|enhanc|surpass")
_MORE = any_case(r"increas|rais|higher|more\b|greater")
_LED_ON = any_case(
    r"\s*\)?\s*(?:datasets?|benchmarks?)?\s*(?:,|(?:show|demonstrate|indicate|reveal|suggest"
    r"|confirm)s?\b)"
)
_BEFORE_ALONE = any_case(
    r"\s*(?:benchmark|dataset|test\s+set)?\s*(?:is|was|of|at|reach\w*|:)\s+" + _QUALIFIERS
)
_ON_END = any_case(r"\b(?:on|in|for|across)\s+(?:the\s+|our\s+)?(?:[\w-]+\s+){0,1}$")


def read_reports(place: SentencePlace, labelled: Labelled) -> Iterator[Report]:
    """Give the figures that a sentence reports, each once."""
    if not _COUNTED.search(place.text) or not any(of in _MEASURED for _, of in labelled):
        return
    text = plain(place.text)
    spans = {label: _spans(place, labelled, label) for label in _MEASURED}
    inside = [place.span(mention) for mention, _ in labelled]
    figures = [
        figure
        for figure in read_figures(place.text)
        if not any(a <= figure.start and figure.end <= b for a, b in inside)
    ]
    lists = [in_lists(text, spans[label], _LIST) for label in ("Metric", "Dataset")]
    sentence = _Plain(text, *lists)
    last: _Last | None = None
    for run in in_lists(text, figures, _LIST):
        measured = _measured(sentence, run) or _again(sentence, run, last)
        last = (run, measured) if measured and len(measured) == 1 else None
        yield from _of_run(sentence, run, measured) if measured else _without_metric(sentence, run)


def _spans(place: SentencePlace, labelled: Labelled, label: str) -> list[_Span]:
    spans = []
    for mention, named in labelled:
        if named == label:
            surface = mention.surface
            skipped = len(surface) - len(surface.lstrip("% "))
            start, end = place.span(mention)
            spans.append(_Span(mention, start + skipped, end))
    return spans


def _of_run(sentence: _Plain, run: Sequence[Figure], measured: Sequence[_Span]) -> Iterator[Report]:
    """Give what a list of figures, often of one, reports of a metric or of as many."""
    on = _on(sentence, run, measured)
    several = len(measured) > 1
    for number, figure in enumerate(run):
        span = measured[number] if several else measured[0]
        if figure.usable and _fits(sentence.text, figure, span):
            stepwise = len(on) == len(run) and not several
            dataset = on[number] if stepwise else on[0] if len(on) == 1 == len(run) else None
            figure = _bettered(sentence.text, figure, span)
            yield Report(span.mention, figure, dataset.mention if dataset else None)


def _fits(text: str, figure: Figure, span: _Span) -> bool:
    """Tell whether a unit is one of the metric's: no accuracy in seconds, no 11-fold F1 score."""
    if figure.unit == "x":
        return bool(figure.change)
    return figure.unit in ("", "%", "points") or not _SCORE.search(text[span.start : span.end])


def _bettered(text: str, figure: Figure, span: _Span) -> Figure:
    """Make a change a decrease where a quantity that is better when less improves."""
    around = text[max(0, figure.start - 60) : figure.end + 40]
    costs = figure.change == "increase" and _COST.search(text[span.start : span.end])
    if costs and _BETTER.search(around) and not _MORE.search(around):
        return replace(figure, change="decrease")
    return figure


def _again(sentence: _Plain, run: Sequence[Figure], last: _Last | None) -> Sequence[_Span] | None:
    """Give the metric of the figure before: "99.4% on MNIST and 92.0% on SVHN"."""
    if last is None or len(run) > 1:
        return None
    before, measured = last[0][-1].end, last[1]
    if _goes_on(sentence.text[before : run[0].start], last[0][-1], run[0]):
        return measured
    for spans in sentence.datasets:
        if before < spans[0].start and spans[-1].end < run[0].start:
            opened = _ON.fullmatch(sentence.text[before : spans[0].start])
            if opened and _NEXT.fullmatch(sentence.text[spans[-1].end : run[0].start]):
                return measured
    return None


def _goes_on(gap: str, last: Figure, figure: Figure) -> bool:
    """Tell whether a figure is of the last one's metric: "by 3 points to 88%"."""
    if last.change and not figure.change and _UP_TO.fullmatch(gap):
        return True
    return (last.unit, last.change) == (figure.unit, figure.change) and bool(_OURS.fullmatch(gap))


def _measured(sentence: _Plain, run: Sequence[Figure]) -> Sequence[_Span] | None:
    """Give the list of metrics that a list of figures is of: one for all, or as many as figures."""
    joined = [(_joined(sentence.text, run, spans), spans) for spans in sentence.metrics]
    near = [(gap, number) for number, (gap, _) in enumerate(joined) if gap is not None]
    if not near:
        return None
    best = joined[min(near)[1]][1]
    return best if len(best) in (1, len(run)) else None


def _joined(text: str, run: Sequence[Figure], spans: Sequence[_Span]) -> int | None:
    """Give how far a list of figures is from the metrics that it is of; None where it is not."""
    ahead = run[-1].end <= spans[0].start
    start, end = (run[-1].end, spans[0].start) if ahead else (spans[-1].end, run[0].start)
    if not 0 <= end - start < _REACH:
        return None
    gap = text[start:end]
    if ahead:
        near = _BEFORE_METRIC.fullmatch(gap) or _CHANGE_TERMS.fullmatch(gap)
    else:
        whole = run[-1].unit or _NUMBER_ENDS.match(text, run[-1].end)
        near = _AFTER_METRIC.fullmatch(gap) if whole else None
    return len(gap) if near else None


def _on(sentence: _Plain, run: Sequence[Figure], measured: Sequence[_Span]) -> Sequence[_Span]:
    """Give the datasets that figures of a metric are said to be on: behind, between or before."""
    text = sentence.text
    start, behind = measured[-1].end, max(run[-1].end, measured[-1].end)
    for spans in sentence.datasets:
        near = behind <= spans[0].start < behind + _REACH
        if near and _ON.fullmatch(text[behind : spans[0].start]):
            return spans
    for spans in sentence.datasets:
        between = start <= spans[0].start and spans[-1].end <= run[0].start
        gap = text[start : spans[0].start] + _FROM.sub("", text[spans[-1].end : run[0].start])
        alone = not re.search(r"\d", gap)
        if between and alone and _ON_END.search(text[start : spans[0].start]):
            return spans
    for spans in sentence.datasets:
        leads = _AT_START.fullmatch(text[: spans[0].start])
        if leads and spans[-1].end < run[0].start and _LED_ON.match(text, spans[-1].end):
            return spans
    return ()


def _without_metric(sentence: _Plain, run: Sequence[Figure]) -> Iterator[Report]:
    """Give "73.4% on WikiSQL" and "performance on WikiSQL is 73.4%"."""
    figure, text = run[0], sentence.text
    shared = figure.unit in ("%", "points") and figure.change != "decrease"
    if len(run) > 1 or not figure.usable or not shared:
        return
    for spans in sentence.datasets:
        first, last = spans[0], spans[-1]
        behind = 0 <= first.start - figure.end < _REACH and _ON_ALONE.fullmatch(
            text[figure.end : first.start]
        )
        before = (
            0 <= figure.start - last.end < _REACH
            and _BEFORE_ALONE.fullmatch(text[last.end : figure.start])
            and _ON_END.search(text[max(0, first.start - _REACH) : first.start])
        )
        if len(spans) == 1 and (behind or before):
            yield Report(first.mention, figure, first.mention)
            return
