"""Terms of a file become concepts: each once, with an id of ours, whatever the file's order."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeAlias

from extract.keys import entity_id, fold, fold_cased
from extract.records import Problem
from extract.relations.hierarchy import below
from extract.schema import schema
from extract.vocabularies.spellings import shown
from extract.vocabularies.terms import FileTerm, Reading
from extract.vocabulary import Concept

_Group: TypeAlias = list[FileTerm]

_FIELDS: Final = tuple(sorted(field.name for field in fields(Concept)))
_ENTITY_ID: Final = re.compile(r"([a-z]+):[^\s/]+")


@dataclass(frozen=True, slots=True)
class FileConcepts:
    """The concepts of a file, sorted by id, the line of each, and what could not be taken.

    A concept's parents are in the file, or ids that may be in another vocabulary.
    """

    file: str
    concepts: tuple[Concept, ...]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def concepts_of(reading: Reading) -> FileConcepts:
    """Make concepts of a file's terms.

    Terms of one name are one concept, which is a problem where no exactMatch says so. A spelling
    that is another concept's name, or an alias of several, stays with one of them.
    """
    notes = Reading(reading.file, problems=list(reading.problems))
    groups = {_id(group[0]): group for group in _groups(reading.terms, notes)}
    ids = {_id(term): made for made, group in groups.items() for term in group}
    ids |= {term.ref: made for made, group in groups.items() for term in group}
    owners = _owners(groups)
    concepts = [_concept(made, group, ids, owners, notes) for made, group in groups.items()]
    return FileConcepts(
        file=reading.file,
        concepts=tuple(sorted(concepts, key=lambda concept: concept.id)),
        lines={made: min(term.line for term in group) for made, group in groups.items()},
        problems=tuple(
            sorted(notes.problems, key=lambda problem: (problem.line, problem.id, problem.reason))
        ),
    )


def dump_concepts(concepts: Iterable[Concept]) -> str:
    """Give the concepts as JSON Lines: equal concepts, equal text."""
    rows = ({field: getattr(concept, field) for field in _FIELDS} for concept in concepts)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def load_concepts(text: str) -> tuple[Concept, ...]:
    """Read what `dump_concepts` gave."""
    return tuple(_loaded(line) for line in text.split("\n") if line)


def _loaded(line: str) -> Concept:
    row = json.loads(line)
    lists = ("aliases", "facets", "categories", "domains", "exact")
    pairs = {
        "parents": tuple((kind, parent) for kind, parent in row["parents"]),
        "cues": tuple((key, tuple(words)) for key, words in row["cues"]),
    }
    return Concept(**{**row, **{key: tuple(row[key]) for key in lists}, **pairs})


def _id(term: FileTerm) -> str:
    return entity_id(term.label, term.name)


def _key(term: FileTerm, spelling: str) -> str:
    """The key of a spelling: short forms are equal in their own case only."""
    return fold_cased(spelling) if spelling in term.exact else fold(spelling)


def _groups(terms: Sequence[FileTerm], notes: Reading) -> Iterator[_Group]:
    """The terms of each concept, the one that names it first."""
    groups: dict[int, _Group] = {}
    members: dict[int, _Group] = {id(term): [term] for term in terms}

    def join(left: FileTerm, right: FileTerm) -> None:
        small, large = sorted((members[id(left)], members[id(right)]), key=len)
        if small is not large:
            large += small
            members.update((id(term), large) for term in small)

    marked: dict[str, FileTerm] = {}
    for term in terms:
        for mark in (f"ref {term.ref}", f"id {_id(term)}", f"name {_key(term, term.name)}"):
            join(marked.setdefault(mark, term), term)
    by_ref: dict[str, _Group] = defaultdict(list)
    for term in terms:
        by_ref[term.ref].append(term)
    for term in terms:
        for other in (match for ref in term.same for match in by_ref.get(ref, ())):
            if _keys(term) & _keys(other):
                join(term, other)
    for group in members.values():
        groups[id(group)] = group
    for group in groups.values():
        _note_duplicates(group, notes)
        yield sorted(group, key=lambda term: (term.name, term.label, term.ref, term.line))


def _keys(term: FileTerm) -> set[str]:
    return {_key(term, spelling) for spelling in (term.name, *term.aliases)}


def _note_duplicates(group: _Group, notes: Reading) -> None:
    matched = {ref for term in group for ref in term.same}
    matched |= {term.ref for term in group if {*term.same} & {member.ref for member in group}}
    first, *rest = sorted(group, key=lambda term: (term.line, term.ref))
    for term in rest:
        if term.ref not in matched:
            place = f"line {first.line}" if first.line else first.ref
            reason = f"{shown(term.name)} is a concept already ({place}): made one of both"
            notes.problem(term.line, term.ref, reason)


def _owners(groups: Mapping[str, _Group]) -> dict[str, str]:
    """The concept that each spelling stays with: that of the name, else the first by id."""
    owners: dict[str, str] = {}
    for made in sorted(groups):
        for term in groups[made]:
            owners.setdefault(_key(term, term.name), made)
    for made in sorted(groups):
        for term in groups[made]:
            for alias in term.aliases:
                owners.setdefault(_key(term, alias), made)
    return owners


def _concept(
    made: str, group: _Group, ids: Mapping[str, str], owners: Mapping[str, str], notes: Reading
) -> Concept:
    first = group[0]
    spellings = {first.name}
    for term in group:
        for alias in (term.name, *term.aliases):
            owner = owners[_key(term, alias)]
            if owner == made:
                spellings.add(alias)
            else:
                notes.problem(
                    term.line, term.ref, f"alias {shown(alias)} is a spelling of {owner}: left out"
                )
    exact = {spelling for term in group for spelling in term.exact}
    return Concept(
        id=made,
        name=first.name,
        label=first.label,
        aliases=_distinct(spellings - {first.name}, first.name, exact),
        parents=tuple((below(first.label), parent) for parent in _parents(made, group, ids, notes)),
        facets=_all(term.facets for term in group),
        categories=_all(term.categories for term in group),
        domains=_all([ids.get(ref, ref) for ref in term.domains] for term in group),
        cased=any(term.cased for term in group),
        exact=tuple(sorted(exact & spellings)),
    )


def _distinct(aliases: Iterable[str], name: str, exact: Iterable[str]) -> tuple[str, ...]:
    """The aliases without those that only repeat another spelling."""
    kept = {fold(name): name} if name not in exact else {}
    exact = {*exact}
    for alias in sorted(aliases):
        if alias not in exact:
            kept.setdefault(fold(alias), alias)
    return tuple(sorted({*kept.values(), *(exact & {*aliases})} - {name}))


def _parents(made: str, group: _Group, ids: Mapping[str, str], notes: Reading) -> Iterator[str]:
    """The ids of what is right above, sorted; what can't be found is a problem."""
    above: dict[str, FileTerm] = {}
    for term in group:
        for ref in term.parents:
            if ref not in ids and not _is_entity_id(ref):
                notes.problem(term.line, term.ref, f"its parent {ref} is no concept here: left out")
            elif ids.get(ref) == made:
                notes.problem(term.line, term.ref, "is its own parent: left out")
            else:
                above[ids.get(ref, ref)] = term
    yield from sorted(above)


def _all(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({item for part in parts for item in part}))


def _is_entity_id(ref: str) -> bool:
    match = _ENTITY_ID.fullmatch(ref)
    return match is not None and match[1] in map(str.lower, schema().labels)
