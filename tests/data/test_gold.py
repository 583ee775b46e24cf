"""The own annotations of `data/gold`: places, types and splits as `GUIDELINES.md` defines them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from extract.evaluation.role_corpora import read_own
from extract.evaluation.rows import read_rows
from extract.records import Role
from extract.schema import schema
from extract.sources.ids import paper_id
from extract.text.sentences import split_sentences
from extract.vocabulary import data_dir

KEYS = {"paper", "field", "split", "n", "text", "role", "entities", "relations"}
LABELS = set(schema().labels)
RELATIONS = set(schema().entity_relations)
ROLES = set(get_args(Role))
# The digests were annotated with five roles; arXiv papers have all.
DIGEST_ROLES = {"background", "objective", "method", "result", "limitation"}
UNDIRECTED = {"COMPARED_WITH", "SYNONYM_OF"}
MEANS = {"Method", "Model"}
# Which types a relation may run between: source, target.
ENDS = {
    "USED_FOR": (MEANS, MEANS | {"Task", "Domain", "Dataset"}),
    "TRAINED_WITH": (MEANS, {"Dataset"}),
    "EVALUATED_WITH": (MEANS | {"Task"}, {"Dataset", "Metric", "Method"}),
    "BENCHMARK_FOR": ({"Dataset"}, {"Task", "Domain"}),
    "SUBTASK_OF": ({"Task"}, {"Task"}),
    "SUBCLASS_OF": (LABELS - {"Task", "Domain"}, LABELS - {"Task", "Domain"}),
    "PART_OF": (LABELS - {"Task", "Metric"}, LABELS - {"Task", "Metric"}),
}

Record = dict[str, Any]
FIELDS = sorted(file.stem for file in (data_dir() / "gold" / "sentences").glob("*.jsonl"))


@cache
def records(field: str) -> list[Record]:
    """Read the sentences of one field, in the order of the file."""
    return list(read_rows(data_dir() / "gold" / "sentences" / f"{field}.jsonl"))


def every_record() -> list[Record]:
    """Give the sentences of all fields."""
    return [record for field in FIELDS for record in records(field)]


@cache
def digests() -> dict[str, list[str]]:
    """Give the sentences of every digest by the id of its paper."""
    folders = [data_dir() / "demo", data_dir() / "gold" / "digests"]
    abstracts = {}
    for file in sorted(file for folder in folders for file in folder.glob("*.jsonl")):
        for digest in read_rows(file):
            text = digest["abstract"]
            sentences = [text[start:end] for start, end in split_sentences(text)]
            abstracts[paper_id(digest["id"])] = sentences
    return abstracts


def surfaces(record: Record) -> Iterator[tuple[Record, str]]:
    """Give the entities of a sentence with their words."""
    for entity in record["entities"]:
        yield entity, record["text"][entity["start"] : entity["end"]]


@pytest.mark.parametrize("field", FIELDS)
def test_every_line_is_a_record_of_its_field(field: str) -> None:
    for record in records(field):
        assert set(record) == KEYS, record
        assert record["field"] == field, record
        assert record["split"] in {"train", "test"}, record
        assert record["role"] in DIGEST_ROLES, record


@pytest.mark.parametrize("field", FIELDS)
def test_entities_lie_apart_in_their_sentence_and_have_no_outer_blanks(field: str) -> None:
    for record in records(field):
        end = 0
        for entity, surface in surfaces(record):
            assert set(entity) == {"id", "start", "end", "type"}, record
            assert end <= entity["start"] < entity["end"] <= len(record["text"]), record
            assert surface == surface.strip(), record
            assert entity["type"] in LABELS, record
            end = entity["end"]


@pytest.mark.parametrize("field", FIELDS)
def test_no_entity_is_cut_out_of_a_word(field: str) -> None:
    for record in records(field):
        for entity, surface in surfaces(record):
            before = record["text"][: entity["start"]][-1:]
            after = record["text"][entity["end"] :][:1]
            assert not (before.isalnum() and surface[0].isalnum()), (surface, record["text"])
            assert not (surface[-1].isalnum() and after.isalnum()), (surface, record["text"])


@pytest.mark.parametrize("field", FIELDS)
def test_ids_are_unique_and_relations_run_between_them(field: str) -> None:
    for record in records(field):
        ids = [entity["id"] for entity in record["entities"]]
        assert len(set(ids)) == len(ids), record
        stated = [tuple(relation) for relation in record["relations"]]
        assert len(set(stated)) == len(stated), record
        for source, kind, target in stated:
            assert kind in RELATIONS, record
            assert {source, target} <= set(ids), record
            assert source != target, record


@pytest.mark.parametrize("field", FIELDS)
def test_relations_run_between_the_types_of_the_guidelines(field: str) -> None:
    for record in records(field):
        labels = {entity["id"]: entity["type"] for entity in record["entities"]}
        for source, kind, target in record["relations"]:
            sources, targets = ENDS.get(kind, (LABELS, LABELS))
            assert labels[source] in sources, (record, kind)
            assert labels[target] in targets, (record, kind)
            if kind == "SYNONYM_OF":
                assert labels[source] == labels[target], (record, kind)


@pytest.mark.parametrize("field", FIELDS)
def test_relations_without_direction_are_written_from_left_to_right(field: str) -> None:
    for record in records(field):
        order = [entity["id"] for entity in record["entities"]]
        for source, kind, target in record["relations"]:
            assert kind not in UNDIRECTED or order.index(source) < order.index(target), record


@pytest.mark.parametrize("field", FIELDS)
def test_papers_are_annotated_whole_and_word_for_word(field: str) -> None:
    papers: dict[str, dict[int, str]] = {}
    for record in records(field):
        sentences = papers.setdefault(record["paper"], {})
        assert record["n"] not in sentences, record
        sentences[record["n"]] = record["text"]
    for paper, sentences in papers.items():
        assert sentences == dict(enumerate(digests()[paper], start=1)), paper


def test_no_paper_is_in_two_splits_or_fields() -> None:
    places: dict[str, set[tuple[str, str]]] = {}
    for record in every_record():
        places.setdefault(record["paper"], set()).add((record["field"], record["split"]))
    assert [paper for paper, splits in places.items() if len(splits) > 1] == []


@pytest.mark.parametrize("split", ["train", "test"])
def test_each_split_has_every_field_type_and_role(split: str) -> None:
    chosen = [record for record in every_record() if record["split"] == split]
    assert {record["field"] for record in chosen} == set(FIELDS)
    assert {record["role"] for record in chosen} == DIGEST_ROLES
    assert {entity["type"] for record in chosen for entity in record["entities"]} == LABELS


def test_there_are_enough_sentences_and_about_a_third_of_them_test() -> None:
    rows = every_record()
    tests = sum(record["split"] == "test" for record in rows)
    assert {"code", "physics"} <= set(FIELDS)
    assert len(rows) >= 300
    assert 0.25 <= tests / len(rows) <= 0.45


def annotated_papers() -> list[Record]:
    """Give the annotations of arXiv papers, which have no text."""
    return list(read_rows(data_dir() / "gold" / "roles" / "arxiv.jsonl"))


def test_roles_of_arxiv_papers_are_kept_without_their_text() -> None:
    for row in annotated_papers():
        assert set(row) == {"paper", "field", "split", "roles"}, row
        assert row["split"] in {"train", "dev", "test"}, row
        assert row["roles"], row
        assert set(row["roles"]) <= ROLES, row


def test_each_arxiv_paper_is_in_one_split_and_each_split_has_every_field_and_role() -> None:
    rows = annotated_papers()
    assert len({row["paper"] for row in rows}) == len(rows) >= 350
    for split in ("train", "dev", "test"):
        chosen = [row for row in rows if row["split"] == split]
        assert {row["field"] for row in chosen} == {row["field"] for row in rows}
        assert {role for row in chosen for role in row["roles"]} == ROLES


def test_arxiv_papers_have_a_role_for_each_sentence_of_their_text(shared_data: Path) -> None:
    assert len(read_own(shared_data)) == len(annotated_papers())
    for abstract in read_own(shared_data):
        assert len(abstract.sentences) == len(abstract.labels), abstract.paper
