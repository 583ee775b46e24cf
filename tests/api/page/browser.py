"""The system's Chromium, for the tests of the page and for what is made or measured with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright as playwright

# A window without a screen, drawn by software; nothing is asked of another place.
_ARGUMENTS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of the system's Chromium or Chrome; None where there is none."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def opened(program: str, **env: str | float | bool) -> Iterator[Browser]:
    """A browser, with environment variables of its own; its event loop ends with it."""
    with playwright() as started:
        browser = started.chromium.launch(
            executable_path=program, args=[*_ARGUMENTS], env=env or None
        )
        yield browser
        browser.close()
