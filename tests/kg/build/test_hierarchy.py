"""The hierarchy has no cycles, whatever papers state and in whatever order they come."""

from __future__ import annotations

from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extract.journal.journal import Journal
from extract.records import Entity, EntityRelation, Extraction, Paper, Passage
from extract.vocabulary import Concept, make_vocabulary
from kg.build.hierarchy import Edge, without_cycles
from kg.build.load import build_graph
from kg.records import Limits
from kg.stores.open import open_store, open_writer

NODES = [f"method:{letter}" for letter in "abcdefg"]
LINKS = st.builds(
    Edge,
    unsure=st.sampled_from([0.0, 0.2, 0.3]),
    paper=st.sampled_from(["p1", "p2", "p3"]),
    passage=st.integers(0, 1),
    char_start=st.sampled_from([0, 40]),
    type=st.sampled_from(["SUBCLASS_OF", "PART_OF"]),
    source=st.sampled_from(NODES),
    target=st.sampled_from(NODES),
)


def is_acyclic(links: list[Edge]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for link in links:
        if link.source == link.target:
            return False
        sorter.add(link.source, link.target)
    try:
        sorter.prepare()
    except ValueError:
        return False
    return True


@given(st.lists(LINKS, max_size=40), st.randoms(use_true_random=False))
def test_what_is_kept_is_acyclic_whatever_the_order(links: list[Edge], chance: Any) -> None:
    kept, left_out = without_cycles(links)
    assert is_acyclic(kept)
    assert sorted([*kept, *left_out]) == sorted(set(links))
    mixed = list(links)
    chance.shuffle(mixed)
    assert without_cycles(mixed) == (kept, left_out)
    for lost in left_out:
        surer = [link for link in kept if link < lost]
        assert not is_acyclic([*surer, lost])


def test_the_less_sure_then_the_later_link_is_left_out() -> None:
    sure = Edge(0.2, "p2", 1, 0, "SUBCLASS_OF", "method:a", "method:b")
    unsure = Edge(0.3, "p1", 1, 0, "SUBCLASS_OF", "method:b", "method:a")
    assert without_cycles([unsure, sure]) == ([sure], [unsure])
    later = replace(unsure, unsure=0.2, paper="p3")
    assert without_cycles([later, sure]) == ([sure], [later])


CONCEPTS = (
    Concept("method:tuning", "tuning", "Method"),
    Concept("method:lora", "LoRA", "Method", parents=(("SUBCLASS_OF", "method:tuning"),)),
)
TEXT = "Tuning is a kind of LoRA."


def stating(paper: str, *pairs: tuple[str, str]) -> Extraction:
    passage = Passage(1, "abstract", TEXT, 0, len(TEXT), ())
    names = sorted({name for pair in pairs for name in pair})
    return Extraction(
        paper,
        (passage,),
        tuple(Entity(name, name.partition(":")[2], "Method") for name in names),
        entity_relations=tuple(
            EntityRelation("SUBCLASS_OF", below, above, 1, 0, len(TEXT), 0.8, "pattern")
            for below, above in pairs
        ),
    )


def test_a_graph_has_no_cycle_and_says_what_it_lacks(tmp_path: Path) -> None:
    papers = {
        "file:1": (("method:tuning", "method:lora"), ("method:x", "method:y")),
        "file:2": (("method:y", "method:z"), ("method:z", "method:x")),
    }
    graphs = []
    for number, order in enumerate((list(papers), list(reversed(papers)))):
        address = f"file:{tmp_path / str(number)}"
        with Journal(tmp_path / str(number) / "journal.sqlite") as journal:
            for paper in order:
                journal.upsert(Paper(paper, "Kinds", TEXT))
                journal.save_extraction(stating(paper, *papers[paper]), "1")
            vocabulary = make_vocabulary({concept.id: concept for concept in CONCEPTS}, "1")
            left_out = build_graph(journal, open_writer(address), vocabulary, None, version="1")
        store = open_store(address)
        rows = store.run("archive_state").dicts()
        query = "MATCH (a:Entity)-[r:SUBCLASS_OF]->(b:Entity) RETURN a.id, b.id ORDER BY a.id, b.id"
        graphs.append((left_out, rows[0]["left_out_links"], links_of(store, query)))
        store.close()
    assert graphs[0] == graphs[1]
    left_out, named, kept = graphs[0]
    assert named == [
        "method:tuning SUBCLASS_OF method:lora (file:1)",
        "method:z SUBCLASS_OF method:x (file:2)",
    ]
    assert list(map(str, left_out)) == named
    assert kept == [
        ("method:lora", "method:tuning"),
        ("method:x", "method:y"),
        ("method:y", "method:z"),
    ]


def links_of(store: Any, query: str) -> list[tuple[str, str]]:
    return [tuple(row) for row in store.cypher(query, {}, Limits()).rows]
