"""Building the graph: equal journals give equal graphs, vectors are made once, stages reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.journal.journal import Journal
from extract.records import Entity, Extraction, Mention, Paper, PaperRelation, Passage
from extract.vocabulary import Vocabulary
from kg.build import rows
from kg.build.entities import Entities
from kg.build.load import build_graph, graph_is_current
from kg.build.relation_rows import relation_rows
from kg.schema import nodes, relationships
from kg.stores.base import Store
from kg.stores.embedded.store import EmbeddedWriter
from kg.stores.open import open_store


class Letters:
    """An encoder whose vectors count letters; it records the texts that it was given."""

    model_id = "letters-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.extend(texts)
        counts = np.array(
            [[text.count(chr(97 + n % 26)) + 0.01 for n in range(384)] for text in texts]
        )
        vectors: NDArray[np.float32] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return vectors.astype(np.float32)


@pytest.fixture
def journal(tmp_path: Path, fill_small: Callable[[Journal], None]) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as made:
        fill_small(made)
        yield made


def test_the_order_papers_came_in_does_not_show(
    tmp_path: Path, journal: Journal, small_vocabulary: Vocabulary
) -> None:
    with Journal(tmp_path / "other" / "journal.sqlite") as other:
        for stored, extraction in reversed(
            list(zip(journal.papers(), journal.extractions(), strict=True))
        ):
            other.upsert(stored.paper)
            other.save_extraction(extraction, "small-1")
        first = dump(built(tmp_path / "a", journal, small_vocabulary))
        second = dump(built(tmp_path / "b", other, small_vocabulary))
    assert first == second
    assert len(first["nodes"]) == 21


def test_a_removed_paper_leaves_the_graph_of_the_rest(
    tmp_path: Path, journal: Journal, small_vocabulary: Vocabulary
) -> None:
    before = dump(built(tmp_path / "a", journal, small_vocabulary))
    paper = next(p for p in journal.papers() if p.paper.id == "arxiv:2302.00002").paper
    extraction = next(e for e in journal.extractions() if e.paper_id == paper.id)
    journal.remove(paper.id)
    without = dump(built(tmp_path / "b", journal, small_vocabulary))
    assert not any("2302" in str(node) or "bleu" in str(node) for node in without["nodes"])
    assert set(map(str, without["relationships"])) < set(map(str, before["relationships"]))
    journal.upsert(paper)
    journal.save_extraction(extraction, "small-1")
    after = dump(built(tmp_path / "c", journal, small_vocabulary))
    assert str(after).replace("AG-2023.02-2", "AG-2023.02-1") == str(before)


def test_every_end_and_label_is_of_the_schema(small: Store) -> None:
    kinds = {(kind.type, kind.source, kind.target) for kind in relationships()}
    graph = dump(small)
    labels = {node["id"]: node["labels"] for node in graph["nodes"]}
    for link in graph["relationships"]:
        ends = {
            (link["type"], source, target)
            for source in labels[link["from"]]
            for target in labels[link["to"]]
        }
        assert ends & kinds, link
    assert {label for some in labels.values() for label in some} <= {
        "Entity",
        *(kind.label for kind in nodes()),
    }


def test_each_relation_says_what_it_is_based_on(small: Store) -> None:
    for link in dump(small)["relationships"]:
        properties = link["properties"]
        if link["type"] in ("MENTIONS", "USES", "ADDRESSES", "REPORTS", "IN_DOMAIN", "USED_FOR"):
            assert properties["passage_id"].startswith(properties["paper_id"] + "#")
            assert properties["char_start"] < properties["char_end"]
            assert properties["confidence"] > 0
        elif link["type"] in ("PART_OF", "SUBCLASS_OF"):
            assert properties["extractor"] == "vocabulary"


def test_stages_are_reported(
    tmp_path: Path, journal: Journal, small_vocabulary: Vocabulary
) -> None:
    stages: list[tuple[str, int, int]] = []
    build_graph(
        journal,
        EmbeddedWriter(tmp_path),
        small_vocabulary,
        Letters(),
        version="small-1",
        progress=lambda *stage: stages.append(stage),
    )
    assert stages == [("papers", 3, 3), ("passages", 3, 3), ("vectors", 3, 3)]


def test_passages_are_embedded_with_their_title_and_once(
    tmp_path: Path, journal: Journal, small_vocabulary: Vocabulary
) -> None:
    encoder = Letters()
    store = built(tmp_path / "a", journal, small_vocabulary, encoder)
    assert store.has_vectors()
    assert sorted(encoder.asked) == [
        "Low-rank adaptation for string theory",
        "Low-rank adaptation for string theory. We tune a model with LoRA. It solves string "
        "theory problems.",
        "On counting",
        "On counting. We count.",
        "Summaries of code by fine-tuning",
        "Summaries of code by fine-tuning. Fine-tuning helps code summarization. We report BLEU.",
    ]
    (query,) = encoder.encode(["On counting. We count."])
    assert store.vector_search(query, 1)[0].passage_id == "doi:10.1/x#1"
    encoder.asked.clear()
    built(tmp_path / "b", journal, small_vocabulary, encoder)
    assert encoder.asked == []


def test_embedding_goes_on_where_it_was_stopped(
    tmp_path: Path,
    journal: Journal,
    small_vocabulary: Vocabulary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.build.load.EMBED_BATCH", 2)

    class Stopped(Letters):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.asked) == 4:
                raise KeyboardInterrupt
            return super().encode(texts)

    with pytest.raises(KeyboardInterrupt):
        built(tmp_path / "a", journal, small_vocabulary, Stopped())
    encoder = Letters()
    built(tmp_path / "a", journal, small_vocabulary, encoder)
    assert len(encoder.asked) == 2


def test_a_graph_is_current_until_something_changes(
    tmp_path: Path, journal: Journal, small_vocabulary: Vocabulary
) -> None:
    store = built(tmp_path, journal, small_vocabulary)
    assert graph_is_current(store, journal, "small-1", "")
    assert not graph_is_current(store, journal, "small-2", "")
    assert not graph_is_current(store, journal, "small-1", "letters-1")
    journal.upsert(Paper("arxiv:1", "New", "News."))
    assert not graph_is_current(store, journal, "small-1", "")


def test_an_empty_journal_gives_an_empty_archive(
    tmp_path: Path, small_vocabulary: Vocabulary
) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        store = built(tmp_path / "a", journal, small_vocabulary, Letters())
    assert store.run("archive_counts").rows == ((0, 0, 0, 0, None, ""),)
    assert store.text_search("anything", 3) == []
    assert not store.has_vectors()


def test_the_best_evidence_of_a_relation_is_kept() -> None:
    worse = PaperRelation("USES", "method:x", 0, 0, 5, 0.6, "a")
    better = replace(worse, passage=2, confidence=0.9)
    earlier = replace(better, passage=1, char_start=3)
    relations = dict(relation_rows(Extraction("p", paper_relations=(worse, better, earlier))))
    properties: Any = relations["USES"]["properties"]
    assert (properties["passage_id"], properties["char_start"]) == ("p#1", 3)


def test_entities_gather_names_of_all_papers(small_vocabulary: Vocabulary) -> None:
    entities = Entities(small_vocabulary)
    for paper, name, alias, why in (
        ("b", "zeta net", "ZN", "abbreviation"),
        ("c", "zeta net", "ZN", "abbreviation"),
        ("a", "Zeta net", "Z-Net", "hyphen"),
        ("d", "Zeta net", "our model", "coreference"),
    ):
        entities.add(
            Extraction(
                paper,
                (Passage(0, "title", name, 0, len(name), ()),),
                (Entity("model:zeta-net", name, "Model", (alias,), (why,)),),
                (Mention(0, 0, len(name), name, "model:zeta-net", 0.9, "t"),),
            )
        )
    assert entities.rows() == {
        "Model": [
            {
                "id": "model:zeta-net",
                "properties": {
                    "name": "Zeta net",
                    "label": "Model",
                    "aliases": ["Z-Net", "ZN", "our model"],
                    "alias_reasons": ["hyphen", "abbreviation (b and 1 more)", "coreference (d)"],
                    "keys": ["z net", "zeta net", "zn"],
                    "first_key": "z net",
                    "second_key": "zeta net",
                    "facets": [],
                    "mentions": 4,
                    "own": False,
                },
            }
        ]
    }


def test_categories_lead_to_domains_by_pattern(small_vocabulary: Vocabulary) -> None:
    links = rows.category_domains(["physics.optics", "hep-th", "cs.LG"], small_vocabulary)
    assert [(row["from"], row["to"]) for row in links] == [
        ("physics.optics", "domain:physics"),
        ("hep-th", "domain:string-theory"),
    ]


def built(
    folder: Path, journal: Journal, vocabulary: Vocabulary, encoder: Letters | None = None
) -> Store:
    """Build the journal's graph and open it."""
    build_graph(journal, EmbeddedWriter(folder), vocabulary, encoder, version="small-1")
    return open_store(f"file:{folder}")


def dump(store: Store) -> dict[str, Any]:
    """Every node and relationship, by id; reached from node to node, as no query lists all."""
    nodes: dict[str, Any] = {}
    relationships: dict[str, Any] = {}
    waiting: list[Any] = [row["id"] for row in store.run("categories").dicts()]
    waiting += ["doi:10.1/x", "domain:physics"]
    while waiting:
        given: dict[str, Any] = {"id": waiting.pop(), "limit": 10_000}
        for (node,) in store.run("node_by_id", {"id": given["id"]}).rows:
            nodes[given["id"]] = node
        for relationship, other in store.run("neighbours", given).rows:
            assert isinstance(relationship, dict)
            assert isinstance(other, dict)
            relationships[str(relationship["id"])] = relationship
            if other["id"] not in nodes and other["id"] not in waiting:
                waiting.append(other["id"])
    return {
        "nodes": [nodes[key] for key in sorted(nodes)],
        "relationships": [relationships[key] for key in sorted(relationships)],
    }
