"""Exploring the graph on the page: what is opened can be undone, linked to, taken along."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import quote_plus

import networkx as nx
from playwright.sync_api import Locator, Page, expect

from tests.api.page.conftest import Open

START = "/explore?node=method:fine-tuning"
OPTION = ".list [role=option]"


def _node(page: Page, name: str) -> Locator:
    return page.locator(OPTION).filter(has=page.get_by_text(name, exact=True)).first


def _counted(page: Page, count: int) -> None:
    expect(page.get_by_role("status").filter(has_text="nodes and")).to_contain_text(
        f"{count} nodes"
    )
    expect(page.locator(OPTION)).to_have_count(count)


def test_a_node_is_expanded_and_that_is_undone_and_redone(open_page: Open) -> None:
    page = open_page(START)
    expect(page.locator(OPTION).first).to_be_visible()
    before = page.locator(OPTION).count()
    _node(page, "fine-tuning").click()
    around = page.get_by_label("What is around it")
    way = around.get_by_role("button", name="is used by")
    count = int(way.locator("span").last.inner_text().split()[-1])
    way.click()
    expect(around.get_by_role("button", name=f"is used by {count} of {count}")).to_be_disabled()
    after = page.locator(OPTION).count()
    assert before < after <= before + count
    page.get_by_role("button", name="Undo").click()
    _counted(page, before)
    page.get_by_role("button", name="Redo").click()
    _counted(page, after)
    page.get_by_role("button", name="Collapse").click()
    _counted(page, before)


def test_nodes_are_joined_by_whatever_links_them(open_page: Open) -> None:
    page = open_page("/explore?add=method:prefix-tuning&add=method:fine-tuning&add=domain:physics")
    expect(page.locator(".notes")).to_contain_text("3 nodes and 3 relationships")


def test_the_rows_of_a_query_are_drawn_with_what_it_was_asked_about(open_page: Open) -> None:
    page = open_page('/queries/papers_below?entities=["method:prefix-tuning"]&floor=0')
    page.get_by_role("link", name="As a graph").click()
    expect(_node(page, "prefix tuning")).to_be_visible()
    expect(page.locator(f"{OPTION} .of-paper").first).to_be_visible()
    expect(page.locator(".notes")).not_to_contain_text("0 relationships")
    page = open_page("/explore?rows=nothing+{}&rows=paper_years+{}")
    expect(page.locator(".note").first).to_contain_text("No query named nothing")
    expect(page.locator(".note").last).to_contain_text("name no node")


def test_a_limit_holds_before_anything_is_fetched(open_page: Open) -> None:
    page = open_page(START)
    _node(page, "fine-tuning").click()
    before = page.locator(OPTION).count()
    page.get_by_label("at most").fill("2")
    page.get_by_role("button", name="is named in").click()
    _counted(page, before + 2)
    assert "MENTIONS+in+2+method" in page.url


def test_the_first_line_says_why_in_the_papers_words(open_page: Open) -> None:
    page = open_page(START)
    _node(page, "prefix tuning").click()
    why = page.get_by_label("What is selected")
    expect(why.locator("blockquote mark").first).to_be_visible()
    expect(why).to_contain_text("sure to")
    why.locator(".links button").first.click()
    expect(why.get_by_role("button", name="Go to its start")).to_be_visible()


def _shown_along(page: Page, ends: tuple[str, str]) -> list[str]:
    """The path's nodes as they are told, after a check that they alone are selected and lit."""
    path = page.get_by_role("list", name="The path")
    expect(path).to_be_visible()
    assert (
        f"leads from {ends[0]} to {ends[1]}" in page.get_by_label("What is selected").inner_text()
    )
    names = path.locator(".node").all_inner_texts()
    expect(path.locator(".why p").last).to_be_visible()
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_have_count(len(names))
    links = path.get_by_role("listitem").count() - 1
    expect(page.locator(".canvas[data-lit]").first).to_have_attribute(
        "data-lit", f"{len(names)} nodes, {links} relationships"
    )
    expect(path.locator(".why")).to_have_count(links)
    return [name.replace("\u2060", "").strip() for name in names]


