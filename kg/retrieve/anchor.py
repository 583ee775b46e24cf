"""Phrases of a question become entities of the archive.

Names are looked up in the archive itself (its entities carry the match keys of all their
spellings), longest first; nothing is guessed from likeness, so that a side that the archive does
not know stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.naming import fold
from extract.vocabulary import Vocabulary
from kg.retrieve.evidence import Node
from kg.retrieve.runs import QueryLog

MAX_WORDS = 40
MAX_NAME_WORDS = 8
_SIDE_LABELS = ("Domain", "Task")
_WORD = re.compile(r"[^\s,;()\"]+")
_GENERIC_WORDS = (
    "a an the of for in on with by and or to from between their its our this that these those "
    "domain specific general different various new recent modern current main common strategy "
    "method approach technique way practice procedure recipe choice setting kind type paper "
    "work study research literature preprint field area topic problem task application large "
    "language model llm llms ai system tool use used using based how what which do does did "
    "is are be training work about known have has learn learning else"
)
GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What a phrase was found to mean.

    `side` are the entities that fix a subgraph (a domain or task where the phrase names one),
    `other` what it names beside them (namesakes of one name: any of them will do), `unmatched` the
    telling words and names left over. `exact`: the phrase is no more than the name of `side`.
    Without `side` the phrase names nothing that the archive has.
    """

    phrase: str
    side: tuple[Node, ...] = ()
    other: tuple[Node, ...] = ()
    unmatched: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    nodes: tuple[Node, ...]


def anchor(phrase: str, log: QueryLog, vocabulary: Vocabulary) -> Anchoring:
    """Find the entities that a phrase names; what no paper mentions is not in the archive."""
    words = _WORD.findall(phrase.replace("-", " ").replace("/", " "))[:MAX_WORDS]
    matches = _longest(words, _named(words, log, vocabulary))
    covered = {index for match in matches for index in range(match.first, match.last)}
    left = [index for index in range(len(words)) if index not in covered]
    telling = [index for index in left if fold(words[index]) not in GENERIC]
    unmatched = " ".join(words[index] for index in telling)
    if not matches or (telling and telling[-1] > max(match.last - 1 for match in matches)):
        return Anchoring(phrase, unmatched=unmatched or phrase)
    side = _side_match(matches)
    beside = [match for match in matches if match is not side]
    aside = [match.nodes[0].name for match in beside[1:]]
    return Anchoring(
        phrase,
        side.nodes,
        beside[0].nodes if beside else (),
        ", ".join(filter(None, [unmatched, *aside])),
        exact=len(covered) == len(words) and not beside,
    )


def _named(
    words: list[str], log: QueryLog, vocabulary: Vocabulary
) -> dict[tuple[int, int], tuple[Node, ...]]:
    spans = {
        (first, last): " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, min(first + MAX_NAME_WORDS, len(words)) + 1)
    }
    keys = sorted({fold(text) for text in spans.values()})
    known: dict[str, list[Node]] = {}
    for row in log.quiet("entities_by_keys", {"keys": list(keys)}).dicts():
        node = Node(str(row["entity_id"]), str(row["name"]), str(row["label"]))
        known.setdefault(str(row["key"]), []).append(node)
    found = {}
    for span, text in spans.items():
        nodes = tuple(
            node for node in known.get(fold(text), ()) if _case_fits(node.id, text, vocabulary)
        )
        if nodes and not (span[1] - span[0] == 1 and fold(text) in GENERIC):
            found[span] = _preferred(nodes, text, vocabulary)
    return found


def _case_fits(entity_id: str, text: str, vocabulary: Vocabulary) -> bool:
    concept = vocabulary.concepts.get(entity_id)
    if concept is None or not concept.cased:
        return True
    spellings = {one.replace("-", " ") for one in concept.spellings if fold(one) == fold(text)}
    return any(one == text or not concept.needs_exact_case(one) for one in spellings)


def _preferred(nodes: tuple[Node, ...], text: str, vocabulary: Vocabulary) -> tuple[Node, ...]:
    """Of namesakes, those of the vocabulary; of these, the domain or task.

    What papers were merely seen to call something gives way to what the field calls it.
    """
    curated = vocabulary.by_key.get(fold(text), ())
    nodes = tuple(node for node in nodes if node.id in curated) or nodes
    for label in _SIDE_LABELS:
        chosen = tuple(node for node in nodes if node.label == label)
        if chosen:
            return chosen
    return nodes


def _longest(
    words: list[str], named: dict[tuple[int, int], tuple[Node, ...]]
) -> tuple[_Match, ...]:
    taken: set[int] = set()
    matches = []
    for first, last in sorted(named, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            matches.append(_Match(first, last, named[first, last]))
    return tuple(sorted(matches, key=lambda match: match.first))


def _side_match(matches: tuple[_Match, ...]) -> _Match:
    for label in _SIDE_LABELS:
        for match in reversed(matches):
            if match.nodes[0].label == label:
                return match
    return matches[-1]
