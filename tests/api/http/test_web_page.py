"""How the built web page is served, and that it knows the API as it is."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.app import create_app
from api.http.web_page import POLICY, STATIC, add_page
from kg.settings import read_settings

INDEX = (STATIC / "index.html").read_text()
SOURCE = Path(__file__).resolve().parents[3] / "api" / "page"
# The page's name of each shape, and the API's.
SHAPES = {
    "Answer": "Answer",
    "Aspect": "AspectRow",
    "Citation": "Citation",
    "Entity": "TableEntity",
    "EntityClaim": "ClaimGroup",
    "GraphNode": "GraphNode",
    "Link": "AnswerLink",
    "LinkStep": "LinkRelationship",
    "ExampleQuestion": "ExampleQuestion",
    "NamedQuery": "NamedQuery",
    "PaperClaim": "PaperClaim",
    "PaperLink": "LinkedEntity",
    "Passage": "PassageView",
    "PassageMention": "PassageMention",
    "Plan": "AnswerPlan",
    "Query": "AnswerQuery",
    "Relationship": "Relationship",
    "Rows": "RowsPage",
    "Section": "Section",
    "SentencePlace": "SentencePlace",
    "Side": "AnswerSide",
    "Source": "Source",
    "Statement": "Statement",
    "Status": "Status",
    "Tabled": "AnswerTable",
}


@pytest.fixture
def client() -> TestClient:
    """Give a client of an application that serves the built page and nothing else."""
    app = FastAPI(openapi_url=None)
    add_page(app, "/api/v1")
    return TestClient(app)


@pytest.mark.parametrize(
    "address",
    ["/", "/ask?q=x", "/explore", "/cypher", "/status", "/queries", "/queries/categories",
     "/papers/doi:10.5555/odd%2Fid%231", "/entities/method:fine-tuning"],
)  # fmt: skip
def test_every_address_of_the_page_gives_its_index(client: TestClient, address: str) -> None:
    got = client.get(address)
    assert (got.status_code, got.text) == (200, INDEX)
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert got.headers["content-security-policy"] == POLICY
    assert got.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    ["/status", "/queries", "/queries/categories", "/queries/top_entities?label=Method&limit=2",
     "/papers/doi:10.5555%2Fodd%2Fid%231", "/entities/method:fine-tuning"],
)  # fmt: skip
def test_a_page_names_the_same_address_of_the_api(own_archive: str, address: str) -> None:
    app = create_app(read_settings(store=own_archive))
    with TestClient(app, base_url="http://127.0.0.1") as served:
        twin = served.get(address).links["alternate"]
        assert (twin["url"], twin["type"]) == (f"/api/v1{address}", "application/json")
        sent = served.get(twin["url"])
        assert (sent.status_code, sent.headers["content-type"]) == (200, "application/json")
        assert "link" not in served.get("/ask?q=x").headers


def test_a_page_names_no_address_that_ends_its_header(client: TestClient) -> None:
    got = client.get('/papers/x>;y="z', headers={"accept": "text/html"})
    assert ">" not in got.links["alternate"]["url"]


def test_what_the_index_loads_is_kept_for_ever(client: TestClient) -> None:
    loaded = re.findall(r'(?:src|href)="(/assets/[^"]+)"', INDEX)
    assert len(loaded) >= 2
    for name in loaded:
        got = client.get(name)
        assert got.status_code == 200
        assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert got.text == (STATIC / name.removeprefix("/")).read_text()


def test_a_file_is_sent_packed_and_only_once(client: TestClient) -> None:
    packed = client.get("/theme.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == (STATIC / "theme.js").read_bytes()  # the client unpacks it
    plain = client.get("/theme.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == packed.content
    again = client.get("/theme.js", headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/index.html", "/assets/", "/../web_page.py", "/nothing"])
def test_nothing_else_is_sent(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_unknown_address_is_a_page_to_readers_and_a_problem_to_programs(
    client: TestClient,
) -> None:
    reader = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/nope", headers=reader)
    assert (page.status_code, page.text) == (404, INDEX)
    assert client.get("/nope", headers={**reader, "If-None-Match": page.headers["etag"]}).text
    for address, headers in (("/nope", {}), ("/api/v1/nope", reader), ("/assets/x.js", reader)):
        got = client.get(address, headers=headers)
        assert got.status_code == 404
        assert got.headers["content-type"] == "application/problem+json"


def test_the_page_names_no_other_place() -> None:
    """Everything comes from this server: only names of XML, and addresses in comments, remain."""
    named = {
        found
        for path in STATIC.rglob("*")
        if path.is_file()
        for found in re.findall(r"https?://[\w.-]+", path.read_text())
    }
    names = {"http://www.w3.org", "http://graphml.graphdrawing.org"}
    assert named <= {*names, "https://svelte.dev"}


def test_the_first_load_is_light() -> None:
    names = re.findall(r'<(?:script|link)[^>]*(?:src|href)="/([^"]+)"', INDEX)
    size = sum(
        len(gzip.compress((STATIC / name).read_bytes()))
        for name in ("index.html", *names)
    )  # fmt: skip
    assert size < 60_000


def test_the_lock_names_no_place() -> None:
    assert '"resolved"' not in (SOURCE / "package-lock.json").read_text()


def test_what_the_page_reads_is_what_the_api_describes() -> None:
    types = (SOURCE / "src" / "lib" / "types.ts").read_text()
    shapes = create_app(read_settings()).openapi()["components"]["schemas"]
    for name, described in SHAPES.items():
        shape = re.search(rf"^export interface {name}\b.*?{{\n(.*?)^}}", types, re.M | re.S)
        assert shape, name
        read = set(re.findall(r"^  (\w+)\??:", shape[1], re.M))
        assert read <= set(shapes[described]["properties"]), name
