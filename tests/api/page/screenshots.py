"""Pictures of the web page for the README, made from the demo archive.

    python -m tests.api.page.screenshots STORE FOLDER

With Debian's fonts-inter and fonts-sil-charis they look as on a reader's screen. WebP, as the
browser writes it.
"""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote_plus

from playwright.sync_api import Page, ViewportSize

from tests.api.page.browser import chromium, opened
from tests.serving import served

SIZE: Final[ViewportSize] = {"width": 1280, "height": 880}
MOST_BYTES: Final = 150_000
QUESTION: Final = "How does fine-tuning for physics differ from code summarization?"
QUERY: Final = """MATCH (p:Paper)-[r:USES]->(m:Method)
WHERE p.published >= $since
RETURN p, r, m
LIMIT 60"""
# The names that a browser on Debian gives its own fonts, so that a picture is the same elsewhere.
FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>system-ui</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
<match target="pattern"><test name="family"><string>sans-serif</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
</fontconfig>"""
# The browser packs its own picture: a canvas gives WebP.
PACK: Final = """async ([png, quality]) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
  const canvas = new OffscreenCanvas(image.width, image.height)
  canvas.getContext("2d").drawImage(image, 0, 0)
  const packed = await canvas.convertToBlob({type: "image/webp", quality})
  const bytes = new Uint8Array(await packed.arrayBuffer())
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))
}"""


def _answer(page: Page) -> None:
    page.locator(".sources li").first.wait_for()
    page.locator(".short .cite").first.click()
    page.locator("dialog mark").wait_for()


def _explorer(page: Page) -> None:
    page.get_by_role("listbox", name="Nodes").get_by_text("prefix tuning", exact=True).click()
    page.locator(".why mark").first.wait_for()
    page.get_by_label("What is around it").get_by_role("button").first.wait_for()


def _console(page: Page) -> None:
    page.locator(".canvas canvas").first.wait_for()


def _paper(page: Page) -> None:
    page.locator(".mention").first.wait_for()
    page.get_by_role("button", name="why educational material").click()


def _archive(page: Page) -> None:
    page.locator(".bars li").first.wait_for()


PAGES: Final[dict[str, tuple[str, Callable[[Page], None]]]] = {
    "answer": (f"/ask?q={quote_plus(QUESTION)}", _answer),
    "explorer": ("/explore?node=method:fine-tuning", _explorer),
    "console": (f"/cypher?query={quote_plus(QUERY)}&p.since=2025-06", _console),
    "paper": ("/papers/AG-2026.04-3", _paper),
    "archive": ("/status", _archive),
}


def main(store: str, folder: Path) -> None:
    """Write `page-NAME.webp` of each page."""
    program = chromium()
    if program is None:
        sys.exit("screenshots need Chromium (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as made, served(store) as address:
        fonts = Path(made) / "fonts.conf"
        fonts.write_text(FONTS, encoding="utf-8")
        with opened(program, **os.environ, FONTCONFIG_FILE=str(fonts)) as browser:
            page = browser.new_page(viewport=SIZE, reduced_motion="reduce", bypass_csp=True)
            for name, (path, prepare) in PAGES.items():
                page.goto(address + path)
                prepare(page)
                page.wait_for_load_state("networkidle")
                page.evaluate("scrollTo(0, 0)")
                _write(page, folder / f"page-{name}.webp")


def _write(page: Page, file: Path) -> None:
    png = base64.b64encode(page.screenshot()).decode()
    file.write_bytes(base64.b64decode(page.evaluate(PACK, [png, 0.85])))
    if file.stat().st_size > MOST_BYTES:
        sys.exit(f"{file} has {file.stat().st_size:,} bytes; {MOST_BYTES:,} are the most")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
