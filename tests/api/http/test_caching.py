"""Entity tags: who has a response already is not sent it again."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import httpx2 as httpx
import pytest

from api.http.current import CurrentArchive
from kg.archive import Archive
from kg.settings import read_settings
from tests.conftest import PATIENCE_S, Kg
from tests.serving import served

ADDRESSES = [
    "/papers/AG-2024.04-1",
    "/entities?q=a",
    "/entities/LoRA",
    "/search?q=adapters",
    "/queries",
    "/queries/categories",
    "/nodes/LoRA/neighbourhood",
    "/schema",
    "/status",
    "/openapi.json",
]


PER_REQUEST = {"date", "x-request-id"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_client_has_is_not_sent_again(api: httpx.Client, address: str) -> None:
    first = api.get(address)
    tag = first.headers["etag"]
    assert tag.startswith('W/"' if address.startswith("/queries/") else '"')
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    assert first.headers["vary"] == "Accept, Authorization"
    for known in (tag, f'"other", {tag}', f"W/{tag.removeprefix('W/')}", "*"):
        again = api.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "no-cache"
    other = api.get(address, headers={"if-none-match": '"other"'})
    assert (other.status_code, other.headers["etag"]) == (200, tag)


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/papers/nothing", "/ask", "//healthz", "//readyz", "//", "//explore"]
)
def test_head_gives_the_headers_of_get_alone(api: httpx.Client, address: str) -> None:
    root = str(api.base_url).removesuffix("/api/v1/")
    url = f"{root}{address[1:]}" if address.startswith("//") else address
    whole, head = api.get(url), api.head(url)
    assert head.content == b""
    assert head.status_code == whole.status_code
    kept = [
        {name: value for name, value in sent.headers.items() if name not in PER_REQUEST}
        for sent in (whole, head)
    ]
    assert kept[0] == kept[1]
    if "etag" in whole.headers:
        assert api.head(url, headers={"if-none-match": whole.headers["etag"]}).status_code == 304


def test_head_is_counted_by_its_route(api: httpx.Client) -> None:
    api.head("/papers/AG-2024.04-1")
    figures = str(api.base_url).removesuffix("/api/v1/") + "/metrics"
    counted = 'method="HEAD",route="/api/v1/papers/{name:path}"'
    latest = time.monotonic() + PATIENCE_S
    while counted not in api.get(figures).text:  # a request is counted after its response is sent
        assert time.monotonic() < latest


def test_each_form_of_a_list_has_its_own_tag(api: httpx.Client) -> None:
    asked = [
        ("/entities?q=a", "application/json"),
        ("/entities?q=a", "text/csv"),
        ("/entities?q=a&limit=1", "application/json"),
        ("/entities/a%2Fb?q=a", "application/json"),
    ]
    tags = {api.get(path, headers={"accept": accept}).headers.get("etag") for path, accept in asked}
    assert len(tags) == 4
    assert None in tags  # an error has none


def test_posts_probes_and_errors_have_no_tag(api: httpx.Client) -> None:
    root = str(api.base_url).removesuffix("/api/v1/")
    for sent in (
        api.post("/cypher", json={"query": "RETURN 1"}),
        api.get("/papers/nothing"),
        api.get("/papers/nothing", headers={"if-none-match": '"x"'}),
        api.get(f"{root}/healthz"),
    ):
        assert "etag" not in sent.headers
        assert sent.status_code != 304


def test_what_a_key_opened_is_the_clients_own(own_archive: str) -> None:
    with served(own_archive, KG_API_KEY="open sesame") as address:
        url = f"{address}/api/v1/queries"
        right = {"authorization": "Bearer open sesame"}
        sent = httpx.get(url, headers=right, timeout=PATIENCE_S)
        assert sent.headers["cache-control"] == "private, no-cache"
        without = httpx.get(url, headers={"if-none-match": "*"}, timeout=PATIENCE_S)
        assert (without.status_code, "etag" in without.headers) == (401, False)


def test_a_build_changes_every_tag(
    kg: Kg, own_archive: str, own_papers: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(own_archive.removeprefix("file:"), folder)
    more = tmp_path / "more.jsonl"
    paper = json.loads(own_papers.read_text().splitlines()[0])
    more.write_text(json.dumps({**paper, "arxiv_id": "2601.00001"}))
    with (
        served(f"file:{folder}") as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=PATIENCE_S) as client,
    ):
        before = {path: client.get(path).headers["etag"] for path in ("/entities/LoRA", "/status")}
        kg("ingest", more, "--store", folder)
        for path, tag in before.items():
            sent = client.get(path, headers={"if-none-match": tag})
            assert (sent.status_code, sent.headers["etag"] == tag) == (200, False)
        (folder / "graph.kgl").unlink()
        gone = client.get("/entities/LoRA", headers={"if-none-match": "*"})
        assert (gone.status_code, "etag" in gone.headers) == (503, False)


def test_a_state_is_of_a_build(own_archive: str) -> None:
    current = CurrentArchive(read_settings(store=own_archive))
    assert current.state() == current.state() != ""
    with current.lend() as archive:
        assert isinstance(archive, Archive)
    current.close()
