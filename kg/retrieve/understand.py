"""A question becomes a plan for one archive: read, its spelling repaired, parts set by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.keys import fold
from extract.vocabulary import Vocabulary
from kg.questions.cues import Cue
from kg.questions.options import Options, with_options
from kg.questions.plan import Plan
from kg.questions.read import read_question
from kg.questions.spelling import corrections, counted
from kg.questions.tagger import Tagger
from kg.stores.base import Store
from kg.vocabulary import archive_vocabulary

_NAME = re.compile(r"(?:[A-Z][\w.'\u2019-]*\s+){1,3}[A-Z][\w'\u2019-]+")


def understand(
    question: str, store: Store, tagger: Tagger, options: Options, cues: Sequence[Cue]
) -> Plan:
    """The plan of a question; words that the archive doesn't know are read as their neighbours."""
    vocabulary = archive_vocabulary(store)
    plan = read_question(question, tagger, cues, vocabulary)
    corrected = dict(
        corrections(
            (*plan.sides, *plan.shared, *plan.aspects, *plan.left_aside),
            lambda word: bool(store.text_search(word, 1)),
            lambda: _words(_Archive(str(store.run("archive_state").rows[0][0]), store)),
        )
    )
    if corrected:
        plan = read_corrected(question, corrected, tagger, cues, vocabulary)
    return with_options(_signed(_dated(plan, store), store), options)


def read_corrected(
    question: str,
    corrected: Mapping[str, str],
    tagger: Tagger,
    cues: Sequence[Cue],
    vocabulary: Vocabulary,
) -> Plan:
    """The plan of a question with some words read as others."""
    text = question
    for typed, read in corrected.items():
        text = re.sub(rf"\b{re.escape(typed)}\b", read, text)
    plan = read_question(text, tagger, cues, vocabulary)
    return replace(plan, corrected=tuple(corrected.items()))


def _dated(plan: Plan, store: Store) -> Plan:
    """The plan with a year for `the last two years`: counted back from the newest paper's."""
    years = store.run("newest_year").rows if plan.recent else ()
    if not plan.recent or not years or not isinstance(years[0][0], int):
        return plan
    since = years[0][0] - plan.recent + 1
    return replace(plan, constraints=replace(plan.constraints, since=since))


def _signed(plan: Plan, store: Store) -> Plan:
    """The plan with a side that is an author's name, and no entity's, as that author."""
    if len(plan.sides) != 1 or plan.constraints.authors or not _NAME.fullmatch(plan.sides[0]):
        return plan
    name = plan.sides[0]
    words = name.casefold()
    rows = store.run("authors_named", {"words": words, "limit": 20}).dicts()
    known = store.run("entities_by_key", {"key": fold(name)}).rows
    if known or not any(str(row["name"]).casefold() == words for row in rows):
        return plan
    return replace(plan, sides=(), constraints=replace(plan.constraints, authors=(name,)))


@dataclass(frozen=True, slots=True)
class _Archive:
    """A state of an archive, and a store that holds it."""

    state: str
    store: Store = field(compare=False)


@lru_cache(maxsize=2)
def _words(archive: _Archive) -> Mapping[str, int]:
    """The words of an archive's names: worked out once a process for each state of it."""
    return counted(_names(archive.store))


def _names(store: Store) -> Iterable[tuple[str, int]]:
    for row in store.run("entity_names").dicts():
        yield str(row["name"]), int(str(row["mentions"]))
