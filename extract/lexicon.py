"""Words that patterns share: what looks like a name, what a head noun says, what names nothing."""

from __future__ import annotations

import re

from extract.records import EntityLabel
from extract.word_lists import alternations, word_lists

_LEX = alternations("names")


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


NAME = (
    r"(?<![\w.@/\\-])(?=[\w+.-]*[A-Z])(?=[\w+-]*?(?:[A-Z][\w-]*?[A-Z0-9]|[A-Za-z][\w-]*\d"
    r"|[a-z][A-Z]))[A-Za-z][\w]*(?:[-.+][\w]+)*\+*(?![\w/@-])"
)
NAME_LIST = rf"{NAME}(?:(?:,\s+|,?\s+and\s+|,?\s+or\s+|\s*/\s*|\s+&\s+){NAME}){{0,15}}"

GENERIC = frozenset(word_lists("names")["generic"])
_GENERIC_PARTS = frozenset(word_lists("names")["generic parts"])
_ODD_PART = re.compile(r"[A-Z].*[A-Z\d]|[a-z][A-Z]|[A-Za-z]\d")
_COMPOUND_END = re.compile(r"-[a-z]{4,}$")
HEADS: dict[str, EntityLabel] = {
    **dict.fromkeys(
        ("dataset", "data set", "benchmark", "corpus", "corpora", "collection", "testbed", "suite",
         "challenge", "leaderboard", "database", "test set", "testset", "benchmarking"),
        "Dataset",
    ),
    **dict.fromkeys(
        ("llm", "vlm", "mllm", "lmm", "slm", "language model", "foundation model", "model",
         "chatbot", "model family", "model series"),
        "Model",
    ),
    **dict.fromkeys(("metric", "score", "measure", "index"), "Metric"),
    "task": "Task",
    **dict.fromkeys(
        ("framework", "method", "approach", "system", "pipeline", "agent", "algorithm", "tool",
         "technique", "network", "architecture", "strategy", "toolkit", "library", "platform",
         "paradigm", "mechanism", "module", "methodology", "scheme", "workflow", "procedure",
         "environment", "engine", "plugin", "package", "software", "assistant", "protocol",
         "optimizer", "encoder", "decoder", "transformer", "simulator", "solver", "adapter"),
        "Method",
    ),
}  # fmt: skip
HEAD_NOUN = "|".join(sorted((re.escape(head) for head in HEADS), key=lambda h: (-len(h), h)))

_NP_END = re.compile(rf"[.;:()]|\s[-\u2013\u2014]+\s|\b(?:{_LEX['head noun ends']})\b")
_FAMILY = re.compile(r"[\w\s-]*?\b(?:family|series|set|class|collection|suite|group) of\s+")
_PHRASE_PARTS = 3
_ANY_HEAD = re.compile(rf"\b({HEAD_NOUN})s?\b", re.IGNORECASE)
_LAST_HEAD = re.compile(rf"\b({HEAD_NOUN})s?\s*$", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Tell whether a word that looks like a name names something: no "LLM-Based", no "GPU"."""
    small = text.casefold()
    if len(text) < 3 or small in GENERIC or not any(map(str.isalpha, text)):
        return False
    parts = [part for part in re.split(r"[-_.]", small) if part]
    if any(part in _GENERIC_PARTS for part in parts) or _COMPOUND_END.search(text):
        return False
    return not all(part in GENERIC or part.isdigit() or len(part) == 1 for part in parts)


def is_strict_name(text: str) -> bool:
    """Tell whether a name has capitals or digits that no pair of plain words has."""
    return is_name(text) and any(_ODD_PART.search(part) for part in re.split(r"[-_]", text))


def label_of(phrase: str) -> EntityLabel | None:
    """Give what a noun phrase says a thing is, by its head: "a new benchmark for X" -> Dataset."""
    family = _FAMILY.match(phrase)
    if family and label_of(phrase[family.end() :]):
        return label_of(phrase[family.end() :])
    end = _NP_END.search(phrase)
    for part in (phrase[: end.start()] if end else phrase).split(",")[:_PHRASE_PARTS]:
        heads = _LAST_HEAD.findall(part) or _ANY_HEAD.findall(part)
        if heads:
            return HEADS[heads[-1].lower()]
    return None


_LONG_FORM_HEADS: dict[EntityLabel, str] = {
    "Dataset": r"dataset|benchmark|corpus|database|challenge|test suite",
    "Model": r"language model|foundation model|pre-?trained model|multimodal model",
    "Metric": r"metric|score|error|accuracy|similarity|error rate|success rate|distance",
    "Task": r"generation|summari[sz]ation|prediction|detection|classification|recognition"
    r"|answering|retrieval|synthesis|estimation|completion|translation|segmentation|captioning"
    r"|reconstruction|forecasting|verification|localization|repair|extraction",
    "Method": r"network|algorithm|learning|framework|method|regression|transformer|sampling"
    r"|optimi[sz]ation|tuning|attention|prompting|pipeline|adaptation|distillation|autoencoder"
    r"|encoder|decoder|search|process|machine|forest|descent|architecture|gradient|decomposition"
    r"|filter|operator|agent|adapter|training|reasoning|decoding",
}
_LONG_FORM_TYPES: tuple[tuple[EntityLabel, re.Pattern[str]], ...] = tuple(
    (label, re.compile(rf"(?:^|[\s-])(?:{heads})s?$", re.IGNORECASE))
    for label, heads in _LONG_FORM_HEADS.items()
)


# "Cable News Network" is no kind of network.
_ORGANISATION = re.compile(rf"\b(?:{_LEX['organisations']})\b")


def label_of_long_form(long: str) -> EntityLabel | None:
    """Give what a long form of two words or more names, by its last words; None if untold."""
    if len(re.split(r"[\s-]+", long.strip())) < 2 or _ORGANISATION.search(long):
        return None
    return next((label for label, head in _LONG_FORM_TYPES if head.search(long)), None)
