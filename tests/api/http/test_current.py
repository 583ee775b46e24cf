"""The archive that a server answers from, while builds replace it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.http.app import create_app
from api.http.current import CurrentArchive
from kg.archive import Archive
from kg.settings import read_settings


@pytest.fixture
def copied(own_archive: str, tmp_path: Path) -> Archive:
    """Give a copy of the archive of our own papers, to be built anew."""
    folder = tmp_path / "archive"
    shutil.copytree(own_archive.removeprefix("file:"), folder)
    return Archive.open(folder)


@pytest.fixture
def current(copied: Archive) -> Iterator[CurrentArchive]:
    """Give what a server has of the copy."""
    archive = CurrentArchive(read_settings(store=copied.settings.store))
    yield archive
    archive.close()


def _papers(archive: Archive) -> int:
    return archive.status().papers


def _ingest_another(archive: Archive, own_papers: Path, tmp_path: Path) -> None:
    paper = json.loads(own_papers.read_text().splitlines()[0])
    source = tmp_path / "more.jsonl"
    source.write_text(json.dumps({**paper, "arxiv_id": "2601.00001"}))
    archive.ingest(source)


def test_a_new_build_is_lent_and_the_older_one_stays_open_while_it_is_used(
    current: CurrentArchive, copied: Archive, own_papers: Path, tmp_path: Path
) -> None:
    with current.lend() as older:
        before = _papers(older)
        _ingest_another(copied, own_papers, tmp_path)
        with current.lend() as newer:
            assert _papers(newer) == before + 1
        assert _papers(older) == before
        assert "store" in vars(older)
    assert "store" not in vars(older)  # closed when it came back


def test_while_one_request_opens_a_new_build_the_others_are_answered_from_the_older(
    current: CurrentArchive, copied: Archive, own_papers: Path, tmp_path: Path
) -> None:
    with current.lend() as older:
        pass
    _ingest_another(copied, own_papers, tmp_path)
    with current._opening, current.lend() as meanwhile:
        assert meanwhile is older
    with current.lend() as newer:
        assert newer is not older


def test_requests_at_once_open_a_new_build_once(
    current: CurrentArchive, copied: Archive, own_papers: Path, tmp_path: Path
) -> None:
    with current.lend() as older:
        pass
    _ingest_another(copied, own_papers, tmp_path)
    start, lent = threading.Barrier(8), list[Archive]()

    def request() -> None:
        start.wait()
        with current.lend() as archive:
            lent.append(archive)

    threads = [threading.Thread(target=request) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(archive) for archive in lent if archive is not older}) == 1


def test_a_server_without_an_archive_warms_up_without_a_word(tmp_path: Path) -> None:
    CurrentArchive(read_settings(store=f"file:{tmp_path}")).warm_up()


def test_what_a_client_is_not_shown_of_a_damaged_archive_is_logged(
    copied: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    assert copied.location.graph_file
    copied.location.graph_file.write_bytes(b"no graph")
    app = create_app(read_settings(store=copied.settings.store))
    sent = TestClient(app, base_url="http://127.0.0.1").get("/api/v1/papers/x")
    assert (sent.status_code, sent.json()["type"]) == (503, "urn:groundpath:archive-unavailable")
    assert "graph.kgl" not in sent.text
    assert "graph.kgl" in caplog.text
