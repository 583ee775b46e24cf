"""Concepts taken together: the papers that bear all of them out, and what may be left unmet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from extract.schema import schema
from kg.questions.folding import word_list
from kg.retrieve.evidence import Concept, Papers


def used_labels() -> frozenset[str]:
    """The labels of what papers use or report."""
    return schema().with_role("means", "data", "measure", "other")


def together(concepts: Sequence[Concept], own: Sequence[Concept]) -> Papers:
    """The papers of all concepts; each has one of the side's own for its subject, if any do."""
    if len(concepts) == 1:
        return borne(concepts[0])[0]
    every = frozenset.intersection(*(borne(concept)[0] | concept.named for concept in concepts))
    for subjects in ([concept for concept in concepts if concept in own], concepts):
        papers = every & frozenset().union(*(borne(concept)[0] for concept in subjects))
        if papers:
            return papers
    return frozenset()


def borne(concept: Concept) -> tuple[Papers, tuple[str, ...]]:
    """The papers of a concept, or of what is left of it, with what is lost."""
    if concept.papers:
        return concept.papers, ()
    return concept.relaxed, concept.lost


def relaxations(
    usable: Sequence[Concept], own: Sequence[Concept], *, single: bool
) -> Iterator[tuple[Concept, ...]]:
    """What may be left unmet, least first, of what is shared before a side's own; one always stays.

    What most papers bear out is least specific and goes first. Of a `single` side a shared name
    stays longer than words that are its own.
    """
    yield ()
    wide = sorted(
        usable, key=lambda concept: (-len(concept.wide or concept.relaxed), concept.phrase)
    )
    if single:
        wide.sort(key=lambda concept: (bool(concept.nodes), concept in own))
        for count in range(1, len(wide)):
            yield from combinations(wide, count)
        return
    shared = [concept for concept in wide if concept not in own]
    for count in range(1, len(shared) + 1):
        yield from combinations(shared, count)
    mine = [concept for concept in wide if concept in own]
    for count in range(1, len(mine)):
        yield from ((*lost, *shared) for lost in combinations(mine, count))


def strict(concept: Concept) -> Concept:
    """The concept with the papers that hold its phrase alone: lists are counted.

    Where none holds a longer phrase word for word, those that hold all its words count.
    """
    pair = len(concept.parts) == len(concept.phrase.split()) == 2
    if not concept.said and not pair:
        return concept
    return replace(concept, text=concept.said, relaxed=frozenset(), lost=())


def linked_by_name(concepts: Sequence[Concept]) -> Papers:
    """The papers linked to the only entity of a side: a method, model, data set or metric."""
    if len(concepts) != 1 or concepts[0].parts:
        return frozenset()
    usable = all(node.label in used_labels() for node in concepts[0].nodes)
    return concepts[0].link if usable and concepts[0].nodes else frozenset()


def without(phrase: str, lost: str) -> str:
    """A phrase without some words of it, and without small words at its ends then."""
    said = r"[\s-]+".join(map(re.escape, lost.split()))
    return _trimmed(" ".join(re.sub(rf"(?<![\w-]){said}(?![\w-])", " ", phrase).split()))


def _trimmed(phrase: str) -> str:
    """A phrase without small words at its ends."""
    words = phrase.split()
    while words and words[0].casefold() in word_list("function"):
        words.pop(0)
    while words and words[-1].casefold() in word_list("function"):
        words.pop()
    return " ".join(words)
