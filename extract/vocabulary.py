"""The curated concepts: their names, spellings, hierarchy and facets, read from `data/vocabulary`.

The file of each entity type, and each file of a field in `fields/`, holds one concept a line.
`cased` concepts are matched with exact case wherever a spelling has a capital or is a single word
("RAG", "The Pile"); other spellings match in any case.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from extract.errors import SchemaError, VocabularyError
from extract.keys import entity_id, fold
from extract.records import EntityLabel
from extract.schema import data_dir as data_dir
from extract.schema import schema


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning; `parents` are (relation type, concept id), `categories` arXiv patterns.

    `cues` are (match key of a spelling, words): that spelling means the concept only in a sentence
    that has one of the words.
    Spellings in `exact` are matched in their own case only, whatever `cased` says.
    """

    id: str
    name: str
    label: EntityLabel
    aliases: tuple[str, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    facets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    cased: bool = False
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)

    def needs_exact_case(self, spelling: str) -> bool:
        """Tell whether a text names this concept by `spelling` only in this very case."""
        if spelling in self.exact:
            return True
        return self.cased and (spelling != spelling.lower() or not any(map(str.isspace, spelling)))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All concepts by id and by match key, with the hierarchy between them.

    `own` are those that a user's vocabulary gave or changed.
    """

    concepts: Mapping[str, Concept]
    by_key: Mapping[str, tuple[str, ...]]
    version: str
    _children: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    own: frozenset[str] = frozenset()

    def ancestors(self, concept_id: str) -> tuple[str, ...]:
        """Every concept above this one, nearest first, equally near ones by id."""
        ancestors: dict[str, None] = {}
        level = {concept_id}
        while level:
            above = {parent for key in level for parent in self._parents(key)}
            level = above - ancestors.keys() - {concept_id}
            ancestors.update(dict.fromkeys(sorted(level)))
        return tuple(ancestors)

    def descendants(self, concept_id: str) -> frozenset[str]:
        """Every concept below this one, and this one."""
        descendants = {concept_id}
        waiting = [concept_id]
        while waiting:
            below = set(self._children.get(waiting.pop(), ())) - descendants
            descendants |= below
            waiting.extend(below)
        return frozenset(descendants)

    def _parents(self, concept_id: str) -> Iterator[str]:
        concept = self.concepts.get(concept_id)
        for _, parent in concept.parents if concept else ():
            if parent in self.concepts:
                yield parent


@cache
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read the files of the entity types, and of the fields, in a folder (default: the project's).

    Raises VocabularyError for a line that is no concept and for an id given twice.
    """
    root = folder or data_dir() / "vocabulary"
    names = sorted({type_.vocabulary for type_ in schema().entity_types.values()})
    files = [root / name for name in names if (root / name).is_file()]
    files += sorted((root / "fields").glob("*.jsonl"))
    digest = hashlib.sha256()
    concepts: dict[str, Concept] = {}
    for file in files:
        content = file.read_bytes()
        digest.update(file.name.encode() + b"\0" + content)
        for number, line in enumerate(content.decode().split("\n"), start=1):
            if line.strip():
                _add(concepts, _concept(line, f"{file.name}:{number}"), f"{file.name}:{number}")
    return make_vocabulary(concepts, digest.hexdigest())


def make_vocabulary(concepts: Mapping[str, Concept], version: str) -> Vocabulary:
    """Index concepts by match key and by parent."""
    keys: dict[str, set[str]] = defaultdict(set)
    children: dict[str, set[str]] = defaultdict(set)
    for concept in concepts.values():
        for spelling in concept.spellings:
            keys[fold(spelling)].add(concept.id)
        for _, parent in concept.parents:
            children[parent].add(concept.id)
    return Vocabulary(
        concepts=dict(sorted(concepts.items())),
        by_key={key: tuple(sorted(ids)) for key, ids in sorted(keys.items()) if key},
        version=version,
        _children={parent: tuple(sorted(ids)) for parent, ids in sorted(children.items())},
    )


def vocabulary_problems(vocabulary: Vocabulary) -> list[str]:
    """Say what is wrong with a vocabulary: ids unlike their names, lost parents, cycles."""
    problems = []
    for concept in vocabulary.concepts.values():
        if concept.id != entity_id(concept.label, concept.name):
            problems.append(
                f"{concept.id}: its name gives {entity_id(concept.label, concept.name)}"
            )
        targets = [*(parent for _, parent in concept.parents), *concept.domains]
        problems += [
            f"{concept.id}: no concept {target}"
            for target in targets
            if target not in vocabulary.concepts
        ]
        if any(concept.id in vocabulary.ancestors(up) for up in vocabulary.ancestors(concept.id)):
            problems.append(f"{concept.id}: is above itself")
    return problems


def _add(concepts: dict[str, Concept], concept: Concept, place: str) -> None:
    if concept.id in concepts:
        raise VocabularyError(f"{place}: {concept.id} is given twice; keep one line")
    concepts[concept.id] = concept


def _concept(line: str, place: str) -> Concept:
    try:
        row: dict[str, Any] = json.loads(line)
        return Concept(
            id=row["id"],
            name=row["name"],
            label=schema().check_label(row["label"]),
            aliases=tuple(row.get("aliases", ())),
            parents=tuple((kind, parent) for kind, parent in row.get("parents", ())),
            facets=tuple(row.get("facets", ())),
            categories=tuple(row.get("categories", ())),
            domains=tuple(row.get("domains", ())),
            cased=bool(row.get("cased", False)),
            cues=tuple((fold(key), tuple(words)) for key, words in row.get("cues", {}).items()),
        )
    except (ValueError, KeyError, TypeError, AttributeError, SchemaError) as error:
        raise VocabularyError(f"{place}: not a concept ({error}); mend the line") from error


@cache
def category_names() -> dict[str, str]:
    """Name of every category of the arXiv taxonomy, by id."""
    file = data_dir() / "vocabulary" / "categories.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines if line.strip())
    return {row["id"]: row["name"] for row in rows}
