"""The README's tables, made from the program: `python -m api.docs README.md` renews them.

Without a file they are printed. A table stands between `<!-- name -->` and `<!-- /name -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from typer.main import get_command

from api.cli.main import app
from api.http import address
from api.mcp.server import TOOLS
from extract.schema import schema
from kg import settings
from kg.queries import Parameter, read_queries


def tables() -> dict[str, str]:
    """Each table by the name that its markers have."""
    return {
        "commands": "\n".join(_commands()),
        "settings": "\n".join(_settings()),
        "queries": "\n".join(_queries()),
        "types": "\n".join(_types()),
        "tools": "\n".join(_tools()),
    }


def renewed(text: str) -> str:
    """The text with what stands between markers made anew."""
    for name, table in tables().items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = between.sub(partial(_filled, table), text)
    return text


def _filled(table: str, markers: re.Match[str]) -> str:
    return f"{markers[1]}\n{table}\n\n{markers[2]}"


def _commands() -> Iterator[str]:
    yield "| command | what it does | options |"
    yield "|---|---|---|"
    yield from _rows("kg", get_command(app))


def _rows(before: str, group: Any) -> Iterator[str]:
    """A row a command, those of a group after the group's own."""
    commands: Mapping[str, Any] = group.commands
    for name, command in commands.items():
        arguments = [
            _argument(param) for param in command.params if param.param_type_name == "argument"
        ]
        options = [
            f"`{param.opts[0]}`" for param in command.params if param.param_type_name == "option"
        ]
        usage = " ".join([before, name, *arguments])
        yield f"| `{usage}` | {command.help} | {' '.join(options)} |"
        if hasattr(command, "commands"):
            yield from _rows(f"{before} {name}", command)


def _argument(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return str(name if parameter.required else f"[{name}]")


def _settings() -> Iterator[str]:
    yield "| variable | what |"
    yield "|---|---|"
    for name, what in sorted({**settings.VARIABLES, **address.VARIABLES}.items()):
        yield f"| `{name}` | {what} |"


def _queries() -> Iterator[str]:
    yield "| query | what it answers |"
    yield "|---|---|"
    for query in read_queries():
        usage = " ".join([query.name, *map(_parameter, query.parameters)])
        yield f"| `{usage}` | {query.question} |"


def _types() -> Iterator[str]:
    yield "| type | what | from a paper |"
    yield "|---|---|---|"
    for type_ in schema().entity_types.values():
        relations = schema().paper_relations.values()
        reached = [f"`{relation.name}`" for relation in relations if relation.reaches(type_.name)]
        yield f"| {type_.name} | {type_.says} | {' '.join(reached)} |"


def _tools() -> Iterator[str]:
    yield "| tool | what it does | arguments |"
    yield "|---|---|---|"
    for tool in TOOLS.values():
        schema = tool.arguments.model_json_schema()
        needed = schema.get("required", ())
        names = [f"`{name}`" if name in needed else f"`[{name}]`" for name in schema["properties"]]
        says = (tool.run.__doc__ or "").partition("\n")[0]
        yield f"| `{tool.name}` | {says} | {' '.join(names)} |"


def _parameter(parameter: Parameter) -> str:
    return f"[{parameter.name}]" if parameter.optional else parameter.name


def main(files: list[str]) -> None:
    """Renew the files' tables, or print the tables."""
    if not files:
        print("\n\n".join(tables().values()))
    for name in files:
        file = Path(name)
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
