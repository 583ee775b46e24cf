"""What a tool is: a name, the model of its arguments, the type of its result, a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import mcp_types as types
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from api.http.slots import Work
from kg.archive import Archive

_READ_ONLY: Final = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class _Schema(GenerateJsonSchema):
    """JSON schemas without a title for each field, which only repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class ArchiveTool:
    """A tool that reads the archive; its description is its function's docstring."""

    name: str
    title: str
    arguments: type[BaseModel]
    result: Any
    run: Callable[[Archive, Any], object]
    work: Work = Work.lookups

    def described(self) -> types.Tool:
        """The tool as clients list it, with JSON schemas of its arguments and of its result."""
        shape: TypeAdapter[Any] = TypeAdapter(self.result)
        return types.Tool(
            name=self.name,
            title=self.title,
            description=" ".join((self.run.__doc__ or "").split()),
            input_schema=self.arguments.model_json_schema(schema_generator=_Schema),
            output_schema=shape.json_schema(mode="serialization", schema_generator=_Schema),
            annotations=_READ_ONLY,
        )
