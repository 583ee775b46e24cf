"""Writing queries on the page: completion, marks, parameters, rows in four views, files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote_plus

from playwright.sync_api import Page, expect

from tests.api.page.conftest import Open

COUNTS = "MATCH (p:Paper)-[:USES]->(m:Method) RETURN m.name AS method, count(p) AS papers"
LINKS = "MATCH (p:Paper)-[r:USES]->(m:Method) RETURN p, r, m LIMIT 12"


def _opened(open_page: Open, query: str, more: str = "") -> Page:
    return open_page(f"/cypher?query={quote_plus(query)}{more}")


def _write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="The query").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def _downloaded(page: Page, name: str) -> str:
    with page.expect_download() as got:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(got.value.path()).read_text(encoding="utf-8")


def test_a_query_is_run_and_its_rows_are_downloaded(open_page: Open) -> None:
    page = open_page("/cypher")
    _write(page, COUNTS)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    found = list(csv.reader(io.StringIO(_downloaded(page, "CSV"))))
    assert found[0] == ["method", "papers"]
    assert json.loads(_downloaded(page, "JSON"))["rows"] == [
        [method, int(papers)] for method, papers in found[1:]
    ]
    again = open_page(page.url)
    expect(again.locator("tbody tr").first).to_be_visible()


def test_names_are_completed_and_those_that_do_not_exist_are_marked(open_page: Open) -> None:
    page = open_page("/cypher")
    expect(page.get_by_role("button", name="Paper 88")).to_be_visible()
    _write(page, "MATCH (p:Pape")
    page.get_by_role("option", name="Paper").click()
    page.keyboard.type(")-[:uses]->(m) RETURN p.titl")
    page.get_by_role("option", name="title").click()
    marks = page.locator(".cm-lintRange-warning")
    expect(marks.filter(has_text="uses")).to_be_visible()
    expect(marks).to_have_count(1)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".warning")).to_contain_text("did you mean USES?")


def test_parameters_are_a_form(open_page: Open) -> None:
    query = "MATCH (p:Paper) WHERE p.year >= $since RETURN p.year AS year, p.id AS id"
    page = _opened(open_page, query, "&p.since=2024")
    expect(page.locator("tbody tr").first).to_be_visible()
    box = page.get_by_label("$since")
    expect(box).to_have_value("2024")
    box.fill("3000")
    box.press("Enter")
    expect(page.get_by_text("No rows")).to_be_visible()
    assert "p.since=3000" in page.url


def test_rows_are_a_graph_a_table_raw_and_a_plan(open_page: Open) -> None:
    page = _opened(open_page, LINKS)
    expect(page.locator(".canvas canvas").first).to_be_attached()
    page.get_by_role("tab", name="Graph").press("ArrowRight")
    expect(page.get_by_role("tab", name="Table")).to_be_focused()
    expect(page.locator("tbody tr")).to_have_count(12)
    page.get_by_label("Filter the rows").fill("zeppelin")
    expect(page.locator("tbody tr")).to_have_count(0)
    page.get_by_role("tab", name="Raw").click()
    expect(page.locator("pre")).to_contain_text('"columns"')
    page.get_by_role("tab", name="Plan").click()
    expect(page.get_by_role("region", name="The plan")).to_contain_text("Paper")


def test_a_table_of_many_rows_makes_those_in_sight(open_page: Open) -> None:
    page = _opened(open_page, "UNWIND range(1, 5000) AS number RETURN number")
    expect(page.locator(".warning")).to_contain_text("more rows than are given")
    table = page.get_by_role("region", name="Rows of the query")
    expect(table.get_by_role("cell", name="1", exact=True)).to_be_visible()
    assert table.locator("tr").count() < 100
    table.focus()
    page.keyboard.press("End")
    expect(table.get_by_role("cell", name="1000", exact=True)).to_be_visible()


def test_the_drawer_shows_some_of_a_label_a_type_and_a_key(open_page: Open) -> None:
    page = open_page("/cypher")
    page.get_by_role("button", name="Task 93").click()
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="USES 359").click()
    expect(page.get_by_role("tab", name="Graph")).to_have_attribute("aria-selected", "true")
    page.get_by_label("Find a label").fill("confidence")
    page.get_by_role("button", name="confidence").first.click()
    expect(page.get_by_role("columnheader", name="confidence")).to_be_visible()


def test_a_query_is_formatted(open_page: Open) -> None:
    page = open_page("/cypher")
    _write(page, "match (p:Paper) where p.year > 2000 and p.title starts with 'A' return p limit 5")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Format").click()
    expect(page.locator(".cm-line")).to_have_text(
        [
            "MATCH (p:Paper)",
            "WHERE p.year > 2000",
            "  AND p.title STARTS WITH 'A'",
            "RETURN p",
            "LIMIT 5",
        ]
    )


def test_queries_are_saved_and_taken_along(open_page: Open, tmp_path: Path) -> None:
    page = _opened(open_page, COUNTS)
    page.get_by_text("Your queries").click()
    page.get_by_label("A name for this query").fill("methods")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="methods", exact=True)).to_be_visible()
    saved = tmp_path / "queries.json"
    saved.write_text(_downloaded(page, "Download"))
    assert json.loads(saved.read_text())[0]["query"] == COUNTS
    page.get_by_role("button", name="Remove methods").click()
    expect(page.get_by_role("button", name="methods", exact=True)).to_have_count(0)
    page.locator("input[type=file]").set_input_files(saved)
    page.get_by_role("button", name="methods", exact=True).click()
    expect(page.get_by_role("textbox", name="The query")).to_be_focused()


def test_an_error_is_said_and_marked_at_its_place(open_page: Open) -> None:
    page = _opened(open_page, "MATCH (p:Paper) DELETE p")
    expect(page.get_by_role("alert")).to_contain_text("only read")
    expect(page.locator(".cm-lintRange-error")).to_have_text("DELETE")


def test_rows_are_said_to_be_of_another_query(open_page: Open) -> None:
    page = _opened(open_page, COUNTS)
    expect(page.locator("tbody tr").first).to_be_visible()
    _write(page, "MATCH (p:Paper) RETURN p.title LIMIT 2")
    page.keyboard.press("Escape")
    expect(page.locator(".before")).to_contain_text("You have changed the query")
    _write(page, " ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no query to run")
    expect(page.locator("tbody tr")).to_have_count(0)


def test_a_query_is_stopped(open_page: Open) -> None:
    page = open_page("/cypher")
    page.route("**/api/v1/cypher", lambda route: None)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Run")).to_be_visible()


def test_the_keyboard_alone_runs_a_query(open_page: Open) -> None:
    page = open_page("/cypher")
    keys = page.keyboard
    page.get_by_role("link", name="the named queries").focus()
    keys.press("Tab")
    expect(page.get_by_role("textbox", name="The query")).to_be_focused()
    keys.press("Control+Enter")
    expect(page.locator("tbody tr").first).to_be_visible()
    for _ in range(8):
        keys.press("Tab")
        if page.get_by_role("tab", name="Table").evaluate("it => it === document.activeElement"):
            break
    keys.press("ArrowRight")
    expect(page.locator("pre")).to_be_visible()
