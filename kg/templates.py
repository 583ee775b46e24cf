"""Cypher files that hold types of the schema as `@words`, expanded when they are loaded.

Types and labels can't be parameters. In any file `@PAPER_RELATIONS`, `@ENTITY_RELATIONS` and
`@HIERARCHY` are alternatives (`A|B`), and `@LABELS` names the entity types. A line
`@each types: …` stands once for each relationship type, `@each facts: …` once for each that says
something, with `UNION ALL` between. A file whose second line is `// for: …, named @…` is one query
for each row of the tables below, whose fields are its `@words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Template
from typing import Final

from extract.schema import schema
from kg.errors import QueryError
from kg.schema import ENTITY, nodes, relationship_types, relationships

_FOR: Final = re.compile(r"^// for: ([a-z ]+), named (\S+)\n", re.MULTILINE)
_EACH: Final = re.compile(r"^( *)@each ([a-z]+): (.+)$", re.MULTILINE)
# Relationships that only say where a node belongs, and who wrote it.
_NO_FACTS: Final = frozenset(("HAS_PASSAGE", "IN_CATEGORY", "MENTIONS", "WROTE"))
_INDEXED: Final = (
    ("Author", "name"),
    (ENTITY, "name"),
    (ENTITY, "first_key"),
    (ENTITY, "second_key"),
    ("Paper", "archive_id"),
    ("Paper", "published"),
)

Row = Mapping[str, str]


class _Template(Template):
    delimiter = "@"


def expanded(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Give name and text of each query that a file holds; QueryError for an unknown `@word`."""
    match = _FOR.search(text)
    rows = _rows(name, match[1]) if match else [{}]
    for row in rows:
        body = _EACH.sub(_repeated, _FOR.sub("", text))
        try:
            named = _Template(match[2]).substitute(row) if match else name
            yield named, _Template(body).substitute({**_alternatives(), **row})
        except (KeyError, ValueError) as error:
            raise QueryError(f"query {name}: no such @word ({error})") from error


def _alternatives() -> dict[str, str]:
    declared = schema()
    *labels, last = declared.labels
    return {
        "PAPER_RELATIONS": "|".join(declared.paper_relations),
        "ENTITY_RELATIONS": "|".join(declared.entity_relations),
        "HIERARCHY": "|".join(declared.hierarchy),
        "LABELS": f"{'; '.join(labels)} or {last}",
    }


def _repeated(match: re.Match[str]) -> str:
    indent, what, line = match.groups()
    types = [type_ for type_ in relationship_types() if what == "types" or type_ not in _NO_FACTS]
    lines = (f"{indent}{line.replace('@TYPE', kind)}" for kind in types)
    return f"\n{indent}UNION ALL\n".join(lines)


def _rows(name: str, what: str) -> list[Row]:
    match what:
        case "nodes":
            return [{"LABEL": node.label, "name": node.write} for node in nodes() if not node.also]
        case "entities":
            return [{"LABEL": node.label, "name": node.write} for node in nodes() if node.also]
        case "relationships":
            return [
                {
                    "TYPE": relationship.type,
                    "SOURCE": relationship.source,
                    "TARGET": relationship.target,
                    "name": relationship.write,
                }
                for relationship in relationships()
            ]
        case "types":
            return [{"TYPE": type_, "type": type_.lower()} for type_ in relationship_types()]
        case "labels":
            labels = sorted({node.also or node.label for node in nodes()})
            return [{"LABEL": label, "label": label.lower()} for label in labels]
        case "indexed properties":
            return [
                {"LABEL": label, "label": label.lower(), "property": key} for label, key in _INDEXED
            ]
    raise QueryError(f"query {name}: nothing is known as {what}")