def test_a_path_between_two_picks_is_drawn_told_and_has_an_address(open_page: Open) -> None:
    page = open_page("/explore?add=method:prefix-tuning&add=domain:physics")
    _node(page, "prefix tuning").click()
    page.get_by_role("button", name="Path from here").click()
    _node(page, "physics").click()
    names = _shown_along(page, ("prefix tuning", "physics"))
    assert names[0] == "prefix tuning"
    assert names[-1] == "physics"
    again = open_page(page.url)
    assert _shown_along(again, ("prefix tuning", "physics")) == names


def test_a_path_is_shown_alone_among_what_is_around_its_ends(open_page: Open) -> None:
    page = open_page(START)
    page.goto(page.url + "&node=domain:physics")
    _node(page, "prefix tuning").click()
    _node(page, "physics").click(modifiers=["Control"])
    page.get_by_role("button", name="Path between them").click()
    names = _shown_along(page, ("prefix tuning", "physics"))
    assert page.locator(OPTION).count() > len(names)
    page.get_by_role("listbox", name="Nodes").press("Escape")
    expect(page.get_by_role("list", name="The path")).to_have_count(0)
    page.get_by_role("button", name="Show the path").click()
    assert _shown_along(page, ("prefix tuning", "physics")) == names


def test_that_there_is_no_path_is_said(open_page: Open) -> None:
    page = open_page("/explore?add=method:prefix-tuning&add=domain:physics")
    nothing: dict[str, list[str]] = {"nodes": [], "relationships": []}
    page.route("**/api/v1/paths?**", lambda route: route.fulfill(json=nothing))
    _node(page, "prefix tuning").click()
    _node(page, "physics").click(modifiers=["Control"])
    page.get_by_role("button", name="Path between them").click()
    expect(page.get_by_label("What is selected")).to_contain_text(
        "No path of six links or fewer leads from prefix tuning to physics"
    )


def test_what_is_hidden_is_shown_again_and_a_pin_is_kept(open_page: Open) -> None:
    page = open_page(START)
    expect(page.locator(OPTION).first).to_be_visible()
    before = page.locator(OPTION).count()
    _node(page, "fine-tuning").click()
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(page.get_by_role("button", name="Unpin")).to_be_visible()
    page.get_by_role("button", name="Hide", exact=True).click()
    _counted(page, before - 1)
    page.get_by_role("button", name="Show fine-tuning again").click()
    _counted(page, before)


def test_the_legend_leaves_types_out(open_page: Open) -> None:
    page = open_page(START)
    papers = page.locator(f"{OPTION} .of-paper")
    expect(papers.first).to_be_visible()
    page.get_by_role("group", name="Types of node shown").get_by_role(
        "button", name="Paper"
    ).click()
    expect(papers).to_have_count(0)


