"""Every page of the site: who can use it, how it stands on a narrow screen, what it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api.page.conftest import Open, kept_out

ASKED = "/ask?q=How+does+fine-tuning+for+physics+differ+from+code+summarization%3F"
# Each page with what it shows when all of it has come.
PAGES = {
    "/": ".examples a",
    ASKED: ".sources li",
    "/ask?q=What+is+known+about+zeppelin+moorings%3F": ".nothing",
    "/ask?q=How+has+code+summarization+changed%3F": "svg[role=img]",
    "/papers/AG-2026.04-3": ".mention",
    "/entities/method:fine-tuning": ".papers li",
    "/status": ".bars li",
    "/queries": ".all li",
    "/queries/entity_papers?id=method:fine-tuning": "tbody tr",
    "/explore": ".empty",
    "/explore?node=method:fine-tuning": ".list [role=option]",
    "/cypher?query=MATCH+(p:Paper)+RETURN+p+LIMIT+3": "tbody tr",
    "/cypher?query=MATCH+(p:paper)+WHERE+p.year>$y+RETURN+p&p.y=2000": ".warning",
    "/cypher?query=MATCH+(p:Paper)-[r:USES]->(m)+RETURN+p,r,m+LIMIT+9": ".canvas canvas",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [*PAGES])
def test_a_page_keeps_nobody_out(open_page: Open, axe: str, address: str, scheme: str) -> None:
    page = open_page(address, scheme=scheme)
    expect(page.locator(PAGES[address]).first).to_be_visible()
    if address == ASKED:
        page.locator(".short .cite").first.click()
        expect(page.get_by_role("dialog").locator("figcaption")).to_be_visible()
    assert kept_out(page, axe) == []


@pytest.mark.parametrize("address", [*PAGES])
def test_a_page_fits_a_narrow_screen(open_page: Open, address: str) -> None:
    page = open_page(address, width=320)
    expect(page.locator(PAGES[address]).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_theme_is_kept_on_the_device(open_page: Open) -> None:
    page = open_page("/", scheme="light")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Colours: as the device").click()
    page.get_by_role("button", name="Colours: light").click()
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    assert page.evaluate(background) == dark


def test_nothing_jumps_when_an_answer_comes(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate(
        "new PerformanceObserver(list => { window.shift = (window.shift ?? 0) + list.getEntries()"
        ".filter(one => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0) })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.locator(".examples a").first.click()
    expect(page.locator(".sources li").first).to_be_visible()
    assert page.evaluate("window.shift ?? 0") < 0.1


def test_a_link_of_a_paper_shows_its_sentence(open_page: Open) -> None:
    page = open_page("/papers/AG-2026.04-3")
    page.get_by_role("button", name="why educational material").click()
    expect(page.locator("mark")).to_contain_text("teaching material")
    page.get_by_role("link", name="educational material").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("educational material")


def test_what_is_not_there_is_said(open_page: Open) -> None:
    page = open_page("/papers/AG-1999.01-1")
    expect(page.get_by_role("alert")).to_contain_text("AG-1999.01-1")
    page = open_page("/queries/no_such")
    expect(page.get_by_role("heading", level=1)).to_contain_text("no query named no_such")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_unknown_address_is_said_to_be_one(open_page: Open, axe: str, scheme: str) -> None:
    page = open_page("/nope", scheme=scheme)
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    expect(page).to_have_title("There is no such page · Groundpath")
    assert kept_out(page, axe) == []


def test_a_key_that_is_not_taken_is_said_not_to_be(open_page: Open, axe: str) -> None:
    page = open_page("/")
    needed = {"type": "urn:groundpath:key-needed", "detail": "send a key"}
    page.route("**/api/v1/entities/**", lambda route: route.fulfill(status=401, json=needed))
    page.goto(f"{page.url}entities/method:fine-tuning")
    expect(page.get_by_role("heading", name="This archive asks for a key")).to_be_visible()
    page.get_by_label("The key").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="That key was not taken")).to_be_visible()
    assert kept_out(page, axe) == []


def test_a_page_says_which_papers_it_counts(open_page: Open) -> None:
    page = open_page("/entities/method:fine-tuning")
    expect(page.get_by_text("linked to it or to one of its kinds")).to_be_visible()


def test_a_named_query_has_a_form(open_page: Open) -> None:
    page = open_page("/queries/papers_in_category")
    page.get_by_label("category").fill("cs.SE")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert "category=cs.SE" in page.url


# The contrast of a button's words with what is behind them, and what would change it.
READ = """button => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})
  const paint = (...colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const own = getComputedStyle(button), page = getComputedStyle(document.documentElement)
  const behind = paint(page.backgroundColor, own.backgroundColor), words = paint(own.color)
  const contrast = (Math.max(behind, words) + 0.05) / (Math.min(behind, words) + 0.05)
  return [contrast, own.opacity, own.filter, button.getAnimations().length]
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["", "primary", "quiet"])
def test_a_button_can_be_read_in_every_state(open_page: Open, kind: str, scheme: str) -> None:
    page = open_page("/", scheme=scheme)
    button = page.get_by_role("button", name="Ask", exact=True)
    button.evaluate("button => button.className = 'button'")
    button.evaluate("button => Promise.all(button.getAnimations().map(each => each.finished))")
    for state in ("", "hover", "disabled", "enabled"):
        if state == "":
            button.evaluate(f"button => button.className = 'button {kind}'")
        elif state == "hover":
            button.hover()
        else:
            button.evaluate(f"button => button.disabled = {str(state == 'disabled').lower()}")
        contrast, *others = button.evaluate(READ)
        assert contrast >= 4.5, (state, contrast)
        assert others == ["1", "none", 0], state
