"""States between pages, waiting, stopped, failed or opened, keep nobody out either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.api.page.conftest import Open, kept_out

QUESTION: Final = "How does fine-tuning for physics differ from code summarization?"
FAILED: Final[dict[str, Any]] = {"type": "urn:groundpath:busy", "detail": "the archive is busy"}


def _ask(page: Page, answer: Callable[[Route], object] | None = None) -> None:
    if answer:
        page.route("**/api/v1/ask", answer)
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")


def _loading(page: Page) -> None:
    _ask(page, lambda route: None)
    expect(page.locator("[aria-busy=true]").first).to_be_visible()


def _stopped(page: Page) -> None:
    _loading(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()


def _failed(page: Page) -> None:
    _ask(page, lambda route: route.fulfill(status=503, json=FAILED))
    expect(page.get_by_role("alert")).to_be_visible()


def _keyed(page: Page) -> None:
    _ask(page, lambda route: route.fulfill(status=401, json={"type": "urn:groundpath:key-needed"}))
    expect(page.get_by_label("The key")).to_be_visible()


def _counted(page: Page) -> None:
    _ask(page)
    page.get_by_role("button", name="How this was counted").first.click()
    expect(page.get_by_role("dialog").locator("tbody tr").first).to_be_visible()


def _evidence(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    _ask(page)
    page.locator(".short .cite").first.click()
    expect(page.get_by_role("dialog").locator("figcaption")).to_be_visible()


def _opened(page: Page) -> None:
    _ask(page)
    page.locator(".plan button").first.click()
    page.get_by_text("How this was answered").click()
    expect(page.get_by_role("link", name="In the console").first).to_be_visible()
    page.locator("summary", has_text="Download").click()


def _selected(page: Page) -> None:
    page.get_by_role("link", name="Explore").click()
    page.get_by_role("button", name="Show a sample").click()
    page.locator(".list [role=option]").first.click()
    expect(page.locator(".why p").first).to_be_visible()
    page.get_by_text("Ask the archive of it").click()
    page.locator(".takers button").first.click()
    expect(page.get_by_label("What is around it").get_by_role("button").first).to_be_visible()


STATES: Final = [_loading, _stopped, _failed, _keyed, _counted, _evidence, _opened, _selected]


@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__.strip("_"))
def test_a_state_keeps_nobody_out(open_page: Open, axe: str, reach: Callable[[Page], None]) -> None:
    page = open_page("/")
    reach(page)
    assert kept_out(page, axe) == []
    page.emulate_media(color_scheme="dark")
    assert kept_out(page, axe) == []
