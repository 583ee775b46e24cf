"""Lists and rows over HTTP: in pages, and as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx2 as httpx
import pytest

from tests.conftest import Kg

LISTS = [
    ("/search", {"q": "fine-tuning"}, "hits", "passage_id"),
    ("/entities", {"q": "a"}, "entities", "id"),
    ("/entities/LoRA/papers", {}, "papers", "paper_id"),
    ("/queries", {}, "queries", "name"),
]


@pytest.mark.parametrize(("address", "given", "items", "key"), LISTS)
def test_pages_make_the_list(
    api: httpx.Client, address: str, given: dict[str, Any], items: str, key: str
) -> None:
    whole = [item[key] for item in api.get(address, params={**given, "limit": 50}).json()[items]]
    assert len(whole) == len({*whole}) > 1
    taken: list[str] = []
    limit, cursor = max(1, len(whole) // 3), 0
    while len(taken) < len(whole):
        page = api.get(address, params={**given, "limit": limit, "cursor": cursor}).json()
        taken += [item[key] for item in page[items]]
        assert page["truncated"] is (page["next"] is not None)
        cursor = page["next"] or 0
    assert taken[: len(whole)] == whole


@pytest.mark.parametrize("cursor", ["-1", "x", "99999999999", "1.5"])
@pytest.mark.parametrize(
    "address",
    ["/entities?q=a", "/entities/LoRA/papers?", "/entities/LoRA/claims?", "/papers/AG-2024.04-1?",
     "/queries?", "/queries/categories?", "/nodes/LoRA/neighbourhood?", "/search?q=a"],
)  # fmt: skip
def test_a_cursor_that_is_none_is_refused_in_one_line(
    api: httpx.Client, address: str, cursor: str
) -> None:
    sent = api.get(f"{address}&cursor={cursor}")
    assert (sent.status_code, sent.json()["type"]) == (422, "urn:groundpath:bad-input")
    assert "query.cursor" in sent.json()["detail"]
    assert "\n" not in sent.json()["detail"]


def test_an_entity_says_where_its_further_papers_and_claims_are(api: httpx.Client) -> None:
    view = api.get("/entities/LoRA").json()
    papers = api.get("/entities/LoRA/papers").json()
    assert view["papers"] == papers["papers"]
    assert (view["truncated"], view["next"]) == (papers["truncated"], papers["next"])
    claims = api.get("/entities/LoRA/claims").json()
    assert (view["claims"], view["next_claims"]) == (claims["claims"], claims["next"])
    assert api.get("/entities/nothing/papers").status_code == 404


def _read(response: httpx.Response) -> list[list[str]]:
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.text, newline="")))


def test_rows_come_as_the_csv_that_the_command_line_prints(
    kg: Kg, own_archive: str, api: httpx.Client
) -> None:
    query = "MATCH (p:Paper) RETURN p, p.title AS title, p.authors AS authors ORDER BY p.id"
    sent = api.post("/cypher", json={"query": query}, headers={"accept": "text/csv"})
    assert _read(sent)[0] == ["p", "title", "authors"]
    assert sent.headers["x-truncated"] == "false"
    printed = kg("cypher", query, "--csv", "--store", own_archive)
    assert printed.stdout == sent.text.replace("\r\n", "\n")
    many = "UNWIND range(1, 1001) AS n RETURN n"
    cut = api.post("/cypher?format=csv", json={"query": many})
    assert (len(_read(cut)), cut.headers["x-truncated"]) == (1_001, "true")


@pytest.mark.parametrize(
    "address",
    ["/search?q=adapters", "/entities?q=a", "/entities/LoRA/papers?", "/entities/LoRA/claims?",
     "/queries/top_entities?label=Method"],
)  # fmt: skip
def test_lists_come_as_csv(api: httpx.Client, address: str) -> None:
    rows = _read(api.get(f"{address}&format=csv"))
    assert len({len(row) for row in rows}) == 1
    assert _read(api.get(address, headers={"accept": "text/csv"})) == rows
    both = "text/csv;q=0.5, application/json"
    assert api.get(address, headers={"accept": both}).headers["content-type"] == "application/json"
    assert api.get(f"{address}&format=xml").status_code == 422


def test_csv_says_where_the_next_page_is(api: httpx.Client) -> None:
    first = api.get("/entities?q=a&limit=1&format=csv")
    assert first.headers["x-truncated"] == "true"
    assert first.headers["link"] == '<?q=a&limit=1&format=csv&cursor=1>; rel="next"'
    second = api.get(httpx.URL(str(first.url)).join(first.links["next"]["url"]))
    assert _read(second)[0] == _read(first)[0]
    assert _read(second)[1] != _read(first)[1]


def test_a_named_query_takes_long_parameters_in_a_body(api: httpx.Client) -> None:
    papers = [row[0] for row in api.post(
        "/cypher", json={"query": "MATCH (p:Paper) RETURN p.id ORDER BY p.id"}
    ).json()["rows"]]  # fmt: skip
    sent = api.post("/queries/papers_by_ids", json={"parameters": {"papers": papers * 50}}).json()
    got = api.get("/queries/papers_by_ids", params={"papers": str(papers).replace("'", '"')})
    assert sent["columns"] == got.json()["columns"]
    assert {*map(str, sent["rows"])} == {*map(str, got.json()["rows"])}
    assert api.post("/queries/papers_by_ids", json={"parameters": {}}).status_code == 422
    assert api.post("/queries/nothing", json={}).status_code == 404


def test_the_cypher_of_a_named_query_runs_as_a_query(api: httpx.Client) -> None:
    (query,) = [
        each for each in api.get("/queries").json()["queries"] if each["name"] == "categories"
    ]
    by_text = api.post("/cypher", json={"query": query["text"]}).json()
    assert by_text["rows"] == api.get("/queries/categories").json()["rows"] != []


def test_a_paper_has_its_sentences_and_names_in_one_call(api: httpx.Client) -> None:
    paper = api.get("/papers/AG-2024.04-1").json()
    for passage in paper["passages"]:
        assert passage["sentences"]
        for mention in passage["mentions"]:
            place = slice(mention["char_start"], mention["char_end"])
            assert passage["text"][place] == mention["surface"]
            assert mention["extractor"]
    assert any(passage["mentions"] for passage in paper["passages"])
    first = api.get("/papers/AG-2024.04-1?limit=1").json()
    assert (first["passages"], first["next"]) == (paper["passages"][:1], 1)
