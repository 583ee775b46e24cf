"""The embedded store: shapes of rows, searches, commits that readers never see half of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extract.journal.journal import Journal
from extract.vocabulary import Vocabulary
from kg.build.load import build_graph
from kg.errors import QueryError, StoreError
from kg.records import Limits
from kg.stores.base import Store
from kg.stores.embedded.store import EmbeddedStore, EmbeddedWriter
from kg.stores.open import open_store


def test_a_node_has_its_own_properties_only(small: Store) -> None:
    assert small.run("entity_by_id", {"id": "metric:bleu"}).rows == (
        (
            {
                "id": "metric:bleu",
                "labels": ["Entity", "Metric"],
                "properties": {
                    "alias_reasons": [],
                    "aliases": [],
                    "facets": ["evaluation"],
                    "id": "metric:bleu",
                    "keys": ["bleu"],
                    "first_key": "bleu",
                    "second_key": "",
                    "label": "Metric",
                    "mentions": 1,
                    "name": "BLEU",
                    "own": False,
                },
            },
        ),
    )


def test_a_paper_keeps_its_title(small: Store) -> None:
    (paper,) = small.run("paper_by_id", {"id": "doi:10.1/x"}).rows[0]
    assert isinstance(paper, dict)
    properties: Any = paper["properties"]
    assert properties["title"] == "On counting"
    assert "year" not in properties
    assert "type" not in properties


def test_a_relationship_has_content_ids(small: Store) -> None:
    given: dict[str, Any] = {"id": "task:code-summarization", "types": ["ADDRESSES"]}
    relationship: Any = small.run("neighbours", given).rows[0][0]
    assert relationship["from"] == "arxiv:2302.00002"
    assert relationship["to"] == "task:code-summarization"
    assert relationship["type"] == "ADDRESSES"
    assert relationship["properties"]["passage_id"] == "arxiv:2302.00002#1"
    assert relationship["id"] == relationship["properties"]["id"]


def test_rows_are_given_as_dicts(small: Store) -> None:
    assert small.run("entity_aliases", {"id": "method:low-rank-adaptation"}).dicts() == [
        {"alias": "LoRA", "why": "vocabulary"}
    ]


def test_words_find_passages_whatever_their_form(small: Store) -> None:
    for text in ("summarize code", "CODE summaries", "fine tuned codes", "finetuning"):
        assert small.text_search(text, 1)[0].passage_id.startswith("arxiv:2302.00002")
    assert small.text_search("strings", 5)[0].passage_id == "arxiv:2401.00001#0"


@pytest.mark.parametrize(
    "text", ["", "the of and", "zebra", '"', "a AND (b OR", "*:* ~ ^2 [x TO y]"]
)
def test_any_text_is_safe(text: str, small: Store) -> None:
    assert small.text_search(text, 5) == []


def test_a_search_keeps_within_papers(small: Store) -> None:
    everywhere = small.text_search("fine-tuning low-rank adaptation", 10)
    assert {hit.passage_id.split("#")[0] for hit in everywhere} == {
        "arxiv:2401.00001",
        "arxiv:2302.00002",
    }
    within = small.text_search("fine-tuning low-rank adaptation", 10, ["arxiv:2302.00002"])
    assert within == [hit for hit in everywhere if hit.passage_id.startswith("arxiv:2302.00002")]
    assert small.text_search("fine-tuning", 10, []) == []
    assert small.text_search("fine-tuning", 10, ["arxiv:2302"]) == []
    assert small.text_search("fine-tuning", 0) == []


def test_without_vectors_nothing_is_near(small: Store) -> None:
    assert not small.has_vectors()
    assert small.vector_search(np.ones(384, dtype=np.float32), 5) == []


def test_vectors_are_compared_exactly_and_ties_go_by_id(tmp_path: Path) -> None:
    writer = EmbeddedWriter(tmp_path)
    ids = [f"p:{n // 2}#{n % 2}" for n in range(8)]
    write_passages(writer, ids)
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(8, 384)).astype(np.float32)
    vectors[5] = vectors[2]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    writer.write_vectors(ids, vectors)
    writer.commit()
    store = EmbeddedStore(tmp_path)
    assert store.has_vectors()
    hits = store.vector_search(vectors[5], 8)
    assert [hit.passage_id for hit in hits[:2]] == [ids[2], ids[5]]
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
    cosines = vectors @ vectors[5]
    assert [hit.score for hit in hits] == pytest.approx(sorted(cosines, reverse=True), abs=1e-5)
    within = store.vector_search(vectors[5], 8, ["p:2", "p:0"])
    assert {hit.passage_id for hit in within} == {"p:0#0", "p:0#1", "p:2#0", "p:2#1"}
    assert within == [hit for hit in hits if hit in within]


def test_a_part_of_the_passages_may_have_vectors(tmp_path: Path) -> None:
    writer = EmbeddedWriter(tmp_path)
    write_passages(writer, ["a#0", "b#0", "c#0"])
    writer.write_vectors(["b#0"], np.eye(1, 384, dtype=np.float32))
    writer.commit()
    store = EmbeddedStore(tmp_path)
    hits = store.vector_search(np.eye(1, 384, dtype=np.float32)[0], 5)
    assert [hit.passage_id for hit in hits] == ["b#0"]
    assert store.vector_search(np.eye(1, 384, dtype=np.float32)[0], 5, ["a", "c"]) == []


def test_equal_journals_give_equal_rows_and_searches(
    tmp_path: Path,
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
    small: Store,
) -> None:
    with Journal(tmp_path / "journal.sqlite") as journal:
        fill_small(journal)
        build_graph(
            journal,
            EmbeddedWriter(tmp_path),
            small_vocabulary,
            None,
            version="small-1",
            built_at="2026-01-01T00:00:00Z",
        )
    again = open_store(f"file:{tmp_path}")
    for name in ("archive_state", "relation_counts", "label_counts", "categories"):
        assert again.run(name).rows == small.run(name).rows
    assert again.text_search("code string", 9) == small.text_search("code string", 9)


def test_a_folder_without_a_graph_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no archive in"):
        EmbeddedStore(tmp_path)
    (tmp_path / "graph.kgl").write_bytes(b"not a graph")
    with pytest.raises(StoreError, match="can't open") as raised:
        EmbeddedStore(tmp_path)
    assert "\n" not in str(raised.value)


def test_a_wrong_row_is_said_in_one_line(tmp_path: Path) -> None:
    writer = EmbeddedWriter(tmp_path)
    with pytest.raises(StoreError, match="write/papers") as raised:
        writer.write("papers", [{"id": "a", "properties": {"x": object()}}])  # type: ignore[dict-item]
    assert "\n" not in str(raised.value)


def test_nothing_is_seen_before_commit_and_old_files_go(tmp_path: Path) -> None:
    build(tmp_path, ["a#0"])
    before = EmbeddedStore(tmp_path)
    writer = EmbeddedWriter(tmp_path)
    write_passages(writer, ["b#0"])
    assert EmbeddedStore(tmp_path).text_search("words", 5) == before.text_search("words", 5)
    writer.commit()
    assert [hit.passage_id for hit in EmbeddedStore(tmp_path).text_search("words", 5)] == ["b#0"]
    assert [hit.passage_id for hit in before.text_search("words", 5)] == ["a#0"]
    assert before.run("label_counts").dicts()[-1] == {"label": "Passage", "nodes": 1}
    assert len(list(tmp_path.glob("search-*"))) == 1
    assert not list(tmp_path.glob("*.part"))


def test_a_commit_that_dies_leaves_the_old_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, ["a#0"])
    writer = EmbeddedWriter(tmp_path)
    write_passages(writer, ["b#0"])

    def die(self: EmbeddedWriter, query: object, parameters: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(EmbeddedWriter, "_execute", die)
    with pytest.raises(KeyboardInterrupt):
        writer.commit()
    monkeypatch.undo()
    assert [hit.passage_id for hit in EmbeddedStore(tmp_path).text_search("words", 5)] == ["a#0"]
    build(tmp_path, ["c#0"])
    assert len(list(tmp_path.glob("search-*"))) == 1


def test_a_lost_search_folder_is_said(tmp_path: Path) -> None:
    build(tmp_path, ["a#0"])
    (folder,) = tmp_path.glob("search-*")
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="kg rebuild"):
        EmbeddedStore(tmp_path)


def test_many_threads_may_read(small: Store) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(100):
                assert small.run("neighbours", {"id": "domain:string-theory"}).rows
                assert small.text_search("string theory", 3)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_stranger_query_gives_rows_in_the_same_shape(small: Store) -> None:
    rows = small.cypher(
        "MATCH (p:Paper {id: $id})-[r:USES]->(e) RETURN e, r, [p.id] AS l",
        {"id": "arxiv:2302.00002"},
        Limits(),
    )
    assert rows.columns == ("e", "r", "l")
    node, relationship, ids = rows.rows[0]
    assert node == small.run("entity_by_id", {"id": "method:fine-tuning"}).rows[0][0]
    assert isinstance(relationship, dict)
    assert (relationship["from"], relationship["to"]) == ("arxiv:2302.00002", "method:fine-tuning")
    assert ids == ["arxiv:2302.00002"]
    with pytest.raises(QueryError):
        small.cypher("MATCH (n) DELETE n", {}, Limits())


def test_a_stranger_may_search_by_words(small: Store) -> None:
    text = (
        "CALL db.index.fulltext.queryNodes('passage_text', $words) YIELD node, score "
        "RETURN node.id AS id ORDER BY score DESC, id LIMIT 1"
    )
    rows = small.cypher(text, {"words": "report bleu"}, Limits())
    assert rows.rows == (("arxiv:2302.00002#1",),)


@pytest.mark.parametrize("url", ["http://x", "file:", "graph.kgl"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def write_passages(writer: EmbeddedWriter, ids: list[str]) -> None:
    """Passages that all say `words of <id>`."""
    writer.write(
        "passages",
        [{"id": key, "properties": {"text": f"words of {key}", "position": 0}} for key in ids],
    )


def build(folder: Path, ids: list[str]) -> None:
    """An archive of those passages."""
    writer = EmbeddedWriter(folder)
    write_passages(writer, ids)
    writer.commit()
