"""Views that the interfaces show: by any name, limited in size, and marked when cut."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from kg import views
from kg.errors import UnknownName, WrongUsage
from kg.queries import read_queries
from kg.records import Rows
from kg.results import GraphPath, to_dict
from kg.stores.base import Store
from kg.stores.guard import check_read_only
from kg.views.papers import PassageMention, PassageView, SentencePlace


@pytest.mark.parametrize(
    "name",
    [
        "arxiv:2401.00001",
        "2401.00001",
        "2401.00001v3",
        "arXiv:2401.00001v1",
        "https://arxiv.org/abs/2401.00001v2",
        "10.48550/arXiv.2401.00001",
        "AG-2024.01-1",
        "ag-2024.01-1",
        "[AG-2024.01-1]",
    ],
)
def test_a_paper_goes_by_its_id_and_its_number(small: Store, name: str) -> None:
    view = views.paper(small, name)
    assert view.id == "arxiv:2401.00001"
    assert view.title == "Low-rank adaptation for string theory"
    assert view.passages[1] == PassageView(
        id="arxiv:2401.00001#1",
        text="We tune a model with LoRA. It solves string theory problems.",
        section="abstract",
        position=1,
        char_start=0,
        char_end=60,
        sentences=(SentencePlace(0, 26, "method"), SentencePlace(27, 60, "method")),
        mentions=(
            PassageMention(
                *("method:low-rank-adaptation", "low-rank adaptation", "Method", "LoRA"),
                *(21, 25, 0.9, "test"),
            ),
            PassageMention(
                *("domain:string-theory", "string theory", "Domain", "string theory"),
                *(37, 50, 0.9, "test"),
            ),
        ),
    )
    assert [claim.condition for claim in view.claims] == ["for strings"]
    assert (view.truncated, view.next) == (False, None)
    assert [(link.type, link.entity_id) for link in view.entities] == [
        ("IN_DOMAIN", "domain:string-theory"),
        ("USES", "method:low-rank-adaptation"),
    ]


@pytest.mark.parametrize(
    "name", ["method:low-rank-adaptation", "LoRA", "lora", "Low rank adaptations"]
)
def test_an_entity_goes_by_any_spelling(small: Store, name: str) -> None:
    view = views.entity(small, name)
    assert view.id == "method:low-rank-adaptation"
    assert [entity.id for entity in view.above] == ["method:fine-tuning"]
    assert view.below == ()
    assert [paper.paper_id for paper in view.papers] == ["arxiv:2401.00001"]
    assert view.truncated is False


def test_an_author_is_a_node_by_name(small: Store) -> None:
    assert views.find_node(small, "Ada Byron")["id"] == "author:ada-byron"
    assert views.neighbourhood(small, "ben cole").center == "author:ben-cole"


def test_a_name_is_the_same_node_everywhere(demo: Store) -> None:
    entity = views.entity(demo, "physics").id
    way = views.path(demo, "arxiv:2504.09602", "physics").nodes
    assert entity == "domain:physics"
    assert views.neighbourhood(demo, "physics").center == way[-1].id == entity
    named = [node["id"] for node in views.nodes_named(demo, "physics")]
    assert named == ["domain:physics", "dataset:physics", "physics"]


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("category:physics", "physics"),
        ("cs.CL", "cs.CL"),
        ("domain:physics", "domain:physics"),
        ("arxiv:2504.09602#1", "arxiv:2504.09602#1"),
        ("AG-2025.04-1", None),
    ],
)
def test_an_id_is_one_node(demo: Store, name: str, node: str | None) -> None:
    named = [each["id"] for each in views.nodes_named(demo, name)]
    assert len(named) == 1
    assert node in {None, *named}


def test_only_categories_go_by_their_prefix(demo: Store) -> None:
    assert [*views.nodes_named(demo, "category:domain:physics")] == []


UNKNOWN: dict[str, tuple[Callable[[Store], object], str]] = {
    "paper": (lambda store: views.paper(store, "9999"), "no paper 9999 in the archive"),
    "entity": (lambda store: views.entity(store, "lorikeet"), "near it: low-rank adaptation"),
    "node": (lambda store: views.find_node(store, "zzz"), "no node zzz"),
    "center": (lambda store: views.neighbourhood(store, "zzz"), "no node zzz"),
    "type": (lambda store: views.neighbourhood(store, "cs", relations=["LIKES"]), "no relation"),
    "end": (lambda store: views.path(store, "LoRA", "zzz"), "no node zzz"),
}


@pytest.mark.parametrize("case", sorted(UNKNOWN))
def test_unknown_names_are_said_with_what_is_near(small: Store, case: str) -> None:
    ask, message = UNKNOWN[case]
    with pytest.raises(UnknownName, match=message) as raised:
        ask(small)
    assert "\n" not in str(raised.value)


def test_a_neighbourhood_of_one_step(small: Store) -> None:
    view = views.neighbourhood(small, "LoRA")
    assert view.center == "method:low-rank-adaptation"
    assert [node.id for node in view.nodes] == [
        "method:low-rank-adaptation",
        "method:fine-tuning",
        "arxiv:2401.00001#0",
        "domain:string-theory",
        "arxiv:2401.00001",
        "arxiv:2401.00001#1",
    ]
    assert to_dict(view.nodes[0]).keys() == {"id", "labels", "name", "properties"}
    assert view.nodes[4].name == "Low-rank adaptation for string theory"
    assert sorted(link.type for link in view.relationships) == [
        "CLAIMS",
        "MENTIONS",
        "MENTIONS",
        "SUBCLASS_OF",
        "USED_FOR",
        "USES",
    ]
    assert view.truncated is False


def test_a_neighbourhood_by_type(small: Store) -> None:
    view = views.neighbourhood(small, "physics", depth=3, relations=["PART_OF"])
    assert [node.id for node in view.nodes] == [
        "domain:physics",
        "domain:string-theory",
        "hep-th",
    ]


def test_a_neighbourhood_is_cut_evenly_and_says_so(small: Store) -> None:
    view = views.neighbourhood(small, "LoRA", depth=1, limit=3)
    assert [node.id for node in view.nodes] == [
        "method:low-rank-adaptation",
        "method:fine-tuning",
        "arxiv:2401.00001#0",
        "domain:string-theory",
    ]
    assert view.truncated is True
    deep = views.neighbourhood(small, "LoRA", depth=2, limit=4)
    assert len(deep.nodes) == 5
    assert deep.truncated is True
    everything = views.neighbourhood(small, "LoRA", depth=9, limit=9_999)
    assert everything.truncated is False
    assert len({node.id for node in everything.nodes}) == len(everything.nodes)


def test_ends_of_every_relationship_are_shown(small: Store) -> None:
    for limit in range(1, 12):
        for depth in (1, 2, 3):
            view = views.neighbourhood(small, "cs.SE", depth=depth, limit=limit)
            shown = {node.id for node in view.nodes}
            assert len(shown) <= limit + 1
            for link in view.relationships:
                assert {link.from_, link.to} <= shown


def test_pages_of_a_neighbourhood_are_graphs_that_make_the_whole(small: Store) -> None:
    whole = views.neighbourhood(small, "LoRA")
    first = views.neighbourhood(small, "LoRA", limit=2)
    second = views.neighbourhood(small, "LoRA", limit=2, cursor=2)
    third = views.neighbourhood(small, "LoRA", limit=2, cursor=4)
    assert [first.next, second.next, third.next] == [2, 4, None]
    pages = (first, second, third)
    assert list(dict.fromkeys(node.id for page in pages for node in page.nodes)) == [
        node.id for node in whole.nodes
    ]
    links = sorted(link.id or "" for page in pages for link in page.relationships)
    assert links == sorted(link.id or "" for link in whole.relationships)
    for page in pages:
        shown = {node.id for node in page.nodes}
        assert all({link.from_, link.to} <= shown for link in page.relationships)
    beyond = views.neighbourhood(small, "LoRA", cursor=9_999)
    assert ([node.id for node in beyond.nodes], beyond.next) == ([whole.center], None)
    assert views.neighbourhood(small, "LoRA", depth=2, limit=1).next is None
    with pytest.raises(WrongUsage, match="only at depth 1"):
        views.neighbourhood(small, "LoRA", depth=2, cursor=1)


def test_entities_are_found_by_beginning_and_by_words(small: Store) -> None:
    def ids(text: str) -> list[str]:
        return [entity.id for entity in views.named_entities(small, text).entities]

    assert ids("LoR") == ids("adaptation low") == ["method:low-rank-adaptation"]
    assert ids("daptation") == []
    assert ids("string theory") == ["domain:string-theory"]
    with pytest.raises(WrongUsage, match="letters or digits"):
        ids(" - ")
    (first,) = views.named_entities(small, "LoRA").entities
    assert (first.name, first.label, first.papers) == ("low-rank adaptation", "Method", 1)


def test_entities_papers_and_claims_come_in_pages(small: Store) -> None:
    first = views.named_entities(small, "s", limit=1)
    second = views.named_entities(small, "s", limit=1, cursor=first.next or 0)
    assert {entity.id for page in (first, second) for entity in page.entities} == {
        "domain:string-theory",
        "task:code-summarization",
    }
    assert (second.truncated, second.next) == (False, None)
    papers = views.entity_papers(small, "LoRA", limit=1)
    assert [paper.types for paper in papers.papers] == [["USES"]]
    assert views.entity_papers(small, "LoRA", cursor=1).papers == ()
    claims = views.entity_claims(small, "LoRA", limit=1)
    assert [claim.other for claim in claims.claims] == ["fine-tuning"]
    assert views.entity_claims(small, "LoRA", cursor=1).claims == ()


def test_a_long_paper_comes_in_pages(small: Store) -> None:
    first = views.paper(small, "2401.00001", limit=1)
    assert ([passage.position for passage in first.passages], first.next) == ([0], 1)
    last = views.paper(small, "2401.00001", limit=1, cursor=1)
    assert ([passage.position for passage in last.passages], last.next) == ([1], None)
    assert len(views.paper(small, "2401.00001").passages) == 2


def test_rows_come_in_pages_of_a_thousand() -> None:
    rows = Rows(("n",), tuple((number,) for number in range(2_001)))
    pages = [views.rows_page(rows, cursor) for cursor in (0, 1_000, 2_000, 9_999)]
    assert [len(page.rows) for page in pages] == [1_000, 1_000, 1, 0]
    assert [page.next for page in pages] == [1_000, 2_000, None, None]
    assert [page.truncated for page in pages] == [True, True, False, False]


def test_rows_that_are_cut_say_how_to_have_the_others(small: Store) -> None:
    many = views.cypher_rows(small, "UNWIND range(1, 1001) AS n RETURN n", {})
    assert (len(many.rows), many.truncated) == (1_000, True)
    assert "use SKIP and LIMIT" in many.warnings[0]
    assert views.cypher_rows(small, "RETURN 1 AS n", {}).warnings == ()


def test_every_named_query_can_be_opened_as_a_users(small: Store) -> None:
    for query in read_queries():
        check_read_only(query.text)


def test_a_path_has_its_nodes_in_order(small: Store) -> None:
    path = views.path(small, "string theory", "code summarization")
    assert [node.name for node in path.nodes] == [
        "string theory",
        "low-rank adaptation",
        "fine-tuning",
        "code summarization",
    ]
    assert [link.type for link in path.relationships] == [
        "USED_FOR",
        "SUBCLASS_OF",
        "USED_FOR",
    ]
    assert views.path(small, "string theory", "code summarization", max_hops=2) == GraphPath()
    assert views.path(small, "LoRA", "doi:10.1/x") == GraphPath()
    assert views.path(small, "LoRA", "LoRA") == GraphPath()


def test_graphml_holds_all_nodes_and_relationships(small: Store) -> None:
    view = views.neighbourhood(small, "arxiv:2401.00001", depth=2)
    root = ElementTree.fromstring(views.to_graphml(view))
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    ids = [node.attrib["id"] for node in root.findall(".//g:node", space)]
    assert ids == [node.id for node in view.nodes]
    assert len(root.findall(".//g:edge", space)) == len(view.relationships)
    assert views.to_graphml(view) == views.to_graphml(view)
    assert "hep-th; cs.LG" in views.to_graphml(view)


def test_cytoscape_marks_the_center(small: Store) -> None:
    elements = views.to_cytoscape(views.neighbourhood(small, "LoRA"))["elements"]
    assert [node["data"]["id"] for node in elements["nodes"] if node["data"]["center"]] == [
        "method:low-rank-adaptation"
    ]
    assert all(edge["data"]["source"] and edge["data"]["target"] for edge in elements["edges"])
