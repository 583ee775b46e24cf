"""Sessions of the MCP client library, as tests need them: every tool called, on any transport."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import anyio
import mcp_types as types
from mcp import Client, StdioServerParameters

from tests.conftest import PATIENCE_S, PROGRAM, program_env

VERSIONS: Final = {"auto": "2026-07-28", "legacy": "2025-11-25"}
MODES: Final = tuple(VERSIONS)
Call = tuple[str, dict[str, Any]]
TIMES: Final = {"elapsed_ms", "updated"}
QUESTION = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
PAPER, OTHER = "AG-2025.04-3", "arxiv:2604.10520"
CALLS: list[Call] = [
    ("get-schema", {}),
    (
        "read-cypher",
        {"query": "MATCH (p:Paper) WHERE p.year = $y RETURN p.title AS t", "params": {"y": 2025}},
    ),
    ("search_papers", {"query": "adapters for code", "limit": 3, "since": 2022}),
    ("read_paper", {"paper": PAPER, "max_chars": 300}),
    ("export_citations", {"papers": [PAPER, OTHER, PAPER]}),
    ("ask", {"question": QUESTION}),
    ("neighbourhood", {"node": "LoRA", "depth": 2, "limit": 30}),
    ("find_path", {"from": "LoRA", "to": "domain:physics"}),
    ("run_named_query", {"name": "papers_by_year", "params": {"id": "domain:physics"}}),
    ("coverage", {"subjects": ["fine-tuning for physics", "basket weaving"]}),
]


@dataclass(frozen=True)
class Session:
    """What a client saw: the protocol's version, what is listed, a result for each call."""

    version: str
    tools: tuple[types.Tool, ...]
    prompts: tuple[types.Prompt, ...]
    results: tuple[types.CallToolResult, ...]

    def structured(self) -> list[Any]:
        """The structured results, without clocks, after a look at their form."""
        for result in self.results:
            assert not result.is_error, said(result)
            assert json.loads(said(result)) == result.structured_content
        return [timeless(result.structured_content) for result in self.results]


def session(target: Any, calls: Iterable[Call] = (), mode: str = "auto") -> Session:
    """Connect to a server, a command, an address or a transport; list everything, make the calls.

    The client holds each structured result against the schema that the tool declares.
    """

    async def talk() -> Session:
        async with Client(target, mode=mode, read_timeout_seconds=PATIENCE_S) as client:
            tools = (await client.list_tools()).tools
            prompts = (await client.list_prompts()).prompts
            results = [await client.call_tool(name, given) for name, given in calls]
            version = str(client.protocol_version)
            return Session(version, tuple(tools), tuple(prompts), tuple(results))

    return anyio.run(talk)


def said(result: types.CallToolResult) -> str:
    """The text of a result."""
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def timeless(value: Any) -> Any:
    """The value without clocks; an answer's text names the time that it took."""
    if isinstance(value, dict):
        kept = {key: timeless(inner) for key, inner in value.items() if key not in TIMES}
        if "statements" in kept and "text" in kept:
            kept["text"] = [line for line in kept["text"].splitlines() if " ms" not in line]
        return kept
    return [timeless(inner) for inner in value] if isinstance(value, list) else value


def by_stdio(store: str, **env: str) -> StdioServerParameters:
    """The command that a client starts."""
    return StdioServerParameters(
        command=PROGRAM, args=["mcp", "--store", store], env=program_env(**env)
    )
