"""Names that a paper gives or uses and no vocabulary knows, found by the phrases around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.lexicon import NAME, NAME_LIST, head_noun, is_name, is_strict_name, label_of
from extract.records import EntityLabel
from extract.schema import schema
from extract.word_lists import alternations

_LEX = alternations("names")

_VERB = rf"(?:{_LEX['proposal stems']})(?:e[sd]?|ing|s|ed)?"
_OPEN = r"(?:\\[a-z]+\s*\{|[\"'`\u2018\u201c*])*"
_OWN_SUBJECT = r"\b(?:[Ww]e|[Pp]aper|[Ww]ork|[Ss]tudy|[Aa]rticle|[Rr]eport|[Aa]uthors)\b"
_PROPOSED = re.compile(
    rf"{_OWN_SUBJECT}(?:\s+\w+){{0,4}}?\s+{_VERB}\s+(?:and\s+\w+\s+)?(?:the\s+|our\s+)?{_OPEN}"
    rf"(?P<name>{NAME})(?P<after>[^.;]{{0,120}})"
)
_CALLED = re.compile(
    rf"\b(?:{_LEX['naming verbs']})\s+(?:as\s+)?(?:the\s+)?{_OPEN}(?P<name>{NAME})"
    r"(?P<after>[^.;]{0,120})"
)
_TITLED = re.compile(
    r"\b[Ww]e\s+(?:\w+ly\s+|also\s+|further\s+|then\s+)?(?:propos|introduc|present)(?:e|ed)?\s+"
    r"(?:the\s+)?(?P<name>[A-Z][\w-]+(?:\s+(?:of|for|and|with|from)(?=\s+[A-Z]))?"
    r"(?:\s+[A-Z][\w-]+){1,4})(?=,|\.|\s+(?:which|that|to|consisting|for|\()|\s+\()"
)
_PASSIVE = re.compile(rf"(?P<name>{NAME})(?P<after>)\s+is\s+(?:proposed|introduced|presented)\b")
_PASSIVE_END = re.compile(r"\sis\s+(?:proposed|introduced|presented)\b")
_TITLE_HEAD = re.compile(r"^\s*(?P<name>[^:]{2,60}?)\s*(?::|\s[-\u2013\u2014]+)\s+(?P<rest>\S.*)$")
_DATASET_END = re.compile(r"(?:Bench|BENCH|QA|Eval|Corpus|Set|Board|-\d+[kK])$")
_AFTER_NAME = (
    r"[}\"'`\u201d]*\s*(?:\([^)]*\))?\s*(?:,|:|is|as|\u2014|-+)\s*(?:the first\s|our\s|an?\s)"
)
_FREE_AFTER = re.compile(
    r"[}\"'`\u201d*]*\s*(?:$|[,:(\u2014)-]|(?:to|for|that|which|as|with|and|by|on|in|is|using|via"
    r"|from|at|can|a|an)\b)"
)


@dataclass(frozen=True, slots=True)
class PatternName:
    """A name found by a pattern; `proposed`: the paper says that it is its own."""

    name: str
    label: EntityLabel
    confidence: float
    proposed: bool = False


def own_names(title: str, abstract: str, abbreviations: dict[str, str]) -> list[PatternName]:
    """Give the names that the paper gives to its own work, best founded first."""
    confidences: dict[str, float] = {}
    passive = (_PASSIVE,) if _PASSIVE_END.search(abstract) else ()
    for pattern in (_PROPOSED, _CALLED, _apposed(), *passive):
        for match in pattern.finditer(abstract):
            name = match.group("name")
            after = match.groupdict().get("after") or ""
            free = _FREE_AFTER.match(after) or _typed_after().match(after)
            own = pattern is not _CALLED or _speaks_of_own(abstract, match.start())
            if free and own and is_name(name):
                confidences.setdefault(name, 0.7)
    for match in _TITLED.finditer(abstract):
        if is_name(match.group("name")):
            confidences.setdefault(match.group("name"), 0.6)
    for short in _proposed_abbreviations(abstract, abbreviations):
        confidences.setdefault(short, 0.7)
    head = _title_name(title, abstract)
    if head:
        confidences[head] = 0.8 if head in confidences or head in abstract else 0.6
    short_of = {long: short for short, long in abbreviations.items() if is_name(short)}
    named: dict[str, PatternName] = {}
    for written, sure in confidences.items():
        name = _SIZE.sub("", short_of.get(written, written))
        named.setdefault(name, PatternName(name, _label(name, title, abstract), sure, True))
    return list(named.values())


def cited_names(text: str) -> Iterator[PatternName]:
    """Give the datasets, models and metrics that the text names as such."""
    for pattern, cues, label in _cited():
        for match in pattern.finditer(text) if any(cue in text for cue in cues) else ():
            for name in re.findall(NAME, match.group("names")):
                if is_strict_name(name):
                    yield PatternName(name, label, 0.7)
    for match in _SIZED.finditer(text):
        if is_name(match.group("family")) or len(match.group("family")) > 3:
            yield PatternName(match.group("family"), "Model", 0.7)
    for match in _AT_K.finditer(text):
        yield PatternName(f"{match.group(1).lower()}@k", "Metric", 0.7)


_SIZED = re.compile(
    r"(?<![\w-])(?P<family>[A-Z][A-Za-z]+[A-Za-z])-?(?:\d+(?:\.\d+)*)?-\d+(?:\.\d+)?[BMbm](?![\w])"
)
_SIZE = re.compile(r"-\d+(?:\.\d+)?[BM]$")
_AT_K = re.compile(r"\b([A-Za-z]{2,12})@(?:\d{1,4}|[kK])\b")


def _speaks_of_own(text: str, at: int) -> bool:
    """Tell whether the sentence says before this place that the paper makes something."""
    before = text[max(0, at - 300) : at].rpartition(". ")[2]
    return bool(re.search(_OWN_SUBJECT, before) and re.search(_VERB, before))


_MAKES = re.compile(
    rf"{_OWN_SUBJECT}(?:\s+\w+){{0,4}}?\s+{_VERB}\s+(?:the\s+|an?\s+|our\s+)?(?:novel\s+|new\s+)?"
    rf"{_OPEN}\Z"
)
_REACH = 400
_BRACKET_AFTER = re.compile(r"[}\"'`\u201d]*\s*\(")


def _proposed_abbreviations(abstract: str, abbreviations: dict[str, str]) -> Iterator[str]:
    """Give the short forms of what the abstract says it makes: "we propose Long Form (LF)"."""
    for short, long in abbreviations.items():
        places = (place for form in (long, short) for place in _places(form, abstract))
        if is_name(short) and any(
            _BRACKET_AFTER.match(abstract, end)
            and _MAKES.search(abstract, max(0, start - _REACH), start)
            for start, end in places
        ):
            yield short


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where a text has a name.

    What stands beside it is then read by patterns that are compiled once: one that holds the name
    is compiled for each paper, and that took a fifth of the time of an extraction.
    """
    start = text.find(name)
    while start >= 0:
        yield start, start + len(name)
        start = text.find(name, start + len(name))


