"""The MCP client library, on a server's archive: what it gets is what a folder's archive gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from api.http.current import CurrentArchive
from api.http.slots import WorkSlots
from api.mcp.server import make_server
from extract.journal.journal import Journal
from kg.embed.embedder import Embedder
from kg.settings import Login, read_settings
from tests.mcp_client import CALLS, Session, by_stdio, session
from tests.neo4j_server import Neo4jServer
from tests.serving import served


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    neo4j_server: Neo4jServer,
    on_neo4j: Callable[..., None],
    demo_journal: Path,
    embedder: Embedder,
) -> str:
    """Give the address of the demo archive on the shared server."""
    neo4j_server.wipe()
    folder = tmp_path_factory.mktemp("mcp")
    with Journal(Path(shutil.copy(demo_journal, folder))) as journal:
        on_neo4j(neo4j_server.address, journal, embedder=embedder)
    return neo4j_server.address


@pytest.fixture(scope="module")
def in_a_folder(demo_address: str) -> Session:
    """Give a session with every tool called, on the same papers in a folder."""
    current = CurrentArchive(read_settings(store=demo_address))
    seen = session(make_server(current, WorkSlots(2)), CALLS)
    current.close()
    return seen


def test_every_tool_gives_the_same_over_both_transports(
    address: str, login: Login, in_a_folder: Session
) -> None:
    env = {"KG_NEO4J_PASSWORD": str(login.password)}
    on_stdio = session(by_stdio(address, **env), CALLS)
    assert on_stdio.structured() == in_a_folder.structured()
    with served(address, **env) as http:
        assert session(f"{http}/mcp", CALLS, "legacy").structured() == in_a_folder.structured()