def test_starts_are_searched_sampled_and_asked(open_page: Open) -> None:
    page = open_page("/explore")
    page.get_by_role("button", name="Show a sample").click()
    expect(page.locator(OPTION).first).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    box = page.get_by_role("combobox")
    box.fill("code summ")
    page.get_by_role("option", name="code summarization Task").first.click()
    expect(_node(page, "code summarization")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    question = "How does fine-tuning for physics differ from code summarization?"
    box.fill(question)
    box.press("Enter")
    expect(_node(page, "physics")).to_be_visible()
    assert f"ask={quote_plus(question)}" in page.url


def test_named_queries_are_asked_of_the_selection(open_page: Open) -> None:
    page = open_page(START)
    _node(page, "fine-tuning").click()
    page.get_by_text("Ask the archive of it").click()
    page.get_by_role("button", name="Which papers are linked to an entity").click()
    expect(page.locator(".result tbody tr").first).to_be_visible()
    before = page.locator(OPTION).count()
    page.get_by_role("button", name="of them").click()
    expect(page.locator(OPTION)).not_to_have_count(before)


def test_a_picture_is_taken_along(open_page: Open) -> None:
    page = open_page(START)
    expect(page.locator(".canvas canvas").first).to_be_attached()

    def downloaded(name: str) -> bytes:
        with page.expect_download() as got:
            page.get_by_role("button", name=name).click()
        return Path(got.value.path()).read_bytes()

    graph = nx.read_graphml(io.BytesIO(downloaded("GraphML")))
    assert graph.number_of_nodes() == page.locator(OPTION).count()
    assert graph.nodes["method:fine-tuning"]["label"] == "Method"
    assert downloaded("PNG").startswith(b"\x89PNG")


def test_the_keyboard_alone_explores(open_page: Open) -> None:
    page = open_page("/explore")
    keys = page.keyboard
    page.get_by_role("combobox").focus()
    keys.type("fine-tuning")
    expect(page.get_by_role("option").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    nodes = page.get_by_role("listbox", name="Nodes")
    expect(page.locator(OPTION).first).to_be_visible()
    before = page.locator(OPTION).count()
    nodes.focus()
    keys.press("Home")
    keys.press("Enter")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press(" ")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_have_count(2)
    keys.press("Enter")
    around = page.get_by_label("What is around it").locator("button:enabled")
    expect(around.first).to_be_visible()
    for _ in range(20):
        keys.press("Tab")
        if around.last.evaluate("node => node === document.activeElement"):
            break
    keys.press("Enter")
    expect(page.locator(OPTION)).not_to_have_count(before)
    keys.press("Control+z")
    expect(page.locator(OPTION)).to_have_count(before)


def test_what_goes_wrong_in_a_step_is_said(open_page: Open) -> None:
    page = open_page("/explore?node=zeppelin+moorings")
    expect(page.locator(".note")).to_contain_text("zeppelin moorings")
    busy = {"type": "urn:groundpath:busy", "detail": "too many queries wait already"}
    page.route(
        "**/api/v1/queries/newest_links**", lambda route: route.fulfill(status=429, json=busy)
    )
    page.get_by_role("button", name="Show a sample").click()
    expect(page.locator(".note").last).to_contain_text("Too many queries")


def test_the_canvas_selects_what_the_list_does(open_page: Open) -> None:
    page = open_page("/explore?add=method:fine-tuning")
    canvas = page.get_by_role("img", name="A drawing of 1 nodes")
    expect(canvas.locator("canvas").first).to_be_attached()
    expect(page.locator(OPTION)).to_have_count(1)
    box = canvas.bounding_box()
    assert box is not None
    selected = page.locator(f"{OPTION}[aria-selected=true]")
    for _ in range(50):  # the only node stands in the middle, once it is drawn
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if selected.count():
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(selected).to_have_count(1)


def test_a_picture_has_room_for_so_many_nodes_unless_more_are_asked_for(open_page: Open) -> None:
    page = open_page("/explore?sample=500")
    expect(page.locator(".note")).to_contain_text("500 at most")
    expect(page.locator(OPTION)).to_have_count(500)
    page.get_by_role("button", name="Allow 5,000").click()
    expect(page.locator(".note")).to_have_count(0)
    assert page.locator(OPTION).count() > 500


def test_a_node_is_moved_without_dragging(open_page: Open) -> None:
    page = open_page("/explore?add=method:fine-tuning&add=domain:physics")
    _node(page, "physics").click()
    page.get_by_role("button", name="Move it").click()
    drawing = page.get_by_role("img", name="A drawing of 2 nodes")
    drawing.click(position={"x": 60, "y": 60})
    box = drawing.bounding_box()
    assert box is not None
    for turn in range(200):  # until it is drawn there
        page.mouse.move(box["x"] + 60 + turn % 2, box["y"] + 60)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        if "over" in str(drawing.get_attribute("class")).split():
            break
    expect(drawing).to_have_class(re.compile(r"\bover\b"))