def _loose_places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where a text has a name, whether its parts are joined, spaced or hyphenated."""
    parts = re.split(r"[\s-]", name)
    if len(parts) == 1:
        return _places(name, text)
    return (match.span() for match in re.finditer(r"[\s-]?".join(map(re.escape, parts)), text))


def _title_name(title: str, abstract: str) -> str | None:
    """Take "Name: what it is"; a name of plain words must stand in the abstract as a name too."""
    match = _TITLE_HEAD.match(title)
    if not match:
        return None
    head = match.group("name").strip("\"'`*{}$ ")
    words = head.split()
    if len(words) == 1 and re.fullmatch(NAME, head):
        return head if is_name(head) else None
    if len(words) > 4 or not all(word[0].isupper() or word in {"of", "the"} for word in words):
        return None
    joined = r"[\s-]?".join(re.escape(word) for word in re.split(r"[\s-]", head))
    stands = re.search(rf"(?<![.!?]\s)(?<!^){joined}(?![\w-])", abstract)
    known_word = re.search(rf"\b{joined.lower()}s?\b", abstract)
    return head if stands and not known_word and len(head) > 2 else None


def _label(name: str, title: str, abstract: str) -> EntityLabel:
    """Say what a name names by the words beside it, by its own end, or by the title's rest."""
    label = next(filter(None, map(label_of, _descriptions(name, abstract))), None)
    if label or _DATASET_END.search(name):
        return label or "Dataset"
    match = _TITLE_HEAD.match(title)
    rest = match.group("rest") if match and name in match.group("name") else ""
    if re.match(r"Benchmarking\b", rest):
        return "Dataset"
    doing = re.match(r"\w+ing\b", rest)
    return (None if doing else label_of(rest)) or "Method"


