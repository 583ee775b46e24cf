"""The Cypher files: each is a query, named for its file, with its question in the header.

    // Which papers use an entity?
    // params: id: string - the entity's id, limit: int = 50 - at most so many papers
    // returns: id, title, year

`params` may go on over further `//` lines until `returns`; a parameter with `= json` may be left
out. Types are string, int, float, bool, list (of strings or numbers) and rows (a list of maps).
The shape follows aiosql: declared parameters are checked against the used ones on loading. What
depends on the schema's types is expanded then (`templates`), so that a file may be several queries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from kg.errors import QueryError, UnknownName
from kg.records import Parameters, Value
from kg.templates import expanded

QueryKind = Literal["read", "write", "schema", "store"]
Type = Literal["string", "int", "float", "bool", "list", "rows"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One `$name` of a query; `default` counts only where `optional`."""

    name: str
    type: Type
    doc: str
    optional: bool = False
    default: Value = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query of `cypher/`; `returns` are the names of its columns, in order."""

    name: str
    kind: QueryKind
    question: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    text: str

    def bind(self, given: Mapping[str, Value]) -> Parameters:
        """Give the parameters to run with, defaults filled in.

        Raises QueryError for one that is missing, unknown or of the wrong type.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                known = ", ".join(names) or "none"
                raise QueryError(f"query {self.name} has no parameter {name} (it has: {known})")
        return {parameter.name: self._value(parameter, given) for parameter in self.parameters}

    def _value(self, parameter: Parameter, given: Mapping[str, Value]) -> Value:
        if parameter.name not in given:
            if parameter.optional:
                return parameter.default
            raise QueryError(
                f"query {self.name} needs {parameter.name} ({parameter.type}: {parameter.doc})"
            )
        value = given[parameter.name]
        if not _CHECKS[parameter.type](value):
            raise QueryError(
                f"query {self.name}: {parameter.name} must be {_WRITTEN[parameter.type]}"
            )
        return value


def _is_int(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _is_float(value: Value) -> bool:
    return isinstance(value, float) or _is_int(value)


def _is_scalar(value: Value) -> bool:
    return isinstance(value, str) or _is_float(value)


_CHECKS: Final[dict[Type, Callable[[Value], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "int": _is_int,
    "float": _is_float,
    "bool": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list) and all(map(_is_scalar, value)),
    "rows": lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value),
}
_WRITTEN: Final[dict[Type, str]] = {
    "string": "a string",
    "int": "a whole number of at most 64 bits",
    "float": "a number",
    "bool": "true or false",
    "list": 'a list of strings or numbers, ["a", "b"] as JSON',
    "rows": 'a list of objects, [{"a": 1}] as JSON',
}
_TYPES: Final = "|".join(get_args(Type))
_PARAMETER: Final = re.compile(
    rf"(?P<name>[a-z][a-z0-9_]*): (?P<type>{_TYPES})(?: = (?P<default>\S+))? - (?P<doc>.+)"
)
_BETWEEN: Final = re.compile(rf",\s+(?=[a-z][a-z0-9_]*: (?:{_TYPES})\b)")
_USED: Final = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_NOT_CODE: Final = re.compile(r"""//[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`""")


@cache
def load_queries(folder: Path | None = None) -> Mapping[str, Query]:
    """Read every file of `cypher`: `name` for `cypher/read`, `kind/name` for the other kinds.

    Raises QueryError for a file whose header is wrong.
    """
    root = folder or cypher_dir()
    queries = {}
    for kind in get_args(QueryKind):
        texts: dict[str, str] = {}
        for file in (root / kind).glob("*.cypher"):
            texts.update(expanded(file.stem, file.read_text(encoding="utf-8")))
        for name in sorted(texts):
            query = parse_query(name, kind, texts[name])
            queries[name if kind == "read" else f"{kind}/{name}"] = query
    return queries


def read_query(name: str) -> Query:
    """Give the query of `cypher/read/<name>.cypher`; UnknownName where there is none."""
    return _query(name, name, "read")


def write_query(name: str) -> Query:
    """Give the query that writes nodes or relationships of a kind; UnknownName without one."""
    return _query(f"write/{name}", name, "write")


def schema_query(name: str) -> Query:
    """Give the statement that makes an index or constraint; UnknownName without one."""
    return _query(f"schema/{name}", name, "schema")


def store_query(name: str) -> Query:
    """Give the query of `cypher/store/<name>.cypher`: one that only one store's own code runs."""
    return _query(f"store/{name}", name, "store")


def schema_queries() -> list[Query]:
    """Give the statements of `cypher/schema`, sorted by name."""
    return [query for query in load_queries().values() if query.kind == "schema"]


def read_queries() -> list[Query]:
    """Give the queries of `cypher/read`, sorted by name."""
    return [query for query in load_queries().values() if query.kind == "read"]


def _query(key: str, name: str, kind: QueryKind) -> Query:
    query = load_queries().get(key)
    if query is None or query.kind != kind:
        raise UnknownName(f"no query named {name}; `kg queries` lists them")
    return query


def cypher_dir() -> Path:
    """Give the folder `cypher`: beside this package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "cypher", package / "cypher"):
        if (folder / "read").is_dir():
            return folder
    raise QueryError(f"no cypher files beside {package}: install groundpath again")


def parse_query(name: str, kind: QueryKind, text: str) -> Query:
    """Make a Query of a file's text; QueryError where header and body don't agree."""
    question, params, returns = _header(name, text)
    query = Query(
        name=name,
        kind=kind,
        question=question,
        parameters=_parameters(name, params),
        returns=() if returns == "nothing" else tuple(returns.split(", ")),
        text=text,
    )
    declared = {parameter.name for parameter in query.parameters}
    used = set(_USED.findall(_NOT_CODE.sub(" ", text)))
    if declared != used:
        odd = ", ".join(sorted(declared ^ used))
        raise QueryError(f"query {name}: declared and used parameters differ: {odd}")
    return query


def _header(name: str, text: str) -> tuple[str, str, str]:
    """Give question, params and returns of a file's first lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.startswith("//"):
            break
        lines.append(line.removeprefix("//").strip())
    joined = "\n".join(lines)
    match = re.fullmatch(r"([^\n]+)\nparams: (.+)\nreturns: (\w+(?:, \w+)*)", joined, re.DOTALL)
    if match is None:
        raise QueryError(f"query {name}: the header needs a question, params: and returns:")
    question, params, returns = match.groups()
    return question, " ".join(params.split()), returns


def _parameters(name: str, params: str) -> tuple[Parameter, ...]:
    if params == "none":
        return ()
    return tuple(_parameter(name, part) for part in _BETWEEN.split(params))


def _parameter(name: str, part: str) -> Parameter:
    match = _PARAMETER.fullmatch(part)
    if match is None:
        raise QueryError(f"query {name}: can't read the parameter {part!r}")
    default = match["default"]
    declared: Type = match["type"]  # type: ignore[assignment]
    value: Value = None if default is None else json.loads(default)
    if default is not None and not _CHECKS[declared](value):
        raise QueryError(f"query {name}: the default of {match['name']} is no {declared}")
    return Parameter(match["name"], declared, match["doc"], default is not None, value)
