"""The MCP interface, used with the client library in memory, over stdio and over HTTP."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import anyio
import httpx2 as httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from api.http.current import CurrentArchive
from api.http.slots import WorkSlots
from api.mcp.errors import TooLarge, message
from api.mcp.fitting import MOST_BYTES, page, size
from api.mcp.server import TOOLS, make_server
from kg.settings import read_settings
from kg.stores.base import Store
from tests.conftest import PATIENCE_S, PROGRAM, program_env
from tests.mcp_client import (
    CALLS,
    MODES,
    OTHER,
    PAPER,
    QUESTION,
    VERSIONS,
    Session,
    by_stdio,
    said,
    session,
)
from tests.serving import served


@pytest.fixture(scope="module")
def current(demo_address: str) -> Iterator[CurrentArchive]:
    """Give the demo archive as a server holds it."""
    archive = CurrentArchive(read_settings(store=demo_address))
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def in_memory(current: CurrentArchive) -> Session:
    """Give a session with every tool called, in memory."""
    return session(make_server(current, WorkSlots(2)), CALLS)


@pytest.fixture
def call(current: CurrentArchive) -> Callable[..., Any]:
    """Give what calls one tool and gives the structured result, or the text of an error."""

    def run(tool: str, /, **given: Any) -> Any:
        (result,) = session(make_server(current, WorkSlots(2)), [(tool, given)]).results
        return said(result) if result.is_error else result.structured_content

    return run


def test_every_tool_reads_and_says_what_it_takes_and_gives(in_memory: Session) -> None:
    names = {name for name, _ in CALLS}
    assert {tool.name for tool in in_memory.tools} == names == {*TOOLS}
    for tool in in_memory.tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.title
        assert len(tool.description or "") > 60
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None
        assert tool.output_schema["type"] == "object"


def test_results_have_the_declared_form_and_fit(in_memory: Session) -> None:
    schema, rows, hits, paper, cited, answer, around, path, named, covered = in_memory.structured()
    assert {label["label"]: label["nodes"] for label in schema["labels"]}["Paper"] == 88
    assert "papers_by_year" in {query["name"] for query in schema["queries"]}
    assert rows["total_rows"] == len(rows["rows"]) > 20
    assert (len(hits["papers"]), hits["next_start"], hits["has_more"]) == (3, 3, True)
    assert hits["total_results"] > 3
    assert len(paper["text"]) == 300
    assert paper["passages"][1]["passage_id"] == "arxiv:2504.09602#1"
    assert cited["papers"] == [PAPER, "AG-2026.04-1"]
    assert cited["citations"].count("@misc{") == 2
    assert answer["status"] == "answered"
    assert [side["coverage"] for side in answer["sides"]] == ["good", "good"]
    assert len(around["nodes"]) > 20
    assert path["relationships"][0]["properties"]["passage_id"]
    assert sum(papers for _, papers in named["rows"]) > 20
    assert [subject["coverage"] for subject in covered["subjects"]] == ["good", "none"]
    assert max(len(said(result).encode()) for result in in_memory.results) <= MOST_BYTES


def test_an_answer_quotes_what_it_cites(in_memory: Session, call: Callable[..., Any]) -> None:
    answer = in_memory.structured()[5]
    statement = next(each for each in answer["statements"] if each["citations"])
    citation = statement["citations"][0]
    source = next(each for each in answer["sources"] if each["number"] == citation["source"])
    assert source["archive_id"] in "".join(answer["text"])
    assert citation["quote"] in call("read_paper", paper=source["paper_id"])["text"]
    assert answer["paths"].keys() >= {*statement["links"]}


@pytest.mark.parametrize("mode", MODES)
def test_both_versions_are_served_in_memory(
    mode: str, current: CurrentArchive, in_memory: Session
) -> None:
    seen = session(make_server(current, WorkSlots(2)), CALLS, mode)
    assert seen.version == VERSIONS[mode]
    assert seen.structured() == in_memory.structured()


@pytest.mark.parametrize("mode", MODES)
def test_a_process_on_stdio_gives_the_same(
    mode: str, demo_address: str, in_memory: Session
) -> None:
    seen = session(by_stdio(demo_address), CALLS, mode)
    assert seen.version == VERSIONS[mode]
    assert seen.tools == in_memory.tools
    assert seen.structured() == in_memory.structured()


def test_a_process_on_http_gives_the_same(demo_address: str, in_memory: Session) -> None:
    with served(demo_address) as address:
        for mode in MODES:
            seen = session(f"{address}/mcp", CALLS, mode)
            assert seen.version == VERSIONS[mode]
            assert seen.structured() == in_memory.structured()


LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def test_http_asks_for_the_key_and_knows_hosts_and_origins(demo_address: str) -> None:
    accept = {"accept": "application/json, text/event-stream"}
    key = {**accept, "authorization": "Bearer open sesame"}
    with served(demo_address, KG_API_KEY="open sesame") as address:
        endpoint = f"{address}/mcp"

        def status(headers: dict[str, str], method: str = "POST", body: Any = LIST) -> int:
            options: Any = {"json": body} if method == "POST" else {}
            sent = httpx.request(method, endpoint, headers=headers, timeout=PATIENCE_S, **options)
            return sent.status_code

        assert status(accept) == 401
        assert status({**accept, "authorization": "Bearer open"}) == 401
        assert status(key) == 200
        assert status({**key, "origin": address}) == 200
        for origin in ("https://evil.example", "null", "http://localhost.evil.example", "x"):
            assert status({**key, "origin": origin}) == 403
        assert status({**key, "host": "evil.example"}) == 421
        assert status(key, body={"x": "y" * 1_000_000}) == 413
        assert {status(key, method) for method in ("GET", "DELETE", "PUT")} == {405}
        assert (
            session(_with_key(endpoint, {"authorization": key["authorization"]})).version
            == VERSIONS["auto"]
        )


@asynccontextmanager
async def _with_key(address: str, headers: dict[str, str]) -> AsyncIterator[Any]:
    async with (
        httpx.AsyncClient(headers=headers, timeout=PATIENCE_S) as client,
        streamable_http_client(address, http_client=client) as streams,
    ):
        yield streams


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("nothing", {}, "there are: ask, coverage,"),
        ("get-schema", {"more": 1}, "more: Extra inputs"),
        ("read-cypher", {}, "query: Field required"),
        ("read-cypher", {"query": ["MATCH (n) RETURN n"]}, "query: Input should be a valid string"),
        ("read-cypher", {"query": "x" * 20_001}, "at most 20000 characters"),
        ("read-cypher", {"query": "RETURN $x", "params": {"x": "y" * 100_001}}, "100,000 bytes"),
        ("read-cypher", {"query": "MATCH (n) DETACH DELETE n"}, "DETACH is refused"),
        ("read-cypher", {"query": "CREATE (n:Paper {id: 'x'})"}, "CREATE is refused"),
        ("read-cypher", {"query": "CALL db.createLabel('X')"}, "is not allowed"),
        ("read-cypher", {"query": "MATCH (n:Passage) RETURN collect(n)"}, "return properties"),
        ("read-cypher", {"query": "RETURN nothing"}, "nothing"),
        ("search_papers", {"query": ""}, "query: String should have at least 1 character"),
        ("search_papers", {"query": " . "}, "the search text is empty"),
        ("search_papers", {"query": "x", "start": -1}, "start: Input should be greater"),
        ("search_papers", {"query": "x", "limit": True, "since": "soon"}, "since: Input should be"),
        ("read_paper", {"paper": "zzz"}, "no paper zzz"),
        ("export_citations", {"papers": []}, "papers: List should have at least 1 item"),
        ("export_citations", {"papers": [PAPER, "zzz"]}, "no paper zzz"),
        ("ask", {"question": "x" * 1_001}, "at most 1000 characters"),
        ("ask", {"question": "Wie unterscheiden sich die Verfahren für Physik?"}, "in English"),
        ("neighbourhood", {"node": "zzz"}, "no node zzz in the archive: search_papers finds it"),
        ("neighbourhood", {"node": "LoRA", "relations": ["NO"]}, "there are: ADDRESSES"),
        ("neighbourhood", {"node": "LoRA", "depth": 9}, "depth: Input should be less"),
        ("find_path", {"start": "LoRA", "to": "physics"}, "from: Field required"),
        ("run_named_query", {"name": "nothing"}, "no query named nothing; get-schema lists them"),
        ("run_named_query", {"name": "paper_by_id"}, "needs id"),
        ("run_named_query", {"name": "write/papers"}, "no query named"),
        ("coverage", {"subjects": ["a"] * 5}, "subjects: List should have at most 4 items"),
    ],
)
def test_errors_say_in_one_line_what_to_do(
    name: str, given: dict[str, Any], says: str, call: Callable[..., Any]
) -> None:
    text = call(name, **given)
    assert isinstance(text, str)
    assert says in text
    assert "\n" not in text
    assert "Traceback" not in text
    assert len(text) <= 1_001


def test_nothing_is_shown_of_a_failure_of_the_program(caplog: pytest.LogCaptureFixture) -> None:
    text = message(RuntimeError(f"secret in {__file__}"))
    assert text == "something went wrong; the server's own log says more"
    assert "secret" in caplog.text


def test_odd_values_are_no_failure_of_the_program(call: Callable[..., Any]) -> None:
    for odd in ("half \ud800 a sign", "\x00", "‮", "a" * 500, "'; DROP", "{}", "$x"):
        for name, key in (("read_paper", "paper"), ("search_papers", "query")):
            assert "something went wrong" not in str(call(name, **{key: odd}))


def pages(call: Callable[..., Any], tool: str, **given: Any) -> Iterator[Any]:
    """Each page of a result, which fits, and ends where it says so."""
    start: int | None = 0
    while start is not None:
        part = call(tool, start=start, **given)
        assert size(part) <= MOST_BYTES
        assert part["has_more"] is (part["next_start"] is not None)
        yield part
        start = part["next_start"]


def test_a_paper_comes_in_pages_that_make_the_whole(call: Callable[..., Any]) -> None:
    whole = call("read_paper", paper=OTHER)
    text = "".join(part["text"] for part in pages(call, "read_paper", paper=OTHER, max_chars=400))
    assert text == whole["text"]
    place = whole["passages"][1]
    assert text[place["start"] : place["end"]].strip() == text[place["start"] : place["end"]]
    assert call("read_paper", paper=OTHER, start=900_000)["text"] == ""


def test_papers_come_in_pages(call: Callable[..., Any]) -> None:
    parts = [*pages(call, "search_papers", query="adapters", limit=30)]
    ids = [paper["paper_id"] for part in parts for paper in part["papers"]]
    assert len(ids) == len({*ids}) == parts[0]["total_results"] > 60


def test_rows_come_in_pages_that_fit(call: Callable[..., Any]) -> None:
    query = "MATCH (p:Passage) RETURN p.id AS id, p.text AS text, p AS node ORDER BY id"
    parts = [*pages(call, "read-cypher", query=query)]
    rows = [row[0] for part in parts for row in part["rows"]]
    assert len(parts) > 2
    assert rows == sorted(rows)
    assert len(rows) == parts[0]["total_rows"] == 264


def test_rows_come_with_what_there_is_to_say_of_the_query(call: Callable[..., Any]) -> None:
    wrong = call("read-cypher", query="MATCH (n:paper) RETURN n")
    assert wrong["rows"] == []
    assert "did you mean Paper?" in wrong["warnings"][0]
    assert call("read-cypher", query="RETURN 1 AS n")["warnings"] == []


def test_a_path_may_be_held_short(call: Callable[..., Any]) -> None:
    ends = {"from": "LoRA", "to": "domain:physics"}
    assert call("find_path", **ends)["relationships"]
    assert call("find_path", **ends, max_hops=1)["relationships"] == []


def test_the_schema_comes_with_questions_that_are_answered(call: Callable[..., Any]) -> None:
    example = call("get-schema")["examples"][0]
    assert call("ask", question=example["question"])["status"] == "answered"


def test_nodes_come_in_pages_with_the_relationships_to_them(call: Callable[..., Any]) -> None:
    nodes: list[str] = []
    links: list[str] = []
    for part in pages(call, "neighbourhood", node="domain:physics", depth=3, limit=500):
        nodes += [node["id"] for node in part["nodes"]]
        ends = {end for link in part["relationships"] for end in (link["from"], link["to"])}
        assert ends <= {*nodes}
        links += [link["id"] for link in part["relationships"]]
    assert len(nodes) == len({*nodes}) > 400
    assert len(links) == len({*links}) > 400


@pytest.mark.parametrize("limit", [2, 500])
def test_all_that_is_linked_to_a_node_comes_in_pages(call: Callable[..., Any], limit: int) -> None:
    node = "domain:physics"
    query = "MATCH (d:Domain {id: $node})-[r]-(n) RETURN DISTINCT n.id AS id"
    linked = {row[0] for row in call("read-cypher", query=query, params={"node": node})["rows"]}
    parts = [*pages(call, "neighbourhood", node=node, limit=limit)]
    links = [link["id"] for part in parts for link in part["relationships"]]
    assert {each["id"] for part in parts for each in part["nodes"]} == {node, *linked}
    assert len(links) == len({*links}) >= len(linked)
    assert [part["truncated"] for part in parts] == [part["has_more"] for part in parts]
    assert len(parts) > 1


def test_a_deep_neighbourhood_says_that_it_has_no_further_nodes(call: Callable[..., Any]) -> None:
    deep = call("neighbourhood", node="domain:physics", depth=2, limit=5)
    assert (deep["truncated"], deep["has_more"], deep["next_start"]) == (True, False, None)


def test_an_answers_statements_go_on_without_its_text(call: Callable[..., Any]) -> None:
    first = call("ask", question=QUESTION, since=2020)
    rest = call("ask", question=QUESTION, since=2020, start=5)
    assert rest["statements"] == first["statements"][5:]
    assert (bool(first["text"]), rest["text"]) == (True, "")


def test_a_page_ends_where_it_is_full() -> None:
    words = ["a" * 10] * 5
    assert page(words, 0, "", most=40) == (("a" * 10,) * 3, 3)
    assert page(words, 3, "", most=40) == (("a" * 10,) * 2, None)
    assert page(words, 9, "", most=40) == ((), None)
    with pytest.raises(TooLarge, match="item 2 has 12 bytes: ask for less"):
        page(words, 2, "ask for less", most=5)


def test_prompts_hold_their_arguments(current: CurrentArchive, in_memory: Session) -> None:
    assert [prompt.name for prompt in in_memory.prompts] == ["compare_papers", "literature_review"]

    async def talk() -> None:
        async with Client(make_server(current, WorkSlots(2))) as client:
            sent = await client.get_prompt("compare_papers", {"papers": "AG-1\n$x,  AG-2"})
            text = str(sent.messages[0].content)
            assert "these papers of the archive: AG-1 $x, AG-2." in text
            review = await client.get_prompt("literature_review", {"subject": "adapters"})
            assert "any year" in str(review.messages[0].content)
            for name, given in WRONG_PROMPTS:
                with pytest.raises(MCPError) as refused:
                    await client.get_prompt(name, given)
                assert "\n" not in refused.value.message
                assert re.search(r"takes|there are", refused.value.message)

    anyio.run(talk)


WRONG_PROMPTS: list[tuple[str, dict[str, str]]] = [
    ("compare_papers", {}),
    ("compare_papers", {"papers": " "}),
    ("compare_papers", {"papers": "x" * 1_001}),
    ("compare_papers", {"papers": "x", "more": "y"}),
    ("nothing", {}),
]


def test_on_stdout_there_is_nothing_but_the_protocol(demo_address: str, demo: Store) -> None:
    before = demo.run("label_counts").rows
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": _CLIENT}
    write = {"name": "read-cypher", "arguments": {"query": "MATCH (n) SET n.x = 1"}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        *(
            "no JSON {",
            "[" * 10_000,
            '{"jsonrpc": "2.0"}',
            '"\\ud800"',
        ),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": write}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "nothing"}),
        json.dumps({"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": 5}}),
    ]
    with _started(demo_address) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(4)]
        rest, errors = process.communicate(timeout=PATIENCE_S)
    assert (rest, process.returncode) == ("", 0)
    assert "Traceback" not in errors
    by_id = {answer["id"]: answer for answer in answers}
    assert by_id[1]["result"]["serverInfo"]["name"] == "groundpath"
    assert by_id[2]["result"]["isError"] is True
    assert {by_id[3]["error"]["code"], by_id[4]["error"]["code"]} <= {-32601, -32602}
    assert demo.run("label_counts").rows == before


_CLIENT = {"name": "test", "version": "1"}


@contextmanager
def _started(store: str) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    command = [PROGRAM, "mcp", "--store", store]
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=program_env()
    ) as process:
        yield process


def test_ctrl_c_ends_a_server_that_waits(demo_address: str) -> None:
    ping = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    with _started(demo_address) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{ping}\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 130
        assert process.stderr is not None
        assert process.stderr.read() == "kg: stopped\n"


def test_without_an_archive_the_command_says_so() -> None:
    command = [PROGRAM, "mcp", "--store", "/nowhere/archive"]
    done = subprocess.run(
        command, env=program_env(), capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"kg: no archive in [^\n]+\n", done.stderr)


def test_the_command_line_starts_without_it() -> None:
    program = "import sys, api.cli.main; print([m for m in sys.modules if m.startswith('mcp')])"
    done = subprocess.run(
        [sys.executable, "-c", program], env=program_env(), capture_output=True, text=True
    )
    assert done.stdout == "[]\n"
