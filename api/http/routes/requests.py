"""What comes in over HTTP: checked by pydantic, described in the OpenAPI document."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kg.questions.options import Options
from kg.questions.plan import MAX_ITEMS, MAX_QUESTION, MOST_SIDES, QuestionKind

Phrase = Annotated[str, Field(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1, le=9998)]


class Format(StrEnum):
    """How a neighbourhood is sent."""

    json = "json"
    graphml = "graphml"
    cytoscape = "cytoscape"


class TableFormat(StrEnum):
    """How a list or rows are sent."""

    json = "json"
    csv = "csv"


class Question(BaseModel):
    """A question in English."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"question": "Which metrics do physics and code summarization share?"}
        },
    )
    question: str = Field(
        min_length=1, max_length=MAX_QUESTION, description="The question, in English."
    )
    sides: list[Phrase] = Field(
        default=[], max_length=MOST_SIDES, description="In place of those read."
    )
    shared: list[Phrase] = Field(
        default=[], max_length=8, description="What holds of every side, in place of what is read."
    )
    aspects: list[Phrase] = Field(default=[], max_length=8, description="In place of those read.")
    kind: QuestionKind | None = None
    since: Year | None = Field(default=None, description="Papers of this year or later.")
    until: Year | None = Field(default=None, description="Papers of this year or earlier.")
    categories: list[Phrase] = Field(
        default=[], max_length=20, description="Papers of any of them."
    )
    authors: list[Phrase] = Field(default=[], max_length=8, description="Papers by all of them.")
    limit: int | None = Field(
        default=None, ge=1, le=MAX_ITEMS, description="Items that a list shows."
    )

    def options(self) -> Options:
        """What is set of the plan."""
        return Options(
            tuple(self.sides),
            tuple(self.aspects),
            self.kind or "",
            self.since,
            self.until,
            tuple(self.categories),
            tuple(self.authors),
            self.limit,
            tuple(self.shared),
        )


class CypherQuery(BaseModel):
    """A Cypher query that reads, with its parameters."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "query": "MATCH (p:Paper)-[:USES]->(m:Method {name: $name}) RETURN p.title",
                "parameters": {"name": "low-rank adaptation"},
            }
        },
    )
    query: str = Field(min_length=1, description="One statement that begins with a reading clause.")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="Values for the `$names` of the query."
    )


class QueryParameters(BaseModel):
    """The parameters of a named query."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"parameters": {"papers": ["2604.18936"]}}}
    )
    parameters: dict[str, Any] = Field(default_factory=dict, description="Values by name.")


class AnswerToCheck(BaseModel):
    """An answer as `POST /ask` gave it."""

    model_config = ConfigDict(extra="forbid")
    answer: dict[str, Any] = Field(description="The whole answer.")


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(extra="allow")
    type: str = Field(description="A name that programs can hold on to: `urn:groundpath:…`.")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do, in one line.")
    request_id: str = Field(description="As in the header X-Request-ID and in the server's log.")
