"""Whether a sentence says something of the paper's own work, or denies, plans or supposes it.

The algorithm is that of NegEx (Chapman et al. 2001, "A Simple Algorithm for Identifying Negated
Findings and Diseases in Discharge Summaries") in the form of ConText (Harkema et al. 2009,
"ConText: An Algorithm for Determining Negation, Experiencer, and Temporal Status from Clinical
Reports"): trigger words open a scope before or behind them, words that end a clause end it, and
phrases that only look like triggers ("not only") open none. The triggers are those of
`polarity_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

from extract.relations.clauses import clause, in_small_letters
from extract.relations.polarity_words import Polarity, Reach, polarity_triggers
from extract.word_lists import alternations

_LEX = alternations("clauses")

_Scope: TypeAlias = tuple[int, int, Polarity]

# What a sentence says of its own work stays so where another word only allows or compares it.
_ORDER: tuple[Polarity, ...] = (
    "denied", "without", "instead", "planned", "supposed", "asked", "others", "unlike", "possible",
)  # fmt: skip
# What denies or supposes; what of these is said to be able to be is still known of a method.
UNREAL: frozenset[Polarity] = frozenset(
    ("denied", "without", "instead", "planned", "supposed", "asked")
)

_OWN = (
    r"(?:we|our|ours|i|us|this (?:paper|work|study|article|letter|thesis|report)|the authors|here)"
)
_LEAVING = re.compile(
    r"(?P<comma>,\s*(?:and\s+)?(?:then\s+|still\s+|only\s+|instead\s+)?(?:\w+ing\s|by\s|using\s"
    r"|with\s|as\s|via\s|through\s|use[sd]?\s|trains?\s|rel(?:y|ies)\s|appl(?:y|ies)\s|find\s"
    r"|evaluated?\s|is\s|are\s))|\band\s+(?:(?:thus|then|therefore|instead|rather|still|is|are|was"
    r"|were|can)\s|(?:uses?|trains?|rel(?:y|ies)|appl(?:y|ies)|evaluates?|find|achieves?"
    r"|reach(?:es)?|therefore|runs?|choose)\s)"
)
_PHRASE_ENDS = re.compile(rf"[,;:.()?!](?=\s|$|\))|\b(?:{_LEX['phrase ends']})\s")
_LINK = re.compile(r"\b(?:on|for|in|to|by|with|using|via|through|at|from|over|into|across)\s")
_NOMINAL = re.compile(
    r"(?:ing|\baccess|\bneed|\buse|\bhelp|\baid|\brel\w+|\bdepend\w+|\brequire\w+|\brecourse"
    r"|\bresort|\bhaving|\bknowledge|\bevaluation|\bapplication|\bsupervision|\bassistance"
    r"|\bsupport|\btests?|\bexperiments?|\bcomparison|\bstep|\bassumptions?)\s+$"
)
_LISTED = re.compile(r",\s+(?:[\w-]+\s+){1,4}?(?:,|and\b|or\b)|,?\s*(?:and|or|nor)\s")
# "In the past, ...", but not "In our tests, ...".
_LEAD = re.compile(
    r"(?:(?:in|for|since|until|over|during|at|from|to|on|by)\s(?!(?:our|this|these|all"
    r"|both)\b)[\w'-]+(?:\s(?!(?:our|this|we)\b)[\w'-]+){0,5},\s)?(?:[\W_]"
    rf"|\b(?:{_LEX['leads']})\b)*"
)
_NOT_SUBJECT = re.compile(rf"\b{_OWN}\b")
_WE = re.compile(r"\b(?:we|i)\b")
_QUOTED_OWN = re.compile(
    rf"\b(?:{_OWN}(?: \w+)?|results|experiments|analysis) (?:{_LEX['reporting stems']})\w*\b"
)
_QUESTION = re.compile(r"(?:(?!\.\s)[^;:?!]){8,}\?")
_AGAINST = re.compile(
    r",?\s(?:while|whereas|but|yet)\s(?:ours?|we|the (?:proposed|present))\b|;\s(?:but\s)?ours\b"
)
_BACK_STOP = re.compile(
    r",\s|\b(?:that|which|who|when|if|after|show|find|note|argue|and (?:the|our|its|we|this|it"
    r"|they))\s"
)
_PUTS_OFF = re.compile(
    r"\band (?:leave|defer|postpone|plan|keep|reserve|will)\b|[,;] (?:and|while|but)\s"
)
_COORDINATE = re.compile(r"\b(?:and|but)\s+$")
_AS = re.compile(r"\bas\s+(?:\w+\s+){0,3}$")
_NAMED = re.compile(
    r"\b(?!We|It|They|I|This|These|Here|Results|The|Our|He|She|You|Which|Who|Both|Each"
    rf"|All)\b[A-Z][a-z]+(?: and [A-Z][a-z]+)? (?:{_LEX['verbs of others']})\b"
    r"|\b[A-Z][a-z]+(?: and [A-Z][a-z]+)? [(\[](?:19|20)\d\d[)\]]"
)
# "As Sato noted", "in the scheme of Sato", "a trick due to Sato", "Sato's group".
_CREDITED = re.compile(
    r"\b(?:[Aa]s|[Ii]t was) (?:\w+ ){0,2}(?:by|in) [A-Z][a-z]+(?=,| (?:and|et)\b| [(\[])"
    rf"|\b[Aa]s [A-Z][a-z]+(?: and [A-Z][a-z]+)? (?:{_LEX['crediting verbs']})\b|\b(?:works?"
    r"|approach|scheme|paper|proposal|recipe|trick|hands|lab) (?:of|by|due to) "
    r"(?:[A-Z]\. )?[A-Z][a-z]+(?: and [A-Z][a-z]+)?(?=[\s,.;])(?! [A-Z])|\b(?:method|algorithm"
    r"|procedure|argument|construction|theorem|idea) (?:of|by|due to) [A-Z][a-z]+"
    r"(?: and [A-Z][a-z]+)?(?=[,.;]| (?:is|was|has|in|for|to|[a-z]+s)\b)|\bby [A-Z][a-z]+"
    r"(?: and [A-Z][a-z]+)? (?=(?:with|using|from|in (?:19|20)\d\d)\b)"
    r"|\b[A-Z][a-z]+ and [A-Z][a-z]+ (?:\w+ly )?[a-z]+ed (?=the\b|an?\b|it\b|this\b|that\b)"
    rf"|\b[A-Z][a-z]+(?:'|\u2019)s (?:{_LEX['groups']})\b|\b[Tt]he [A-Z][a-z]+ (?:team|lab)\b"
)
# Of what is named behind: "was introduced by Sato".
_INVENTED = re.compile(
    rf"\b(?:is|are|was|were|been) (?:\w+ly |first |also )?(?:{_LEX['inventing participles']})"
    r"(?: [a-z-]+){0,6}? by [A-Z][a-z]+(?=[,.;]| (?:in|for|to|as|and|et)\b)|\b(?:was|were"
    r"|been) [a-z]+(?: [a-z-]+){0,6}? by [A-Z][a-z]+ (?:and [A-Z][a-z]+ |et al)(?:in|for|to|who"
    r"|[(\[])"
)
_FREE = re.compile(r"-(?:free|less)\b|-agnostic\b")
_NON = re.compile(r"\b(?:non|no|anti)-$")


def polarity(text: str, start: int, end: int) -> Polarity:
    """Give the polarity of a sentence at two offsets: own work, denied, planned, ..."""
    if _FREE.match(text, end) or _NON.search(text[max(0, start - 5) : start].lower()):
        return "without"
    kinds = {kind for low, high, kind in _scopes(text) if low <= start and end <= high}
    return next((kind for kind in _ORDER if kind in kinds), "own")


@lru_cache(maxsize=64)
def _scopes(text: str) -> tuple[_Scope, ...]:
    small = in_small_letters(text)
    taken = [match.span() for match in _NONE.finditer(small)]
    asked: Iterator[_Scope] = (
        (match.start(), match.end(), "asked")
        for match in (_QUESTION.finditer(small) if "?" in small else ())
    )
    named = (
        scope
        for pattern, reach in ((_NAMED, "subject"), (_CREDITED, "credit"), (_INVENTED, "back"))
        for match in pattern.finditer(text)
        for scope in _READ[reach](small, match, "others")
    )
    return (
        *asked,
        *named,
        *_contrasts(small),
        *(
            scope
            for kind, reach, pattern in _PATTERNS
            for match in pattern.finditer(small)
            if not any(low <= match.start() and match.end() <= high for low, high in taken)
            for scope in _READ[reach](small, match, kind)
        ),
    )


def _contrasts(text: str) -> Iterator[_Scope]:
    """Give what is contrasted with the paper's own: "X needs labels, whereas ours does not"."""
    for match in _AGAINST.finditer(text):
        start, _ = clause(text, max(0, match.start() - 1))
        if not _NOT_SUBJECT.search(text, start, match.start()):
            yield start, match.start(), "others"


