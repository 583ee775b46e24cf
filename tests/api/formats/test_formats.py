"""One answer in every format: the same content, and text of papers is escaped in each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.cli.main import run
from api.formats import formats
from api.formats.formats import MEDIA_TYPES, AnswerFormat, accepted
from api.formats.sheets import PAPER_COLUMNS
from api.http.app import create_app
from extract.vocabulary import load_vocabulary
from kg.answer.output import layout
from kg.answer.reading import read_answer
from kg.ask import ask
from kg.embed.embedder import Embedder
from kg.settings import read_settings
from kg.stores.base import Store

QUESTION = "How does fine-tuning for physics differ from code summarization?"
UNKNOWN = "How does basket weaving differ from falconry?"
SIGNS = "<>&\"'`{}\\$%#_^~@=+-,;|[]()/ \n\t\r\x00\x1b\u202e\uff1d\ufeffé漢A1"
HOSTILE = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=40)
HTML, BIBTEX, CSV = AnswerFormat.html, AnswerFormat.bibtex, AnswerFormat.csv
Json = dict[str, Any]


@pytest.fixture(scope="module")
def answers(demo: Store, embedder: Embedder) -> dict[str, Json]:
    """Give answers of several kinds from the demo archive."""
    questions = {
        "comparison": QUESTION,
        "list": "Which papers use LoRA?",
        "trend": "How many papers per year use LoRA?",
        "people": "Who works on fine-tuning?",
        "nothing": UNKNOWN,
    }
    vocabulary = load_vocabulary()
    return {key: ask(text, demo, vocabulary, embedder).to_dict() for key, text in questions.items()}


@pytest.fixture(scope="module")
def client(own_archive: str) -> Iterator[TestClient]:
    """Give a client of the HTTP API over the archive of own papers."""
    app = create_app(read_settings(store=own_archive))
    with TestClient(app, base_url="http://127.0.0.1") as made:
        yield made


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]


def written(answer: Json, wanted: AnswerFormat) -> str:
    return formats.written(read_answer(answer), wanted)


def sheet(answer: Json) -> list[list[str]]:
    """The rows of an answer's CSV, read strictly."""
    return list(csv.reader(io.StringIO(written(answer, CSV), newline=""), strict=True))


def entries(bibtex: str) -> dict[str, dict[str, str]]:
    """Entries by key, read as BibTeX reads them: braces count, also behind a backslash."""
    made: dict[str, dict[str, str]] = {}
    at = 0
    while (start := bibtex.find("@", at)) >= 0:
        head = re.compile(r"@misc\{([a-z0-9]+),\n").match(bibtex, start)
        assert head
        assert head[1] not in made
        at = _end(bibtex, start + len("@misc"))
        made[head[1]] = dict(_fields(bibtex[head.end() : at - 1]))
    return made


def _fields(body: str) -> Iterator[tuple[str, str]]:
    at = 0
    while field := re.compile(r"  (\w+) = (?=\{)").match(body, at):
        at = _end(body, field.end())
        yield field[1], body[field.end() + 1 : at - 1]
        assert body[at : at + 2] == ",\n"
        at += 2
    assert at == len(body)


