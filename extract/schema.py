"""The entity and relationship types, as `data/schema.json` declares them.

Rules that hold for several types know them by the part that they play (`role`), so that a further
type is one entry more; a rule about one type (a Metric's figures) names it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args

from extract.errors import SchemaError

SCHEMA_FILE: Final = "schema.json"
TypeRole = Literal["means", "data", "task", "measure", "field", "other"]

_NAME: Final = re.compile(r"[A-Z][A-Za-z]*")
_PLURAL: Final = re.compile(r"[a-z][a-z_]*")
_RELATION: Final = re.compile(r"[A-Z]+(?:_[A-Z]+)*")
_T = TypeVar("_T", "EntityType", "RelationType")


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns of a type: `called`, `loose` and `qualities` as words, others as patterns.

    `ends` are last words of a phrase that is of the type, `called` what a name is called,
    `after` further words behind a name, `long_form` last words of written-out short forms, `loose`
    words that add nothing to a name, `qualities` praise before one, `meant` words that stand for a
    name ("our model"), `cited` words beside lists of names, with the stems that a text with such a
    list has (`cited_stems`).
    """

    ends: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    long_form: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    cited_stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityType:
    """A label of entities.

    `vocabulary` is its file of `data/vocabulary`, `tagged` whether a tagger is trained on it,
    `family` the label that it is compared as, `below` the relation to a wider entity of the label,
    `says` its meaning for Claude. `words` are a question's words for such entities, `also` those
    that mean more besides; `facets` are given to a user's own concepts, and `follow_up` types are
    offered as further questions.
    """

    name: str
    plural: str
    vocabulary: str
    says: str
    role: TypeRole = "other"
    tagged: bool = False
    family: str = ""
    below: str = "SUBCLASS_OF"
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    follow_up: bool = False
    nouns: Nouns = Nouns()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relationships; `sources` and `targets` are labels of its ends (empty: any).

    Relations of a paper have targets only. `asked` are the targets that Claude may give (None: all,
    empty: it isn't asked), `says` explains the ends to it. A `done` relation holds only where
    someone brought it about, and an `either_way` one has no direction.
    """

    name: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    asked: tuple[str, ...] | None = None
    says: str = ""
    done: bool = False
    either_way: bool = False

    def joins(self, source: str, target: str) -> bool:
        """Tell whether it may lead from an entity of the one label to one of the other."""
        return (not self.sources or source in self.sources) and self.reaches(target)

    def reaches(self, target: str) -> bool:
        """Tell whether it may lead to an entity of this label."""
        return not self.targets or target in self.targets


@dataclass(frozen=True)
class Schema:
    """Every entity type by label and every relationship type by name, in the file's order."""

    entity_types: Mapping[str, EntityType]
    paper_relations: Mapping[str, RelationType]
    entity_relations: Mapping[str, RelationType]
    _roles: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels, in the order in which they win over each other."""
        return tuple(self.entity_types)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each label in that order."""
        return {label: place for place, label in enumerate(self.entity_types)}

    @cached_property
    def hierarchy(self) -> tuple[str, ...]:
        """The relations that lead from an entity to a wider one."""
        return tuple(dict.fromkeys(type_.below for type_ in self.entity_types.values()))

    def labels_of(self, role: TypeRole) -> tuple[str, ...]:
        """Give the labels that play a part, in order."""
        return tuple(type_.name for type_ in self.entity_types.values() if type_.role == role)

    def with_role(self, *roles: TypeRole) -> frozenset[str]:
        """Give the labels that play one of these parts."""
        if roles not in self._roles:
            self._roles[roles] = frozenset(
                label for role in roles for label in self.labels_of(role)
            )
        return self._roles[roles]

    def check_label(self, label: str) -> str:
        """Give back a label that is declared; SchemaError for any other."""
        if label not in self.entity_types:
            raise SchemaError(f"label {label!r} is none of {', '.join(self.labels)}")
        return label


@cache
def schema() -> Schema:
    """Give the schema of the data folder, read once."""
    return load_schema(data_dir() / SCHEMA_FILE)


def data_dir() -> Path:
    """Give the folder `data`: `KG_DATA`, else the one beside this package or inside `kg`."""
    root = Path(__file__).resolve().parent.parent
    given = os.environ.get("KG_DATA")
    folders = (Path(given),) if given else (root / "data", root / "kg" / "data")
    for folder in folders:
        if (folder / SCHEMA_FILE).is_file():
            return folder
    where = f"{given} (KG_DATA)" if given else f"a data folder under {root}"
    raise SchemaError(
        f"no {SCHEMA_FILE} in {where}: set KG_DATA right, or install groundpath again"
    )


def load_schema(path: Path) -> Schema:
    """Read a schema; SchemaError where the file can't be read or doesn't fit together."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        made = Schema(
            entity_types=_by_name(_entity_type(row) for row in rows["entity_types"]),
            paper_relations=_by_name(_relation(row) for row in rows["paper_relations"]),
            entity_relations=_by_name(_relation(row) for row in rows["entity_relations"]),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SchemaError(f"{path} can't be read: {error}") from error
    for problem in _problems(made):
        raise SchemaError(f"{path}: {problem}")
    return made


def _by_name(types: Iterable[_T]) -> dict[str, _T]:
    by_name: dict[str, _T] = {}
    for type_ in types:
        if type_.name in by_name:
            raise ValueError(f"{type_.name} is declared twice")
        by_name[type_.name] = type_
    return by_name


def _entity_type(row: dict[str, Any]) -> EntityType:
    return EntityType(**{**_tuples(row), "nouns": Nouns(**_tuples(row.get("nouns", {})))})


def _relation(row: dict[str, Any]) -> RelationType:
    ends = {"from": "sources", "to": "targets"}
    return RelationType(**{ends.get(key, key): value for key, value in _tuples(row).items()})


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _problems(made: Schema) -> Iterable[str]:
    """Say what doesn't fit together: names, parts, and names of what isn't declared."""
    labels, relations = made.entity_types, made.entity_relations
    for kind in labels.values():
        if not _NAME.fullmatch(kind.name) or not _PLURAL.fullmatch(kind.plural):
            yield f"{kind.name!r}, {kind.plural!r}: a name is like Method, its plural like methods"
        if kind.role not in get_args(TypeRole):
            yield f"{kind.name}: role {kind.role!r} is none of {', '.join(get_args(TypeRole))}"
        if kind.family and kind.family not in labels:
            yield f"{kind.name}: its family {kind.family} is not declared"
        if kind.below not in relations:
            yield f"{kind.name}: {kind.below} is no declared relation between entities"
    for relation in (*made.paper_relations.values(), *relations.values()):
        if not _RELATION.fullmatch(relation.name):
            yield f"{relation.name!r}: a relation's name is like USED_FOR"
        for end in (*relation.sources, *relation.targets, *(relation.asked or ())):
            if end not in labels:
                yield f"{relation.name}: {end} is no declared entity type"
