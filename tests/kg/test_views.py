"""Views that the interfaces show: by any name, limited in size, and marked when cut."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from kg import views
from kg.errors import UnknownName
from kg.results import GraphPath, PassageView, to_dict
from kg.stores.base import Store


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
    )
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
