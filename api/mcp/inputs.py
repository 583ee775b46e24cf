"""The arguments of the tools: checked by pydantic, described to clients as JSON schemas."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.http.routes.requests import Phrase, Question, Year
from api.mcp.fitting import size
from kg.questions.options import Options
from kg.questions.plan import MAX_QUESTION, MOST_SIDES
from kg.stores.guard import MAX_LENGTH
from kg.views import MAX_HOPS

Name = Annotated[str, Field(min_length=1, max_length=500)]
Start = Annotated[
    int, Field(ge=0, le=1_000_000, description="`next_start` of the page before; 0 is the first.")
]
_MOST_PARAMS: Final = 100_000  # bytes


def _not_too_large(params: dict[str, Any]) -> dict[str, Any]:
    if size(params) > _MOST_PARAMS:
        raise ValueError(f"they may have {_MOST_PARAMS:,} bytes at most: give fewer values")
    return params


Params = Annotated[
    dict[str, Any],
    Field(max_length=50, description="Values for the `$names` of the query."),
    AfterValidator(_not_too_large),
]


class Arguments(BaseModel):
    """Arguments of a tool; there are no others."""

    model_config = ConfigDict(extra="forbid")


class NoArguments(Arguments):
    """A tool without arguments."""


class CypherArguments(Arguments):
    """A Cypher query that reads, with its parameters."""

    query: str = Field(
        min_length=1,
        max_length=MAX_LENGTH,
        description="One statement that begins with MATCH, OPTIONAL, WITH, UNWIND, CALL or RETURN.",
    )
    params: Params = {}
    start: Start = 0


class NamedQueryArguments(Arguments):
    """A named query with its parameters."""

    name: Name = Field(description="A name of `queries` in get-schema.")
    params: Params = {}
    start: Start = 0


class SearchArguments(Arguments):
    """What papers are to be about, and which papers."""

    query: str = Field(
        min_length=1, max_length=MAX_QUESTION, description="Words or a sentence, in English."
    )
    limit: int = Field(default=10, ge=1, le=50, description="At most so many papers.")
    start: Start = 0
    since: Year | None = Field(default=None, description="Papers of this year or later.")
    until: Year | None = Field(default=None, description="Papers of this year or earlier.")
    categories: list[Phrase] = Field(default=[], max_length=20, description="Any of them: cs.CL.")
    authors: list[Phrase] = Field(default=[], max_length=8, description="All of them.")

    def options(self) -> Options:
        """Which papers are searched."""
        only = (self.since, self.until, tuple(self.categories), tuple(self.authors))
        return Options((), (), "", *only)


class PaperArguments(Arguments):
    """A paper and the part of its text."""

    paper: Name = Field(description="An id (arxiv:2604.18936) or archive id (AG-2026.04-1).")
    start: Start = 0
    max_chars: int = Field(default=20_000, ge=200, le=40_000, description="Characters of text.")


class CitationArguments(Arguments):
    """Papers to cite."""

    papers: list[Name] = Field(
        min_length=1, max_length=50, description="Ids or archive ids, as search_papers gives them."
    )
    start: Start = 0


class AskArguments(Question):
    """A question in English, with parts of its plan set by hand."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={})
    start: Start = 0


class CoverageArguments(Arguments):
    """Subjects, each a side of its own."""

    subjects: list[Phrase] = Field(
        min_length=1,
        max_length=MOST_SIDES,
        description="One phrase a side: ['fine-tuning for physics', 'code summarization'].",
    )
    since: Year | None = Field(default=None, description="Papers of this year or later.")
    until: Year | None = Field(default=None, description="Papers of this year or earlier.")


class NeighbourhoodArguments(Arguments):
    """A node and how far to go from it."""

    node: Name = Field(description="An id, an archive id, or an entity's or author's name.")
    depth: int = Field(default=1, ge=1, le=3, description="How many relationships away.")
    relations: list[Phrase] = Field(
        default=[], max_length=30, description="Relationship types that count; none means all."
    )
    limit: int = Field(default=50, ge=1, le=500, description="At most so many nodes.")
    start: Start = 0


class PathArguments(Arguments):
    """The two ends of a path."""

    from_: Name = Field(alias="from", description="A node's id or name.")
    to: Name = Field(description="Another's.")
    max_hops: int = Field(
        default=MAX_HOPS, ge=1, le=MAX_HOPS, description="At most so many relationships."
    )
