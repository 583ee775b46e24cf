"""Addresses of archives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores.location import Location, with_scheme


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("file:/a/b", "/a/b"),
        ("file:///a/b%20c", "/a/b c"),
        ("file:rel", "rel"),
        ("file:~/x", os.path.expanduser("~/x")),
    ],
)
def test_a_url_names_a_folder(url: str, folder: str) -> None:
    assert Location.parse(url).folder == Path(folder)


@pytest.mark.parametrize("url", ["http://x", "file:", "graph.kgl"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(StoreError):
        Location.parse(url)


def test_a_bare_path_is_a_folder() -> None:
    assert with_scheme("papers") == "file:papers"
    assert with_scheme("/a/b") == "file:/a/b"
    assert with_scheme("bolt://host") == "bolt://host"


@pytest.mark.parametrize("url", ["bolt://host", "neo4j+s://h.io:99", "NEO4J://host"])
def test_a_server_has_no_folder(url: str) -> None:
    place = Location.parse(url)
    assert (place.folder, place.graph_file, str(place)) == (None, None, url)


def test_an_archive_has_one_journal_a_server_and_database(tmp_path: Path) -> None:
    def folder(address: str, database: str = "") -> Path:
        return Location.parse(address).journal_file(tmp_path, database).parent

    assert folder("file:/a/b") == Path("/a/b")
    assert folder("bolt://host").name == "host-7687-neo4j"
    assert folder("neo4j+s://h.io:99", "x/../y").name == "h.io-99-x-..-y"


def test_no_message_shows_a_password() -> None:
    place = Location.parse("bolt://ada:secret@host:1")
    assert (str(place), repr(place)) == ("bolt://host:1", "Location('bolt://host:1')")
    with pytest.raises(StoreError, match="can't open http://host"):
        Location.parse("http://ada:secret@host")
