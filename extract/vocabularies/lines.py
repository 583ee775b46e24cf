"""Terms of JSON Lines in the format of `data/vocabulary`: a line a concept; id and label optional.

Without an id it is made of label and name; without a label it is the one asked for.
"""

from __future__ import annotations

import re
from typing import Any, Final

from extract.errors import RecordError
from extract.keys import entity_id
from extract.records import EntityLabel
from extract.schema import schema
from extract.sources.fields import json_object
from extract.vocabularies.spellings import cleaned, short_forms, shown, spelling_problem
from extract.vocabularies.terms import FileTerm, Reading

_FACETS: Final = ("data", "tuning", "model", "architecture", "evaluation", "inference", "task")
_CATEGORY: Final = re.compile(r"[A-Za-z0-9.*?-]{1,40}")


def read_lines(content: bytes, file: str, label: EntityLabel) -> Reading:
    """Read every line; one that is no concept is a problem of the reading."""
    reading = Reading(file)
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            reading.terms.append(_term(json_object(line), number, label, reading))
        except RecordError as error:
            reading.problem(number, "", str(error))
    return reading


def _term(row: dict[str, Any], number: int, default: EntityLabel, reading: Reading) -> FileTerm:
    name = cleaned(_text(row, "name"))
    if problem := spelling_problem(name):
        raise RecordError(f"name {problem}")
    label = _label(row, default)
    ref = _text(row, "id") or entity_id(label, name)
    aliases = _aliases(row, number, ref, reading)
    categories = _texts(row, "categories")
    if categories and label not in schema().with_role("field"):
        reading.problem(number, ref, f"categories are of a Domain, not of a {label}: left out")
        categories = ()
    if not all(map(_CATEGORY.fullmatch, categories)):
        raise RecordError("categories are ids of arXiv's, or patterns of them: cs.SE, astro-ph.*")
    return FileTerm(
        ref=ref,
        line=number,
        name=name,
        label=label,
        aliases=aliases,
        parents=_parents(row),
        facets=_facets(row, label),
        categories=categories,
        domains=_texts(row, "domains"),
        exact=short_forms((name, *aliases)),
        cased=row.get("cased") is True,
    )


def _label(row: dict[str, Any], default: EntityLabel) -> EntityLabel:
    given = row.get("label", default)
    if isinstance(given, str) and given in schema().entity_types:
        return given
    raise RecordError(f"label {shown(str(given))} is none of {', '.join(schema().labels)}")


def _aliases(row: dict[str, Any], number: int, ref: str, reading: Reading) -> tuple[str, ...]:
    kept = set()
    for alias in map(cleaned, _texts(row, "aliases")):
        if problem := spelling_problem(alias):
            reading.problem(number, ref, f"alias {problem}: left out")
        else:
            kept.add(alias)
    return tuple(sorted(kept))


def _parents(row: dict[str, Any]) -> tuple[str, ...]:
    """The ids of `[[type, id], …]`; the type is given by the concept's label."""
    given = row.get("parents", [])
    pairs = given if isinstance(given, list) else [None]
    parents = set()
    for pair in pairs:
        match pair:
            case [str(kind), str(parent)] if kind in schema().hierarchy:
                parents.add(parent)
            case _:
                kinds = ", ".join(schema().hierarchy)
                raise RecordError(f"parents is a list of [type, id], type one of {kinds}")
    return tuple(sorted(parents))


def _facets(row: dict[str, Any], label: EntityLabel) -> tuple[str, ...]:
    facets = _texts(row, "facets")
    if not set(facets) <= set(_FACETS):
        raise RecordError(f"facets are of {', '.join(_FACETS)}")
    return facets if "facets" in row else schema().entity_types[label].facets


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise RecordError(f"{key} is not a text")
    return value


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise RecordError(f"{key} is not a list of texts")
    return tuple(sorted(set(value)))
