"""What the browser's tests share: the page served over the demo archive, and a real browser.

Python drives the browser: pytest starts the server, and the tests are typed like all others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests import serving
from tests.api.page.browser import chromium, opened

AXE = Path(__file__).resolve().parents[3] / "api/page/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of the browser, not of the page: how fast software draws, and answers that a test asked for.
_OF_THE_BROWSER = ("GL Driver Message", "the server responded with a status")
PATIENCE_MS = 90_000.0  # what takes longer does not come, however slow the machine is


def _lacking(what: str) -> NoReturn:
    """Skip a test for what is not installed; fail where CI says that it must be."""
    required = "browser" in os.environ.get("KG_REQUIRE", "").split(",")
    (pytest.fail if required else pytest.skip)(f"skipped: {what}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the system's Chromium; Playwright's event loop ends with a module, for other tests'."""
    program = chromium()
    if program is None:
        _lacking("no Chromium (Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE_MS)
    with opened(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the source of axe-core, which finds what keeps people out of a page."""
    if not AXE.is_file():
        _lacking("no axe-core (make page)")
    return AXE.read_text()


def kept_out(page: Page, axe: str) -> list[list[object]]:
    """What keeps people out of a page as it is now: each rule with the elements that break it."""
    page.evaluate(axe)
    broken: list[list[object]] = page.evaluate(
        f"axe.run({{runOnly: {_RULES}}}).then(result => result.violations"
        ".map(rule => [rule.id, rule.nodes.map(node => node.html)]))"
    )
    return broken


@pytest.fixture(scope="session")
def served(demo_address: str) -> Iterator[str]:
    """Give the address of `kg serve` over the demo archive."""
    with serving.served(demo_address) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Open]:
    """Give what opens an address in a fresh browser.

    Afterwards: nothing was asked of another place, and the browser complained of nothing.
    """
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    complaints: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((served, "blob:", "data:")):
            foreign.append(request.url)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def open_(address: str, *, width: int = 1400, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address if address.startswith(served) else served + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert foreign == []
    assert [
        text for text in complaints if not any(known in text for known in _OF_THE_BROWSER)
    ] == []