_WHAT_AFTER = re.compile(rf"{_AFTER_NAME}(?P<what>[^.;]{{3,120}})")


def _descriptions(name: str, abstract: str) -> Iterator[str]:
    """Give what the words beside a name call it: those after it first, then its apposition."""
    places = list(_loose_places(name, abstract))
    for pattern in (_WHAT_AFTER, _head_after()):
        read = 0
        for start, end in places:
            whole = start == 0 or not (abstract[start - 1].isalnum() or abstract[start - 1] == "_")
            match = pattern.match(abstract, end) if whole and start >= read else None
            if match:
                yield match["what"]
                read = match.end()
    for start, _ in places:
        match = _head_before().search(abstract, max(0, start - _REACH), start)
        if match:
            yield match["what"]


@cache
def _cited() -> tuple[tuple[re.Pattern[str], tuple[str, ...], EntityLabel], ...]:
    """Patterns of names listed beside the nouns of a label, data first.

    Each has the stems of its nouns, looked for first: a name is slow to look for.
    """
    data = schema().with_role("data")
    types = sorted(schema().entity_types.values(), key=lambda type_: type_.name not in data)
    return tuple(
        (re.compile(pattern), type_.nouns.cited_stems, type_.name)
        for type_ in types
        if (kind := "|".join(type_.nouns.cited))
        for pattern in (
            rf"(?P<names>{NAME_LIST})\s+(?:{kind})\b",
            rf"\b(?:{kind})(?:,?\s*\(?(?:such as|including|like|namely|e\.g\.,?|:)\s+|\s+\()"
            rf"(?P<names>{NAME_LIST})",
        )
    )


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(
        rf"{_OWN_SUBJECT}(?:\s+\w+){{0,4}}?\s+{_VERB}\s+(?P<before>(?:an?|the|our|two|three)\s"
        rf"[^.;:()]{{0,90}}?\b(?:{head_noun()})s?)\s*(?:,\s*|:\s*|\(\s*){_OPEN}(?P<name>{NAME})"
        r"[}\"'`\u201d]*(?=[,.:;)]|\s+(?:that|which|to|for)\b|$)"
    )


@cache
def _typed_after() -> re.Pattern[str]:
    return re.compile(rf"[}}\"'`\u201d]*\s+(?:[a-z]+\s+)?(?P<head>{head_noun()})s?\b")


@cache
def _head_after() -> re.Pattern[str]:
    return re.compile(rf"[}}\"'`]*\s+(?P<what>(?:[a-z]+\s+)?(?:{head_noun()}))s?\b")


@cache
def _head_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<what>{head_noun()})s?(?:\s*[,:(]\s*|\s+(?:called|named|dubbed|termed)\s+){_OPEN}\Z"
    )
