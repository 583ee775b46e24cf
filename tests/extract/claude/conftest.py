"""The fixture of the Claude tests: a server that replaces the API."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.messages_api import MessagesApi, Said
from tests.wave_bench import answer_of


@pytest.fixture
def api() -> Iterator[MessagesApi]:
    """Give a server that answers well unless its script says otherwise."""
    with MessagesApi() as server:
        server.read = lambda sentences: Said(json.dumps(answer_of(sentences)))
        yield server
