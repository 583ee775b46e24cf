"""The HTTP API, served by `kg serve` and called over a socket."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import networkx as nx
import pytest
from pydantic import TypeAdapter

from api.http.app import create_app
from kg.answer.records import Answer
from kg.check.records import Checked
from kg.overview.graph_schema import GraphSchema
from kg.results import (
    CypherRows,
    EntityView,
    GraphPath,
    NamedQueries,
    Neighbourhood,
    NodeResult,
    SearchHits,
    Status,
)
from kg.settings import read_settings
from kg.views.entities import NamedEntities
from kg.views.papers import PaperView
from kg.views.rows import RowsPage
from tests.conftest import PATIENCE_S, Kg
from tests.serving import served

QUESTION = "How does fine-tuning for physics differ from code summarization?"
get = partial(httpx.get, timeout=PATIENCE_S)
TIMES = {"answered_at", "timings_ms", "elapsed_ms"}


def timeless(value: Any) -> Any:
    """A JSON value without times."""
    if isinstance(value, dict):
        return {key: timeless(inner) for key, inner in value.items() if key not in TIMES}
    return [timeless(inner) for inner in value] if isinstance(value, list) else value


PAPER = "doi:10.5555/odd/id#1"
PASSAGE = f"{PAPER}#1"
CYPHER = "MATCH (p:Paper) WHERE p.title CONTAINS $word RETURN p, p.year AS year"
ROUTES: list[tuple[list[str], str, str, Any, type[Any]]] = [
    (["ask", QUESTION], "POST", "/ask", {"question": QUESTION}, Answer),
    (["search", "adapters", "--limit", "2", "--cursor", "1"], "GET",
     "/search?q=adapters&limit=2&cursor=1", None, SearchHits),
    (["paper", PAPER], "GET", f"/papers/{quote(PAPER, safe='')}", None, PaperView),
    (["paper", "AG-2024.04-1"], "GET", "/papers/AG-2024.04-1", None, PaperView),
    (["entities", "low rank", "--limit", "1", "--cursor", "1"], "GET",
     "/entities?q=low+rank&limit=1&cursor=1", None, NamedEntities),
    (["entity", "LoRA"], "GET", "/entities/LoRA", None, EntityView),
    (["neighbourhood", PASSAGE, "--depth", "2", "--limit", "5", "--relations", "HAS_PASSAGE"],
     "GET", f"/nodes/{quote(PASSAGE)}/neighbourhood?depth=2&limit=5&relations=HAS_PASSAGE", None,
     Neighbourhood),
    (["path", "LoRA", "physics", "--max-hops", "3"], "GET",
     "/paths?from=LoRA&to=physics&max_hops=3", None, GraphPath),
    (["cypher", CYPHER, "-p", "word=code"], "POST", "/cypher",
     {"query": CYPHER, "parameters": {"word": "code"}}, CypherRows),
    (["cypher", "--name", "top_entities", "-p", "label=Method", "-p", "limit=3"], "GET",
     "/queries/top_entities?label=Method&limit=3", None, RowsPage),
    (["queries"], "GET", "/queries", None, NamedQueries),
    (["schema"], "GET", "/schema", None, GraphSchema),
    (["status"], "GET", "/status", None, Status),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "method", "address", "body", "model"), ROUTES, ids=lambda value: str(value)[:40]
)
def test_the_command_line_prints_what_http_sends(
    kg: Kg,
    own_archive: str,
    api: httpx.Client,
    arguments: list[str],
    method: str,
    address: str,
    body: Any,
    model: type[Any],
) -> None:
    sent = api.request(method, address, json=body)
    assert (sent.status_code, sent.headers["content-type"]) == (200, "application/json")
    shape = TypeAdapter(model)
    read = shape.validate_json(sent.text)
    dumped = shape.dump_python(read, mode="json", by_alias=True)
    more = sent.json().keys() - dumped.keys() if issubclass(model, NodeResult) else set()
    assert dumped == {key: value for key, value in sent.json().items() if key not in more}
    printed = kg(*arguments, "--json", env={"KG_STORE": own_archive}).stdout
    assert timeless(json.loads(printed)) == timeless(sent.json())
    if not TIMES & set(re.findall(r'"(\w+)":', printed)):
        assert printed == f"{sent.text}\n"


def test_names_that_no_graph_has_are_warned_of(kg: Kg, own_archive: str, api: httpx.Client) -> None:
    query = "MATCH (n:paper) RETURN n"
    sent = api.post("/cypher", json={"query": query}).json()
    assert (sent["rows"], len(sent["warnings"])) == ([], 1)
    assert "did you mean Paper?" in sent["warnings"][0]
    printed = kg("cypher", query, "--store", own_archive)
    assert (printed.returncode, printed.stderr) == (0, f"kg: {sent['warnings'][0]}\n")


def test_a_plan_is_given_without_a_run(api: httpx.Client) -> None:
    sent = api.post("/cypher/plan", json={"query": "MATCH (p:Paper) RETURN p"})
    assert sent.json()["columns"] == ["step", "operation", "estimated_rows"]
    assert "Paper" in sent.json()["rows"][0][1]
    assert api.post("/cypher/plan", json={"query": "CREATE (n)"}).status_code == 422


def test_an_answer_over_http_checks(kg: Kg, own_archive: str, api: httpx.Client) -> None:
    answer = api.post("/ask", json={"question": QUESTION}).json()
    sent = api.post("/check", json={"answer": answer})
    TypeAdapter(Checked).validate_python(sent.json())
    assert sent.json()["holds"] is True
    printed = kg("check", "-", "--store", own_archive, "--json", given=json.dumps(answer))
    assert printed.stdout == f"{sent.text}\n"
    assert api.post("/check", json={"answer": {}}).json()["holds"] is False


def test_a_neighbourhood_as_graphml_is_read_by_networkx(
    kg: Kg, own_archive: str, api: httpx.Client
) -> None:
    sent = api.get("/nodes/LoRA/neighbourhood?format=graphml&limit=7")
    graph = nx.read_graphml(io.BytesIO(sent.content))
    assert sent.headers["content-type"] == "application/graphml+xml"
    assert graph.number_of_nodes() == 8
    assert "method:low-rank-adaptation" in graph
    options = ("--limit", "7", "--format", "graphml", "--store", own_archive)
    assert kg("neighbourhood", "LoRA", *options).stdout == sent.text


def test_a_neighbourhood_comes_for_cytoscape_too(api: httpx.Client) -> None:
    graph = api.get("/nodes/LoRA/neighbourhood?format=cytoscape&limit=3").json()
    assert len(graph["elements"]["nodes"]) == 4


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "kind", "said"),
    [
        ("GET", "/papers/nothing", None, 404, "unknown-name", "no paper nothing"),
        ("GET", "/queries/nothing", None, 404, "unknown-name", "no query named nothing"),
        ("GET", "/nodes/zzz/neighbourhood", None, 404, "unknown-name", "no node zzz"),
        ("GET", "/nothing", None, 404, "no-such-address", "/api/v1/nothing"),
        ("DELETE", "/ask", None, 405, "method-not-allowed", "only reads"),
        ("POST", "/ask", {}, 422, "bad-input", "body.question"),
        ("POST", "/ask", {"question": " "}, 422, "bad-input", "empty"),
        ("POST", "/ask", {"question": "x" * 1001}, 422, "bad-input", "1000"),
        ("POST", "/ask", {"question": "x", "more": 1}, 422, "bad-input", "more"),
        ("POST", "/ask", [1], 422, "bad-input", "body"),
        ("GET", "/search", None, 422, "bad-input", "query.q"),
        ("GET", "/search?q=x&limit=0", None, 422, "bad-input", "limit"),
        ("GET", "/nodes/LoRA/neighbourhood?depth=9", None, 422, "bad-input", "depth"),
        ("GET", "/queries/paper_by_id", None, 422, "query-failed", "needs id"),
        ("GET", "/queries/top_entities?label=Method&limit=x", None, 422, "query-failed", "limit"),
        ("POST", "/cypher", {"query": "CREATE (n)"}, 422, "query-refused", "CREATE"),
        ("POST", "/cypher", {"query": "RETURN nothing"}, 422, "query-failed", "nothing"),
    ],
)
def test_every_error_is_a_problem(
    api: httpx.Client, method: str, address: str, body: Any, status: int, kind: str, said: str
) -> None:
    sent = api.request(method, address, json=body)
    problem = sent.json()
    assert sent.headers["content-type"] == "application/problem+json"
    assert (sent.status_code, problem["status"]) == (status, status)
    assert problem["type"] == f"urn:groundpath:{kind}"
    assert problem["title"]
    assert said in problem["detail"]
    assert "\n" not in problem["detail"]


@pytest.mark.parametrize(
    "given",
    [
        [("papers", "arxiv:2404.00001"), ("papers", PAPER)],
        [("papers", json.dumps(["arxiv:2404.00001", PAPER]))],
    ],
)
def test_a_list_is_given_value_by_value_or_as_json(api: httpx.Client, given: Any) -> None:
    papers = ["arxiv:2404.00001", PAPER]
    sent = api.get("/queries/papers_by_ids", params=given)
    same = api.post("/queries/papers_by_ids", json={"parameters": {"papers": papers}})
    assert sent.json()["rows"] == same.json()["rows"]
    one = api.get("/queries/papers_by_ids", params={"papers": PAPER})
    assert len(one.json()["rows"]) == 1


def test_a_list_that_is_none_says_how_it_is_written(api: httpx.Client) -> None:
    sent = api.post("/queries/papers_by_ids", json={"parameters": {"papers": "a"}})
    assert (sent.status_code, sent.json()["detail"]) == (
        422,
        'query papers_by_ids: papers must be a list of strings or numbers, ["a", "b"] as JSON',
    )
    twice = api.get("/queries/paper_by_id", params=[("id", "a"), ("id", "b")])
    assert (twice.status_code, "id is given 2 times" in twice.json()["detail"]) == (422, True)


def test_bodies_that_are_no_json_or_too_large_are_refused(api: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    assert api.post("/ask", content=b"{", headers=headers).status_code == 422
    assert api.post("/ask", content=b"\xff", headers=headers).status_code in {400, 422}
    assert api.post("/ask", content=b"[" * 100_000, headers=headers).status_code in {400, 422}
    large = b" " * 1_000_001
    assert api.post("/ask", content=large, headers=headers).status_code == 413
    in_chunks = iter([large[:600_000], large[:600_000]])
    sent = api.post("/ask", content=in_chunks, headers=headers)
    assert (sent.status_code, sent.json()["type"]) == (413, "urn:groundpath:too-large")


def test_only_this_machines_names_are_answered(api: httpx.Client) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", ""):
        sent = api.get("/status", headers={"host": host})
        assert (sent.status_code, sent.json()["type"]) == (421, "urn:groundpath:unknown-host")
    for host in ("localhost", "LOCALHOST:9", "127.0.0.1:8765", "[::1]:8765"):
        assert api.get("/queries", headers={"host": host}).status_code == 200


def test_no_other_site_is_let_in(api: httpx.Client) -> None:
    sent = api.get("/queries", headers={"origin": "https://evil.example"})
    assert not [name for name in sent.headers if name.startswith("access-control")]
    assert sent.headers["x-content-type-options"] == "nosniff"


def test_rows_hold_null_for_what_json_has_no_number_for(api: httpx.Client) -> None:
    sent = api.post("/cypher", json={"query": "RETURN [1.5, 0.0 / 0.0] AS numbers"})
    assert sent.status_code in {200, 422}
    assert "NaN" not in sent.text


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/ask", rb'{"question": "half \ud800 a sign"}'),
        ("/cypher", rb'{"query": "RETURN $x", "parameters": {"x": "\ud800"}}'),
        ("/cypher", rb'{"query": "RETURN $x", "parameters": {"x": 1e999}}'),
        ("/cypher", rb'{"query": "RETURN $x", "parameters": {"x": 1' + b"0" * 30 + b"}}"),
        ("/check", rb'{"answer": {"scope": [{"id": 1e999}], "links": [{"nodes": []}]}}'),
        ("/check", rb'{"answer": {"\ud800": 1}}'),
    ],
)
def test_odd_values_are_no_failure_of_the_program(
    api: httpx.Client, address: str, body: bytes
) -> None:
    sent = api.post(address, content=body, headers={"content-type": "application/json"})
    assert sent.status_code in {200, 422}
    assert json.loads(sent.text)


def test_an_odd_answer_is_refused(api: httpx.Client) -> None:
    answer = api.post("/ask", json={"question": QUESTION}).json()
    answer["links"][0]["nodes"] = []
    checked = api.post("/check", json={"answer": answer}).json()
    assert [failure["rule"] for failure in checked["failures"]] == ["shape"]


def test_the_openapi_document_describes_every_route(api: httpx.Client) -> None:
    document = api.get("/openapi.json").json()
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len(operations) == 21
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    starts = [path.removeprefix("/api/v1").partition("{")[0] for path in document["paths"]]
    assert [start for start in starts if start not in readme] == []
    for operation in operations:
        assert operation["summary"]
        problem = operation["responses"].get("422", {"content": {"application/problem+json": {}}})
        assert list(problem["content"]) == ["application/problem+json"]
    example = document["components"]["schemas"]["Question"]["example"]
    assert api.post("/ask", json=example).status_code == 200


def test_many_ask_at_once_and_get_the_same(api: httpx.Client) -> None:
    def ask(number: int) -> Any:
        if number % 3 == 0:
            return api.get("/search?q=adapters").json()
        if number % 3 == 1:
            return api.post("/cypher", json={"query": "MATCH (p:Paper) RETURN count(p)"}).json()
        return api.post("/ask", json={"question": QUESTION}).json()

    with ThreadPoolExecutor(6) as pool:
        sent = [json.dumps(timeless(each), sort_keys=True) for each in pool.map(ask, range(18))]
    assert [len({*sent[kind::3]}) for kind in range(3)] == [1, 1, 1]


def test_a_key_is_asked_for_where_one_is_set(own_archive: str) -> None:
    with served(own_archive, KG_API_KEY="open sesame") as address:
        assert get(f"{address}/healthz").status_code == 200
        without = get(f"{address}/api/v1/status")
        assert (without.status_code, without.headers["www-authenticate"]) == (401, "Bearer")
        for given in ("Bearer open", "Basic open sesame", "open sesame", "Bearer öpen"):
            wrong = {b"authorization": given.encode()}
            assert get(f"{address}/api/v1/status", headers=wrong).status_code == 401
        right = {"authorization": "Bearer open sesame"}
        assert get(f"{address}/api/v1/status", headers=right).status_code == 200


def test_the_page_is_opened_in_the_browser_of_the_reader(own_archive: str, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    browser.chmod(0o700)
    with served(own_archive, "--open", BROWSER=f"{browser} %s") as address:
        assert opened.read_text() == address
        assert (
            httpx.get(address, timeout=PATIENCE_S).headers["content-type"].startswith("text/html")
        )


def test_others_are_served_with_a_key_only(kg: Kg, own_archive: str) -> None:
    refused = kg("serve", "--host", "0.0.0.0", "--store", own_archive)
    assert refused.returncode == 1
    assert "set KG_API_KEY" in refused.stderr


def test_what_cannot_be_served_is_said_in_one_line(
    kg: Kg, own_archive: str, tmp_path: Path
) -> None:
    assert "no archive in" in kg("serve", "--store", tmp_path).stderr
    with served(own_archive) as address:
        port = address.rpartition(":")[2]
        taken = kg("serve", "--port", port, "--store", own_archive)
    assert taken.returncode == 1
    assert re.fullmatch(rf"kg: can't listen on 127.0.0.1 port {port}: [^\n]+\n", taken.stderr)


def test_a_server_sees_what_is_ingested_while_it_runs(
    kg: Kg, own_archive: str, own_papers: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(own_archive.removeprefix("file:"), folder)
    more = tmp_path / "more.jsonl"
    paper = json.loads(own_papers.read_text().splitlines()[0])
    more.write_text(json.dumps({**paper, "arxiv_id": "2601.00001"}))
    with served(f"file:{folder}") as address:
        assert get(f"{address}/api/v1/status").json()["papers"] == 7
        kg("ingest", more, "--store", folder)
        assert get(f"{address}/api/v1/status").json()["papers"] == 8
        (folder / "graph.kgl").unlink()
        gone = get(f"{address}/readyz")
        assert (gone.status_code, gone.json()["type"]) == (503, "urn:groundpath:no-archive")
        assert str(tmp_path) not in gone.text
        assert get(f"{address}/healthz").status_code == 200


def test_an_unforeseen_failure_shows_nothing_of_the_program(own_archive: str) -> None:
    from starlette.testclient import TestClient

    app = create_app(read_settings(store=own_archive))

    @app.get("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError(f"secret in {__file__}")

    base = "http://127.0.0.1"
    with TestClient(app, base_url=base, raise_server_exceptions=False) as client:
        sent = client.get("/api/v1/broken")
    assert (sent.status_code, sent.json()["type"]) == (500, "urn:groundpath:failure")
    assert "secret" not in sent.text
    assert "Traceback" not in sent.text
