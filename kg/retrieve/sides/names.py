"""Names of entities within a phrase, looked up in the archive itself, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.keys import fold, fold_cased
from extract.schema import schema
from extract.vocabulary import Vocabulary
from kg.questions.folding import folded, folded_all, word_list
from kg.retrieve.evidence import Node
from kg.retrieve.reading import as_list
from kg.retrieve.runs import QueryLog
from kg.retrieve.sides.patterns import is_short_form, without_umlauts

MAX_NAME_WORDS = 8
BESIDE = 30  # neighbouring entities, or titles, that show a meaning


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words `first` up to before `last` of a phrase name `nodes`, any of which may be meant.

    `others` are what a short form means in other papers, where the question shows which is meant.
    """

    first: int
    last: int
    nodes: tuple[Node, ...]
    others: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelled:
    node: Node
    spellings: tuple[str, ...]


@dataclass(slots=True)
class NameFinder:
    """Finds names in phrases; looks up all names of several phrases at once, for that takes long.

    Of the meanings of a short form it is the one that `context`, stems of the question, supports
    most, and all of them where it supports none more than the others.
    """

    log: QueryLog
    vocabulary: Vocabulary
    context: frozenset[str]
    _known: dict[str, list[_Spelled]] = field(default_factory=dict)

    def read(self, phrases: Iterable[Sequence[str]]) -> None:
        """Look up every name that the words of some phrases may hold."""
        keys = {key for words in phrases for text in _spans(words).values() for key in _keys(text)}
        new = sorted(keys - self._known.keys())
        if new:
            self._known |= {key: list[_Spelled]() for key in new} | _known(new, self.log)

    def names_in(self, words: Sequence[str]) -> tuple[NameMatch, ...]:
        """The entities that words name, without overlap, in order; of namesakes the curated."""
        self.read([words])
        matches: dict[tuple[int, int], NameMatch] = {}
        for span, text in _spans(words).items():
            called = [named for key in _keys(text) for named in self._known[key]]
            nodes = tuple(
                dict.fromkeys(named.node for named in called if _fits(named, text, self.vocabulary))
            )
            if nodes and not _is_filler(text):
                matches[span] = _match(span, nodes, text, self)
        return _longest(matches)


def _spans(words: Sequence[str]) -> dict[tuple[int, int], str]:
    """Every run of words that may be a name, by its place."""
    return {
        (first, last): " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + MAX_NAME_WORDS, len(words)) + 1)
    }


def _keys(text: str) -> tuple[str, ...]:
    """The match keys that a name may go by: as typed, in American spelling, umlauts as vowels."""
    key = fold(text)
    return tuple(dict.fromkeys((key, american(key), without_umlauts(key))))


def _match(
    span: tuple[int, int], nodes: tuple[Node, ...], text: str, finder: NameFinder
) -> NameMatch:
    if len(nodes) == 1 or not is_short_form(text):
        return NameMatch(*span, _preferred(nodes, text, finder.vocabulary))
    meant = _supported(nodes, text, finder.log, finder.context)
    return NameMatch(*span, meant, tuple(node for node in nodes if node not in meant))


def _supported(
    nodes: tuple[Node, ...], text: str, log: QueryLog, context: frozenset[str]
) -> tuple[Node, ...]:
    """Of the meanings of a short form the one that the question's other words speak of."""
    others = context - folded(text)
    scores = {node.id: len(others & _words_around(node, log)) for node in nodes}
    best = [node for node in nodes if scores[node.id] == max(scores.values())]
    return tuple(best) if len(best) == 1 and scores[best[0].id] else nodes


def _words_around(node: Node, log: QueryLog) -> frozenset[str]:
    """The stems of an entity and what is above it or beside it, and of its papers' titles."""
    names = [node.name]
    names += [str(row["alias"]) for row in log.quiet("entity_aliases", {"id": node.id}).dicts()]
    names += [str(row["name"]) for row in log.quiet("entity_ancestors", {"id": node.id}).dicts()]
    beside = log.quiet("co_mentioned", {"id": node.id, "limit": BESIDE}).dicts()
    papers = log.quiet("papers_mentioning", {"id": node.id, "limit": BESIDE}).dicts()
    names += [str(row["name"]) for row in beside] + [str(row["title"]) for row in papers]
    return folded_all(names)


def american(key: str) -> str:
    """A match key in American spelling: `graph colouring` goes by `graph coloring`."""
    key = re.sub(r"(?<=[a-z]{2})our(?=(?:ed|ing|s|al|hood)?\b)", "or", key)
    key = re.sub(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation|er)\b)", "iz", key)
    key = re.sub(r"(?<=[a-z]{3})ys(?=(?:e|ed|es|ing)\b)", "yz", key)
    key = re.sub(r"ll(?=(?:ing|ed|er)\b)", "l", key)
    return re.sub(r"(?<=[bct])re\b", "er", key)


def _known(keys: list[str], log: QueryLog) -> dict[str, list[_Spelled]]:
    known: dict[str, list[_Spelled]] = {}
    for row in log.quiet("entities_by_keys", {"keys": [*keys]}).dicts():
        node = Node(str(row["entity_id"]), str(row["name"]), str(row["label"]))
        spellings = (node.name, *map(str, as_list(row["aliases"])))
        known.setdefault(str(row["key"]), []).append(_Spelled(node, spellings))
    return known


def _is_filler(text: str) -> bool:
    small = ("function", "generic", "filling")
    return all(any(word in word_list(name) for name in small) for word in fold(text).split())


def _fits(named: _Spelled, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a spelling of the entity may be meant: short forms match in their own case only."""
    alike = [
        spelling.replace("-", " ") for spelling in named.spellings if fold(spelling) == fold(text)
    ]
    concept = vocabulary.concepts.get(named.node.id)
    if concept is not None:
        curated = [
            spelling.replace("-", " ")
            for spelling in concept.spellings
            if fold(spelling) == fold(text)
        ]
        alike = curated or alike
        if concept.cased:
            return any(
                fold_cased(spelling) == fold_cased(text) or not concept.needs_exact_case(spelling)
                for spelling in alike
            )
    return not alike or any(_same_case(spelling, text) for spelling in alike)


def _same_case(spelling: str, text: str) -> bool:
    """A word of capitals is a short form: it is none in small letters, unless it has digits."""
    if " " in spelling or not spelling[:-1].isupper() or len(spelling) < 2:
        return True
    return text[:-1].isupper() or (len(spelling) > 4 and text != text.lower())


def _preferred(nodes: tuple[Node, ...], text: str, vocabulary: Vocabulary) -> tuple[Node, ...]:
    """Of namesakes, those of the vocabulary; of these, the domain or task."""
    curated = vocabulary.by_key.get(fold(text), ())
    nodes = tuple(node for node in nodes if node.id in curated) or nodes
    for labels in (schema().with_role("field"), schema().with_role("task")):
        chosen = tuple(node for node in nodes if node.label in labels)
        if chosen:
            return chosen
    return nodes


def _longest(named: dict[tuple[int, int], NameMatch]) -> tuple[NameMatch, ...]:
    taken: set[int] = set()
    matches = []
    for first, last in sorted(named, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            matches.append(named[first, last])
    return tuple(sorted(matches, key=lambda match: match.first))
