"""Measures how long the explorer takes to draw 500 and 5,000 nodes.

    python -m tests.api.page.bench_drawing STORE

Links are made up, so that only the page is measured: from the rows to the first picture, and the
time of a frame while it is moved, in the headless Chromium, which draws by software.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any, Final

from playwright.sync_api import Page, Route

from tests.api.page.browser import chromium, opened
from tests.serving import served

ENTITIES_A_PAPER: Final = 6
FRAMES: Final = 40
# Milliseconds a frame while the camera is moved by the wheel: the median and the 95th percentile.
MOVED: Final = """async (frames) => {
  const canvas = document.querySelector(".canvas .sigma-mouse"), times = []
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true }
  let before = performance.now()
  for (let frame = 0; frame < frames; frame++) {
    canvas.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY: frame % 8 < 4 ? -60 : 60 }))
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    times.push(now - before)
    before = now
  }
  times.sort((a, b) => a - b)
  return [times[frames / 2], times[Math.floor(frames * 0.95)]]
}"""


def links(nodes: int) -> list[list[Any]]:
    """Rows of `newest_links` over so many nodes: papers, each linked to some entities."""
    chance = random.Random(7)
    papers = nodes // 3
    names = [f"method:m{number}" for number in range(nodes - papers)]
    rows = []
    for number in range(papers):
        paper = _node(f"paper:{number}", "Paper", f"Paper {number}")
        near = names[2 * number : 2 * number + 2]
        for entity in dict.fromkeys([*near, *chance.choices(names, k=ENTITIES_A_PAPER - 2)]):
            relationship = {
                "id": f"{number} {entity}",
                "type": "USES",
                "from": paper["id"],
                "to": entity,
                "properties": {},
            }
            rows.append([paper, relationship, _node(entity, "Method", entity)])
    return rows


def _node(id_: str, label: str, name: str) -> dict[str, Any]:
    return {"id": id_, "labels": [label], "properties": {"name": name}}


def measured(page: Page, address: str, nodes: int) -> tuple[float, float, float]:
    """Seconds to the first picture; milliseconds of a frame, median and 95th percentile."""
    rows = links(nodes)
    found = {"columns": ["paper", "relationship", "entity"], "truncated": False, "elapsed_ms": 0}
    body = json.dumps({**found, "rows": rows})
    none = json.dumps({**found, "rows": []})

    def answer(route: Route) -> None:
        sample = "newest_links" in route.request.url
        route.fulfill(body=body if sample else none, content_type="application/json")

    page.route("**/api/v1/queries/**", answer)
    page.goto(f"{address}/explore?sample=500&most=5000")
    page.locator(".canvas .sigma-labels").wait_for(state="attached")
    page.locator(".canvas[data-drawn]").wait_for()
    first = float(page.locator(".canvas[data-drawn]").get_attribute("data-drawn") or 0) / 1000
    median, slow = page.evaluate(MOVED, FRAMES)
    return first, median, slow


def main(store: str) -> None:
    """Measure and print."""
    program = chromium()
    if program is None:
        sys.exit("this needs Chromium (Debian: apt-get install chromium)")
    with served(store) as address, opened(program) as browser:
        for nodes in (500, 5_000):
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            first, median, slow = measured(page, address, nodes)
            print(f"{nodes:>6} nodes: first picture {first:.2f} s", end="; ")
            print(f"a frame {median:.0f} ms, at the 95th percentile {slow:.0f} ms")
            page.close()


if __name__ == "__main__":
    main(sys.argv[1])