def _of_clause(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    start, end = match.end(), clause(text, match.end() - 1)[1]
    before = text[clause(text, match.start())[0] : match.start()]
    if kind in ("possible", "others") and (
        _QUOTED_OWN.search(before) or _NOT_SUBJECT.search(before)
    ):
        return
    for left in _LEAVING.finditer(text, start, end):
        if not (left["comma"] and kind == "planned"):
            end = left.start()
            break
    relative = re.search(r"\b(?:who|which|that)\s+(?:\w+\s+){0,3}$", before)
    aside = relative or (_ASIDE.match(match.group()) and not _VERBAL.search(before))
    verb = _FINITE.search(text, start, end) if aside else None
    if verb:
        end = verb.start()
    if _FRONTED.match(before + match.group()):
        end = _first_comma(text, start, end)
    yield start, end, kind


_ASIDE = re.compile(r"not|never|hardly|barely|rarely|seldom|once|no longer")
_VERBAL = re.compile(rf"\b(?:{_LEX['verbal words']})\b")
_FINITE = re.compile(r"\s(?:is|are|was|were|has|have|had)\s")
_FRONTED = re.compile(
    rf"\W*(?:{_LEX['fronted openers']}|(?!according\b)[a-z]+ing|once|until|having|motivated"
    r"|inspired|lacking)\b"
)


def _first_comma(text: str, start: int, end: int) -> int:
    """Give where a subordinate clause at the front of a sentence ends."""
    for comma in re.finditer(r",\s", text[start:end]):
        if not _LISTED.match(text, start + comma.start(), end):
            return start + comma.start()
    return end


def _of_phrase(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    start, end = match.end(), clause(text, match.end() - 1)[1]
    gerund = re.match(r"\s+(?:any |the |having |\w+ly )*[\w-]+ing\s(?!of\b)", text[start:end])
    for stop in _PHRASE_ENDS.finditer(text, start, end):
        if gerund and not stop.group().startswith((",", ";", ":", ".", "(")):
            continue
        fronted = not text[clause(text, match.start())[0] : match.start()].strip(" ,:;.")
        if stop.group() == "," and not fronted and _LISTED.match(text, stop.start(), end):
            continue
        end = stop.start()
        break
    if not gerund:
        for link in _LINK.finditer(text, start, end):
            if link.start() - start > 1 and not _NOMINAL.search(text[start : link.start()]):
                end = link.start()
                break
    yield start, end, kind


def _of_subject(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    start, end = clause(text, match.start())
    if text.startswith(("'", "\u2019"), match.end()):
        return  # "the team's buoys": what is theirs is worked with here
    if _LEAD.fullmatch(text, start, match.start()):
        if kind == "others" and re.search(r"\bour (?:\w+ )?$", text[start : match.start()]):
            return
        if re.fullmatch(r"\W*", text[match.end() : end]) and end < len(text):
            end = clause(text, end)[1]  # "In the literature, we ..."
        elif _FRONTED.match(text, start, match.end()):
            end = _first_comma(text, match.end(), end)
        elif kind == "denied":
            joined = re.compile(r",?\s(?:and|so|but)\s").search(text, match.end(), end)
            end = joined.start() if joined and text[joined.start()] == "," else end
        yield start, end, kind


def _of_back(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    start, _ = clause(text, match.start())
    lead = text[start : match.start()]
    if _COORDINATE.search(lead) or (kind == "others" and _AS.search(lead)):
        return
    if kind in ("others", "possible") and (_QUOTED_OWN.search(lead) or _NOT_SUBJECT.search(lead)):
        return
    if kind == "planned":
        stops = [*_PUTS_OFF.finditer(lead)]
        start += stops[-1].end() if stops else 0
    else:
        stops = [*_BACK_STOP.finditer(lead)]
        start += stops[-1].end() if stops else 0
        own = _WE if kind == "supposed" else _NOT_SUBJECT
        if own.search(text, start, match.start()) and kind != "asked":
            return
    yield start, match.start(), kind


def _of_whole(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    start, end = clause(text, match.start())
    while end < len(text) and not _VERBAL.search(text, start, end):
        end = clause(text, end)[1]  # "For decades, the field has ..."
    if kind != "others" or not _NOT_SUBJECT.search(text, start, end):
        yield start, end, kind


def _of_credit(text: str, match: re.Match[str], kind: Polarity) -> Iterator[_Scope]:
    """Give the clauses that credit other authors, and the one behind a fronted credit."""
    start, end = clause(text, match.start())
    while end < len(text) and not text[match.end() : end].strip(" ,.(0123456789)"):
        end = clause(text, end)[1]
    if not _NOT_SUBJECT.search(text, start, end):
        yield start, end, kind


_READ = {
    "clause": _of_clause, "phrase": _of_phrase, "subject": _of_subject, "back": _of_back,
    "whole": _of_whole, "credit": _of_credit,
}  # fmt: skip


def _compiled() -> Iterator[tuple[Polarity, Reach, re.Pattern[str]]]:
    rows = sorted(polarity_triggers(), key=lambda trigger: (trigger.kind, trigger.reach))
    for (kind, reach), group in groupby(rows, key=lambda row: (row.kind, row.reach)):
        words = "|".join(word for row in group for word in row.words)
        yield kind, reach, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")


_PATTERNS = tuple(_compiled())
_NONE = re.compile(rf"(?<![\w-])(?:{_LEX['no triggers']})(?![\w-])")
