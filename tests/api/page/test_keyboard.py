"""The whole way through the page with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.api.page.conftest import Open

FOCUSED = "node => node.getRootNode().activeElement === node"
MOST_TABS = 80


def _reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if target.evaluate(FOCUSED):
            return
    raise AssertionError(f"{target} is not reached by {key}")


def test_the_keyboard_alone_asks_reads_explores_and_queries(open_page: Open) -> None:
    page = open_page("/")
    keys = page.keyboard
    _reach(page, page.get_by_label("Your question"))
    keys.type("How does fine-tuning for physics differ from code summarization?")
    keys.press("Enter")
    cited = page.locator(".short .cite").first
    _reach(page, cited)
    keys.press("Enter")
    evidence = page.get_by_role("dialog")
    expect(evidence.locator("mark")).to_be_visible()
    keys.press("Escape")
    expect(cited).to_be_focused()

    _reach(page, page.get_by_role("link", name="Explore"), "Shift+Tab")
    keys.press("Enter")
    _reach(page, page.get_by_role("combobox"))
    keys.type("prefix tuning")
    expect(page.get_by_role("option").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    nodes = page.locator(".list [role=option]")
    expect(nodes.first).to_be_visible()
    _reach(page, page.get_by_role("listbox", name="Nodes"))
    keys.press("End")
    keys.press("Enter")
    before = nodes.count()
    _reach(page, page.get_by_label("What is around it").locator("button:enabled").last)
    keys.press("Enter")
    expect(nodes).not_to_have_count(before)
    keys.press("Control+z")
    expect(nodes).to_have_count(before)

    _reach(page, page.get_by_role("link", name="Cypher"), "Shift+Tab")
    keys.press("Enter")
    _reach(page, page.get_by_role("textbox", name="The query"))
    keys.press("Control+Enter")
    expect(page.locator("tbody tr").first).to_be_visible()
