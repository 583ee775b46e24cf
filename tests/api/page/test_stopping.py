"""An answer that is on its way is watched and stopped on the page, and by that on the server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

from tests.api.page.conftest import Open, kept_out
from tests.conftest import PATIENCE_S
from tests.serving import ServedHere

QUESTION = "How does fine-tuning for physics differ from code summarization?"
BETWEEN = "hierarchy_below"  # a query that is run after the second stage


@pytest.fixture
def server(demo_address: str) -> Iterator[ServedHere]:
    with ServedHere(demo_address) as started:
        yield started


@pytest.fixture
def served(server: ServedHere) -> str:
    """The server of this test in the place of the one that all others share."""
    return server.address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_is_stopped_in_mid_stream(
    open_page: Open, server: ServedHere, axe: str, scheme: str
) -> None:
    with server.held(BETWEEN) as held:
        page = open_page(f"/ask?q={quote_plus(QUESTION)}", scheme=scheme)
        stages, said = page.locator(".stages li"), page.locator("main > * > [role=status]")
        expect(stages).to_have_count(3)
        expect(stages.nth(0)).to_contain_text("Read as a comparison of physics and code summariz")
        expect(stages.nth(1)).to_contain_text("Physics: ")
        expect(said).to_have_text("")
        assert kept_out(page, axe) == []
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
        expect(said).to_have_text("Stopped.")
        expect(stages).to_have_count(2)
        assert kept_out(page, axe) == []
        assert server.left.wait(PATIENCE_S)
        run = len(held.names)
        held.let_go.set()
        assert server.ended.wait(PATIENCE_S)
        assert held.names[run:] == []
    page.get_by_role("button", name="Ask it again").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    expect(said).to_contain_text("Answered, from")