def _end(text: str, start: int) -> int:
    """The position after the brace that closes this one."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    raise AssertionError("braces do not close")


def poisoned(answer: Json, text: str) -> Json:
    """The answer with a text in place of all text of papers and questions."""
    changed = deepcopy(answer)
    changed["question"] = text
    for source in changed["sources"]:
        source |= {"title": text, "authors": [text, f"B {text}"], "category": text, "url": text}
    for section in changed["sections"]:
        section["heading"] = text
        for statement in section["statements"]:
            statement["text"] += text
    for aspect in changed["comparison"]["aspects"]:
        aspect["aspect"] = text
        for cell in aspect["cells"]:
            for name in cell["names"]:
                name["name"] = text
    for table in changed["tables"]:
        table["heading"] = text
        table["rows"] = [[text, *row[1:]] for row in table["rows"]]
    return changed


def single_line(text: str) -> str:
    return " ".join(layout.plain(text).split())


def test_html_holds_the_whole_answer_and_citations_lead_to_sources(
    answers: dict[str, Json],
) -> None:
    answer = answers["comparison"]
    page = Page(written(answer, HTML))
    together = single_line(page.text)
    for part in layout.parts(read_answer(answer)):
        for paragraph in part.paragraphs:
            assert single_line(layout.numbered(read_answer(answer), paragraph.text)) in together
    ids = page.values("id")
    assert ids == [f"source-{source['number']}" for source in answer["sources"]]
    own = [link for link in page.values("href") if link and link.startswith("#")]
    assert {f"#{id_}" for id_ in ids} >= set(own)
    assert len(own) > len(ids)
    count = Counter(page.tags)
    assert (count["table"], count["h1"], count["ol"]) == (1, 1, 1)
    rows = len(answer["comparison"]["aspects"])
    assert Counter(page.values("scope")) == {"col": 4, "row": rows}
    assert page.values("lang") == ["en"]
    assert not {"script", "style", "link", "img", "iframe"} & set(page.tags)


def test_html_shows_the_tables_of_an_answer(answers: dict[str, Json]) -> None:
    page = Page(written(answers["trend"], HTML))
    assert page.tags.count("table") == 1
    assert "Papers by year" in page.text


# An archive id is a citation wherever it stands; Hypothesis takes some from other tests.
@settings(max_examples=40)
@given(text=HOSTILE.filter(lambda text: "AG-" not in text))
def test_what_papers_say_is_never_markup(answers: dict[str, Json], text: str) -> None:
    for kind in ("comparison", "people"):
        harmless = Page(written(poisoned(answers[kind], "x"), HTML))
        page = Page(written(poisoned(answers[kind], text), HTML))
        assert page.tags == harmless.tags
        assert page.attributes == harmless.attributes
        assert single_line(text) in single_line(page.text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</article><!-- <![CDATA[",
        "javascript:alert(1)",
        "https://example.org/\" onclick='x'",
        "&lt;b&gt; &#60;",
    ],
)
def test_known_attacks_are_text(answers: dict[str, Json], text: str) -> None:
    page = Page(written(poisoned(answers["comparison"], text), HTML))
    assert set(dict(page.attributes)) <= {"lang", "scope", "id", "value", "href"}
    assert text in page.text


def test_bibtex_has_an_entry_a_source(answers: dict[str, Json]) -> None:
    answer = answers["comparison"]
    made = entries(written(answer, BIBTEX))
    assert [entry["title"] for entry in made.values()] == [
        f"{{{source['title']}}}" for source in answer["sources"]
    ]
    first = made["scaria2025dissecting"]
    assert first["author"].startswith("Nicy Scaria and ")
    assert (first["year"], first["eprint"], first["archivePrefix"]) == (
        "2025",
        "2505.20707",
        "arXiv",
    )
    assert (first["primaryClass"], first["url"]) == ("cs.CL", "https://arxiv.org/abs/2505.20707")
    by_doi = made["liu2023an"]
    assert by_doi["doi"] == "10.1109/ase56229.2023.00125"
    assert "eprint" not in by_doi
    assert written(deepcopy(answer), BIBTEX) == written(answer, BIBTEX)


def test_bibtex_without_sources_is_a_comment(answers: dict[str, Json]) -> None:
    assert written(answers["nothing"], BIBTEX) == "% The answer cites no source.\n"


@settings(max_examples=40)
@given(text=HOSTILE)
def test_no_title_breaks_bibtex(answers: dict[str, Json], text: str) -> None:
    answer = poisoned(answers["comparison"], text)
    shown = written(answer, BIBTEX)
    made = entries(shown)
    assert len(made) == len(answer["sources"])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    for entry in made.values():
        bare = re.sub(r"\\(?:text\w+\{\}|[$&#%_])", "", f"{entry['title']} {entry['author']}")
        assert not re.search(r"[\\$&#%_^~]", bare)


def sources(answer: Json, *given: tuple[list[str], str, str]) -> Json:
    """The answer with sources of these authors, titles and ids."""
    changed = deepcopy(answer)
    changed["sources"] = [
        {
            **answer["sources"][0],
            "number": number,
            "authors": authors,
            "title": title,
            "paper_id": id,
        }
        for number, (authors, title, id) in enumerate(given, 1)
    ]
    return changed


def test_keys_are_ascii_and_differ_whatever_the_order(answers: dict[str, Json]) -> None:
    papers = [
        (["Ioana Ciucă"], "Don't stop", "arxiv:2501.00003"),
        (["Ciuca, Ada"], "Dont go", "arxiv:2501.00002"),
        (["Ada Ciuca"], "Donta", "arxiv:2501.00001"),
        (["Jan Łoś"], "Ströme", "doi:10.1/x_y"),
        (["王 明"], "漢字 graphs", "doi:10.1/y"),
        ([], "?", "tracker:z"),
    ]
    made = list(entries(written(sources(answers["comparison"], *papers), BIBTEX)))
    assert made == [
        "ciuca2025dontc", "ciuca2025dontb", "ciuca2025donta", "los2025strome", "anon2025graphs",
        "anon2025",
    ]  # fmt: skip
    turned = list(entries(written(sources(answers["comparison"], *papers[::-1]), BIBTEX)))
    assert turned == made[::-1]


def test_bibtex_does_not_take_a_name_for_two(answers: dict[str, Json]) -> None:
    papers = [
        (["Bureau of Weights and Measures", "Ada {B}"], r"100% of $x_1$ \ {", "doi:10.1/a_{b")
    ]
    made = entries(written(sources(answers["comparison"], *papers), BIBTEX))
    entry = made["measures2025100"]
    assert entry["author"] == (
        r"{Bureau of Weights and Measures} and Ada \textbraceleft{}B\textbraceright{}"
    )
    assert entry["title"] == r"{100\% of \$x\_1\$ \textbackslash{} \textbraceleft{}}"
    assert entry["doi"] == "10.1/a_%7Bb"


def test_csv_is_the_comparison(answers: dict[str, Json]) -> None:
    answer = answers["comparison"]
    head, *rows = sheet(answer)
    assert head == ["aspect", "physics", "code summarization", "shared"]
    assert [row[0] for row in rows] == [row["aspect"] for row in answer["comparison"]["aspects"]]
    assert re.search(r"\[AG-20\d\d\.\d\d-\d\]", rows[0][1])
    assert "–" not in {cell for row in rows for cell in row}


def test_csv_is_the_table_where_nothing_is_compared(answers: dict[str, Json]) -> None:
    table = answers["trend"]["tables"][0]
    assert sheet(answers["trend"]) == [
        table["columns"], *([str(cell) for cell in row] for row in table["rows"]),
    ]  # fmt: skip
    assert sheet(answers["people"])[0] == ["name", "papers"]


def test_several_tables_are_one_sheet(answers: dict[str, Json]) -> None:
    answer = deepcopy(answers["trend"])
    more = {"heading": "People", "columns": ["name", "papers"], "rows": [["Ada", 3]], "query": "q"}
    answer["tables"].append(more)
    rows = sheet(answer)
    assert rows[0] == ["table", "year", "papers", "name"]
    assert rows[1] == ["Papers by year", "2021", "1", ""]
    assert rows[-1] == ["People", "", "3", "Ada"]


def test_csv_is_the_papers_of_a_list(answers: dict[str, Json]) -> None:
    answer = answers["list"]
    run = answer["provenance"]["queries"][0]
    senses = {"heading": "Meanings", "columns": ["name"], "rows": [["LoRA"]], "query": run["id"]}
    changed = {**answer, "tables": [senses]}
    queries = [{**run, "name": "entity_meanings"}]
    changed["provenance"] = {**answer["provenance"], "queries": queries}
    assert sheet(changed) == sheet(answer)
    head, *rows = sheet(answer)
    assert head == list(PAPER_COLUMNS)
    assert [row[0] for row in rows] == [source["archive_id"] for source in answer["sources"]]
    lora = next(row for row in rows if row[2].startswith("Edward J. Hu; "))
    assert (lora[3], lora[4]) == ("2021", "cs.CL")
    assert all(row[0] in row[6] for row in rows)
    assert sheet(answers["nothing"]) == [head]


@settings(max_examples=40)
@given(text=HOSTILE)
def test_every_row_is_whole_and_no_cell_a_formula(answers: dict[str, Json], text: str) -> None:
    for kind in ("comparison", "people", "list"):
        answer = poisoned(answers[kind], text)
        rows = sheet(answer)
        assert len(rows) == len(sheet(answers[kind]))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if re.match("\\s*[=+\\-@\uff1d]", cell)]
        assert written(answer, CSV).count("\r\n") == len(rows)


def test_markdown_makes_no_link_of_what_papers_say(answers: dict[str, Json]) -> None:
    shown = written(
        poisoned(answers["list"], "see [x](javascript:alert(1))"), AnswerFormat.markdown
    )
    assert "](javascript" not in re.sub(r"\\.", "", shown)
    answer = deepcopy(answers["list"])
    answer["sources"][0]["url"] = "https://example.org/a)[b](c"
    assert "(https://example.org/a%29[b]%28c)" in written(answer, AnswerFormat.markdown)


@pytest.mark.parametrize("wanted", [*AnswerFormat, None])
def test_the_command_line_prints_what_http_sends(
    client: TestClient,
    own_archive: str,
    capsys: pytest.CaptureFixture[str],
    wanted: AnswerFormat | None,
) -> None:
    shown = wanted or AnswerFormat.text
    option = ["--format", wanted] if wanted else []
    assert run(["ask", QUESTION, "--store", own_archive, *option]) == 0
    printed = capsys.readouterr().out
    sent = client.post(f"/api/v1/ask?format={shown}", json={"question": QUESTION})
    json_type = shown is AnswerFormat.json
    assert sent.status_code == 200
    assert sent.headers["content-type"] == MEDIA_TYPES[shown] + "; charset=utf-8" * (not json_type)
    assert (sent.headers.get("content-security-policy") == "default-src 'none'") is not json_type
    assert timeless(printed) == timeless(sent.text + "\n" * json_type)


def timeless(text: str) -> str:
    """The text without times, wrapped again, as the length of a time moves line ends."""
    bare = re.sub(
        r"(?:· )?[\d,]+\s+ms|\"timings_ms\":\{[^}]*\}|\"answered_at\":\"[^\"]*\"", "", text
    )
    return " ".join(bare.split())


def test_the_older_flags_mean_the_same(
    own_archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed(*options: str) -> str:
        assert run(["ask", QUESTION, "--store", own_archive, *options]) == 0
        return timeless(capsys.readouterr().out)

    assert printed("--json") == printed("--format", "json") == printed("--json", "--format", "json")
    assert printed("--markdown") == printed("--format", "markdown")


@pytest.mark.parametrize(
    "options",
    [["--json", "--markdown"], ["--json", "--format", "csv"], ["--markdown", "--format", "text"]],
)
def test_two_formats_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert run(["ask", QUESTION, *options]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.fullmatch(r"kg: an answer is printed in one format, not as \w+ and \w+\n", shown.err)
    assert run(["ask", QUESTION, "--format", "xml"]) == 2


@pytest.mark.parametrize("wanted", AnswerFormat)
def test_no_evidence_ends_with_three_in_every_format(
    own_archive: str, capsys: pytest.CaptureFixture[str], wanted: AnswerFormat
) -> None:
    assert run(["ask", UNKNOWN, "--store", own_archive, "--format", wanted]) == 3
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/markdown", "markdown"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/x-bibtex", "bibtex"),
        ("TEXT/CSV; header=present", "csv"),
        ("text/*", "text"),
        ("application/json, text/plain, */*", "json"),
        ("text/markdown, */*", "markdown"),
        ("text/csv;q=0.4, text/html;q=0.5", "html"),
        ("text/*;q=0.9, text/plain;q=0, text/markdown;q=0.1", "html"),
        ("application/json;q=0, */*;q=0.1", "text"),
        ("text/csv;q=nan, text/html;q=1e3, text/markdown;q=²", "json"),
        ("application/xml", "json"),
        (";;,,q=1,/", "json"),
    ],
)
def test_the_accept_header_chooses(header: str, wanted: str) -> None:
    assert accepted(header) == wanted


def test_a_further_media_type_is_chosen_where_it_is_named() -> None:
    events = "text/event-stream"
    assert accepted("text/event-stream, application/json;q=0.9", events) == events
    assert accepted("text/*", events) == accepted("text/*")
    assert accepted("*/*", events) == "json"


def test_http_chooses_by_the_address_before_the_header(client: TestClient) -> None:
    def media_type(accept: str, address: str = "/api/v1/ask") -> str:
        sent = client.post(address, json={"question": QUESTION}, headers={"accept": accept})
        assert sent.status_code == 200
        return sent.headers["content-type"].partition(";")[0]

    for wanted in MEDIA_TYPES.values():
        assert media_type(wanted) == wanted
    assert media_type("text/csv", "/api/v1/ask?format=html") == "text/html"


def test_an_unknown_format_is_a_problem(client: TestClient) -> None:
    sent = client.post("/api/v1/ask?format=xml", json={"question": QUESTION})
    assert (sent.status_code, sent.json()["type"]) == (422, "urn:groundpath:bad-input")
    assert "query.format" in sent.json()["detail"]


def test_the_openapi_document_names_every_format(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    operation = document["paths"]["/api/v1/ask"]["post"]
    content = operation["responses"]["200"]["content"]
    assert set(content) == {*MEDIA_TYPES.values(), "text/event-stream"}
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/Answer"}
    assert content["text/csv"]["schema"] == {"type": "string"}
    assert [parameter["name"] for parameter in operation["parameters"]] == ["format"]
    assert json.dumps(document["components"]["schemas"]["AnswerFormat"]["enum"]) == json.dumps(
        list(AnswerFormat)
    )
