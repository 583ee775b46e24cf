"""Asking on the page, as a reader does it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import quote_plus

from playwright.sync_api import Page, Route, expect

from tests.api.page.conftest import Open

QUESTION = (
    "How do domain-specific fine-tuning strategies for physics differ from code summarization?"
)
ADDRESS = f"/ask?q={quote_plus(QUESTION)}"
PART = "main .plan .part"


def _ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()


def test_a_citation_opens_its_words_in_their_passage(open_page: Open, served: str) -> None:
    page = open_page("/")
    _ask(page)
    answer = page.request.post(f"{served}/api/v1/ask", data={"question": QUESTION}).json()
    statement = answer["bottom_line"][0]
    (cited,) = statement["citations"]
    source = next(one for one in answer["sources"] if one["number"] == cited["source"])

    button = page.locator(f"#{statement['id']} .cite").first
    button.click()
    evidence = page.get_by_role("dialog")
    expect(evidence.locator("mark")).to_have_text(cited["quote"])
    expect(evidence.locator("blockquote")).not_to_have_text(cited["quote"])  # the whole passage
    expect(evidence.get_by_role("link", name=source["title"]).first).to_be_visible()
    for link in answer["links"]:
        if link["id"] in statement["links"]:
            expect(
                evidence.locator(".path").filter(has_text=link["nodes"][0]["name"]).first
            ).to_be_visible()
    page.keyboard.press("Escape")
    expect(evidence).to_be_hidden()
    expect(button).to_be_focused()


def test_a_count_opens_the_rows_behind_it(open_page: Open) -> None:
    page = open_page(ADDRESS)
    page.get_by_role("button", name="How this was counted").first.click()
    evidence = page.get_by_role("dialog")
    expect(evidence.locator("tbody tr").first).to_be_visible()
    evidence.get_by_role("link", name="As a page").click()
    expect(page.locator("main tbody tr").first).to_be_visible()
    assert "/queries/" in page.url


def test_a_counted_statement_marks_its_rows(open_page: Open) -> None:
    page = open_page(f"/ask?q={quote_plus(QUESTION)}", width=360)
    counted = page.locator(".statement", has_text=re.compile(r"\(\d+ of \d+ papers")).first
    named = re.search(r"([\w-]+) \((\d+) of", counted.inner_text())
    assert named
    counted.get_by_role("button", name="How this was counted").click()
    rows = page.get_by_role("dialog")
    marked = rows.locator("tr[aria-current]").first
    expect(marked).to_be_in_viewport()
    name, count = marked.locator("td").nth(0), marked.locator("td").nth(1)
    expect(name).to_contain_text(named[1])
    expect(name.get_by_role("link")).to_be_visible()
    expect(count).to_be_in_viewport(ratio=1)
    expect(rows.locator("tr[aria-current]")).not_to_have_count(rows.locator("tbody tr").count())


def test_every_query_opens_in_the_console_and_as_a_graph(open_page: Open) -> None:
    page = open_page(ADDRESS)
    page.get_by_text("How this was answered").click()
    queries = page.locator(".queries li")
    console = queries.get_by_role("link", name="In the console")
    expect(console).to_have_count(queries.count())
    rows = queries.first.get_by_role("button").inner_text().partition("\xa0")[0]
    console.first.click()
    expect(page.get_by_role("status").filter(has_text=rows)).to_be_visible()
    page.go_back()
    page.get_by_text("How this was answered").click()
    queries.first.get_by_role("link", name="As a graph").click()
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_side_is_changed_in_the_plan(open_page: Open) -> None:
    page = open_page(ADDRESS)
    page.locator(PART, has_text="physics").click()
    side = page.get_by_label("Side 1", exact=True)
    expect(side).to_be_focused()
    side.fill("quantum field theory")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(PART, has_text="quantum field theory")).to_be_visible()
    assert "quantum+field+theory" in page.url
    page.go_back()
    expect(page.locator(PART).nth(1)).to_have_text("physics")


def test_what_all_sides_share_is_set_and_taken_out(open_page: Open) -> None:
    page = open_page("/ask?q=How+does+fine-tuning+for+physics+differ+from+code+summarization%3F")
    page.locator(PART, has_text="fine-tuning").click()
    shared = page.get_by_label("What all share")
    expect(shared).to_be_focused()
    shared.fill("synthetic data")
    page.get_by_role("button", name="Ask again").click()
    part = page.locator(PART, has_text="synthetic data")
    expect(part).to_have_attribute("title", "Set by you. Change it")
    assert "shared=synthetic+data" in page.url
    part.click()
    shared.fill("")
    page.get_by_role("button", name="Ask again").click()
    expect(part).to_have_count(0)
    expect(page.locator(".plan")).to_contain_text("code summarization")
    expect(page.locator(".plan")).not_to_contain_text("on each with")


def test_years_and_aspects_are_set_and_taken_back(open_page: Open) -> None:
    page = open_page(ADDRESS)
    page.locator(PART, has_text="any year").click()
    page.get_by_label("From year").fill("2024")
    page.get_by_label("Aspects").fill("evaluation")
    page.get_by_role("button", name="Ask again").click()
    since = page.locator(PART, has_text="since 2024")
    expect(since).to_have_attribute("title", "Set by you. Change it")
    assert "since=2024" in page.url
    assert "aspect=evaluation" in page.url
    since.click()
    page.get_by_role("button", name="As the question says").click()
    expect(page.locator(PART, has_text="any year")).to_be_visible()


def test_an_address_gives_its_answer_again_in_a_fresh_browser(open_page: Open) -> None:
    first = open_page(ADDRESS)
    expect(first.get_by_role("heading", name="In short")).to_be_visible()
    first.wait_for_url("**as_of=**")
    second = open_page(first.url)
    short = ".short"
    expect(second.locator(short)).to_be_visible()
    assert second.locator(short).inner_text() == first.locator(short).inner_text()
    expect(second.get_by_role("note")).to_have_count(0)


def test_an_old_address_says_that_the_archive_has_changed(open_page: Open) -> None:
    page = open_page(f"{ADDRESS}&as_of=2020-01-01T00%3A00%3A00Z")
    expect(page.get_by_role("note")).to_contain_text("archive has changed")


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page("/")
    keys = page.keyboard
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    keys.type(QUESTION)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    cite = page.locator(".short .cite").first
    for _ in range(30):
        keys.press("Tab")
        if cite.evaluate("node => node === document.activeElement"):
            break
    expect(cite).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
    keys.press("Escape")
    expect(cite).to_be_focused()


def test_an_answer_is_stopped_and_asked_again(open_page: Open) -> None:
    page = open_page("/")
    held: list[Route] = []
    page.route("**/api/v1/ask", lambda route: held.append(route))
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    page.unroute("**/api/v1/ask")
    page.get_by_role("button", name="Ask it again").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()


def test_going_home_while_asking_leaves_nothing_behind(open_page: Open) -> None:
    page = open_page("/")
    held: list[Route] = []
    page.route("**/api/v1/ask", lambda route: held.append(route))
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("link", name="Groundpath").click()
    expect(page.locator(".examples a")).to_have_count(3)
    expect(page.get_by_role("heading", name="Stopped")).to_have_count(0)


def test_what_has_come_stays_when_the_rest_does_not_come(open_page: Open, served: str) -> None:
    page = open_page("/")
    answer = page.request.post(f"{served}/api/v1/ask", data={"question": QUESTION}).json()
    (first, *_), scope = answer["bottom_line"], answer["scope"][0]
    sent = "".join(
        f"event: {name}\ndata: {json.dumps(data)}\n\n"
        for name, data in (
            ("stage", {"name": "sides", "text": "physics: 17 papers"}),
            ("statement", {"section": None, "statement": first}),
            ("statement", {"section": "What the archive holds", "statement": scope}),
        )
    )
    page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(body=f": hello\n\n{sent}", content_type="text/event-stream"),
    )
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The answer broke off")
    expect(page.locator(".stages li")).to_have_text(["Physics: 17 papers"])
    expect(page.get_by_role("heading", name="What the archive holds")).to_be_visible()
    expect(page.locator("main")).to_contain_text(first["text"].partition(" [AG-")[0])
    page.unroute("**/api/v1/ask")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".sources li")).to_have_count(len(answer["sources"]))


def _answered_with(page: Page, answer: object) -> None:
    """Have the next question answered so, in the stream that the page reads."""
    sent = f"event: done\ndata: {json.dumps(answer)}\n\n"
    page.route(
        "**/api/v1/ask", lambda route: route.fulfill(body=sent, content_type="text/event-stream")
    )


def test_places_are_counted_in_characters(open_page: Open, served: str) -> None:
    """Letters beyond the sixteen bits that a browser counts in stand before the cited words."""
    page = open_page("/")
    answer = page.request.post(f"{served}/api/v1/ask", data={"question": QUESTION}).json()
    cited = answer["bottom_line"][0]["citations"][0]
    name = cited["passage_id"].rpartition("#")[0]
    paper = page.request.get(f"{served}/api/v1/papers/{quote_plus(name)}").json()
    for passage in paper["passages"]:
        passage["text"] = f"\U0001d4b3\U0001d4b4 {passage['text']}"
    cited["char_start"] += 3
    cited["char_end"] += 3
    _answered_with(page, answer)
    page.route("**/api/v1/papers/**", lambda route: route.fulfill(json=paper))
    _ask(page)
    page.locator(".short .cite").first.click()
    evidence = page.get_by_role("dialog")
    expect(evidence.locator("blockquote")).to_contain_text("\U0001d4b3\U0001d4b4")
    expect(evidence.locator("mark")).to_have_text(cited["quote"])


def test_words_that_have_moved_are_said_to_have(open_page: Open, served: str) -> None:
    page = open_page("/")
    answer = page.request.post(f"{served}/api/v1/ask", data={"question": QUESTION}).json()
    answer["bottom_line"][0]["citations"][0]["char_start"] += 1
    _answered_with(page, answer)
    _ask(page)
    page.locator(".short .cite").first.click()
    expect(page.get_by_role("dialog").locator("figcaption")).to_contain_text("no longer stand")


def test_what_goes_wrong_is_said_and_can_be_tried_again(open_page: Open) -> None:
    page = open_page("/ask?q=Wie+unterscheiden+sich+Physik+und+Informatik%3F")
    expect(page.get_by_role("alert")).to_contain_text("English")
    page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(
            status=401, json={"type": "urn:groundpath:key-needed", "detail": "x"}
        ),
    )
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_label("The key")).to_be_visible()
    page.unroute("**/api/v1/ask")
    page.get_by_label("The key").fill("sesame")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()


def test_nothing_is_made_up(open_page: Open) -> None:
    page = open_page("/ask?q=What+is+known+about+zeppelin+moorings%3F")
    expect(page.get_by_role("heading", name="The archive has nothing on this")).to_be_visible()
    expect(page.locator(".cite:not(.rows)")).to_have_count(0)


def test_sources_are_filtered(open_page: Open) -> None:
    page = open_page(ADDRESS)
    sources = page.locator(".sources > li")
    expect(sources.first).to_be_visible()
    every = sources.count()
    page.get_by_label("Side", exact=True).select_option("physics")
    expect(sources).not_to_have_count(every)
    assert 0 < sources.count() < every


def test_an_answer_is_taken_along(open_page: Open) -> None:
    page = open_page(ADDRESS)

    def downloaded(name: str) -> Path:
        page.get_by_text("Download", exact=True).click()
        with page.expect_download() as got:
            page.get_by_role("button", name=name).click()
        return Path(got.value.path())

    rows = list(csv.reader(io.StringIO(downloaded("CSV").read_text())))
    assert len({len(row) for row in rows}) == 1
    assert json.loads(downloaded("JSON").read_text())["question"] == QUESTION
    assert downloaded("Markdown").read_text().startswith("# ")
    assert downloaded("BibTeX").read_text().startswith("@")


def test_questions_are_kept_on_the_device_until_they_are_forgotten(open_page: Open) -> None:
    page = open_page(ADDRESS)
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    page.get_by_role("link", name="Groundpath").click()
    expect(page.get_by_role("link", name=QUESTION)).to_be_visible()
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_role("link", name=QUESTION)).to_have_count(0)


def test_examples_and_follow_ups_are_questions_that_are_answered(open_page: Open) -> None:
    page = open_page("/")
    example = page.locator(".examples a")
    expect(example).to_have_count(3)
    example.first.click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    page.locator("section", has=page.get_by_role("heading", name="Keep exploring")).get_by_role(
        "link"
    ).first.click()
    expect(page.locator("article section").first).to_be_visible()
